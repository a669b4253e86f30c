"""Starts the web process: settings, logs, Django, and uvicorn around our application."""

import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager

import structlog
import uvicorn

from rupor import settings as rupor_settings
from rupor.kit import logs
from rupor.settings import Settings

_LEAVE_SECONDS = 10

log = structlog.get_logger(__name__)


def run() -> None:
    """Serves until SIGTERM or SIGINT; requests under way get some seconds to end."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    chosen = rupor_settings.load()
    logs.configure(process="web", log_format=chosen.log_format, log_level=chosen.log_level)
    log.info("web_starting", host=chosen.listen_host, port=chosen.listen_port)
    server(settings=chosen).run()


class Server(uvicorn.Server):
    """Ends with status 0 when told to end: uvicorn itself would die of the signal it has just obeyed."""

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Both signals ask for a calm end; the second one for a quick end."""
        before = {number: signal.signal(number, self.handle_exit) for number in (signal.SIGTERM, signal.SIGINT)}
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)


def server(*, settings: Settings) -> Server:
    """The server, not started; Django is set up here, once per process."""
    from django.core.wsgi import get_wsgi_application

    django = get_wsgi_application()
    # The rooms may be imported only after Django has been set up.
    from rupor.processes.web import application, wsgi

    made = application.Application(
        settings=settings,
        database_url=rupor_settings.database_url(settings),
        nats_url=rupor_settings.nats_url(settings),
        django=wsgi.WsgiBridge(
            application=django, threads=settings.web_threads, most_body_bytes=application.MOST_BODY_BYTES
        ),
    )
    config = uvicorn.Config(
        made,
        host=settings.listen_host,
        port=settings.listen_port,
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        timeout_graceful_shutdown=_LEAVE_SECONDS,
        ws_max_size=64 * 1024,
    )
    return Server(config)
