"""The one router of the room: reading and changing share their paths."""

from ninja import Router

router = Router(tags=["campaigns"])
