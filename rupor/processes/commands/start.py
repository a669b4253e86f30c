"""`rupor up`."""

import asyncio
import sys

from rupor.kit import logs
from rupor.processes.commands import attach
from rupor.processes.embedded import unprivileged
from rupor.processes.up import checks, main
from rupor.processes.up.instance import AlreadyRunning


def run(*, simulate: bool) -> int:
    """Stay until told to end; expected failures are one line on stderr and status 1."""
    settings = attach.settings()
    logs.configure(process="up", log_format=settings.log_format, log_level=settings.log_level)

    def say(line: str) -> None:
        sys.stdout.write(line + "\n")
        sys.stdout.flush()

    try:
        asyncio.run(main.main(settings=settings, simulate=simulate, say=say))
    except (checks.CannotStart, AlreadyRunning, unprivileged.Unreachable, RuntimeError, PermissionError) as error:
        attach.stop(str(error))
    return 0
