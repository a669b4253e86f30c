"""Tells open browsers what an audience looks like now."""

from rupor.features.contacts import queries
from rupor.features.contacts.models import Audience
from rupor.kit import live


def announce_audience(*, audience: Audience) -> None:
    """Sends the state, the count and the last import."""
    last = queries.last_imports(audience_ids=[audience.id]).get(audience.id)
    live.announce(
        account_id=audience.account_id,
        payload={
            "type": "audience",
            "id": audience.id,
            "state": audience.state,
            "contacts_count": audience.contacts_count,
            "import": queries.import_shown(last) if last else None,
        },
    )
