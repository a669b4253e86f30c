"""One writer of contacts per project at a time: merging by phone is then simple and counts are exact."""

from django.db import connection

_SPACE = 0x434F4E54  # any constant of our own: the class of these advisory locks


def lock_contacts(*, project_id: int) -> None:
    """Waits for the turn; the lock is held until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s, hashint8(%s))", [_SPACE, project_id])
