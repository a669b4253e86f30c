"""What is wrong with an integration, and what is only odd about it."""

import json
import re
from collections.abc import Collection
from urllib.parse import urlsplit

from rupor.engine.flow import placeholders
from rupor.features.integrations.rules import variables
from rupor.features.integrations.rules.filling import Hook
from rupor.kit import errors

MOST_PAIRS = 50
_TOKEN = re.compile(r"^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}$")
_OURS = frozenset(
    {"host", "content-length", "transfer-encoding", "connection", "upgrade", "te", "trailer", "expect"}
    | {"idempotency-key", "x-rupor-event", "x-rupor-timestamp", "x-rupor-signature"}
)


def check(hook: Hook) -> None:
    """Raises the first thing that cannot be sent, naming its field."""
    _address(hook.url)
    for place, (name, _) in enumerate(hook.headers):
        if not _TOKEN.match(name) or name.lower() in _OURS:
            raise errors.RuporError("webhook_header_name", field=f"headers.{place}.name", name=name)
    for place, (name, _) in enumerate(hook.params):
        if not name.strip():
            raise errors.RuporError("webhook_param_name", field=f"params.{place}.name")
    if hook.body:
        _json(hook.body)


def _address(url: str) -> None:
    bare = placeholders.fill(text=url, values={})
    try:
        parts = urlsplit(bare)
        known = parts.scheme in ("http", "https") and bool(parts.hostname) and (parts.port or 1) > 0
    except ValueError:
        known = False
    if not known or any(character.isspace() for character in bare):
        raise errors.RuporError("webhook_url", field="url")
    if "{" in urlsplit(url).netloc:
        raise errors.RuporError("webhook_url_host", field="url")
    if parts.username or parts.password:
        raise errors.RuporError("webhook_url_login", field="url")


def _json(body: str) -> None:
    try:
        json.loads(placeholders.fill(text=body, values=dict.fromkeys(placeholders.names(body), "0")))
    except ValueError as wrong:
        raise errors.RuporError("webhook_body_json", field="body") from wrong


def warnings(*, hook: Hook, fields: Collection[str]) -> list[tuple[str, str]]:
    """Codes with the name they are about: a variable that nobody knows, a constant that looks like a forgotten one."""
    lawful = variables.known(fields)
    found = [("webhook_variable_unknown", name) for name in sorted(variables.mentioned(hook.texts) - lawful)]
    constants = [value.strip() for _, value in hook.params if value.strip() in lawful]
    return found + [("webhook_constant_like_variable", name) for name in constants]
