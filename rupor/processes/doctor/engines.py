"""Database, bus, clock, disk and ledger."""

import shutil
import time
from decimal import Decimal

import nats
import nats.errors
import psycopg

from rupor import settings as rupor_settings
from rupor.processes.doctor.verdict import Verdict, bad, good, warning
from rupor.processes.up import checks
from rupor.settings import Settings

TOLERATED_CLOCK_SECONDS = 2.0


def disk(settings: Settings) -> Verdict:
    """Room for recordings and the database."""
    settings.home.mkdir(parents=True, exist_ok=True)
    usage = shutil.disk_usage(settings.home)
    found = f"{usage.free / 2**30:.1f} GB free in {settings.home}"
    if usage.free < checks.LEAST_FREE_BYTES:
        return bad("disk", found, "free some space or move RUPOR_HOME")
    if usage.free < 10 * checks.LEAST_FREE_BYTES:
        return warning("disk", found, "recordings will soon fill it: free some space")
    return good("disk", found)


def database(settings: Settings) -> Verdict:
    """Answers, is new enough, and is migrated."""
    try:
        with psycopg.connect(rupor_settings.database_url(settings), connect_timeout=5) as connection:
            version = connection.info.server_version
            migrated = connection.execute("SELECT to_regclass('django_migrations') IS NOT NULL").fetchone()
    except psycopg.OperationalError as error:
        return bad("database", str(error).strip().splitlines()[0], "start `rupor up`, or set RUPOR_DATABASE_URL")
    if version < checks.OLDEST_POSTGRES:
        return bad("database", f"PostgreSQL {version // 10_000}", "PostgreSQL 15 or newer is needed")
    if not (migrated and migrated[0]):
        return bad("database", "no tables yet", "`rupor up` makes them")
    return good("database", f"PostgreSQL {version // 10_000}.{version % 10_000}")


def clock(settings: Settings) -> Verdict:
    """This machine and the database agree on the time: claims and leases lean on it."""
    try:
        with psycopg.connect(rupor_settings.database_url(settings), connect_timeout=5) as connection:
            began = time.time()
            row = connection.execute("SELECT extract(epoch FROM clock_timestamp())").fetchone()
            apart = abs(float(row[0] if row else 0) - (began + time.time()) / 2)
    except psycopg.OperationalError:
        return warning("clock", "not compared: the database does not answer", "mend the database first")
    found = f"{apart:.3f} s apart from the database"
    if apart > TOLERATED_CLOCK_SECONDS:
        return bad("clock", found, "run an NTP client (chrony, systemd-timesyncd) on every host")
    return good("clock", found)


async def bus(settings: Settings) -> Verdict:
    """Answers and has JetStream with its streams."""
    try:
        client = await nats.connect(rupor_settings.nats_url(settings), connect_timeout=3, allow_reconnect=False)
    except (nats.errors.Error, OSError) as error:
        return bad("bus", f"NATS does not answer: {error}", "start `rupor up`, or set RUPOR_NATS_URL")
    try:
        account = await client.jetstream().account_info()
    except nats.errors.Error as error:
        return bad("bus", f"NATS without JetStream: {error}", "start nats-server with -js")
    finally:
        await client.close()
    return good("bus", f"JetStream with {account.streams} streams, {account.storage / 2**20:.0f} MB stored")


def facts() -> Verdict:
    """Facts of the gateways that could not be written wait for a person."""
    from rupor.features.deliveries.models import SetAsideEvent

    waiting = SetAsideEvent.objects.count()
    if waiting:
        mend = "look at the table deliveries_setasideevent: each row tells its error"
        return warning("facts", f"{waiting} could not be written and were set aside", mend)
    return good("facts", "every fact of the gateways was written")


def ledger(*, whole: bool) -> Verdict:
    """Entries sum to zero and every purse equals its entries; `whole` compares every attempt's cost as well."""
    from rupor.features.billing import queries as billing
    from rupor.features.deliveries import queries as deliveries

    difference = billing.ledger_difference()
    if whole:
        difference += deliveries.cost_difference()
    if difference != Decimal(0):
        return bad("ledger", f"apart by {difference}", "stop campaigns and tell the developers: money must add up")
    return good("ledger", "sums to 0.0000" + (", and to every attempt's cost" if whole else ""))
