"""Which role may do what (the table of key permissions): a pure table, so that it can be read and tested whole."""

from enum import StrEnum


class Right(StrEnum):
    """One kind of thing a member does; every route names the one it needs."""

    READ = "read"
    EDIT = "edit"
    SPEND = "spend"
    MONEY = "money"
    EXPORT = "export"
    LISTEN = "listen"
    USERS = "users"


ALL = frozenset(Right)
RIGHTS: dict[str, frozenset[Right]] = {
    "owner": ALL,
    "admin": ALL,
    "manager": frozenset({Right.READ, Right.EDIT, Right.SPEND, Right.EXPORT, Right.LISTEN}),
    "accountant": frozenset({Right.READ, Right.MONEY}),
    "viewer": frozenset({Right.READ}),
}


def may(*, role: str, right: Right) -> bool:
    """Whether the role holds the right; an unknown role holds none."""
    return right in RIGHTS.get(role, frozenset())
