"""What a material may become, and how its placeholders are filled: `{{name}}`, or `{{name|клиент}}` with a default."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from rupor.engine.flow import placeholders
from rupor.kit import errors

MOST_BYTES = 20 * 1024 * 1024
MOST_TTS_CHARACTERS = 2000
MOST_MESSAGE_CHARACTERS = 2000
MOST_SECONDS = 600.0

_BRACES = re.compile(r"\{\{|\}\}")

MOVES: Mapping[str, frozenset[str]] = {
    "processing": frozenset({"moderation", "active", "failed"}),
    "moderation": frozenset({"active", "rejected", "clarification"}),
    "clarification": frozenset({"active", "rejected", "moderation"}),
    "active": frozenset({"moderation"}),
    "rejected": frozenset({"moderation"}),
    "failed": frozenset(),
}


def may_become(*, before: str, after: str) -> bool:
    """Whether the move is lawful."""
    return after in MOVES[before]


def first_state(*, trusted: bool) -> str:
    """A trusted account's content passes at once (MOD-012), anyone else's waits for a moderator."""
    return "active" if trusted else "moderation"


@dataclass(frozen=True)
class Filled:
    """A text with its values in place. `missing` names those that had neither a value nor a default."""

    text: str
    missing: tuple[str, ...]


def fill(*, text: str, variables: Mapping[str, str]) -> Filled:
    """Replaces each placeholder by its value, else by its default."""
    missing = placeholders.missing(text=text, values=variables)
    return Filled(text=placeholders.fill(text=text, values=variables), missing=tuple(sorted(missing)))


def sample_values(text: str) -> dict[str, str]:
    """For listening to a template: a placeholder without a default is spoken by its own name."""
    return {name: name for name in placeholders.missing(text=text, values={})}


def spoilt_placeholder(text: str) -> bool:
    """Whether braces remain that are no placeholder: a person would hear or read them."""
    return _BRACES.search(placeholders.fill(text=text, values={})) is not None


def checked_text(*, text: str, most_characters: int) -> str:
    """The text without blank edges; raises when it is empty, too long, or has spoilt placeholders."""
    stripped = text.strip()
    if not stripped:
        raise errors.RuporError("material_text_empty", field="text")
    if len(stripped) > most_characters:
        raise errors.RuporError("material_text_too_long", field="text", most_characters=most_characters)
    if spoilt_placeholder(stripped):
        raise errors.RuporError("placeholder_spoilt", field="text")
    return stripped
