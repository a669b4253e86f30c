"""Texts with fields of the contact: `{{name}}`, or `{{name|клиент}}` where a default stands in for a missing value."""

import re
from collections.abc import Mapping

_FIELD = re.compile(r"\{\{\s*([^{}|]+?)\s*(?:\|([^{}]*))?\}\}")


def names(text: str) -> frozenset[str]:
    """Every field the text mentions."""
    return frozenset(match[1] for match in _FIELD.finditer(text))


def missing(*, text: str, values: Mapping[str, str]) -> frozenset[str]:
    """Fields that have neither a value nor a default: a contact without them is skipped."""
    return frozenset(
        match[1] for match in _FIELD.finditer(text) if match[2] is None and not values.get(match[1], "").strip()
    )


def fill(*, text: str, values: Mapping[str, str]) -> str:
    """The final text. A field without value and default leaves nothing in its place; ask `missing` first."""
    return _FIELD.sub(lambda match: values.get(match[1], "").strip() or (match[2] or "").strip(), text)
