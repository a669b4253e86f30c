"""One NATS server for the tests of the gateways' floor; each test clears the streams it uses."""

from collections.abc import AsyncIterator, Iterator

import pytest
from nats.aio.client import Client

from rupor.processes.gateway import bus, testing


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[testing.NatsServer]:
    with testing.NatsServer(folder=tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
async def client(nats_server: testing.NatsServer) -> AsyncIterator[Client]:
    client = await bus.connect(url=nats_server.url, name="test")
    js = client.jetstream()
    await bus.ensure_streams(js)
    for stream in (bus.WORK, bus.TAKES, bus.EVENTS):
        await js.purge_stream(stream)
    yield client
    await client.close()
