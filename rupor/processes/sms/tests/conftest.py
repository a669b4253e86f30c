"""Centres on free ports: one that does as the test says, one whose people are as in the table."""

from collections.abc import AsyncIterator

import pytest

from rupor.processes.sms.tests.scripted import Scripted
from rupor.protocols.smpp import connection
from rupor.simulators.smsc.centre import Centre


@pytest.fixture
async def scripted() -> AsyncIterator[tuple[Scripted, int]]:
    centre = Scripted()
    server = await connection.serve(host="127.0.0.1", port=0, link=centre.link)
    yield centre, server.sockets[0].getsockname()[1]
    server.close()
    for link in list(centre.links):
        link.close()


@pytest.fixture
async def centre() -> AsyncIterator[tuple[Centre, int]]:
    centre = Centre(pace=0.01)
    yield centre, await centre.listen()
    await centre.close()
