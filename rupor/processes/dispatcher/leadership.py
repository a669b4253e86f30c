"""One dispatcher leads at a time: whoever holds an advisory lock of the database. The others stand by and follow.

Two leaders for a moment would harm nobody (claims skip each other's rows, ids and takes are unique), only the pace.
Each reign has a number, kept in the database and on the bus: a database restored from an older copy has a smaller one,
and is refused before it contacts anybody a second time.
"""

import asyncio
from typing import Any, NoReturn

import nats.js.errors
import psycopg
import structlog
from django.db import connections
from nats.js import JetStreamContext, api

from rupor.features.deliveries.actions.lead import Reign, lead
from rupor.kit import errors
from rupor.processes.bridge import Bridge

_LOCK = 7_201_105
_STREAM, _SUBJECT = "EPOCH", "epoch.dispatcher"
_LOOK_SECONDS = 1.0

Lock = psycopg.AsyncConnection[tuple[Any, ...]]

log = structlog.get_logger(__name__)


async def acquire() -> Lock:
    """Waits until no other dispatcher leads; the lock lives as long as the connection."""
    told = False
    while True:
        try:
            connection = await psycopg.AsyncConnection.connect(
                **_address(), autocommit=True, application_name="rupor dispatcher lock"
            )
            cursor = await connection.execute("SELECT pg_try_advisory_lock(%s)", [_LOCK])
            row = await cursor.fetchone()
            if row and row[0]:
                return connection
            await connection.close()
            if not told:
                log.info("another_dispatcher_leads")
            told = True
        except psycopg.OperationalError as away:
            log.warning("database_away", error=str(away).splitlines()[0] if str(away) else "")
        await asyncio.sleep(_LOOK_SECONDS)


def _address() -> dict[str, Any]:
    """The database of the rooms, wherever Django's settings say it is."""
    told = connections["default"].settings_dict
    names = {"host": "HOST", "port": "PORT", "user": "USER", "password": "PASSWORD", "dbname": "NAME"}
    return {name: told[key] for name, key in names.items() if told[key]}


async def hold(connection: Lock) -> NoReturn:
    """Ends with Unavailable when the lock is lost with its connection."""
    while True:
        try:
            await connection.execute("SELECT 1")
        except psycopg.Error as lost:
            raise errors.Unavailable("leadership_lost") from lost
        await asyncio.sleep(_LOOK_SECONDS)


async def reign(*, bridge: Bridge, js: JetStreamContext) -> Reign:
    """Begins a reign; Conflict when the bus remembers a later one or another installation's."""
    now = await bridge.call(lead)
    await js.add_stream(
        api.StreamConfig(name=_STREAM, subjects=["epoch.>"], storage=api.StorageType.FILE, max_msgs_per_subject=1)
    )
    try:
        last = await js.get_last_msg(_STREAM, _SUBJECT)
        installation, number = (last.data or b"").decode().split(":")
    except nats.js.errors.NotFoundError:
        installation, number = now.installation, "0"
    if installation != now.installation:
        raise errors.Conflict("bus_of_another_installation")
    if int(number) >= now.number:
        raise errors.Conflict("database_older_than_bus", bus=number, database=now.number)
    await js.publish(_SUBJECT, f"{now.installation}:{now.number}".encode())
    return now
