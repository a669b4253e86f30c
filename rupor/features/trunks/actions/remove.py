"""Takes a trunk away."""

from rupor.features.trunks.models import Trunk, TrunkReport


def remove(*, trunk: Trunk) -> None:
    """For good; calls under way go on, records of past calls keep its name."""
    TrunkReport.objects.filter(trunk=trunk.name).delete()
    trunk.delete()
