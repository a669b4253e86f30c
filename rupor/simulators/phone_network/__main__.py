"""`python -m rupor.simulators.phone_network --port 5090 --seed 1 --pace 1.0 --log network.jsonl`."""

import argparse
import asyncio
import gc
import signal
from pathlib import Path

import uvloop

from rupor.kit import descriptors
from rupor.simulators.phone_network.network import NetworkConfig, PhoneNetwork


def read_arguments(arguments: list[str] | None = None) -> NetworkConfig:
    """The command line as a configuration."""
    parser = argparse.ArgumentParser(prog="phone_network", description="A telephone network with invented people.")
    parser.add_argument("--host", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=5090)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--pace", type=float, default=1.0, help="scale of all delays of people")
    parser.add_argument("--log", type=Path, default=None, help="append what is seen to this file, as JSON lines")
    parser.add_argument("--media-core", default="auto", choices=["auto", "native", "numpy"])
    parser.add_argument("--rtp-ports", default="22000-31999")
    parser.add_argument("--tls-port", type=int, default=None, help="speak TLS too, with a certificate made at start")
    parser.add_argument(
        "--tls-folder", type=Path, default=Path("phone-network-tls"), help="where the certificate is kept"
    )
    parser.add_argument("--password", default="", help="what the registrar asks for; empty lets everybody register")
    given = parser.parse_args(arguments)
    first, _, last = given.rtp_ports.partition("-")
    return NetworkConfig(
        host=given.host,
        port=given.port,
        seed=given.seed,
        pace=given.pace,
        log=given.log,
        media_core=given.media_core,
        rtp_ports=(int(first), int(last)),
        tls_port=given.tls_port,
        tls_folder=given.tls_folder,
        password=given.password,
    )


async def serve(config: NetworkConfig) -> None:
    """Until SIGTERM or SIGINT."""
    leave = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, leave.set)
    network = await PhoneNetwork.open(config=config)
    print(f"phone network listens on {config.host}:{network.port}", flush=True)  # noqa: T201 - the program's own answer
    gc.freeze()
    await leave.wait()
    await network.close()


if __name__ == "__main__":
    descriptors.allow_many()
    uvloop.run(serve(read_arguments()))
