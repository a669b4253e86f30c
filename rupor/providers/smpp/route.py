"""One account at one centre: keeps a transceiver bound for as long as it runs, sends by it and listens to it.

route = Route(account=Account(host=..., port=..., system_id=..., password=...), listener=listener)
running = asyncio.create_task(route.run())
route.sender.submit(order)
await route.stop(wait_seconds=10)
"""

import asyncio
import random

import msgspec
import structlog

from rupor.protocols.smpp import bodies, connection, failures
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, Status
from rupor.protocols.smpp.session import Session
from rupor.protocols.smpp.states import Role
from rupor.providers.smpp import ids, shaping
from rupor.providers.smpp.hearing import Hearing
from rupor.providers.smpp.listening import Listener
from rupor.providers.smpp.sending import Sender

_FIRST_WAIT_SECONDS, _LONGEST_WAIT_SECONDS = 0.25, 30.0
_SWEEP_SECONDS = 1.0

log = structlog.get_logger(__name__)


class Account(msgspec.Struct, frozen=True):
    host: str
    port: int
    system_id: str
    password: str = ""
    system_type: str = ""
    window: int = 100
    per_second: int = 2_000
    enquire_seconds: float = 30.0
    answer_seconds: float = 30.0
    long_texts: shaping.LongTexts = shaping.LongTexts.UDH

    @property
    def name(self) -> str:
        """The same for every gateway that uses the account: a receipt may come to any of its binds."""
        return f"{self.system_id}@{self.host}:{self.port}"


class Route:
    def __init__(self, *, account: Account, listener: Listener, chance: random.Random | None = None) -> None:
        known_ids = ids.Ids()
        self.account = account
        self.sender = Sender(
            listener=listener,
            known_ids=known_ids,
            per_second=account.per_second,
            long_texts=account.long_texts,
            chance=chance,
        )
        self.hearing = Hearing(listener=listener, known_ids=known_ids)
        self.bound = asyncio.Event()
        self._chance = chance or random.Random()
        self._link: Link | None = None
        self._stopping = False

    async def run(self) -> None:
        """Binds, and binds again after every loss, each time a little later and at a moment left to chance."""
        sweeping = asyncio.create_task(self._sweep())
        failures_in_row = 0
        try:
            while not self._stopping:
                try:
                    await self._bind()
                    failures_in_row = 0
                    await self._until_lost()
                except (failures.SmppError, OSError) as error:
                    failures_in_row += 1
                    log.warning("not_bound", route=self.account.name, error=str(error) or type(error).__name__)
                longest = min(_LONGEST_WAIT_SECONDS, _FIRST_WAIT_SECONDS * 2.0 ** min(failures_in_row, 10))
                await asyncio.sleep(0 if self._stopping else longest * (0.5 + self._chance.random() / 2))
        finally:
            sweeping.cancel()

    async def stop(self, *, wait_seconds: float) -> None:
        """Sends what is in hand as long as it may take, gives the rest back, unbinds."""
        self._stopping = True
        try:
            async with asyncio.timeout(wait_seconds):
                while self.sender.busy and self.bound.is_set():
                    await self.sender.changed()
        except TimeoutError:
            log.warning("stopped_with_orders_in_hand", orders=self.sender.busy)
        self.sender.abandon(reason="gateway_stopping")
        if self._link is not None and self.bound.is_set():
            try:
                async with asyncio.timeout(2.0):
                    await self._link.request(Command.UNBIND)
            except (failures.SmppError, TimeoutError):
                self._link.close()

    async def _bind(self) -> None:
        account = self.account
        link = await connection.connect(host=account.host, port=account.port, link=self._new_link)
        answer = await link.request(
            Command.BIND_TRANSCEIVER, bodies.Bind(account.system_id, account.password, account.system_type)
        )
        if answer.status != Status.OK or not link.session.state.bound:
            link.close("bind refused")
            raise failures.BindRefused("bind_refused", command_status=answer.status)
        self._link = link
        self.bound.set()
        log.info("bound", route=account.name)
        self.sender.attach(link)

    async def _until_lost(self) -> None:
        if self._link is not None:
            await self._link.closed
        self._link = None

    def _new_link(self) -> Link:
        session = Session(
            role=Role.ESME,
            window=self.account.window,
            enquire_seconds=self.account.enquire_seconds,
            answer_seconds=self.account.answer_seconds,
            now=asyncio.get_running_loop().time(),
        )
        return Link(
            session=session,
            on_request=self.hearing.heard,
            on_ended=self._ended,
            on_writable=lambda _: self.sender.pump(),
        )

    def _ended(self, link: Link, reason: str) -> None:
        log.info("unbound", route=self.account.name, reason=reason)
        self.bound.clear()
        self.sender.attach(None)

    async def _sweep(self) -> None:
        while True:
            await asyncio.sleep(_SWEEP_SECONDS)
            self.sender.sweep()
            self.hearing.sweep()
