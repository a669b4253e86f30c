"""What is run and with which settings: the list of processes of an installation."""

import os
import subprocess
import sys
from pathlib import Path

from rupor.processes.embedded import lifetime
from rupor.processes.up.child import Plan
from rupor.settings import Settings

SIMULATORS = ("phone_network", "smsc")


def program(*, name: str, module: str, arguments: list[str], environment: dict[str, str], logs: Path | None) -> Plan:
    """A Python process of ours; its words go to `<logs>/<name>.log`, or to our own output when there is no folder."""

    def spawn() -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", module, *arguments]
        if logs is None:
            return subprocess.Popen(command, env=environment, preexec_fn=lifetime.dies_with_parent())
        with (logs / f"{name}.log").open("ab") as output:
            return subprocess.Popen(
                command,
                env=environment,
                stdout=output,
                stderr=subprocess.STDOUT,
                stdin=subprocess.DEVNULL,
                start_new_session=True,
                preexec_fn=lifetime.dies_with_parent(),
            )

    patience = 45.0 if name in ("voice", "sms") else 20.0
    return Plan(name=name, spawn=spawn, stop_wait_seconds=patience)


def environment(settings: Settings, *, database_url: str, nats_url: str, simulate: bool) -> dict[str, str]:
    """What every process is told: the addresses in force, and the simulated networks where no real one is set."""
    told = {
        **os.environ,
        "RUPOR_DATABASE_URL": database_url,
        "RUPOR_NATS_URL": nats_url,
        "RUPOR_HOME": str(settings.home),
    }
    if simulate and not settings.sip_trunk:
        told["RUPOR_SIP_TRUNK"] = f"127.0.0.1:{settings.simulator_sip_port}"
        told["RUPOR_SIP_HOST"] = "127.0.0.1"
    if simulate and not settings.smsc_host:
        told["RUPOR_SMSC_HOST"] = "127.0.0.1"
        told["RUPOR_SMSC_PORT"] = str(settings.simulator_smsc_port)
    return told


def simulators(settings: Settings) -> list[tuple[str, str, list[str]]]:
    """The networks in the box: name, module, arguments."""
    chance = ["--seed", str(settings.simulator_seed), "--pace", str(settings.simulator_pace)]
    ports = {"phone_network": settings.simulator_sip_port, "smsc": settings.simulator_smsc_port}
    tls = ["--tls-port", str(settings.simulator_sip_tls_port), "--tls-folder", str(settings.home / "phone-network-tls")]
    more = {"phone_network": tls if settings.simulator_sip_tls_port else [], "smsc": []}
    return [
        (
            name,
            f"rupor.simulators.{name}",
            ["--port", str(ports[name]), *chance, "--log", str(settings.logs / f"{name}.jsonl"), *more[name]],
        )
        for name in SIMULATORS
    ]


def processes(settings: Settings, *, simulate: bool) -> list[tuple[str, str, list[str]]]:
    """Everything above the two engines, in the order of starting; gateways only where there is somebody to talk to."""
    found = simulators(settings) if simulate else []
    # Voice always: trunks may be added in the cabinet at any time.
    found += [(name, f"rupor.processes.{name}", []) for name in ("dispatcher", "worker", "web", "voice")]
    if simulate or settings.smsc_host:
        found.append(("sms", "rupor.processes.sms", []))
    return found
