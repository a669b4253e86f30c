"""The far side's sound as it is given to who listens: in order, whole, silence where packets are missing."""

from typing import Any

import numpy as np
import pytest

from rupor import media
from rupor.media.tests import far_side
from rupor.media.tests.conftest import Line
from rupor.media.tests.test_sending import noise, prompt

PIECE = 1600


class Listener:
    """Keeps the pieces and joins them."""

    def __init__(self) -> None:
        self.pieces: list[bytes] = []

    def __call__(self, sound: bytes) -> None:
        self.pieces.append(sound)

    @property
    def samples(self) -> Any:
        return np.frombuffer(b"".join(self.pieces), dtype=np.int16).astype(float)

    def at(self, given: Any) -> int:
        """Where in what was heard the given sound begins; -1 while it is not whole."""
        heard = self.samples
        if len(heard) < len(given):
            return -1
        lags = np.correlate(heard, given, mode="valid")
        at = int(lags.argmax())
        return at if np.corrcoef(heard[at : at + len(given)], given)[0, 1] > 0.98 else -1


@pytest.mark.parametrize("payload_type", [far_side.PCMU, far_side.PCMA])
async def test_what_the_far_side_says_is_heard_in_tenths_of_a_second(line: Line, payload_type: int) -> None:
    stream, far = await line.call()
    listener = Listener()
    stream.listen(listener)
    audio = bytes(np.random.default_rng(5).integers(0, 256, 8000, dtype=np.uint8))
    given = far_side.linear(audio, payload_type)
    await far.speak(audio, payload_type=payload_type)
    await line.until(lambda: listener.at(given) >= 0)
    assert all(len(piece) and len(piece) % PIECE == 0 for piece in listener.pieces)
    at = listener.at(given)
    assert np.array_equal(listener.samples[at : at + 8000], given)
    assert line.core.stats()["sounds_lost"] == 0


async def test_changed_order_and_odd_lengths_are_mended_and_loss_is_silence(line: Line) -> None:
    stream, far = await line.call()
    listener = Listener()
    stream.listen(listener)
    given = noise(0.6)
    audio = far_side.mu_law(given)
    datagrams = []
    for at in range(0, len(audio), 240):
        datagrams.append(far.packet(audio[at : at + 240]))
        far.step(240)
    datagrams[4], datagrams[5] = datagrams[5], datagrams[4]
    del datagrams[9]
    for datagram in datagrams:
        far.rtp.sendto(datagram, ("127.0.0.1", stream.port))
    expected = far_side.linear(audio, far_side.PCMU)
    expected[9 * 240 : 10 * 240] = 0
    await line.until(lambda: listener.at(expected) >= 0)
    at = listener.at(expected)
    assert np.array_equal(listener.samples[at : at + len(expected)], expected)


async def test_silence_flows_while_nothing_comes_and_time_stays_true(line: Line) -> None:
    stream, far = await line.call()
    listener = Listener()
    stream.listen(listener)
    await line.until(lambda: len(listener.samples) >= 2400)
    assert not listener.samples.any()
    first, second = noise(0.2), noise(0.4)[1600:]
    await far.speak(far_side.mu_law(first))
    await line.until(lambda: listener.at(first) >= 0)
    so_far = len(listener.samples)
    await line.until(lambda: len(listener.samples) >= so_far + 4000)
    quiet = len(listener.samples) - listener.at(first) - len(first)
    far.step(quiet)
    await far.speak(far_side.mu_law(second))
    await line.until(lambda: listener.at(second) >= 0)
    apart = listener.at(second) - listener.at(first)
    assert quiet <= apart <= quiet + 8000, "as long as the far clock says, or as ours does where it ran on"


async def test_a_far_clock_that_stands_still_in_silence_costs_no_word(line: Line) -> None:
    stream, far = await line.call()
    listener = Listener()
    stream.listen(listener)
    await far.speak(far_side.mu_law(noise(0.1)))
    so_far = len(listener.samples)
    await line.until(lambda: len(listener.samples) >= so_far + 6400)
    given = np.random.default_rng(13).normal(0, 3000, 1600)
    await far.speak(far_side.mu_law(given))
    await line.until(lambda: listener.at(given) >= 0)


async def test_a_new_source_is_heard_at_once(line: Line) -> None:
    stream, far = await line.call()
    listener = Listener()
    stream.listen(listener)
    await far.speak(far_side.mu_law(noise(0.2)))
    far.ssrc, far.timestamp = 77, 12
    given = np.random.default_rng(9).normal(0, 3000, 2400)
    await far.speak(far_side.mu_law(given))
    await line.until(lambda: listener.at(given) >= 0)


async def test_who_stops_listening_hears_no_more_and_another_hears_only_what_comes_after(line: Line) -> None:
    stream, far = await line.call()
    first, second = Listener(), Listener()
    stream.listen(first)
    await far.speak(far_side.mu_law(noise(0.2)))
    await line.until(lambda: len(first.samples) > 1600)
    stream.listen(None)
    stream.listen(second)
    kept = len(first.pieces)
    given = np.random.default_rng(11).normal(0, 3000, 2400)
    await far.speak(far_side.mu_law(given))
    await line.until(lambda: second.at(given) >= 0)
    assert len(first.pieces) == kept
    assert second.at(given) < 4000
    stream.listen(None)
    stream.close()
    with pytest.raises(media.StreamClosed):
        stream.listen(first)


async def test_a_reader_that_is_late_keeps_the_newest_and_the_loss_is_counted(line: Line) -> None:
    stream, _ = await line.call()
    listener = Listener()
    stream.listen(listener)
    line.core._loop.remove_reader(line.core._raw.fileno())
    await line.until(lambda: line.core.stats()["sounds_lost"] >= 3)
    line.core._loop.add_reader(line.core._raw.fileno(), line.core._drain)
    await line.until(lambda: listener.pieces)
    assert len(listener.pieces[0]) == 32 * PIECE


async def test_many_listeners_are_woken_seldom(line: Line) -> None:
    listeners = [Listener() for _ in range(30)]
    wakes = 0

    def drain() -> None:
        nonlocal wakes
        wakes += 1
        line.core._drain()

    line.core._loop.remove_reader(line.core._raw.fileno())
    line.core._loop.add_reader(line.core._raw.fileno(), drain)
    for listener in listeners:
        stream, _ = await line.call()
        stream.listen(listener)
    await line.until(lambda: all(len(listener.pieces) >= 5 for listener in listeners))
    assert wakes < sum(len(listener.pieces) for listener in listeners)


async def test_a_listener_that_fails_costs_the_others_nothing(line: Line) -> None:
    failures: list[dict[str, Any]] = []
    line.core._loop.set_exception_handler(lambda loop, context: failures.append(context))

    def fail(sound: bytes) -> None:
        raise ZeroDivisionError

    (one, _), (two, _) = await line.call(), await line.call()
    listener = Listener()
    one.listen(fail)
    two.listen(listener)
    await line.until(lambda: len(failures) >= 3 and len(listener.pieces) >= 3)
    assert isinstance(failures[0]["exception"], ZeroDivisionError)
    line.core._loop.set_exception_handler(None)


async def test_listening_records_and_plays_side_by_side(line: Line, recording_path: Any) -> None:
    stream, far = await line.call()
    listener = Listener()
    stream.listen(listener)
    stream.record(recording_path)
    stream.play(prompt(noise(0.3)))
    given = noise(0.4)
    await far.speak(far_side.mu_law(given))
    await line.until(lambda: listener.at(given) >= 0 and line.events(media.PlayFinished))
    stream.close()
    await line.until(lambda: line.events(media.RecordingDone))
