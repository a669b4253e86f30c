"""The doors of the room `campaigns`."""

from ninja import Router

from rupor.features.campaigns.api import changes, reading

router = Router(tags=["campaigns"])
router.add_router("", reading.router)
router.add_router("", changes.router)
