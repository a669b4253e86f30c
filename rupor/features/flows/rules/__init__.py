"""What the room adds to the engine's checks: which problems forbid saving, and what a document may weigh."""

import json
import math
from typing import Any

from rupor.engine.flow.checks import Problem
from rupor.kit import errors

MOST_DOCUMENT_BYTES = 500_000
_SPOKEN_CHARACTERS_PER_SECOND = 12.0
_LATER = frozenset({"play_clip_inactive", "transfer_music_inactive", "message_not_approved"})


def forbids_saving(problem: Problem) -> bool:
    """What waits for a moderator hinders the launch, not the work on the flow; a warning hinders nothing."""
    return not problem.warning and problem.code not in _LATER


def storable(document: dict[str, Any]) -> None:
    """Refuses what PostgreSQL could not keep: half characters, NUL, not-a-number, or sheer size."""
    try:
        text = json.dumps(document, ensure_ascii=False, allow_nan=False)
        size = len(text.encode())
    except (ValueError, RecursionError) as unreadable:
        raise errors.RuporError("flow_document_unreadable", field="document") from unreadable
    if "\\u0000" in text:
        raise errors.RuporError("flow_document_unreadable", field="document")
    if size > MOST_DOCUMENT_BYTES:
        raise errors.RuporError("flow_document_too_large", field="document")


def spoken_seconds(text: str) -> float:
    """About how long a template takes to speak, for the money set aside before the call."""
    return float(math.ceil(len(text) / _SPOKEN_CHARACTERS_PER_SECOND) + 1)
