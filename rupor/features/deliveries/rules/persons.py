"""Who of those that are due may be called now, who waits, and who is left alone. Every decision has its reason.

Reasons are shown beside the person: "in_call" (another call of the account has them), "person_day" (enough calls in 24
hours), "person_week" (enough in 7 days), "direction" (their number may not be called).
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

import msgspec

from rupor.engine.dialing import tolls
from rupor.features.deliveries.rules.orders import Person

BUSY = timedelta(seconds=15)
"""After how long somebody who is in another call is looked at again."""


class Sorted(msgspec.Struct, frozen=True):
    """`final`: (person, state, reason); `later`: (person, reason, not before)."""

    may: list[Person] = []
    final: list[tuple[Person, str, str]] = []
    later: list[tuple[Person, str, datetime]] = []


def sort_out(
    *,
    found: Sequence[tuple[Person, bool, bool]],
    called: Mapping[str, tolls.Called],
    limits: tolls.Tolls,
    now: datetime,
) -> Sorted:
    """`found` is (person, on a stop-list, in another call); `called` by phone, absent: not called lately."""
    done = Sorted(may=[], final=[], later=[])
    for person, stopped, engaged in found:
        history = called.get(person.phone, tolls.Called())
        tired = tolls.tired(tolls=limits, called=history)
        if stopped:
            done.final.append((person, "stop_listed", ""))
        elif not tolls.permitted(person.phone, prefixes=limits.prefixes):
            done.final.append((person, "invalid", "direction"))
        elif tired == "person_week":
            done.final.append((person, "unanswered" if person.number > 1 else "cancelled", tired))
        elif tired:
            done.later.append((person, tired, tolls.rested_at(called=history, now=now)))
        elif engaged:
            done.later.append((person, "in_call", now + BUSY))
        else:
            done.may.append(person)
    return done
