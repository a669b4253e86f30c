"""The supervisor: engines, migrations, processes; watches them, and ends them in the order that loses nothing."""

import asyncio
import json
import signal
import subprocess
import sys
import time
from collections.abc import Callable

import httpx
import structlog

from rupor.processes.embedded.nats import Nats
from rupor.processes.embedded.postgres import Postgres
from rupor.processes.up import checks, plans
from rupor.processes.up.child import Child, Plan
from rupor.processes.up.instance import Instance
from rupor.settings import Settings

log = structlog.get_logger()

# Gateways end first, so that the dispatcher still hears the results of their last calls; the engines end last.
STOPPING_ORDER = (
    ("voice", "sms"),
    ("dispatcher", "worker", "web"),
    ("phone_network", "smsc"),
    ("nats",),
    ("postgres",),
)
READY_WITHIN_SECONDS = 90.0


class Supervisor:
    """One installation on one machine."""

    def __init__(self, *, settings: Settings, simulate: bool, say: Callable[[str], None]) -> None:
        """`say` prints for the person at the terminal."""
        self._settings = settings
        self._simulate = simulate
        self._say = say
        self._children: dict[str, Child] = {}
        self._instance = Instance(settings)
        self._addresses: dict[str, str] = {}
        self._ending = asyncio.Event()

    async def run(self) -> None:
        """Start everything, stay, and end on SIGTERM or Ctrl+C."""
        began = time.monotonic()
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._ending.set)
        try:
            self._start_engines()
            self._prepare()
            self._start_processes()
            if await self._ready():
                self._say(f"Rupor is ready at {self.web_url} in {time.monotonic() - began:.1f} s. Ctrl+C ends it.")
            await self._ending.wait()
        finally:
            await self._stop()

    @property
    def web_url(self) -> str:
        """Where browsers find the cabinet."""
        return self._settings.public_url or f"http://{self._settings.listen_host}:{self._settings.listen_port}"

    def _start_engines(self) -> None:
        checks.disk(self._settings)
        checks.ports(self._settings, simulate=self._simulate)
        self._settings.logs.mkdir(parents=True, exist_ok=True)
        database_url, nats_url = self._settings.database_url, self._settings.nats_url
        if not database_url:
            postgres = Postgres(home=self._settings.home)
            database_url = postgres.url()
            self._add(Plan(name="postgres", spawn=_spawner(postgres), stop_signal=signal.SIGINT, stop_wait_seconds=60))
        if not nats_url:
            nats = Nats(home=self._settings.home)
            nats_url = nats.url
            self._add(Plan(name="nats", spawn=_spawner(nats), stop_wait_seconds=30))
        self._addresses = {"database_url": database_url, "nats_url": nats_url, "web_url": self.web_url}
        if self._simulate:
            self._addresses["sip_trunk"] = f"127.0.0.1:{self._settings.simulator_sip_port}"
            self._addresses["smsc"] = f"127.0.0.1:{self._settings.simulator_smsc_port}"
        checks.database(database_url)
        self._tell()

    def _prepare(self) -> None:
        """Migrations and the first owner, in a process of their own: the supervisor itself stays free of Django."""
        done = subprocess.run(
            [sys.executable, "-m", "rupor.processes.up.prepare", *(["--training"] if self._simulate else [])],
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
        )
        if done.returncode != 0:
            raise checks.CannotStart(f"the database could not be prepared: {done.stderr.strip().splitlines()[-1]}")
        owner = json.loads(done.stdout.strip().splitlines()[-1])["owner"]
        if owner:
            self._say(f"The owner of this installation: {owner['email']}  password: {owner['password']}  (shown once)")

    def _start_processes(self) -> None:
        logs = None if self._settings.log_format == "json" else self._settings.logs
        for name, module, arguments in plans.processes(self._settings, simulate=self._simulate):
            told = self._environment()
            self._add(plans.program(name=name, module=module, arguments=arguments, environment=told, logs=logs))

    def _environment(self) -> dict[str, str]:
        return plans.environment(
            self._settings,
            database_url=self._addresses["database_url"],
            nats_url=self._addresses["nats_url"],
            simulate=self._simulate,
        )

    def _add(self, plan: Plan) -> None:
        child = Child(plan=plan, on_change=self._tell)
        self._children[plan.name] = child
        child.start()

    def _tell(self) -> None:
        pids = {name: child.pid for name, child in self._children.items()}
        self._instance.tell({**self._addresses, "simulate": self._simulate, "processes": pids})

    async def _ready(self) -> bool:
        """Whether the cabinet answers and says that every part is alive."""
        deadline = time.monotonic() + READY_WITHIN_SECONDS
        url = f"http://{self._settings.listen_host}:{self._settings.listen_port}/healthz"
        answer = "no answer yet"
        async with httpx.AsyncClient(timeout=2, trust_env=False) as client:
            while time.monotonic() < deadline and not self._ending.is_set():
                try:
                    response = await client.get(url)
                    if response.status_code == 200:
                        return True
                    answer = response.text
                except httpx.HTTPError:
                    pass
                await asyncio.sleep(0.1)
        if not self._ending.is_set():
            self._say(f"Not ready after {READY_WITHIN_SECONDS:.0f} s: {answer}. Logs are in {self._settings.logs}")
        return False

    async def _stop(self) -> None:
        for group in STOPPING_ORDER:
            await asyncio.gather(*(self._children[name].stop() for name in group if name in self._children))
        self._instance.end()


def _spawner(engine: Postgres | Nats) -> Callable[[], subprocess.Popen[bytes]]:
    def spawn() -> subprocess.Popen[bytes]:
        engine.start()
        assert engine.process is not None
        return engine.process

    return spawn


async def main(*, settings: Settings, simulate: bool, say: Callable[[str], None]) -> None:
    """Run the installation until it is told to end."""
    await Supervisor(settings=settings, simulate=simulate, say=say).run()
