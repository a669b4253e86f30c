"""Facts that rooms tell one another: publishing one puts a job for each listener into the same transaction.

Who listens is told in one table, `rupor/wiring.py`; it is found by its name because it stands on a higher floor.
"""

from functools import cache
from importlib import import_module

import msgspec

from rupor.kit import jobs


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """Something that happened. Its fields become the arguments of the listening jobs."""


@cache
def listeners() -> dict[type[Fact], tuple[str, ...]]:
    """The table of listeners: fact → names of jobs."""
    table: dict[type[Fact], tuple[str, ...]] = import_module("rupor.wiring").LISTENERS
    return table


def publish(fact: Fact) -> None:
    """Tells the fact; a listener that fails is repeated by itself, so it must bear hearing twice."""
    for name in listeners()[type(fact)]:
        jobs.defer(name, **msgspec.to_builtins(fact))
