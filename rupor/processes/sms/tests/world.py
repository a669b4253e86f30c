"""The world of one gateway: a real NATS server, the simulated centre, orders to give, facts to read."""

import asyncio
import json
import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

from nats.aio.client import Client

from rupor.engine import ports
from rupor.kit import clock
from rupor.processes.gateway import bus, testing
from rupor.processes.sms import main
from rupor.providers.smpp.route import Account
from rupor.simulators.smsc.centre import Centre


def order(attempt: int, *, phone: str = "", text: str = "hello", urgent: bool = False) -> ports.SmsOrder:
    return ports.SmsOrder(
        attempt=attempt,
        account=1,
        campaign=1,
        phone=phone or f"7916{attempt:06}0",
        sender="RUPOR",
        text=text,
        not_after=clock.now() + timedelta(hours=1),
        urgent=urgent,
    )


class World:
    """`async with` gives it started, with streams declared; the gateway itself is the test's to start."""

    def __init__(self, folder: Path, *, drop_every: int = 0) -> None:
        self.folder = folder
        self.log = folder / "smsc.jsonl"
        self.nats = testing.NatsServer(folder=folder / "nats")
        self.centre = Centre(pace=0.01, log=self.log, drop_every=drop_every)
        self.port = 0
        self.events: list[ports.Event] = []

    async def __aenter__(self) -> "World":
        self.nats.start()
        self.port = await self.centre.listen()
        self.client: Client = await bus.connect(url=self.nats.url, name="test")
        self.js = self.client.jetstream()
        await bus.ensure_streams(self.js)
        self.subscription = await self.js.pull_subscribe("events.>", durable="test", stream=bus.EVENTS)
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.client.close()
        await self.centre.close()
        self.nats.kill()

    def account(self, *, window: int = 20, per_second: int = 5_000, answer_seconds: float = 30.0) -> Account:
        return Account(
            host="127.0.0.1",
            port=self.port,
            system_id="rupor",
            window=window,
            per_second=per_second,
            answer_seconds=answer_seconds,
        )

    async def give(self, *orders: ports.SmsOrder) -> None:
        """As the dispatcher does: the message id is the attempt."""
        await asyncio.gather(*(self._give_one(each) for each in orders))

    async def _give_one(self, each: ports.SmsOrder) -> None:
        subject = bus.work_subject(channel=ports.Channel.SMS, pool="urgent" if each.urgent else "default")
        await self.js.publish(subject, ports.encode(each), headers={"Nats-Msg-Id": str(each.attempt)}, timeout=10)

    async def until(self, *, sent: int = 0, receipts: int = 0, replies: int = 0) -> None:
        """Reads facts until so many different ones have been told."""
        while len(self.sent) < sent or len(self.receipts) < receipts or len(self.replies) < replies:
            await self.read()

    async def read(self) -> None:
        """The facts that are there now, or none."""
        try:
            messages = await self.subscription.fetch(100, timeout=0.2)
        except bus.LOST:
            await asyncio.sleep(0.05)
            return
        for message in messages:
            await message.ack()
            self.events += ports.decode_events(message.data)

    @property
    def sent(self) -> dict[int, ports.Event]:
        return {event.attempt: event for event in self.events if event.kind is ports.Kind.SENT}

    @property
    def receipts(self) -> dict[str, ports.Event]:
        return {event.message_ids[0]: event for event in self.events if event.kind is ports.Kind.RECEIPT}

    @property
    def replies(self) -> list[ports.Event]:
        return [event for event in self.events if event.kind is ports.Kind.REPLY]

    def seen(self, what: str) -> list[dict[str, str]]:
        """What the judge wrote."""
        self.centre.journal.flush()
        if not self.log.exists():
            return []
        return [line for line in map(json.loads, self.log.read_text().splitlines()) if line["what"] == what]


class InProcess:
    """A gateway within the test, for `async with`: stopped as by SIGTERM."""

    def __init__(self, world: World, account: Account | None = None) -> None:
        self._world = world
        self._account = account or world.account()
        self._stopping = asyncio.Event()

    async def __aenter__(self) -> "InProcess":
        self._running = asyncio.create_task(
            main.run(account=self._account, nats_url=self._world.nats.url, stopping=self._stopping)
        )
        return self

    async def __aexit__(self, *_: object) -> None:
        self._stopping.set()
        await self._running


class OwnProcess:
    """A gateway as the supervisor starts it, to be killed."""

    def __init__(self, world: World, *, per_second: int = 5_000, window: int = 20) -> None:
        settings = {
            "RUPOR_CONFIG": os.devnull,
            "RUPOR_HOME": str(world.folder),
            "RUPOR_NATS_URL": world.nats.url,
            "RUPOR_SMSC_HOST": "127.0.0.1",
            "RUPOR_SMSC_PORT": str(world.port),
            "RUPOR_SMSC_WINDOW": str(window),
            "RUPOR_SMSC_PER_SECOND": str(per_second),
        }
        command = [sys.executable, "-m", "rupor.processes.sms"]
        self.process = subprocess.Popen(command, env={**os.environ, **settings}, stdout=subprocess.DEVNULL)

    async def end(self, how: signal.Signals) -> int:
        self.process.send_signal(how)
        return await asyncio.to_thread(self.process.wait)
