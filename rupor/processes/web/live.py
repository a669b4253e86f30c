"""Live messages: one PostgreSQL LISTEN for the whole process, fanned out to the browsers of each account.

A browser that reads slower than news comes loses its backlog and is told to read everything again; nobody waits for it.
"""

import asyncio
import json
from collections import defaultdict, deque
from typing import Any

import psycopg
import structlog

CHANNEL = "rupor_live"
RESYNC = '{"type": "resync"}'
_MOST_WAITING = 200
_LONGEST_PAUSE_SECONDS = 5.0

log = structlog.get_logger(__name__)


class Browser:
    """What waits to be sent to one open page."""

    def __init__(self) -> None:
        self._waiting: deque[str] = deque()
        self._news = asyncio.Event()

    def give(self, text: str) -> None:
        """Adds a message; the backlog is replaced by one «resync» when it grows too long."""
        if len(self._waiting) >= _MOST_WAITING:
            self._waiting.clear()
            text = RESYNC
        self._waiting.append(text)
        self._news.set()

    async def take(self) -> str:
        """The next message."""
        while not self._waiting:
            self._news.clear()
            await self._news.wait()
        return self._waiting.popleft()


class Hub:
    """Who is looking at what."""

    def __init__(self) -> None:
        self._browsers: dict[int, set[Browser]] = defaultdict(set)

    @property
    def count(self) -> int:
        return sum(len(browsers) for browsers in self._browsers.values())

    @property
    def counts(self) -> dict[int, int]:
        """Open browsers by account."""
        return {account: len(browsers) for account, browsers in self._browsers.items()}

    def join(self, *, account: int) -> Browser:
        browser = Browser()
        self._browsers[account].add(browser)
        return browser

    def leave(self, *, account: int, browser: Browser) -> None:
        self._browsers[account].discard(browser)
        if not self._browsers[account]:
            del self._browsers[account]

    def publish(self, *, account: int, message: dict[str, Any]) -> None:
        browsers = self._browsers.get(account)
        if browsers:
            text = json.dumps(message, ensure_ascii=False)
            for browser in browsers:
                browser.give(text)

    def resync(self) -> None:
        """News may have been missed: everyone reads again."""
        for browsers in self._browsers.values():
            for browser in browsers:
                browser.give(RESYNC)


async def listen(*, url: str, hub: Hub) -> None:
    """Forwards notifications for ever, through every loss of the database; cancel it to stop."""
    pause_seconds = 0.25
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(
                url, autocommit=True, application_name="rupor live", keepalives_idle=30
            )
            async with connection:
                await connection.execute(f"LISTEN {CHANNEL}")
                hub.resync()
                pause_seconds = 0.25
                async for notice in connection.notifies():
                    _forward(hub, notice.payload)
        except psycopg.OperationalError as error:
            log.warning("live_source_lost", error=str(error).strip())
        await asyncio.sleep(pause_seconds)
        pause_seconds = min(pause_seconds * 2, _LONGEST_PAUSE_SECONDS)


def _forward(hub: Hub, payload: str) -> None:
    try:
        notice = json.loads(payload)
        hub.publish(account=int(notice["account"]), message=notice["message"])
    except (ValueError, KeyError, TypeError):
        log.error("live_message_malformed", payload=payload[:200])
