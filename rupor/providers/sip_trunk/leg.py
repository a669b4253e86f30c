"""One call through the trunk: SIP and sound joined. The states are SIP's own; here they only become words of `legs`."""

import asyncio
import contextlib
from collections.abc import AsyncIterator, Callable
from concurrent.futures import Executor
from pathlib import Path
from typing import Any, Protocol, assert_never

import structlog

from rupor import media
from rupor.engine import legs
from rupor.engine.legs import Answered, ClipFinished, Ended, KeyPressed, LegEvent, LegReport, Ringing, Speech
from rupor.engine.ports import Outcome
from rupor.protocols import sdp
from rupor.protocols.sip import events as sip
from rupor.providers.sip_trunk import outcomes

RECORDING_PATIENCE_SECONDS = 10.0
# Some gateways tell one key press both as RFC 4733 and by INFO.
SAME_KEY_SECONDS = 0.6
_INCOMPATIBLE = 88
_UNUSABLE = (sdp.SdpError, OSError, media.NoCipher)

log = structlog.get_logger(__name__)


class Call(Protocol):
    """What a leg needs of the SIP side of its call."""

    @property
    def trunk(self) -> str: ...

    @property
    def local_sdp(self) -> bytes: ...

    def events(self) -> AsyncIterator[sip.CallEvent]: ...

    def hang_up(self, *, q850_cause: int = 16) -> None: ...


class SipLeg:
    """Made by the trunk, which also brings it the events of its stream."""

    def __init__(
        self,
        *,
        call: Call,
        stream: media.Stream,
        files: Executor,
        on_heard: Callable[[], None],
        on_over: Callable[[], None],
        codec: str = "",
    ) -> None:
        """`files` are threads that may wait for the disk: opening a file there must not hold up the other calls.

        `on_heard` is told at every sign of life of the far end. `codec` is the one we chose of those it offered.
        """
        self._call = call
        self._stream = stream
        self._files = files
        self._on_heard = on_heard
        self._on_over = on_over
        self._codec = codec
        self._on_event: Callable[[LegEvent], None] = lambda event: None
        self._loop = asyncio.get_running_loop()
        self._answered = False
        self._told_ringing = False
        self._rang = False
        self._early = False
        self._connected_at = self._answered_at = 0.0
        self._speaking = False
        self._failure = ""
        self._last_key: tuple[str, bool, float] = ("", False, 0.0)
        self._recording: asyncio.Future[bool] | None = None

    async def run(self, on_event: Callable[[LegEvent], None]) -> LegReport:
        """Tells every event up to `Ended`; whatever happens, the ports are given back."""
        self._on_event = on_event
        try:
            async for event in self._call.events():
                self._hear(event)
        finally:
            # Does nothing after the end; a reader that stops early must not leave the person on the line.
            self._call.hang_up()
            report = self._stream.close()
        try:
            recorded = await self._recorded()
        finally:
            self._on_over()
        return LegReport(late_packets=report.late, lost_packets=report.lost, recorded=recorded, trunk=self._call.trunk)

    @property
    def trunk(self) -> str:
        """The way the call went; empty while none was chosen."""
        return self._call.trunk

    def play(self, sound: media.Prompt, *, endless: bool = False) -> None:
        """In place of what plays."""
        self._stream.play(sound, endless=endless)

    def stop_playing(self) -> float:
        """Seconds that were played."""
        return self._stream.stop_playing()

    def listen(self, hear: legs.Hear | None) -> None:
        """The far end's sound until None; a call that is over is silent."""
        with contextlib.suppress(media.StreamClosed):
            self._stream.listen(hear)

    def join(self, other: legs.CallLeg[Any] | None) -> None:
        """Only with another leg of the trunk; where either is over there is nobody left to hear."""
        if other is not None and not isinstance(other, SipLeg):
            raise TypeError(f"a call through the trunk cannot be joined with {type(other).__name__}")
        with contextlib.suppress(media.StreamClosed):
            self._stream.join(other._stream if other is not None else None)

    def record(self, path: Path) -> None:
        """Far end left, ours right; a disk that fails costs the recording, never the call."""
        if self._recording is None:
            self._recording = self._loop.create_future()
            self._files.submit(self._open_recording, path)

    def hang_up(self) -> None:
        """CANCEL or BYE, as the moment asks."""
        self._call.hang_up()

    def on_sound(self, event: media.MediaEvent) -> None:
        """What the media core heard on our stream."""
        match event:
            case media.DigitReceived(digit=digit, played_seconds=played):
                self._key(digit, played, by_info=False)
            case media.PlayFinished(seconds=seconds):
                self._on_event(ClipFinished(seconds))
            case media.SpeechStarted(at_seconds=at):
                self._speak(True, at)
            case media.SpeechStopped(at_seconds=at):
                self._speak(False, at)
            case media.RecordingDone(error=error):
                self._recording_done(not error)
            case media.FarSilent():
                pass

    def _hear(self, event: sip.CallEvent) -> None:
        if not isinstance(event, sip.Ended) and not (isinstance(event, sip.Rejected) and event.local):
            self._on_heard()
        match event:
            case sip.Progress():
                self._ring(event)
            case sip.Answered():
                self._answer(event.sdp)
            case sip.Digit():
                self._key(event.digit, self._stream.played_seconds, by_info=True)
            case sip.MediaChanged() | sip.ChangeAccepted():
                self._change(event.sdp)
            case sip.ChangeRefused():
                log.info("change_refused", status=event.status)
            case sip.Rejected():
                self._on_event(_refusal(event, rang=self._rang))
            case sip.Ended():
                self._on_event(self._ended(event))
            case sip.Confirmed() | sip.Cancelled():
                pass  # only calls that come to us tell these
            case _:
                assert_never(event)

    def _ring(self, event: sip.Progress) -> None:
        """Sound before the answer is connected at once: it may be the network's own words. A 183 is not yet a ring."""
        self._rang = self._rang or event.status == 180
        early = bool(event.sdp) and self._connect_early(event.sdp or b"")
        if early and not self._early:
            self._early = self._told_ringing = True
            self._on_event(Ringing(early=True))
        elif event.status >= 180 and not self._told_ringing:
            self._told_ringing = True
            self._on_event(Ringing())

    def _connect_early(self, body: bytes) -> bool:
        try:
            self._connect(body)
        except _UNUSABLE as error:
            log.info("early_media_unusable", error=str(error))
            return False
        return True

    def _answer(self, body: bytes) -> None:
        try:
            self._connect(body)
        except _UNUSABLE as error:
            self._failure = f"answer_without_usable_sound: {error}"
            self._call.hang_up(q850_cause=_INCOMPATIBLE)
            return
        self._answered = True
        self._answered_at = self._loop.time()
        self._on_event(Answered())
        if self._speaking:
            self._on_event(Speech(True, 0.0))

    def _connect(self, body: bytes) -> None:
        far = sdp.read(body)
        quiet = far.direction in ("sendonly", "inactive")
        heard = far.direction != "inactive" and far.host not in sdp.NOWHERE
        if not quiet or (heard and not self._connected_at):
            self._connected_at = self._connected_at or self._loop.time()
            agreed = sdp.keys(ours=self._call.local_sdp, far=far)
            self._stream.connect(
                host=far.host,
                port=far.port,
                codec=self._codec or far.codec,
                event_payload=far.event_payload,
                srtp=media.SrtpKeys(**agreed._asdict()) if agreed else None,
            )
        self._stream.pause_sending(quiet)

    def _change(self, body: bytes) -> None:
        """A hold, or another address; a description we cannot use leaves all as it was."""
        self._codec = ""
        try:
            self._connect(body)
        except _UNUSABLE as error:
            self._failure = f"change_without_usable_sound: {error}"

    def _speak(self, speaking: bool, at_seconds: float) -> None:
        """The media core counts from its first connection, which may have been before the answer."""
        self._speaking = speaking
        if self._answered:
            self._on_event(Speech(speaking, max(0.0, self._connected_at + at_seconds - self._answered_at)))

    def _key(self, digit: str, played_seconds: float, *, by_info: bool) -> None:
        if not self._answered:
            return  # tones before the answer are the network's
        last, last_by_info, last_at = self._last_key
        now = self._loop.time()
        if digit == last and by_info != last_by_info and now - last_at < SAME_KEY_SECONDS:
            return
        self._last_key = (digit, by_info, now)
        self._on_event(KeyPressed(digit, played_seconds))

    def _ended(self, event: sip.Ended) -> Ended:
        """An answer that crossed our CANCEL was never told and is no answer."""
        if self._answered:
            return Ended(Outcome.ANSWERED, event.by, 200, event.q850_cause, self._failure, self._rang)
        outcome = Outcome.PROVIDER_ERROR if self._failure else Outcome.NO_ANSWER
        return Ended(outcome, "", 200 if self._failure else 487, event.q850_cause, self._failure, self._rang)

    def _open_recording(self, path: Path) -> None:
        """In a thread of `files`."""
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._stream.record(path)
        except (OSError, media.StreamClosed) as error:
            log.warning("recording_not_opened", path=str(path), error=str(error))
            self._loop.call_soon_threadsafe(self._recording_done, False)

    def _recording_done(self, whole: bool) -> None:
        if self._recording is not None and not self._recording.done():
            self._recording.set_result(whole)

    async def _recorded(self) -> bool:
        if self._recording is None:
            return False
        try:
            async with asyncio.timeout(RECORDING_PATIENCE_SECONDS):
                return await self._recording
        except TimeoutError:
            return False


def _refusal(event: sip.Rejected, *, rang: bool) -> Ended:
    outcome = outcomes.outcome(status=event.status, q850_cause=event.q850_cause, local=event.local)
    status = 0 if event.local else event.status
    detail = event.reason if outcome is Outcome.PROVIDER_ERROR else ""
    return Ended(outcome, "", status, event.q850_cause, detail, rang)
