"""Two scenes with a peer that says only what the test wants: we call it, or it calls us."""

from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.message import Request
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.tests.network import SDP, Network, invite


class Calling:
    """Our robot at 10.0.0.2 calls a stranger at 10.0.0.9."""

    def __init__(self, *, credentials: Credentials | None = None) -> None:
        self.network = Network()
        self.robot = self.network.endpoint("10.0.0.2")
        self.far = self.network.stranger("10.0.0.9")
        self.call: OutgoingCall = self.robot.call(
            target=("10.0.0.9", 5060),
            to_uri="sip:7916@operator.example",
            from_uri="sip:100@10.0.0.2",
            sdp=SDP.encode(),
            credentials=credentials,
        )
        self.run(0.01)
        self.invite = self.far.requests("INVITE")[0]

    def run(self, seconds: float) -> None:
        self.network.clock.run(seconds)

    def answer(
        self, status: int, *, tag: str = "far", extra: str = "", body: str = "", to: Request | None = None
    ) -> None:
        self.far.answer(to or self.invite, status, to="10.0.0.2", tag=tag, extra=extra, body=body)

    def inside(self, method: str, *, number: int = 1, body: str = "", extra: str = "", from_tag: str = "far") -> None:
        """A request of the far side within the call."""
        self.far.say(
            f"""{method} sip:10.0.0.2:5060 SIP/2.0
            Via: SIP/2.0/UDP 10.0.0.9:5060;branch=z9hG4bK{method}{number};rport
            From: <sip:7916@operator.example>;tag={from_tag}
            To: <sip:100@10.0.0.2>;tag={self.invite.from_tag}
            Call-ID: {self.call.call_id}
            CSeq: {number} {method}
            {extra}""".strip(),
            to="10.0.0.2",
            body=body,
        )


class Called:
    """A stranger at 10.0.0.9 calls us at 10.0.0.2."""

    def __init__(self) -> None:
        self.network = Network()
        self.taken: list[IncomingCall] = []
        self.endpoint = self.network.endpoint("10.0.0.2", on_incoming=self.taken.append)
        self.far = self.network.stranger("10.0.0.9")

    def run(self, seconds: float) -> None:
        self.network.clock.run(seconds)

    def say(self, **parts: object) -> None:
        body = str(parts.pop("body", SDP if parts.get("method", "INVITE") == "INVITE" else ""))
        extra = str(parts.pop("extra", "Content-Type: application/sdp" if body else "X: y"))
        self.far.say(invite(host="10.0.0.9", extra=extra, **parts), to="10.0.0.2", body=body)  # type: ignore[arg-type]
