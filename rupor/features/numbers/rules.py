"""Which numbers an account may call from."""

USABLE_STATES = ("free", "busy")
POOL_KINDS = ("shared", "duty")


def may_add(*, kind: str, is_staff: bool) -> bool:
    """Customers bring personal numbers of their own; the other kinds are the installation's to give."""
    return kind == "personal" or is_staff


def belongs_to_pool(*, kind: str) -> bool:
    """Shared and duty numbers have no account: everybody may call from them."""
    return kind in POOL_KINDS
