"""One trunk at work: its address, whether it is there and knows us, how much it carries, and the calls through it."""

import asyncio
import contextlib
import ipaddress
import socket

import structlog

from rupor.engine.trunks import TrunkSpec, TrunkState, written_caller
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.registration import Binding, Registration
from rupor.protocols.sip.tls import ClientTls
from rupor.protocols.sip.transactions.layer import Address
from rupor.protocols.sip.uri import usual_port
from rupor.providers.sip_trunk.load import Load

WATCH_SECONDS = 10.0
AWAY_WATCH_SECONDS = 2.0
LEAVING_SECONDS = 2.0
_SILENT = (408, 503)

log = structlog.get_logger(__name__)


class FarEnd:
    """Made by the set of trunks. Used from the event loop's thread only."""

    def __init__(self, *, spec: TrunkSpec, endpoint: Endpoint, load: Load) -> None:
        self.spec = spec
        self.load = load
        self.reachable = False
        self.check_due_at = 0.0
        self._endpoint = endpoint
        self._loop = asyncio.get_running_loop()
        self._targets: list[Address] = []
        self._target: Address = ("", 0)
        self._heard_at = 0.0
        self._answer = ""
        self._checking: asyncio.Task[bool] | None = None
        self._registration: Registration | None = None

    @property
    def usable(self) -> bool:
        """Calls can go this way."""
        known = self._registration is None or self._registration.is_registered
        return self.reachable and (known if self.spec.registers else True)

    @property
    def state(self) -> TrunkState:
        """How it fares, for those who look from afar."""
        registration = self._registration
        registered = (registration is not None and registration.is_registered) if self.spec.registers else None
        why = "" if self.reachable else (self._answer or "not asked yet")
        if self.reachable and registered is False:
            why = f"REGISTER: {registration.answer if registration and registration.answer else 'not answered yet'}"
        return TrunkState(
            name=self.spec.name,
            reachable=self.reachable,
            registered=registered,
            calls=self.load.calls,
            answer=self._answer,
            why=why,
        )

    def call(self, *, phone: str, caller: str, offer: bytes, identity: str = "") -> OutgoingCall:
        """An INVITE goes out now, to a number or to an operator's SIP address; the load is the caller's to count."""
        spec = self.spec
        shown = written_caller(caller, form=spec.caller_form) or spec.user
        domain = spec.from_domain or _written(spec.host)
        told = {
            "P-Asserted-Identity": f"<sip:{shown}@{domain}>" if spec.asserted_identity and shown else "",
            "Privacy": spec.privacy,
            "Identity": " ".join(identity.split()),
        }
        return self._endpoint.call(
            target=self._target,
            to_uri=phone if phone.startswith(("sip:", "sips:")) else f"sip:{phone}@{self._authority}",
            from_uri=f"sip:{shown}@{domain}",
            sdp=offer,
            headers={name: value for name, value in told.items() if value},
            credentials=self._credentials,
        )

    def knows(self, source: Address) -> bool:
        """Whether a packet from there is the far end's; operators send from any port of theirs."""
        return any(source[0] == host for host, _ in self._targets)

    def hear(self) -> None:
        """The far end gave a sign of life on a call."""
        self._heard_at = self._loop.time()

    def lose(self, why: str) -> None:
        """A call found nobody there: no further call goes this way until a check does better."""
        if self.reachable:
            log.info("trunk_lost", trunk=self.spec.name, why=why)
        self.reachable = False
        self._answer = why
        self.check_due_at = min(self.check_due_at, self._loop.time() + AWAY_WATCH_SECONDS)

    def check_in_background(self) -> None:
        """Unless a check is under way."""
        if self._checking is None or self._checking.done():
            self._checking = self._loop.create_task(self.check())

    async def check(self) -> bool:
        """Asks the far end once and remembers the answer. A far end that meanwhile answered a call is there,
        though it be too busy for our question."""
        self.check_due_at = float("inf")
        asked_at = self._loop.time()
        try:
            reachable = await self._answers() or self._heard_at > asked_at
        finally:
            self.check_due_at = self._loop.time() + AWAY_WATCH_SECONDS
        if reachable != self.reachable:
            log.info("trunk_found" if reachable else "trunk_lost", trunk=self.spec.name, answer=self._answer)
        if reachable:
            self.check_due_at = self._loop.time() + WATCH_SECONDS
            self._keep_registered(found=not self.reachable)
        self.reachable = reachable
        return reachable

    async def leave(self) -> None:
        """Unregisters; calls under way go on."""
        if self._checking is not None:
            self._checking.cancel()
        registration, self._registration = self._registration, None
        self.reachable = False
        if registration is None:
            return
        left = asyncio.Event()
        registration.leave(on_left=left.set)
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(LEAVING_SECONDS):
                await left.wait()

    @property
    def _credentials(self) -> Credentials | None:
        return Credentials(self.spec.user, self.spec.password) if self.spec.user else None

    @property
    def _authority(self) -> str:
        """Host, port and transport as they stand in the addresses of calls."""
        port = f":{self.spec.port}" if self.spec.port else ""
        transport = "" if self.spec.transport == "udp" else f";transport={self.spec.transport}"
        return f"{_written(self.spec.host)}{port}{transport}"

    def _keep_registered(self, *, found: bool) -> None:
        if not self.spec.registers:
            return
        if self._registration is not None and self._registration.target == self._target:
            if found:
                self._registration.renew()
            return
        if self._registration is not None:
            self._registration.leave()
        domain = self.spec.from_domain or _written(self.spec.host)
        binding = Binding(
            target=self._target,
            registrar=f"sip:{domain}",
            record=f"sip:{self.spec.user}@{domain}",
            user=self.spec.user,
            credentials=self._credentials,
        )
        self._registration = self._endpoint.register(binding, on_change=self._tell_registration)
        self._registration.start()

    def _tell_registration(self) -> None:
        if self._registration is not None:
            log.info(
                "trunk_registration",
                trunk=self.spec.name,
                state=self._registration.state.value,
                answer=self._registration.answer,
            )

    async def _answers(self) -> bool:
        await self._resolve()
        for target in [self._target, *self._targets] if self._target in self._targets else self._targets:
            if await self._answers_at(target):
                self._target = target
                return True
        return False

    async def _answers_at(self, target: Address) -> bool:
        if self.spec.transport == "tls" and not self._greet(target):
            return False
        if not self.spec.asks:
            self._answer = ""
            return True
        spec = self.spec
        own = f"sip:{spec.user or 'rupor'}@{spec.from_domain or _written(spec.host)}"
        status = await self._endpoint.options(target=target, to_uri=f"sip:{self._authority}", from_uri=own)
        problem = self._endpoint.problem(target)
        self._answer = problem or ("OPTIONS: no answer" if status == 408 else f"OPTIONS: {status}")
        return status not in _SILENT

    def _greet(self, target: Address) -> bool:
        spec = self.spec
        name = spec.server_name or spec.host.strip("[]")
        try:
            tls = ClientTls(ca=spec.ca, identity=spec.identity, server_name=name, verify=spec.verify)
            self._endpoint.greet(target, tls=tls)
        except OSError as error:
            self._answer = f"certificate cannot be used: {error}"
            return False
        return True

    async def _resolve(self) -> None:
        """Names may move, so they are looked up again at each check; a failed look-up keeps the last addresses."""
        host, port = self.spec.host.strip("[]"), self.spec.port or usual_port(self.spec.transport)
        with contextlib.suppress(ValueError):
            self._targets = [(str(ipaddress.ip_address(host)), port)]
            return
        try:
            found = await self._loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
        except OSError as error:
            why = f"name unknown: {error.strerror or error}"
            if why != self._answer:
                log.warning("trunk_name_unknown", trunk=self.spec.name, host=host, error=str(error))
            self._answer = why
            return
        self._targets = list(dict.fromkeys((str(place[0]), port) for *_, place in found))


def _written(host: str) -> str:
    return f"[{host}]" if ":" in host and not host.startswith("[") else host
