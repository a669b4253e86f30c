"""A real uvicorn on a free port with our application, a real bus, the tests' database."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psycopg.conninfo
import pytest
import uvicorn
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client

from rupor import settings as rupor_settings
from rupor.processes.gateway.testing import NatsServer, free_port
from rupor.processes.web.application import Application
from rupor.processes.web.wsgi import WsgiBridge


@pytest.fixture(scope="session")
def bus(tmp_path_factory: pytest.TempPathFactory) -> Iterator[NatsServer]:
    with NatsServer(folder=tmp_path_factory.mktemp("nats")) as server:
        yield server


def database_url() -> str:
    """The database of this test as psycopg wants it."""
    told = {key: value for key, value in connection.get_connection_params().items() if isinstance(value, str | int)}
    return psycopg.conninfo.make_conninfo(**told)


@dataclass
class Served:
    """A running server."""

    application: Any
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def live(self) -> str:
        return f"ws://127.0.0.1:{self.port}/live"


Serve = Callable[[Any], Served]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Runs ASGI applications until the test ends."""
    running: list[tuple[uvicorn.Server, threading.Thread]] = []

    def start(application: Any) -> Served:
        port = free_port()
        lifespan = "on" if isinstance(application, Application) else "off"
        config = uvicorn.Config(application, port=port, lifespan=lifespan, log_config=None, timeout_graceful_shutdown=5)
        server = uvicorn.Server(config)
        started = threading.Event()
        server.startup, begin = _telling(server, started), server.startup
        thread = threading.Thread(target=server.run)
        thread.start()
        running.append((server, thread))
        assert started.wait(20), begin
        return Served(application=application, port=port)

    yield start
    for server, thread in running:
        server.should_exit = True
        thread.join(20)
        assert not thread.is_alive()


def _telling(server: uvicorn.Server, started: threading.Event) -> Any:
    begin = server.startup

    async def startup(*given: Any, **named: Any) -> None:
        await begin(*given, **named)
        started.set()

    return startup


@pytest.fixture
def application(transactional_db: None, bus: NatsServer) -> Application:
    bridge = WsgiBridge(application=get_wsgi_application(), threads=4, most_body_bytes=1024 * 1024)
    return Application(settings=rupor_settings.load(), database_url=database_url(), nats_url=bus.url, django=bridge)


@pytest.fixture
def served(application: Application, serve: Serve) -> Served:
    return serve(application)


@pytest.fixture
def cookie(owner: Any) -> str:
    """The owner's session, as a browser sends it."""
    client = Client()
    client.force_login(owner.user)
    return f"sessionid={client.cookies['sessionid'].value}"
