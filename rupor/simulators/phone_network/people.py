"""Who answers at a number: the last digit decides, for 9 the last two, for a few the last four.

The table is in `rupor/simulators/README.md`.

Seconds are those of pace 1.0.
"""

import random
from dataclasses import dataclass
from enum import StrEnum


class Voice(StrEnum):
    """What is heard on the line from the far side."""

    NONE = ""
    HELLO = "hello"
    YES = "yes"
    MACHINE = "machine"
    ASSISTANT = "assistant"
    ANNOUNCEMENT = "announcement"
    SPOKEN_MACHINE = "spoken_machine"
    SPOKEN_ASSISTANT = "spoken_assistant"
    SPOKEN_ANNOUNCEMENT = "spoken_announcement"
    SPOKEN_EARLY = "spoken_early"
    SPOKEN_BUSINESS = "spoken_business"
    MUSIC = "music"
    SPOKEN_YES = "spoken_yes"
    SPOKEN_NO = "spoken_no"
    SPOKEN_LATER = "spoken_later"
    SPOKEN_OPERATOR = "spoken_operator"
    SPOKEN_OTHER = "spoken_other"


@dataclass(frozen=True)
class Person:
    """One behaviour. `status` other than 0 ends the call unanswered; who vanishes does not even ring."""

    kind: str
    ring_seconds: tuple[float, float] = (0.8, 2.5)
    status: int = 0
    q850_cause: int = 0
    rings_out: bool = False
    vanishes: bool = False
    early: Voice = Voice.NONE
    says: Voice = Voice.HELLO
    keys: str = ""
    keys_by_info: bool = False
    says_after: Voice = Voice.NONE
    leaves_after_seconds: float = 0.0
    silent: bool = False
    loses_first_invite: bool = False
    crosses_bye: bool = False
    calls_back_seconds: float = 0.0


_BUSY_RING = (0.2, 0.8)
_BY_DIGIT = {
    "0": Person("listens"),
    "1": Person("presses_1", keys="1"),
    "2": Person("presses_2", keys="2"),
    "3": Person("hangs_up_early", leaves_after_seconds=2.0),
    "4": Person("busy", ring_seconds=_BUSY_RING, status=486, q850_cause=17),
    "5": Person("rings_out", rings_out=True),
    "6": Person("no_such_number", ring_seconds=(0.0, 0.1), vanishes=True, status=404, q850_cause=1),
    "7": Person("machine", says=Voice.MACHINE),
    "8": Person("slow", ring_seconds=(6.0, 6.0), keys="1"),
}
_BY_TWO_DIGITS = {
    "09": Person("congestion", ring_seconds=(0.0, 0.1), vanishes=True, status=503, q850_cause=42),
    "19": Person("refuses", ring_seconds=_BUSY_RING, status=603, q850_cause=21),
    "29": Person("silent", says=Voice.NONE, silent=True),
    "39": Person("says_yes", says_after=Voice.SPOKEN_YES),
    "49": Person("assistant", says=Voice.ASSISTANT),
    "59": Person("announcement", early=Voice.ANNOUNCEMENT, status=480, q850_cause=20),
    "69": Person("wrong_key_first", keys="71"),
    "79": Person("early_media", early=Voice.ANNOUNCEMENT, keys="2", loses_first_invite=True),
    "89": Person("presses_by_info", keys="1", keys_by_info=True),
    "99": Person("crosses_bye", crosses_bye=True),
}
# Not by two digits: whoever counts people by their last digit must go on being right.
_BY_FOUR_DIGITS = {
    "1210": Person("answers_yes", says_after=Voice.SPOKEN_YES),
    "1220": Person("answers_no", says_after=Voice.SPOKEN_NO),
    "1230": Person("answers_later", says_after=Voice.SPOKEN_LATER),
    "1240": Person("answers_operator", says_after=Voice.SPOKEN_OPERATOR),
    "1250": Person("answers_other", says_after=Voice.SPOKEN_OTHER),
    "1150": Person("business", says=Voice.SPOKEN_BUSINESS),
    "1117": Person("spoken_machine", says=Voice.SPOKEN_MACHINE),
    "1127": Person("spoken_assistant", says=Voice.SPOKEN_ASSISTANT),
    "1147": Person("spoken_announcement", says=Voice.SPOKEN_ANNOUNCEMENT),
    "1157": Person("music", says=Voice.MUSIC),
    "1166": Person("early_words", ring_seconds=(0.0, 0.1), early=Voice.SPOKEN_EARLY, status=404, q850_cause=1),
}
# Six digits: benches with many people must not meet them by chance, for a call back is one call more.
_BY_SIX_DIGITS = {
    "881310": Person("calls_back", calls_back_seconds=3.0),
    "881311": Person("calls_back_and_presses_1", keys="1", calls_back_seconds=3.0),
    "881314": Person(
        "busy_calls_back", ring_seconds=_BUSY_RING, status=486, q850_cause=17, keys="1", calls_back_seconds=3.0
    ),
    "881315": Person("misses_and_calls_back", rings_out=True, keys="1", calls_back_seconds=3.0),
}


def person(phone: str) -> Person:
    """Who has this number; a number without digits is nobody's."""
    if phone[-6:] in _BY_SIX_DIGITS:
        return _BY_SIX_DIGITS[phone[-6:]]
    if phone[-1:] == "9":
        return _BY_TWO_DIGITS.get(phone[-2:], _BY_DIGIT["6"])
    return _BY_FOUR_DIGITS.get(phone[-4:]) or _BY_DIGIT.get(phone[-1:], _BY_DIGIT["6"])


def ring_seconds(*, who: Person, phone: str, seed: int) -> float:
    """The same seed rings the same phone as long every time."""
    chance = random.Random(f"{seed}:{phone}")
    return chance.uniform(*who.ring_seconds)
