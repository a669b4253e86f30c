"""A dispatcher that dies as by kill -9 the first time it comes to the step it is given."""

import os
import signal
import sys
from functools import partial

import django
import uvloop

from rupor import settings


def die_at(fatal: str, step: str) -> None:
    if step == fatal:
        os.kill(os.getpid(), signal.SIGKILL)


if __name__ == "__main__":
    django.setup()
    from rupor.processes.dispatcher import main

    uvloop.run(main.main(settings.load(), step=partial(die_at, sys.argv[1])))
