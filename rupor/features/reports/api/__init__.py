"""The doors of the room `reports`."""

from ninja import Router

from rupor.features.reports.api import campaign, details, statistics

router = Router(tags=["reports"])
for part in (campaign.router, details.router, statistics.router):
    router.add_router("", part)
