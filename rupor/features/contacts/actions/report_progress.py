"""Shows how far an import has come while its own transaction is still open, through a connection beside it."""

from collections import Counter

from django.db import connections

from rupor.features.contacts import queries
from rupor.features.contacts.models import ContactImport
from rupor.kit import live


def report_progress(*, begun: ContactImport, counts: Counter[str]) -> None:
    """Tells open browsers the counts so far; nothing is written."""
    shown = queries.import_shown(begun) | {"state": "running", "counts": dict(counts)}
    audience = begun.audience
    beside = connections.create_connection("default")
    try:
        live.announce(
            account_id=begun.account_id,
            payload={
                "type": "audience",
                "id": audience.id,
                "state": "processing",
                "contacts_count": audience.contacts_count,
                "import": shown,
            },
            through=beside,
        )
    finally:
        beside.close()
