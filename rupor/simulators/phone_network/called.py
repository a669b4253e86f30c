"""A subscriber who is called: rings, may be heard before the answer, answers or refuses."""

import secrets

from rupor.protocols import sdp
from rupor.protocols.sdp.crypto import KEY_BYTES
from rupor.protocols.sip.incoming import IncomingCall
from rupor.simulators.phone_network.people import Person
from rupor.simulators.phone_network.subscriber import CODECS, Stage, Subscriber, Surroundings


class Called(Subscriber):
    """Their phone is the one that was dialled."""

    def __init__(self, *, call: IncomingCall, person: Person, ring_seconds: float, around: Surroundings) -> None:
        super().__init__(phone=call.to_user, other=call.from_user, person=person, around=around)
        self.call: IncomingCall = call
        self._ring_seconds = ring_seconds

    def begin(self) -> None:
        """Rings, unless there is nothing common to talk in."""
        via = self.call.invite.via.transport.lower()
        self.log("invite", kind=self.person.kind, **({} if via == "udp" else {"transport": via}))
        try:
            self._own, self._far = sdp.answer(
                offered=self.call.sdp or b"",
                host=self.around.host,
                port=self.stream.port,
                codecs=CODECS,
                session_id=secrets.randbits(31),
                master=secrets.token_bytes(KEY_BYTES),
            )
        except sdp.SdpError as error:
            self.log("reject", status=488, reason=str(error))
            self.call.reject(status=488)
            return
        self._ring()

    @property
    def own_sdp(self) -> bytes:
        """Our answer."""
        return self._own

    def _ring(self) -> None:
        if not self.person.vanishes:
            self.call.ring()
            self.log("ring")
        if not self.person.rings_out:
            self.after(self._ring_seconds, self._early if self.person.early else self._decide)

    def _early(self) -> None:
        self.call.progress(sdp=self._own)
        self.connect(self._far)
        heard = self.around.sounds[self.person.early]
        self.stream.play(heard)
        self.log("early")
        self.after(heard.seconds / self.around.pace, self._decide)

    def _decide(self) -> None:
        if self.stage is not Stage.RINGING:
            return
        if self.person.status:
            self.log("reject", status=self.person.status)
            self.call.reject(status=self.person.status, q850_cause=self.person.q850_cause)
            return
        self.call.accept(sdp=self._own)
        self.talk(self._far)
