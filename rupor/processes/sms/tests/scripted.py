"""A centre that answers as the test says, and a route that runs within `async with`."""

import asyncio
from collections.abc import Callable
from typing import Any

from rupor.protocols.smpp import bodies
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.session import Session
from rupor.protocols.smpp.states import Role
from rupor.providers.smpp.route import Account, Route
from rupor.providers.smpp.tests.listener import Listening, order

Answer = Callable[[Link, Pdu], None]


class Scripted:
    """A centre whose answer to each submit is given by the test."""

    def __init__(self) -> None:
        self.links: list[Link] = []
        self.submitted: list[bodies.Message] = []
        self.on_submit: Answer = lambda link, pdu: link.answer(pdu, body=bodies.MessageResp(str(len(self.submitted))))
        self.binds = 0

    def link(self) -> Link:
        return Link(
            session=Session(role=Role.SMSC, now=asyncio.get_running_loop().time()),
            on_request=self.asked,
            on_ended=lambda link, _: self.links.remove(link),
            on_connected=self.links.append,
        )

    def asked(self, link: Link, pdu: Pdu) -> None:
        if isinstance(pdu.body, bodies.Message):
            self.submitted.append(pdu.body)
            self.on_submit(link, pdu)
        else:
            self.binds += 1
            link.answer(pdu, body=bodies.BindResp("scripted"))


class Running:
    """A route that runs within `async with`."""

    def __init__(self, port: int, **account: Any) -> None:
        self.listener = Listening()
        self.route = Route(
            account=Account(host="127.0.0.1", port=port, system_id="rupor", **account), listener=self.listener
        )

    async def __aenter__(self) -> "Running":
        self.task = asyncio.create_task(self.route.run())
        await self.route.bound.wait()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.route.stop(wait_seconds=0.0)
        self.task.cancel()
        await asyncio.gather(self.task, return_exceptions=True)

    def submit(self, **kwargs: Any) -> None:
        self.route.sender.submit(order(**kwargs))
