"""From rhythm, tones, words and the judge's shares to a verdict. A doubt counts as a person.

Hanging up on a person costs more than playing to a machine, so a machine needs certainty and time, a person needs
neither: whoever says little and waits is a person whatever the judge thinks of the voice.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rupor.engine.dialing.answer_detection.judge import CLASSES
from rupor.engine.dialing.answer_detection.rhythm import Rhythm
from rupor.engine.dialing.answer_detection.tones import Tones
from rupor.engine.dialing.answer_detection.verdicts import Decision, Verdict

# What only machines say, by the beginnings of words; a recogniser of these phrases decides earlier than rhythm can.
WORDS: Mapping[str, Verdict] = {
    "абонент": Verdict.ANNOUNCEMENT,
    "недоступен": Verdict.ANNOUNCEMENT,
    "вне зоны": Verdict.ANNOUNCEMENT,
    "набран номер": Verdict.ANNOUNCEMENT,
    "после сигнала": Verdict.MACHINE,
    "после гудка": Verdict.MACHINE,
    "оставьте сообщение": Verdict.MACHINE,
    "автоответчик": Verdict.MACHINE,
    "помощник": Verdict.ASSISTANT,
    "секретарь": Verdict.ASSISTANT,
}


@dataclass(frozen=True, slots=True)
class Limits:
    """Seconds, and shares of the judge. Chosen on the tuning half (`docs/amd.md`)."""

    waits_seconds: float = 0.6
    waits_share: float = 0.7
    waits_long_seconds: float = 0.7
    little_seconds: float = 1.2
    little_waits_seconds: float = 1.0
    person_spoken_seconds: float = 0.4
    person_share: float = 0.9
    machine_share: float = 0.99
    machine_spoken_seconds: float = 1.5
    late_seconds: float = 3.2
    late_share: float = 0.93
    last_seconds: float = 4.0
    last_share: float = 0.8
    silence_seconds: float = 4.0
    stretch_seconds: float = 3.0
    total_seconds: float = 3.4
    longest_seconds: float = 8.0


LIMITS = Limits()
_LINE_SIGNALS = 2


def decide(
    *,
    rhythm: Rhythm,
    tones: Tones,
    shares: Sequence[float] | None,
    words: Sequence[str] = (),
    limits: Limits = LIMITS,
) -> Decision | None:
    """The verdict at `rhythm.now`, or None while it is too early. `shares` is None without a judge."""
    found = _by_tones(tones) or _by_words(words)
    if found is None:
        found = _by_rhythm(rhythm, limits) if shares is None else _by_shares(rhythm, shares, limits)
    if found is None:
        return None
    verdict, confidence, reason = found
    return Decision(verdict, round(rhythm.now, 2), round(confidence, 3), (reason,))


_Found = tuple[Verdict, float, str]


def _by_tones(tones: Tones) -> _Found | None:
    if tones.announced:
        return Verdict.ANNOUNCEMENT, 0.99, "special_information_tones"
    if tones.fax:
        return Verdict.MACHINE, 0.99, "fax"
    if tones.line >= _LINE_SIGNALS:
        return Verdict.ANNOUNCEMENT, 0.95, "line_signal"
    return None


def _by_words(words: Sequence[str]) -> _Found | None:
    for word in words:
        if word in WORDS:
            return WORDS[word], 0.95, f"word:{word}"
    return None


def _by_rhythm(rhythm: Rhythm, limits: Limits) -> _Found | None:
    if rhythm.speaking:
        long = rhythm.stretch >= limits.stretch_seconds or rhythm.spoken >= limits.total_seconds
        return (Verdict.MACHINE, 0.7, "speaks_on") if long else None
    if rhythm.onset is not None:
        waits = rhythm.quiet >= limits.waits_long_seconds
        return (Verdict.PERSON, 0.7, "speaks_and_waits") if waits else None
    return (Verdict.SILENCE, 0.7, "nobody_speaks") if rhythm.now >= limits.longest_seconds else None


def _by_shares(rhythm: Rhythm, shares: Sequence[float], limits: Limits) -> _Found | None:
    human = shares[0] + shares[4]
    other, share = max(zip(CLASSES[1:4], shares[1:4], strict=True), key=lambda each: each[1])
    if rhythm.onset is None:
        if rhythm.now < limits.silence_seconds:
            return None
        return (other, 1 - human, "not_speech") if 1 - human > limits.machine_share else (
            Verdict.SILENCE, human, "nobody_speaks")  # fmt: skip
    if not rhythm.speaking:
        if rhythm.quiet >= limits.waits_seconds and human >= limits.waits_share:
            return Verdict.PERSON, human, "speaks_and_waits"
        if rhythm.spoken <= limits.little_seconds and rhythm.quiet >= limits.little_waits_seconds:
            return Verdict.PERSON, max(0.5, human), "says_little_and_waits"
    if human >= limits.person_share and rhythm.spoken >= limits.person_spoken_seconds:
        return Verdict.PERSON, human, "speaks_as_a_person"
    if 1 - human >= limits.machine_share and rhythm.spoken >= limits.machine_spoken_seconds:
        return other, share, "speaks_as_a_machine"
    if rhythm.now >= limits.late_seconds and 1 - human >= limits.late_share:
        return other, share, "speaks_on"
    if rhythm.now >= limits.last_seconds:
        return (other, share, "speaks_on") if 1 - human >= limits.last_share else (Verdict.PERSON, human, "doubt")
    return None
