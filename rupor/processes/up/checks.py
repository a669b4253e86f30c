"""What must hold before anything is started: each failure is one clear line with the mend."""

import shutil
import socket
from pathlib import Path

import psycopg

from rupor.settings import Settings

LEAST_FREE_BYTES = 500 * 1024 * 1024
OLDEST_POSTGRES = 150_000


class CannotStart(Exception):
    """One line for the administrator."""


def disk(settings: Settings) -> None:
    """At least half a gigabyte is free where the state lives."""
    settings.home.mkdir(parents=True, exist_ok=True)
    enough(free_bytes=shutil.disk_usage(settings.home).free, home=settings.home)


def enough(*, free_bytes: int, home: Path) -> None:
    """Raises with the mend when too little is free."""
    if free_bytes < LEAST_FREE_BYTES:
        raise CannotStart(
            f"only {free_bytes // 2**20} MB are free in {home}: free some, or move RUPOR_HOME (500 MB are needed)"
        )


def port(*, host: str, number: int, setting: str) -> None:
    """Nobody else listens where the cabinet shall."""
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, number))
        except OSError as error:
            raise CannotStart(
                f"port {number} on {host} cannot be used ({error.strerror}): set {setting} to another"
            ) from error


def udp_port(*, host: str, number: int, setting: str) -> None:
    """The same for SIP."""
    with socket.socket(type=socket.SOCK_DGRAM) as probe:
        try:
            probe.bind((host, number))
        except OSError as error:
            raise CannotStart(
                f"UDP port {number} on {host} cannot be used ({error.strerror}): set {setting} to another"
            ) from error


def ports(settings: Settings, *, simulate: bool) -> None:
    """All ports that will be listened on."""
    port(host=settings.listen_host, number=settings.listen_port, setting="RUPOR_LISTEN_PORT")
    udp_port(host=settings.sip_host, number=settings.sip_port, setting="RUPOR_SIP_PORT")
    if simulate:
        udp_port(host="127.0.0.1", number=settings.simulator_sip_port, setting="RUPOR_SIMULATOR_SIP_PORT")
        port(host="127.0.0.1", number=settings.simulator_smsc_port, setting="RUPOR_SIMULATOR_SMSC_PORT")


def database(url: str) -> None:
    """PostgreSQL answers and is not too old."""
    try:
        with psycopg.connect(url, connect_timeout=5) as connection:
            version = connection.info.server_version
    except psycopg.OperationalError as error:
        raise CannotStart(f"the database does not answer: {str(error).strip()}; check RUPOR_DATABASE_URL") from error
    new_enough(version=version)


def new_enough(*, version: int) -> None:
    """`version` as libpq tells it: 180004 is 18.4."""
    if version < OLDEST_POSTGRES:
        raise CannotStart(f"PostgreSQL {version // 10_000} is too old: 15 or newer is needed")
