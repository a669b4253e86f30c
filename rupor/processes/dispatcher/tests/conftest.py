"""A real bus and a real database for the dispatcher; each test begins with empty streams."""

from collections.abc import AsyncIterator, Iterator

import pytest
from nats.aio.client import Client

from rupor.processes.bridge import Bridge
from rupor.processes.dispatcher.tests.scene import Scene
from rupor.processes.gateway import bus, testing


@pytest.fixture(scope="session")
def nats_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[testing.NatsServer]:
    with testing.NatsServer(folder=tmp_path_factory.mktemp("nats")) as server:
        yield server


@pytest.fixture
async def client(nats_server: testing.NatsServer) -> AsyncIterator[Client]:
    client = await bus.connect(url=nats_server.url, name="test")
    js = client.jetstream()
    for stream in await js.streams_info():
        await js.delete_stream(stream.config.name or "")
    await bus.ensure_streams(js)
    yield client
    await client.close()


@pytest.fixture
async def scene(transactional_db: None, nats_server: testing.NatsServer, client: Client) -> AsyncIterator[Scene]:
    bridge = Bridge(threads=1)
    scene = Scene(url=nats_server.url, client=client, bridge=bridge)
    await bridge.call(scene.prepare)
    yield scene
    await scene.leave()
    bridge.close()
