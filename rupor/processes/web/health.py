"""`/healthz`: each part in a word, 200 when all that this installation needs is alive, else 503."""

import asyncio
from concurrent.futures import Executor
from dataclasses import dataclass
from typing import Any

from rupor.engine import ports
from rupor.processes.web import rooms
from rupor.processes.web.pulses import FRESH_SECONDS, Pulses

_DATABASE_SECONDS = 3.0


@dataclass(frozen=True)
class Health:
    """What was found."""

    healthy: bool
    parts: dict[str, dict[str, Any]]


async def look(*, pulses: Pulses, executor: Executor, channels: frozenset[ports.Channel]) -> Health:
    """`channels` are those this installation has somebody to talk to for; another gateway's absence is no fault."""
    parts = {
        "database": await _database(executor),
        "bus": {"ok": pulses.connected},
        "dispatcher": _dispatcher(pulses),
        **{channel.value: _gateways(pulses, channel, needed=channel in channels) for channel in ports.Channel},
    }
    return Health(healthy=all(part["ok"] for part in parts.values()), parts=parts)


async def _database(executor: Executor) -> dict[str, Any]:
    asked = asyncio.get_running_loop().run_in_executor(executor, rooms.database_answers)
    try:
        await asyncio.wait_for(asked, _DATABASE_SECONDS)
    except TimeoutError:
        return {"ok": False, "detail": f"no answer within {_DATABASE_SECONDS:.0f} s"}
    except rooms.DATABASE_AWAY as error:
        return {"ok": False, "detail": str(error).strip()}
    return {"ok": True}


def _dispatcher(pulses: Pulses) -> dict[str, Any]:
    age = pulses.dispatcher_age_seconds
    return {
        "ok": age is not None and age <= FRESH_SECONDS,
        "seconds_since_pulse": None if age is None else round(age, 1),
    }


def _gateways(pulses: Pulses, channel: ports.Channel, *, needed: bool) -> dict[str, Any]:
    beating = pulses.fresh(channel=channel)
    return {
        "ok": bool(beating) or not needed,
        "needed": needed,
        "gateways": len(beating),
        "taking": sum(beat.taking for beat in beating),
        "capacity": sum(beat.capacity for beat in beating),
        "busy": sum(beat.busy for beat in beating),
    }
