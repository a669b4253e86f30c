"""The names that texts of an integration may mention as `{{name}}`."""

from collections.abc import Collection, Mapping

from rupor.engine.flow import placeholders

CONTACT = frozenset({"phone", "surname", "name", "second_name", "birthdate", "sex", "email", "link"})
CALL = frozenset(
    {"call_id", "call_started_at", "campaign_id", "campaign_name", "project_id", "project_name", "lead_tag", "key"}
    | {"words", "node", "caller"}
)
AT_THE_END = frozenset(
    {"duration", "status", "outcome", "keys", "recording_url", "cost", "answered_by", "transferred_to"}
)
"""Known only when the call is over: a request that mentions one of them waits for that."""

SAMPLES: Mapping[str, str] = {
    "phone": "79161234567",
    "surname": "Иванова",
    "name": "Анна",
    "second_name": "Петровна",
    "birthdate": "17.05.1990",
    "sex": "female",
    "email": "anna@example.org",
    "link": "https://example.org",
    "call_id": "1",
    "call_started_at": "2026-01-15T09:30:00+00:00",
    "campaign_id": "1",
    "campaign_name": "Проверка",
    "project_id": "1",
    "project_name": "Проект",
    "lead_tag": "Заявка",
    "key": "1",
    "words": "да",
    "node": "answer",
    "caller": "74951234567",
    "duration": "6",
    "status": "ok",
    "outcome": "answered",
    "keys": "1",
    "recording_url": "",
    "cost": "1.1000",
    "answered_by": "person",
    "transferred_to": "",
}
"""What «Проверить» sends in their place."""


def mentioned(texts: Collection[str]) -> frozenset[str]:
    """Every name the texts mention."""
    return frozenset().union(*(placeholders.names(text) for text in texts)) if texts else frozenset()


def waits_for_the_end(texts: Collection[str]) -> bool:
    """Whether something is mentioned that only the end of the call tells."""
    return bool(mentioned(texts) & AT_THE_END)


def known(fields: Collection[str]) -> frozenset[str]:
    """All lawful names of a project with these fields of its own."""
    return CONTACT | CALL | AT_THE_END | frozenset(fields)
