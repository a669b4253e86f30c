"""Answering a challenge (RFC 7616, and RFC 2617 for old registrars): MD5 and SHA-256, with and without qop."""

import hashlib
import secrets
from collections.abc import Callable
from dataclasses import dataclass, field

from rupor.protocols.sip import headers as grammar
from rupor.protocols.sip.message import Request, Response


@dataclass(frozen=True, slots=True)
class Credentials:
    username: str
    password: str = field(repr=False)


# The strongest first. MD5 is what most trunks still ask for; the protocol leaves no choice.
_HASHES: dict[str, Callable[[bytes], str]] = {
    "SHA-256": lambda text: hashlib.sha256(text).hexdigest(),
    "MD5": lambda text: hashlib.md5(text, usedforsecurity=False).hexdigest(),
}
_FIELDS = {401: ("www-authenticate", "authorization"), 407: ("proxy-authenticate", "proxy-authorization")}


def answered(
    request: Request, *, challenge: Response, credentials: Credentials, client_nonce: str = ""
) -> tuple[str, str] | None:
    """The field (name, value) to add to the request; None when it cannot be met or was met in vain."""
    asks, answers = _FIELDS[challenge.status]
    chosen = _choose(challenge.headers.get(asks, []))
    if chosen is None:
        return None
    refused_before = answers in request.headers
    if refused_before and chosen.get("stale", "").lower() != "true":
        return None
    return answers, _value(
        chosen,
        request=request,
        credentials=credentials,
        client_nonce=client_nonce or secrets.token_hex(8),
    )


def told(value: str) -> dict[str, str]:
    """What an Authorization field says, by name; empty when it is no Digest."""
    scheme, _, rest = value.strip().partition(" ")
    return grammar.parameters(";".join(grammar.split(rest, separator=","))) if scheme.lower() == "digest" else {}


def response(told: dict[str, str], *, method: str, password: str, body: bytes = b"") -> str:
    """The proof that belongs to what an Authorization field says, for whoever knows the password; empty for another
    algorithm."""
    digest = _HASHES.get(_algorithm(told))
    if digest is None:
        return ""
    nonce, client_nonce, qop = (told.get(name, "") for name in ("nonce", "cnonce", "qop"))
    secret = digest(f"{told.get('username', '')}:{told.get('realm', '')}:{password}".encode())
    if told.get("algorithm", "").upper().endswith("-SESS"):
        secret = digest(f"{secret}:{nonce}:{client_nonce}".encode())
    deed = f"{method}:{told.get('uri', '')}" + (f":{digest(body)}" if qop == "auth-int" else "")
    middle = f"{nonce}:{told.get('nc', '')}:{client_nonce}:{qop}" if qop else nonce
    return digest(f"{secret}:{middle}:{digest(deed.encode())}".encode())


def _choose(lines: list[str]) -> dict[str, str] | None:
    known: list[tuple[int, dict[str, str]]] = []
    order = list(_HASHES)
    for line in lines:
        challenge = told(line)
        algorithm = _algorithm(challenge)
        if algorithm in _HASHES and "nonce" in challenge and "realm" in challenge:
            known.append((order.index(algorithm), challenge))
    return min(known, key=lambda pair: pair[0])[1] if known else None


def _algorithm(challenge: dict[str, str]) -> str:
    return challenge.get("algorithm", "MD5").upper().removesuffix("-SESS")


def _value(challenge: dict[str, str], *, request: Request, credentials: Credentials, client_nonce: str) -> str:
    digest = _HASHES[_algorithm(challenge)]
    realm, nonce = challenge["realm"], challenge["nonce"]
    offered = [word.strip().lower() for word in challenge.get("qop", "").split(",") if word.strip()]
    qop = "auth" if "auth" in offered else "auth-int" if "auth-int" in offered else ""
    secret = digest(f"{credentials.username}:{realm}:{credentials.password}".encode())
    if challenge.get("algorithm", "").upper().endswith("-SESS"):
        secret = digest(f"{secret}:{nonce}:{client_nonce}".encode())
    deed = f"{request.method}:{request.uri}"
    if qop == "auth-int":
        deed += f":{digest(request.body)}"
    middle = f"{nonce}:00000001:{client_nonce}:{qop}" if qop else nonce
    parts = [
        f"Digest username={grammar.quote(credentials.username)}",
        f"realm={grammar.quote(realm)}",
        f"nonce={grammar.quote(nonce)}",
        f"uri={grammar.quote(request.uri)}",
        f'response="{digest(f"{secret}:{middle}:{digest(deed.encode())}".encode())}"',
    ]
    if "algorithm" in challenge:
        parts.append(f"algorithm={challenge['algorithm']}")
    if qop:
        parts += [f"qop={qop}", "nc=00000001"]
    if qop or challenge.get("algorithm", "").upper().endswith("-SESS"):
        parts.append(f"cnonce={grammar.quote(client_nonce)}")
    if "opaque" in challenge:
        parts.append(f"opaque={grammar.quote(challenge['opaque'])}")
    return ", ".join(parts)
