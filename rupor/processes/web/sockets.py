"""The WebSocket `/live`: lets a signed-in browser in, sends it the news of its account, looks again who it is."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from urllib.parse import urlsplit

import structlog

from rupor.processes.web import rooms
from rupor.processes.web.live import Browser, Hub
from rupor.processes.web.wsgi import Receive, Scope, Send

_RECHECK_SECONDS = 60.0
_NOT_SIGNED_IN, _FOREIGN_ORIGIN = 4401, 4403

log = structlog.get_logger(__name__)


class LiveSocket:
    """An ASGI application for the websocket scope."""

    def __init__(
        self,
        *,
        hub: Hub,
        executor: Executor,
        public_url: str,
        account_of: Callable[[str], int | None] = rooms.account_of,
        recheck_seconds: float = _RECHECK_SECONDS,
    ) -> None:
        self._hub = hub
        self._executor = executor
        self._public_origin = _origin(public_url)
        self._account_of = account_of
        self._recheck_seconds = recheck_seconds

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        await receive()
        headers = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
        if not self._same_origin(headers):
            await send({"type": "websocket.close", "code": _FOREIGN_ORIGIN})
            return
        account = await self._who(headers.get("cookie", ""))
        if account is None:
            await send({"type": "websocket.close", "code": _NOT_SIGNED_IN})
            return
        await send({"type": "websocket.accept"})
        browser = self._hub.join(account=account)
        try:
            await self._talk(account, headers.get("cookie", ""), browser, receive, send)
        finally:
            self._hub.leave(account=account, browser=browser)

    async def _talk(self, account: int, cookies: str, browser: Browser, receive: Receive, send: Send) -> None:
        """Ends when the browser leaves or is no longer who it was."""
        telling = asyncio.create_task(self._tell(browser, send))
        hearing = asyncio.create_task(self._hear(receive))
        checking = asyncio.create_task(self._check(account, cookies))
        tasks = (telling, hearing, checking)
        try:
            await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
            if checking.done() and not hearing.done():
                telling.cancel()
                await send({"type": "websocket.close", "code": _NOT_SIGNED_IN})
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)

    async def _tell(self, browser: Browser, send: Send) -> None:
        while True:
            await send({"type": "websocket.send", "text": await browser.take()})

    async def _hear(self, receive: Receive) -> None:
        """Browsers have nothing to say here; what they send is dropped."""
        while (await receive())["type"] != "websocket.disconnect":
            continue

    async def _check(self, account: int, cookies: str) -> None:
        """Returns when the session has ended or belongs to somebody else."""
        while True:
            await asyncio.sleep(self._recheck_seconds)
            if await self._who(cookies, otherwise=account) != account:
                return

    async def _who(self, cookies: str, *, otherwise: int | None = None) -> int | None:
        """A database that is away refuses new browsers and leaves the others in peace."""
        try:
            return await asyncio.get_running_loop().run_in_executor(self._executor, self._account_of, cookies)
        except rooms.DATABASE_AWAY as error:
            log.warning("live_session_unchecked", error=str(error).strip())
            return otherwise

    def _same_origin(self, headers: dict[str, str]) -> bool:
        """A page of another site must not listen with this person's cookie; programs that send no Origin may."""
        given = headers.get("origin")
        if given is None:
            return True
        asked = _origin(given)
        return asked != "" and (asked == self._public_origin or asked.partition("://")[2] == headers.get("host", ""))


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
