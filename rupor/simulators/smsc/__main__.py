"""`python -m rupor.simulators.smsc`: the simulated short message centre as a process of its own."""

import argparse
import asyncio
import signal
from pathlib import Path

import structlog
import uvloop

from rupor.simulators.smsc.centre import Centre


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rupor.simulators.smsc", description="A simulated SMSC.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=2790, help="0 takes a free one")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=1.0, help="scale of all delays")
    parser.add_argument("--log", type=Path, default=None, help="file of JSON lines, added to")
    parser.add_argument("--rate", type=float, default=0.0, help="most submits per second; 0: no limit")
    parser.add_argument("--password", default="", help="empty lets everybody in")
    parser.add_argument("--drop-every", type=int, default=0, help="every Nth submit ends the connection unanswered")
    return parser.parse_args()


async def main(arguments: argparse.Namespace) -> None:
    if arguments.log is not None:
        arguments.log.parent.mkdir(parents=True, exist_ok=True)
    centre = Centre(
        seed=arguments.seed,
        pace=arguments.pace,
        log=arguments.log,
        rate=arguments.rate,
        password=arguments.password,
        drop_every=arguments.drop_every,
    )
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    port = await centre.listen(host=arguments.host, port=arguments.port)
    structlog.get_logger(__name__).info("simulated_smsc_listens", host=arguments.host, port=port)
    await stopping.wait()
    await centre.close()


if __name__ == "__main__":
    uvloop.run(main(_arguments()))
