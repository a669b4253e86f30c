"""The doors of the room `flows`."""

from ninja import Router

router = Router(tags=["flows"])
