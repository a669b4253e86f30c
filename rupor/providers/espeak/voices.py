"""The voices offered to people, and what espeak-ng calls them."""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Voice:
    """One voice. `espeak` is language+variant; the title is shown to people as it is."""

    id: str
    title: str
    language: str
    sex: Literal["female", "male"]
    espeak: str
    pitch: int = 50


DEFAULT = "ru-female"
_ALL = (
    Voice("ru-female", "Анна", "ru", "female", "ru+f2", 55),
    Voice("ru-female-2", "Вера", "ru", "female", "ru+f4", 50),
    Voice("ru-female-3", "Ольга", "ru", "female", "ru+Alicia", 45),
    Voice("ru-male", "Иван", "ru", "male", "ru+m3", 45),
    Voice("ru-male-2", "Павел", "ru", "male", "ru+m7", 40),
    Voice("ru-male-3", "Денис", "ru", "male", "ru+Denis", 45),
    Voice("en-female", "Mary", "en", "female", "en-us+f2", 55),
    Voice("en-male", "John", "en", "male", "en-us+m3", 45),
)
VOICES = {voice.id: voice for voice in _ALL}
