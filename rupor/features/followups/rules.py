"""Where a follow-up card may go from where it stands."""

from rupor.kit import errors

MOVES: dict[str, frozenset[str]] = {
    "new": frozenset({"in_work", "done"}),
    "in_work": frozenset({"new", "done"}),
    "done": frozenset({"in_work"}),
}


def move(*, before: str, after: str) -> None:
    """Raises Conflict unless the move is lawful; staying is."""
    if after != before and after not in MOVES[before]:
        raise errors.Conflict("follow_up_move", field="state")


def placed(*, before: str, state: str | None, assigned: bool) -> str:
    """The new state: a new card that is given to somebody is in work, unless another state is asked for."""
    if state is not None:
        return state
    return "in_work" if before == "new" and assigned else before
