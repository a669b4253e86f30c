"""Has a text spoken: the preview in the editor, and the sound of a spoken material."""

from collections.abc import Mapping
from pathlib import Path

from rupor.features.materials import queries, rules
from rupor.kit import errors


def speak(*, text: str, voice: str, variables: Mapping[str, str]) -> Path:
    """A WAV file of the text with its values in place; one that is missing without a default is named."""
    checked = rules.checked_text(text=text, most_characters=rules.MOST_TTS_CHARACTERS)
    filled = rules.fill(text=checked, variables=variables)
    if filled.missing:
        raise errors.RuporError("placeholder_missing", field="variables", names=", ".join(filled.missing))
    queries.voice(voice)
    return queries.speech().clip(text=filled.text, voice=voice)
