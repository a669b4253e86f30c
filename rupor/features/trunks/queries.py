"""What is asked about trunks."""

from collections import defaultdict
from datetime import datetime, timedelta

from rupor.engine.trunks import CallerForm, Privacy, Srtp, TrunkSpec, TrunkState
from rupor.features.trunks.models import Trunk, TrunkReport
from rupor.kit import errors

FRESH = timedelta(seconds=10)


def trunks() -> list[Trunk]:
    """All, in the order in which calls try them."""
    return list(Trunk.objects.order_by("priority", "name"))


def trunk(*, trunk_id: int) -> Trunk:
    """One, or NotFound."""
    found = Trunk.objects.filter(id=trunk_id).first()
    if found is None:
        raise errors.NotFound("trunk_not_found")
    return found


def reports(*, now: datetime) -> dict[str, list[TrunkReport]]:
    """What living gateways told, by the trunk's name."""
    told: dict[str, list[TrunkReport]] = defaultdict(list)
    for report in TrunkReport.objects.filter(heard_at__gt=now - FRESH).order_by("gateway"):
        told[report.trunk].append(report)
    return told


def state_of(reports: list[TrunkReport]) -> TrunkState:
    """What several gateways tell of one trunk, as one: the worst of it. At least one report."""
    worst = min(reports, key=lambda report: (report.reachable, report.registered is not False, not report.why))
    return TrunkState(
        name=worst.trunk,
        reachable=worst.reachable,
        registered=worst.registered,
        calls=sum(report.calls for report in reports),
        answer=worst.answer,
        why=worst.why,
    )


def specs() -> list[TrunkSpec]:
    """The enabled ones as gateways need them, secrets included."""
    return [spec_of(trunk) for trunk in Trunk.objects.filter(enabled=True).order_by("name")]


def spec_of(trunk: Trunk) -> TrunkSpec:
    """One as it crosses the bus."""
    return TrunkSpec(
        name=trunk.name,
        host=trunk.host.strip("[]"),
        port=trunk.port,
        transport=trunk.transport,
        user=trunk.user,
        password=trunk.password,
        from_domain=trunk.from_domain,
        caller_form=CallerForm(trunk.caller_form),
        asserted_identity=trunk.asserted_identity,
        privacy=Privacy(trunk.privacy),
        channels=trunk.channels,
        starts_per_second=trunk.starts_per_second,
        prefixes=tuple(trunk.prefixes),
        codecs=tuple(trunk.codecs),
        srtp=Srtp(trunk.srtp),
        priority=trunk.priority,
        weight=trunk.weight,
        registers=trunk.registers,
        asks=trunk.asks,
        ca=trunk.ca,
        identity=trunk.identity,
        server_name=trunk.server_name,
        verify=trunk.verify,
    )
