"""The router that the doors of this room share."""

from ninja import Router

account_router = Router(tags=["numbers"])
