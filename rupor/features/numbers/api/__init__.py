"""The doors of numbers, at the account's level."""

from rupor.features.numbers.api import changes, reading  # noqa: F401
from rupor.features.numbers.api.door import account_router

__all__ = ["account_router"]
