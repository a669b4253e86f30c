"""The leg joins SIP and sound: where the sound goes after a hold or a move, and recordings that cannot be."""

from collections.abc import AsyncIterator, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, cast

from rupor import media
from rupor.engine import legs
from rupor.engine.ports import Outcome
from rupor.protocols import sdp
from rupor.protocols.sip import events as sip
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.providers.sip_trunk.leg import SipLeg

FIRST = sdp.offer(host="192.0.2.1", port=4000, session_id=1)
MOVED = sdp.offer(host="192.0.2.2", port=5000, codecs=("PCMU",), session_id=1)


class Call:
    """A SIP call whose events are known beforehand."""

    local_sdp = FIRST
    trunk = "one"

    def __init__(self, *told: sip.CallEvent) -> None:
        self._told = told

    async def events(self) -> AsyncIterator[sip.CallEvent]:
        for event in self._told:
            yield event

    def hang_up(self, *, q850_cause: int = 16) -> None:
        return None


class Stream:
    """Remembers what was asked of it."""

    def __init__(self, *, disk_full: bool = False) -> None:
        self.asked: list[tuple[Any, ...]] = []
        self._disk_full = disk_full

    def connect(self, *, host: str, port: int, codec: str, event_payload: int | None, srtp: None) -> None:
        self.asked.append(("connect", host, port, codec, event_payload))

    def pause_sending(self, paused: bool) -> None:
        self.asked.append(("pause", paused))

    def record(self, path: Path) -> None:
        if self._disk_full:
            raise OSError(28, "No space left on device")
        self.asked.append(("record", path))

    def close(self) -> media.StreamReport:
        self.asked.append(("close",))
        return media.StreamReport(0, 0, 3, 2, 0.0, None, 0.0)


async def run(
    *told: sip.CallEvent,
    stream: Stream,
    record: Path | None = None,
    hear: Callable[[legs.LegEvent, SipLeg], None] = lambda event, leg: None,
) -> tuple[list[legs.LegEvent], Any]:
    heard: list[legs.LegEvent] = []
    with ThreadPoolExecutor(1) as files:
        leg = SipLeg(
            call=cast(OutgoingCall, Call(*told)),
            stream=cast(media.Stream, stream),
            files=files,
            on_heard=lambda: None,
            on_over=lambda: stream.asked.append(("over",)),
        )

        def on_event(event: legs.LegEvent) -> None:
            heard.append(event)
            hear(event, leg)
            if record and isinstance(event, legs.Answered):
                leg.record(record)

        return heard, await leg.run(on_event)


async def test_a_hold_pauses_our_sound_and_a_move_takes_it_elsewhere() -> None:
    stream = Stream()
    held = FIRST.replace(b"a=sendrecv", b"a=sendonly")
    changes = [sip.MediaChanged(held), sip.MediaChanged(b"nonsense"), sip.MediaChanged(MOVED)]
    heard, report = await run(sip.Answered(FIRST), *changes, sip.Ended("far", 16), stream=stream)
    assert stream.asked == [
        ("connect", "192.0.2.1", 4000, "PCMA", 101),
        ("pause", False),
        ("pause", True),
        ("connect", "192.0.2.2", 5000, "PCMU", 101),
        ("pause", False),
        ("close",),
        ("over",),
    ]
    assert isinstance(heard[-1], legs.Ended)
    assert (heard[-1].outcome, heard[-1].by) == (Outcome.ANSWERED, "far")
    assert (report.late_packets, report.lost_packets, report.recorded) == (3, 2, False)


async def test_a_full_disk_costs_the_recording_not_the_call(tmp_path: Path) -> None:
    stream = Stream(disk_full=True)
    heard, report = await run(
        sip.Answered(FIRST), sip.Ended("far", 16), stream=stream, record=tmp_path / "day" / "1.wav"
    )
    assert [type(event) for event in heard] == [legs.Answered, legs.Ended]
    assert not report.recorded


async def test_an_answer_that_crosses_our_cancel_is_no_answer() -> None:
    heard, _ = await run(sip.Progress(180), sip.Ended("near", 16), stream=Stream())
    assert heard == [legs.Ringing(), legs.Ended(Outcome.NO_ANSWER, "", 487, 16, rang=True)]


async def test_words_before_the_answer_are_heard_and_the_answer_itself_may_bring_no_new_place() -> None:
    stream = Stream()
    told = [sip.Progress(180), sip.Progress(183, FIRST), sip.Progress(183, FIRST), sip.Answered(FIRST)]
    heard, _ = await run(*told, sip.Ended("far", 16), stream=stream)
    assert heard[:3] == [legs.Ringing(), legs.Ringing(early=True), legs.Answered()]
    assert stream.asked[0] == ("connect", "192.0.2.1", 4000, "PCMA", 101)
    assert heard[-1] == legs.Ended(Outcome.ANSWERED, "far", 200, 16, rang=True)


async def test_an_announcement_that_only_speaks_is_connected_too() -> None:
    stream = Stream()
    speaks = FIRST.replace(b"a=sendrecv", b"a=sendonly")
    heard, _ = await run(sip.Progress(183, speaks), sip.Rejected(404, "Not Found", 1), stream=stream)
    assert stream.asked[:2] == [("connect", "192.0.2.1", 4000, "PCMA", 101), ("pause", True)]
    assert heard == [legs.Ringing(early=True), legs.Ended(Outcome.INVALID, "", 404, 1)]


async def test_unusable_words_before_the_answer_harm_nothing() -> None:
    heard, _ = await run(sip.Progress(183, b"nonsense"), sip.Answered(FIRST), sip.Ended("far", 16), stream=Stream())
    assert heard == [legs.Ringing(), legs.Answered(), legs.Ended(Outcome.ANSWERED, "far", 200, 16)]


async def test_a_busy_after_the_ring_is_told_apart_from_a_busy_line() -> None:
    line, _ = await run(sip.Rejected(486, "Busy Here", 17), stream=Stream())
    person, _ = await run(sip.Progress(180), sip.Rejected(486, "Busy Here", 17), stream=Stream())
    network, _ = await run(sip.Progress(183, FIRST), sip.Rejected(486, "Busy Here", 17), stream=Stream())
    ends = [told[-1] for told in (line, person, network)]
    assert [one.rang for one in ends if isinstance(one, legs.Ended)] == [False, True, False]


async def test_speech_and_keys_count_from_the_answer() -> None:
    def hear(event: legs.LegEvent, leg: SipLeg) -> None:
        if event == legs.Ringing(early=True):
            leg.on_sound(media.DigitReceived(stream=0, digit="5", duration_ms=160))
            leg.on_sound(media.SpeechStarted(stream=0, at_seconds=0.1))
        if isinstance(event, legs.Answered):
            leg.on_sound(media.DigitReceived(stream=0, digit="6", duration_ms=160))

    told = [sip.Progress(183, FIRST), sip.Answered(FIRST), sip.Ended("far", 16)]
    heard, _ = await run(*told, stream=Stream(), hear=hear)
    assert heard[1:4] == [legs.Answered(), legs.KeyPressed("6"), legs.Speech(True, 0.0)]
