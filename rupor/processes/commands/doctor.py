"""`rupor doctor`: the report for a person, or for a machine."""

import asyncio
import dataclasses
import json
import os
import sys

import django
import structlog
from rich.console import Console
from rich.table import Table

from rupor.kit import clock
from rupor.processes.commands import attach
from rupor.processes.doctor import engines, lines, speech, trunks
from rupor.processes.doctor.verdict import Health, Verdict, bad, good
from rupor.processes.up import instance
from rupor.settings import Settings

COLOURS = {Health.GOOD: "green", Health.WARNING: "yellow", Health.BAD: "red"}


def run(*, whole_ledger: bool, as_json: bool) -> int:
    """Status 0 when nothing is bad."""
    # The report alone goes to the output; what the parts under examination log goes beside it.
    structlog.configure(logger_factory=structlog.PrintLoggerFactory(file=sys.stderr))
    settings = attach.settings()
    verdicts = [good("settings", "all read and valid"), _running(settings), engines.disk(settings)]
    verdicts.append(engines.database(settings))
    verdicts.append(engines.clock(settings))
    verdicts += asyncio.run(_asynchronous(settings))
    if all(verdict.health is Health.GOOD for verdict in verdicts if verdict.part == "database"):
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
        django.setup()
        verdicts += [*_stored_trunks(settings), engines.facts(), engines.ledger(whole=whole_ledger)]
    if as_json:
        sys.stdout.write(json.dumps([dataclasses.asdict(verdict) for verdict in verdicts], ensure_ascii=False) + "\n")
    else:
        _print(verdicts)
    return 1 if any(verdict.health is Health.BAD for verdict in verdicts) else 0


async def _asynchronous(settings: Settings) -> list[Verdict]:
    checks = (engines.bus(settings), lines.trunk(settings), lines.smsc(settings), speech.recogniser(settings))
    found, voices = await asyncio.gather(asyncio.gather(*checks), speech.voices(settings))
    return [*found, *voices]


def _stored_trunks(settings: Settings) -> list[Verdict]:
    """Those kept in the cabinet; needs Django."""
    from rupor.features.trunks import queries

    told = {name: queries.state_of(reports) for name, reports in queries.reports(now=clock.now()).items()}
    return asyncio.run(trunks.checked(queries.specs(), host=settings.sip_host, told=told))


def _running(settings: Settings) -> Verdict:
    if instance.running(settings):
        return good("installation", f"runs on {settings.home}")
    return bad("installation", f"does not run on {settings.home}", "start it: rupor up")


def _print(verdicts: list[Verdict]) -> None:
    table = Table("Part", "Verdict", "Found", "What to do", box=None, pad_edge=False)
    for verdict in verdicts:
        colour = COLOURS[verdict.health]
        table.add_row(verdict.part, f"[{colour}]{verdict.health.value}[/]", verdict.found, verdict.mend)
    Console().print(table)
