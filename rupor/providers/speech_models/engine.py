"""What both libraries are asked for, and what a wrong folder or an absent package says."""

import importlib
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Protocol

from rupor.kit import errors

RATE = 8000
QUIET_SECONDS = 0.6


class Stream(Protocol):
    """One person being heard; used by one thread at a time."""

    def accept(self, sound: bytes) -> str | None:
        """8 kHz 16-bit; the text when the person has said something and fallen silent."""


class Engine(Protocol):
    """A model, opened once."""

    def unknown(self, word: str) -> bool:
        """Whether the model can never hear this word."""

    def stream(self, phrases: Sequence[str]) -> Stream:
        """A new listener, told what is likely to be said."""


def package(name: str, *, installs: str) -> ModuleType:
    """The library; raises RuporError with the command that installs it."""
    try:
        return importlib.import_module(name)
    except (ImportError, OSError) as error:
        raise errors.RuporError(
            "speech_package_missing", field="RUPOR_SPEECH_IN", package=installs, reason=str(error)
        ) from error


def folder(path: str, *, wanted: Sequence[str], kind: str) -> Path:
    """The folder when each pattern has a file in it; raises RuporError saying what is missing, and loads nothing."""
    found = Path(path) if path else None
    if found is None or not found.is_dir():
        raise errors.RuporError("speech_model_folder", field="RUPOR_SPEECH_MODEL", folder=path or "—", kind=kind)
    missing = [pattern for pattern in wanted if not any(one.is_file() for one in found.glob(pattern))]
    if missing:
        raise errors.RuporError(
            "speech_model_incomplete", field="RUPOR_SPEECH_MODEL", folder=path, kind=kind, missing=", ".join(missing)
        )
    return found
