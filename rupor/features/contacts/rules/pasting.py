"""Pasted text is a table, or numbers written one after another."""

from collections.abc import Iterable

from rupor.kit import phone_text


def pasted(text: str) -> Iterable[bytes]:
    """Pasted text as a file: a table stays as it is, numbers written one after another become a row each."""
    lines = [line for line in text.splitlines() if line.strip()]
    several = [phone_text.picked_from(line) for line in lines]
    if any(len(found.phones) > 1 for found in several) and not any(found.invalid for found in several):
        text = "\n".join(phone for found in several for phone in found.phones)
    yield text.encode(errors="replace")
