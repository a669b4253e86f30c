"""A call that a trunk brings us: rung while it is thought about, then refused, or taken and carried as any leg."""

import secrets
from collections.abc import AsyncIterator, Callable

from rupor.engine.trunks import Srtp
from rupor.kit import errors
from rupor.protocols import sdp
from rupor.protocols.sdp import crypto
from rupor.protocols.sip import events as sip
from rupor.protocols.sip import uri
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.events import LAST
from rupor.protocols.sip.incoming import IncomingCall
from rupor.providers.sip_trunk.far_end import FarEnd
from rupor.providers.sip_trunk.leg import SipLeg

_INCOMPATIBLE = 88
_NOT_ACCEPTABLE = 488
_CANCELLED = 487


class NoSound(errors.RuporError):
    """The caller offers no sound that we speak; the call has been refused."""


class Incoming:
    """`caller` and `called` are as the network writes them; `caller` is empty when it is hidden from us too."""

    def __init__(self, *, call: IncomingCall, way: FarEnd, take: Callable[["Incoming"], SipLeg]) -> None:
        self.call = call
        self.way = way
        self._take = take

    @property
    def call_id(self) -> str:
        """Unique at this gateway: a Call-ID may come again from another caller."""
        return f"{self.call.call_id};{self.call.invite.from_tag}"

    @property
    def trunk(self) -> str:
        """The name of the trunk that brings the call."""
        return self.way.spec.name

    @property
    def caller(self) -> str:
        """What the network itself asserts (RFC 3325) is believed before what the caller says."""
        return next((each for each in (self.call.asserted, self.call.from_user) if _is_number(each)), "")

    @property
    def called(self) -> str:
        """Whoever registers is called by the name it registered; the number is in To then."""
        told = self.call.to_user
        if _is_number(told) and told != self.way.spec.user:
            return told
        try:
            return uri.user_of(self.call.invite.first("to")) or told
        except SipSyntaxError:
            return told

    @property
    def identity(self) -> str:
        """The signed proof of the caller's number (RFC 8224), as it came."""
        return self.call.identity

    @property
    def private(self) -> bool:
        """The caller wants to be known to nobody (RFC 3323)."""
        return self.call.privacy not in ("", "none")

    def ring(self) -> None:
        """180, so that the caller waits."""
        self.call.ring()

    def refuse(self, *, status: int, q850_cause: int = 0) -> None:
        """Does nothing when the caller has gone."""
        self.call.reject(status=status, q850_cause=q850_cause)

    def accept(self) -> SipLeg:
        """Answers at once; raises NoSound or NoFreePort, and the caller has been refused then."""
        try:
            return self._take(self)
        except NoSound:
            self.refuse(status=_NOT_ACCEPTABLE, q850_cause=_INCOMPATIBLE)
            raise
        except errors.RuporError:
            self.refuse(status=503, q850_cause=34)
            raise

    def answer(self, *, host: str, port: int, session: int) -> str:
        """Sends the 200 and tells the codec we chose; empty where the choice is the caller's, who has our offer."""
        spec = self.way.spec
        offered = self.call.sdp
        if offered is None:
            masters = tuple(secrets.token_bytes(crypto.KEY_BYTES) for _ in crypto.SUITES)
            own = sdp.offer(
                host=host,
                port=port,
                codecs=spec.codecs,
                session_id=session,
                masters=masters if spec.srtp is not Srtp.OFF else (),
                secure=spec.srtp is Srtp.REQUIRED,
            )
            self.call.accept(sdp=own)
            return ""
        try:
            own, far = sdp.answer(
                offered=offered,
                host=host,
                port=port,
                codecs=spec.codecs,
                session_id=session,
                # Whoever demands encryption gets it, whatever we ask for ourselves.
                master=secrets.token_bytes(crypto.KEY_BYTES),
            )
        except sdp.SdpError as error:
            raise NoSound("incoming_without_usable_sound", reason=str(error)) from error
        if spec.srtp is Srtp.REQUIRED and not far.crypto:
            raise NoSound("incoming_without_usable_sound", reason="not encrypted")
        self.call.accept(sdp=own)
        return far.codec


class TakenCall:
    """To the leg it looks like a call of ours that was answered when the caller's ACK came."""

    def __init__(self, *, call: IncomingCall, way: FarEnd) -> None:
        self._call = call
        self._way = way
        way.load.admit()

    @property
    def trunk(self) -> str:
        """The name of the trunk that brought the call."""
        return self._way.spec.name

    @property
    def local_sdp(self) -> bytes:
        """What we told the caller of our sound."""
        return self._call.local_sdp

    async def events(self) -> AsyncIterator[sip.CallEvent]:
        """Up to and including the last event. One reader only."""
        try:
            async for event in self._call.events():
                match event:
                    case sip.Confirmed(sdp=late):
                        yield sip.Answered(sdp=late or self._call.sdp or b"")
                    case sip.Cancelled(q850_cause=cause):
                        yield sip.Rejected(_CANCELLED, "the caller gave up", cause)
                    case _:
                        yield event
                if isinstance(event, LAST):
                    return
        finally:
            self._way.load.end()

    def hang_up(self, *, q850_cause: int = 16) -> None:
        """Ends the call, whatever stage it is in."""
        self._call.hang_up(q850_cause=q850_cause)


def _is_number(user: str) -> bool:
    return user.removeprefix("+").isdecimal()
