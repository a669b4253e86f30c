"""How long each sound lasts and how high it is said: Russian stress for voices that know none."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from rupor.providers.basic_recogniser import phones

_STRESSED, _UNSTRESSED, _CONSONANT, _PAUSE, _EDGE = 0.135, 0.07, 0.075, 0.25, 0.15


@dataclass(frozen=True, slots=True)
class Sound:
    """One sound for a diphone voice; `melody` is points (share of its length, hertz)."""

    name: str
    seconds: float
    melody: tuple[tuple[float, float], ...] = ()


def sung(
    said: Sequence[phones.Phone], *, names: Mapping[str, str], silence: str, hertz: float, pace: float, seed: int
) -> list[Sound]:
    """The sounds under the voice's own names (`e'` stressed and `n~` soft when it has them), stress longer and higher.

    `seed` moves every length by up to a quarter and the melody by a few hertz.
    """
    luck = np.random.default_rng(seed)
    told = [Sound(silence, _EDGE)]
    for number, phone in enumerate(said):
        if number and phone.name == said[number - 1].name:
            continue
        if phone.name == phones.PAUSE:
            told.append(Sound(silence, _PAUSE / pace))
            continue
        vowel = phone.name in phones.VOWELS
        length = (_STRESSED if phone.stressed else _UNSTRESSED) if vowel else _CONSONANT
        last = number == len(said) - 1 or said[number + 1].name == phones.PAUSE
        seconds = length / pace * (1.35 if last else 1.0) * float(luck.uniform(0.8, 1.25))
        fallen = hertz * (1.08 - 0.22 * (number + 1) / len(said))
        height = fallen * (1.18 if phone.stressed else 1.0) + float(luck.normal(0, 0.02 * hertz))
        parts = _named(phone, names).split()
        told += [Sound(part, seconds / len(parts), ((0.5, height),) if vowel else ()) for part in parts]
    return [*told, Sound(silence, _EDGE)]


def _named(phone: phones.Phone, names: Mapping[str, str]) -> str:
    """A voice's name for the sound; one sound may be two of the voice's."""
    if phone.stressed and f"{phone.name}'" in names:
        return names[f"{phone.name}'"]
    if phone.soft and f"{phone.name}~" in names:
        return names[f"{phone.name}~"]
    return names.get(phone.name, phone.name)
