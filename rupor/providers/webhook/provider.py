"""Sends the HTTP requests of integrations, each bounded in time and in what is read of the answer.

Redirects are not followed: the address that was checked is the only one that is spoken to.
"""

import asyncio
import ssl
from collections.abc import Sequence
from functools import cache

import httpx
import msgspec

from rupor.providers.webhook import addresses

TIMEOUT_SECONDS = 10.0
_MOST_ANSWER_BYTES = 16_384
_AT_ONCE = 8
_OWN = [("user-agent", "Rupor"), ("accept-encoding", "identity"), ("accept", "*/*")]


class Request(msgspec.Struct, frozen=True):
    """What is sent; the body is empty for GET."""

    method: str
    url: str
    headers: list[tuple[str, str]] = []
    body: bytes = b""


class Answer(msgspec.Struct, frozen=True):
    """What came back. `code` is 0 when nobody answered, and then `failure` says why: timeout, unreachable, tls,
    address_private, address_unknown or url."""

    code: int = 0
    text: str = ""
    failure: str = ""


def send(
    requests: Sequence[Request], *, private_allowed: bool, timeout_seconds: float = TIMEOUT_SECONDS
) -> list[Answer]:
    """The answers in the order of the requests; several are under way at once, none longer than the time given."""
    return asyncio.run(_send_all(requests, private_allowed=private_allowed, timeout_seconds=timeout_seconds))


async def _send_all(requests: Sequence[Request], *, private_allowed: bool, timeout_seconds: float) -> list[Answer]:
    places = asyncio.Semaphore(_AT_ONCE)

    async def one(client: httpx.AsyncClient, request: Request) -> Answer:
        async with places:
            return await _send(client, request, private_allowed=private_allowed, timeout_seconds=timeout_seconds)

    async with httpx.AsyncClient(
        verify=_tls(), trust_env=False, follow_redirects=False, timeout=timeout_seconds
    ) as client:
        return list(await asyncio.gather(*(one(client, request) for request in requests)))


@cache
def _tls() -> ssl.SSLContext:
    return httpx.create_ssl_context()


async def _send(
    client: httpx.AsyncClient, request: Request, *, private_allowed: bool, timeout_seconds: float
) -> Answer:
    try:
        async with asyncio.timeout(timeout_seconds):
            return await _exchange(client, request, private_allowed=private_allowed)
    except TimeoutError:
        return Answer(failure="timeout")
    except addresses.Refused as refused:
        return Answer(failure=refused.code)
    except (httpx.InvalidURL, httpx.UnsupportedProtocol, httpx.LocalProtocolError, ValueError):
        return Answer(failure="url")
    except httpx.TransportError as lost:
        return Answer(failure="tls" if isinstance(_root(lost), ssl.SSLError) else "unreachable")


async def _exchange(client: httpx.AsyncClient, request: Request, *, private_allowed: bool) -> Answer:
    url = httpx.URL(request.url)
    if url.scheme not in ("http", "https") or not url.host:
        return Answer(failure="url")
    port = url.port or (443 if url.scheme == "https" else 80)
    address = await addresses.address_of(host=url.host, port=port, private_allowed=private_allowed)
    host = url.netloc.decode("ascii").rpartition("@")[2]
    headers = [*_OWN, *request.headers, ("host", host)]
    made = client.build_request(
        request.method,
        url.copy_with(host=address, username=None, password=None),
        headers=[(name.encode(), value.encode()) for name, value in headers],
        content=request.body or None,
        extensions={"sni_hostname": url.raw_host.decode("ascii")},
    )
    answer = await client.send(made, stream=True)
    try:
        return Answer(code=answer.status_code, text=await _beginning(answer))
    finally:
        await answer.aclose()


async def _beginning(answer: httpx.Response) -> str:
    read = b""
    async for piece in answer.aiter_raw():
        read += piece
        if len(read) >= _MOST_ANSWER_BYTES:
            break
    return read[:_MOST_ANSWER_BYTES].decode(errors="replace").replace("\x00", "")


def _root(error: BaseException) -> BaseException:
    """What the error began with."""
    while error.__cause__ or error.__context__:
        error = error.__cause__ or error.__context__ or error
    return error
