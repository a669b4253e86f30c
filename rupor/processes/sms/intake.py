"""From the bus to the route: fetches as many orders as there is room for, takes many at once, hands over what is ours.

Little is taken ahead: what is in hand when a gateway dies becomes honest doubt. Urgent orders have room of their own.
"""

import asyncio

from rupor.engine import ports
from rupor.processes.gateway.taking import Lane, Offer
from rupor.providers.smpp.route import Route

FETCH_AT_MOST = 256
_WAIT_SECONDS = 0.5


class Intake:
    """`run` one task per lane; `busy` orders are being taken or are with the route."""

    def __init__(self, *, route: Route, capacity: int) -> None:
        self._route = route
        self._capacity = capacity
        self._urgent_capacity = max(1, capacity // 2)
        self._taking = {True: 0, False: 0}
        self._tasks: set[asyncio.Task[None]] = set()
        self._stopping = False
        self.taken = 0

    @property
    def capacity(self) -> int:
        return self._capacity + self._urgent_capacity

    @property
    def busy(self) -> int:
        return self._route.sender.busy + sum(self._taking.values())

    @property
    def taking(self) -> bool:
        """Whether new orders are welcome."""
        return self._route.bound.is_set() and not self._stopping

    async def run(self, *, lane: Lane[ports.SmsOrder], urgent: bool) -> None:
        while not self._stopping:
            room = self._room(urgent=urgent)
            if not self._route.bound.is_set() or room <= 0:
                await self._until_room()
                continue
            offers = await lane.fetch(at_most=min(room, FETCH_AT_MOST), wait_seconds=_WAIT_SECONDS)
            if offers:
                self._taking[urgent] += len(offers)
                task = asyncio.create_task(self._take(offers, urgent=urgent))
                self._tasks.add(task)
                task.add_done_callback(self._tasks.discard)

    async def stop(self) -> None:
        """No more is fetched; what is being taken is handed over first."""
        self._stopping = True
        await asyncio.gather(*self._tasks)

    def _room(self, *, urgent: bool) -> int:
        sender = self._route.sender
        if urgent:
            return self._urgent_capacity - sender.busy_urgent - self._taking[True]
        return self._capacity - (sender.busy - sender.busy_urgent) - self._taking[False]

    async def _until_room(self) -> None:
        """A bound link or a finished order may mean room; looking now and then costs nothing."""
        waiting = self._route.sender.changed() if self._route.bound.is_set() else self._route.bound.wait()
        try:
            async with asyncio.timeout(_WAIT_SECONDS):
                await waiting
        except TimeoutError:
            return

    async def _take(self, offers: list[Offer[ports.SmsOrder]], *, urgent: bool) -> None:
        await asyncio.gather(*(self._take_one(offer, urgent=urgent) for offer in offers))

    async def _take_one(self, offer: Offer[ports.SmsOrder], *, urgent: bool) -> None:
        try:
            ours = await offer.take()
        finally:
            self._taking[urgent] -= 1
        if ours:
            self.taken += 1
            self._route.sender.submit(offer.order)
