"""A person and a machine by the rhythm of the first seconds, where no sound is heard."""

import pytest

from rupor.engine.dialing.answer_detection import Decision, Ear, Verdict, deciding
from rupor.engine.dialing.answer_detection.rhythm import Rhythm
from rupor.engine.dialing.answer_detection.tones import Tones

PERSON, MACHINE, SILENCE = Verdict.PERSON, Verdict.MACHINE, Verdict.SILENCE


@pytest.mark.parametrize(
    ("speech", "look_at", "expected"),
    [
        ([(0.5, 1.1)], 1.7, None),
        ([(0.5, 1.1)], 1.8, PERSON),
        ([(0.2, None)], 3.1, None),
        ([(0.2, None)], 3.2, MACHINE),
        ([(0.0, 2.0), (2.5, None)], 3.8, None),
        ([(0.0, 2.0), (2.5, None)], 3.9, MACHINE),
        ([(0.0, 0.5), (2.0, None)], 9.0, PERSON),
        ([], 7.9, None),
        ([], 8.0, SILENCE),
        ([(0.1, 3.3)], 3.4, MACHINE),
    ],
)
def test_the_rhythm_tells(speech: list[tuple[float, float | None]], look_at: float, expected: Verdict | None) -> None:
    ear = Ear()
    for begins, ends in speech:
        ear.hear(speaking=True, at_seconds=begins)
        if ends is not None:
            ear.hear(speaking=False, at_seconds=ends)
    assert ear.look(at_seconds=look_at) is expected


def test_a_verdict_is_final() -> None:
    ear = Ear()
    ear.hear(speaking=True, at_seconds=0.0)
    ear.hear(speaking=False, at_seconds=0.5)
    assert ear.look(at_seconds=1.3) is PERSON
    ear.hear(speaking=True, at_seconds=1.4)
    assert ear.look(at_seconds=9.0) is PERSON


def test_a_word_that_only_machines_say_decides_at_once() -> None:
    ear = Ear()
    ear.hear(speaking=True, at_seconds=0.2)
    assert ear.look(at_seconds=1.4) is None
    ear.word("абонент")
    assert ear.verdict is Verdict.ANNOUNCEMENT


def test_silence_is_a_person_who_waits() -> None:
    assert [each for each in Verdict if each.human] == [PERSON, SILENCE]


def speaks_on(*, now: float, machine: float) -> Decision | None:
    """Somebody has spoken since 0.2 s, and the judge gives machines so large a share."""
    shares = (1 - machine, machine, 0.0, 0.0, 0.0)
    return deciding.decide(rhythm=Rhythm(now=now, since=0.2), tones=Tones(), shares=shares)


@pytest.mark.parametrize(
    ("now", "machine", "expected"),
    [
        (1.5, 0.995, None),
        (1.8, 0.995, MACHINE),
        (3.1, 0.95, None),
        (3.2, 0.95, MACHINE),
        (3.9, 0.85, None),
        (4.0, 0.85, MACHINE),
        (3.9, 0.75, None),
        (4.0, 0.75, PERSON),
        (0.5, 0.05, None),
        (0.7, 0.05, PERSON),
    ],
)
def test_who_speaks_on_is_known_by_four_seconds_and_a_doubt_is_a_person(
    now: float, machine: float, expected: Verdict | None
) -> None:
    decision = speaks_on(now=now, machine=machine)
    assert (decision.verdict if decision else None) is expected
