"""The diphone voices of festival: recorded people of other languages made to say Russian sounds.

Each table tells only what the voice calls differently; a sound a voice lacks is told by its nearest.
"""

from dataclasses import dataclass
from typing import Literal

_CZECH = {
    "sh": "s~", "zh": "z~", "sch": "s~", "ch": "c~", "ts": "c", "h": "ch", "y": "i",
    "n~": "n~", "t~": "t~", "d~": "d~", "a'": "a:", "e'": "e:", "o'": "o:", "i'": "i:", "u'": "u:", "y'": "i:",
}  # fmt: skip
_ITALIAN = {
    "sh": "S", "zh": "Z", "sch": "S", "ch": "tS", "ts": "ts", "h": "k", "y": "i", "n~": "J",
    "a'": "a1", "e'": "E1", "o'": "O1", "i'": "i1", "u'": "u1", "y'": "i1",
}  # fmt: skip
_FINNISH = {"sh": "S", "zh": "S", "sch": "S", "ch": "t S", "ts": "t s", "z": "s", "y": "i", "a": "a"}
_ENGLISH = {
    "zh": "zh", "sch": "sh", "ts": "t s", "h": "hh", "y": "ih", "j": "y", "a": "ah", "e": "eh", "i": "ih",
    "o": "ao", "u": "uw", "a'": "aa", "i'": "iy", "e'": "eh", "y'": "ih",
}  # fmt: skip

_UNFINNISH = frozenset(("z", "zh"))


@dataclass(frozen=True)
class Diphones:
    """One voice. `voice` is festival's function; `hertz` the height it speaks at; `without` sounds it lacks."""

    name: str
    gender: Literal["female", "male"]
    family: str
    voice: str
    hertz: float
    names: dict[str, str]
    silence: str = "#"
    independent: bool = False
    without: frozenset[str] = frozenset()


INDEPENDENT = (
    Diphones("dita", "female", "czech", "voice_czech_dita", 195, _CZECH, independent=True),
    Diphones("machac", "male", "czech", "voice_czech_machac", 115, _CZECH, independent=True),
)
TRAINING = (
    Diphones("krb", "male", "czech", "voice_czech_krb", 135, _CZECH),
    Diphones("ph", "male", "czech", "voice_czech_ph", 110, _CZECH),
    Diphones("lp", "female", "italian", "voice_lp_diphone", 185, _ITALIAN, without=frozenset(("h", "zh"))),
    Diphones("pc", "male", "italian", "voice_pc_diphone", 115, _ITALIAN, without=frozenset(("h", "zh"))),
    Diphones(
        "lj", "female", "finnish", "voice_suo_fi_lj_diphone", 190, _FINNISH, without=_UNFINNISH | {"sh", "sch", "ch"}
    ),
    Diphones("mv", "male", "finnish", "voice_hy_fi_mv_diphone", 110, _FINNISH, without=_UNFINNISH),
    Diphones("kal", "male", "english", "voice_kal_diphone", 105, _ENGLISH, silence="pau"),
    Diphones("ked", "male", "english", "voice_ked_diphone", 110, _ENGLISH, silence="pau"),
)
