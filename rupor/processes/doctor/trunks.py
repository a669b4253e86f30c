"""The trunks: what each far end answers now, and what the gateways tell of those that ask for a registration."""

import asyncio
import contextlib
from collections.abc import Mapping, Sequence

import msgspec

from rupor.engine.trunks import SETTINGS, TrunkSpec, TrunkState
from rupor.kit import errors
from rupor.processes.doctor.verdict import Verdict, bad, good
from rupor.processes.voice import trunk_settings
from rupor.providers.sip_trunk.provider import Trunks
from rupor.providers.sip_trunk.side import Side
from rupor.settings import Settings

REGISTER_SECONDS = 6.0
_LOOK_SECONDS = 0.05
# What stands in a far end's words → what to do about it.
_MENDS = (
    ("certificate refused", "check the trunk's name and the authority it is signed by (CA)"),
    ("TLS refused", "check that the far end speaks TLS at this port and wants no certificate of ours"),
    ("certificate cannot be used", "paste the whole PEM text, our own certificate together with its key"),
    ("name unknown", "check the host name and this machine's DNS"),
    ("connection refused", "nobody listens there: check the port and the transport"),
    ("REGISTER: 401", "check the name and the password"),
    ("REGISTER: 403", "check the name and the password, and that the carrier knows this account"),
    ("REGISTER: 404", "the carrier does not know this name: check it and the From domain"),
)
_ELSE = "check the address, the firewall and that the carrier knows this host"


def own(settings: Settings) -> list[TrunkSpec] | Verdict:
    """The trunk of the settings, or what is wrong with them."""
    try:
        return trunk_settings.specs(settings)
    except errors.RuporError as error:
        return bad(
            "trunk", f"{error.code}: {error.values or settings.sip_trunk}", f"correct RUPOR_{error.field.upper()}"
        )


async def checked(
    specs: Sequence[TrunkSpec], *, host: str, told: Mapping[str, TrunkState] | None = None
) -> list[Verdict]:
    """A verdict for each. A registration is tried only where no gateway tells of one: two would disturb each other."""
    known = told or {}
    asked = [spec if spec.name not in known else _without_registration(spec) for spec in specs]
    trunks = await Trunks.open(side=Side(host=host), specs=asked)
    try:
        await trunks.check()
        await _registered(trunks)
        found = {state.name: state for state in trunks.states}
    finally:
        await trunks.close()
    return [_verdict(spec, found[spec.name], told=known.get(spec.name)) for spec in specs]


async def _registered(trunks: Trunks) -> None:
    """Until every registrar has spoken, or long enough."""
    with contextlib.suppress(TimeoutError):
        async with asyncio.timeout(REGISTER_SECONDS):
            while any("not answered yet" in state.why for state in trunks.states):  # noqa: ASYNC110 - the wire tells
                await asyncio.sleep(_LOOK_SECONDS)


def _without_registration(spec: TrunkSpec) -> TrunkSpec:
    return msgspec.structs.replace(spec, registers=False)


def _verdict(spec: TrunkSpec, state: TrunkState, *, told: TrunkState | None) -> Verdict:
    part = "trunk" if spec.name == SETTINGS else f"trunk {spec.name}"
    port = f":{spec.port}" if spec.port else ""
    address = f"{spec.transport} {spec.host}{port}"
    why = state.why or (told.why if told is not None and spec.registers else "")
    if why:
        return bad(part, f"{address}: {why}", next((mend for mark, mend in _MENDS if mark in why), _ELSE))
    registered = " and knows us" if spec.registers else ""
    answer = state.answer.removeprefix("OPTIONS: ")
    return good(part, f"{address} answered {answer}{registered}" if answer else f"{address} is not asked")
