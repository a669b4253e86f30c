"""`python -m rupor.simulators.speechkit`: the simulated SpeechKit as a process of its own."""

import argparse
import asyncio
import signal
import sys

from rupor.simulators.speechkit.recognition import SpeechKit


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m rupor.simulators.speechkit", description="A simulated SpeechKit.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=2791, help="0 takes a free one")
    parser.add_argument("--key", default="simulated", help="the only key let in")
    parser.add_argument("--answer", action="append", default=[], help="a text to tell, in turn; may be repeated")
    return parser.parse_args()


async def main(arguments: argparse.Namespace) -> None:
    kit = SpeechKit(key=arguments.key, answers=arguments.answer)
    port = await kit.start(host=arguments.host, port=arguments.port)
    sys.stdout.write(f"http://{arguments.host}:{port}\n")
    sys.stdout.flush()
    stopping = asyncio.Event()
    for name in (signal.SIGINT, signal.SIGTERM):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    await stopping.wait()
    await kit.close()


if __name__ == "__main__":
    asyncio.run(main(_arguments()))
