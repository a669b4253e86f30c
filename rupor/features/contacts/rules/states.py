"""The life of an audience: which state may follow which."""

MOVES = {
    "processing": {"active", "failed"},
    "active": {"processing", "archived"},
    "failed": {"processing", "archived"},
    "archived": {"active"},
    "trashed": {"active"},
}


def may_move(*, state: str, to: str) -> bool:
    """Whether the move is lawful."""
    return to in MOVES[state]


def after_import(*, succeeded: bool, contacts: int) -> str:
    """A list with people in it stays usable when one more file fails."""
    return "active" if succeeded or contacts else "failed"
