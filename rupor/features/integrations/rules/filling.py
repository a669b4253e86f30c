"""From an integration and what is known of a person and a call to the very request, signature included."""

import base64
import hashlib
import hmac
import json
from collections.abc import Mapping
from datetime import datetime
from urllib.parse import quote, urlencode, urlsplit, urlunsplit

import msgspec

from rupor.engine.flow import placeholders

Pairs = list[tuple[str, str]]


class Hook(msgspec.Struct, frozen=True):
    """An integration as plain values."""

    method: str
    url: str
    body_type: str = "formdata"
    login: str = ""
    password: str = ""
    headers: Pairs = []
    params: Pairs = []
    body: str = ""
    secret: str = ""

    @property
    def texts(self) -> list[str]:
        """Everything that may hold placeholders."""
        values = [value for _, value in (*self.headers, *self.params)]
        return [self.url, self.body, *values]


class Built(msgspec.Struct, frozen=True):
    """The request as it leaves."""

    method: str
    url: str
    headers: Pairs
    body: bytes = b""


def build(*, hook: Hook, variables: Mapping[str, str], event: str, event_id: str, at: datetime) -> Built:
    """A variable that is not known is empty. The same arguments make the same bytes, so a repeat is a repeat."""
    params = [(name, placeholders.fill(text=value, values=variables)) for name, value in hook.params]
    url = _url(hook, variables, params)
    kind, body = ("", b"") if hook.method == "GET" else _body(hook, params, variables, event_id)
    stamp = str(int(at.timestamp()))
    signed = urlsplit(url).query.encode() if hook.method == "GET" else body
    headers = [(name, _line(placeholders.fill(text=value, values=variables))) for name, value in hook.headers]
    if kind and not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("Content-Type", kind))
    if hook.login:
        pair = f"{hook.login}:{hook.password}".encode()
        headers.append(("Authorization", f"Basic {base64.b64encode(pair).decode()}"))
    headers += [
        ("Idempotency-Key", event_id),
        ("X-Rupor-Event", event),
        ("X-Rupor-Timestamp", stamp),
        ("X-Rupor-Signature", f"sha256={signature(secret=hook.secret, stamp=stamp, signed=signed)}"),
    ]
    return Built(method=hook.method, url=url, headers=headers, body=body)


def signature(*, secret: str, stamp: str, signed: bytes) -> str:
    """What the receiver counts too, to know that the request is ours and not an old one."""
    return hmac.new(secret.encode(), stamp.encode() + b"." + signed, hashlib.sha256).hexdigest()


def shown(built: Built) -> str:
    """The request for the journal, without what is secret, at most a few lines long."""
    body = built.body.decode(errors="replace").replace("\x00", "")
    return f"{built.method} {built.url}\n{body}".strip()[:4000]


def _url(hook: Hook, variables: Mapping[str, str], params: Pairs) -> str:
    escaped = {name: quote(value, safe="") for name, value in variables.items()}
    url = placeholders.fill(text=hook.url, values=escaped)
    if hook.method != "GET" or not params:
        return url
    parts = urlsplit(url)
    query = "&".join(part for part in (parts.query, urlencode(params)) if part)
    return urlunsplit(parts._replace(query=query))


def _body(hook: Hook, params: Pairs, variables: Mapping[str, str], event_id: str) -> tuple[str, bytes]:
    if hook.body_type == "json":
        if hook.body:
            escaped = {name: json.dumps(value, ensure_ascii=False)[1:-1] for name, value in variables.items()}
            return "application/json", placeholders.fill(text=hook.body, values=escaped).encode()
        return "application/json", json.dumps(dict(params), ensure_ascii=False).encode()
    if hook.body_type == "urlencoded":
        return "application/x-www-form-urlencoded", urlencode(params).encode()
    boundary = f"rupor-{event_id}"
    return f"multipart/form-data; boundary={boundary}", _form(params, boundary)


def _form(params: Pairs, boundary: str) -> bytes:
    parts = [
        f'--{boundary}\r\nContent-Disposition: form-data; name="{_quoted(name)}"\r\n\r\n{value}\r\n'
        for name, value in params
    ]
    return "".join([*parts, f"--{boundary}--\r\n"]).encode()


def _quoted(name: str) -> str:
    return _line(name).replace('"', "%22")


def _line(text: str) -> str:
    """No value may begin a header of its own."""
    return " ".join(text.split())
