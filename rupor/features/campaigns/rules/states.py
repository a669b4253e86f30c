"""The life of a campaign drawn as tables: lawful moves, and which action is offered in which state."""

MOVES: dict[str, frozenset[str]] = {
    "draft": frozenset({"processing"}),
    "processing": frozenset({"moderation", "accepted", "error"}),
    "moderation": frozenset({"accepted", "clarification", "rejected"}),
    "clarification": frozenset({"accepted", "rejected", "moderation"}),
    "rejected": frozenset({"draft", "processing"}),
    "accepted": frozenset({"scheduled", "queued", "stopped"}),
    "scheduled": frozenset({"queued", "paused", "stopped"}),
    "queued": frozenset({"running", "paused", "stopped"}),
    "running": frozenset({"paused", "finished", "stopped", "error"}),
    "paused": frozenset({"queued", "stopped", "finished"}),
    "stopped": frozenset({"processing"}),
    "finished": frozenset({"processing"}),
    "error": frozenset({"draft", "processing"}),
}

ACTIONS: dict[str, frozenset[str]] = {
    "start": frozenset({"draft", "rejected", "accepted", "scheduled", "paused", "stopped", "error"}),
    "pause": frozenset({"scheduled", "queued", "running"}),
    "stop": frozenset({"paused", "queued", "running", "scheduled", "accepted"}),
    "restart": frozenset({"finished", "stopped"}),
    "edit": frozenset({"paused", "draft", "rejected"}),
    "copy": frozenset(MOVES),
    "archive": frozenset({"finished", "stopped", "rejected", "error"}),
    "delete": frozenset(MOVES) - {"queued", "running"},
}
ARCHIVED = ("restore", "copy", "delete")
"""What is offered of a campaign in the archive; only an ended one comes there."""

LIVE = frozenset({"accepted", "scheduled", "queued", "running", "paused"})
"""States in which a run is under way; its speed may be changed."""


def may_move(*, before: str, after: str) -> bool:
    """Whether the drawing has such a move."""
    return after in MOVES[before]


def allowed(*, state: str, archived: bool) -> list[str]:
    """Actions offered now, in the order of the menu."""
    if archived:
        return list(ARCHIVED)
    return [action for action, states in ACTIONS.items() if state in states]
