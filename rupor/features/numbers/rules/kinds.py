"""Which numbers an account may call from, and who adds which kind."""

USABLE_STATES = ("free", "busy")
POOL_KINDS = ("shared", "duty")


def may_add(*, kind: str, is_staff: bool) -> bool:
    """Customers bring personal numbers of their own; the other kinds are the installation's to give."""
    return kind == "personal" or is_staff


def belongs_to_pool(*, kind: str) -> bool:
    """Shared and duty numbers have no account: everybody may call from them."""
    return kind in POOL_KINDS


def first_state(*, kind: str, is_staff: bool) -> str:
    """A personal number works after its owner has confirmed it; those who run the installation answer for theirs."""
    return "awaiting" if kind == "personal" and not is_staff else "free"


def masked(phone: str) -> str:
    """What of a number is shown before it is rented: +7 (910) *** - 11 - 94."""
    if len(phone) == 11 and phone[0] == "7":
        return f"+7 ({phone[1:4]}) *** - {phone[7:9]} - {phone[9:]}"
    return f"+{phone[:-7]} *** {phone[-4:-2]} - {phone[-2:]}"
