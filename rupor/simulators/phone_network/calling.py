"""A subscriber who calls us: dials a number and then behaves as one who was called."""

import secrets

from rupor.protocols import sdp
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.transactions.layer import Address
from rupor.simulators.phone_network.people import Person
from rupor.simulators.phone_network.subscriber import CODECS, Subscriber, Surroundings


class Calling(Subscriber):
    """Their phone is the one that dials."""

    def __init__(
        self, *, endpoint: Endpoint, target: Address, phone: str, to: str, person: Person, around: Surroundings
    ) -> None:
        super().__init__(phone=phone, other=to, person=person, around=around)
        host, port = target
        self.call = endpoint.call(
            target=target,
            to_uri=f"sip:{to}@{host}:{port}",
            from_uri=f"sip:{phone}@{around.host}",
            sdp=sdp.offer(host=around.host, port=self.stream.port, codecs=CODECS, session_id=secrets.randbits(31)),
        )

    @property
    def own_sdp(self) -> bytes:
        """Our offer."""
        return self.call.local_sdp

    def begin(self) -> None:
        """The INVITE has gone out already."""
        self.log("call", kind=self.person.kind)
