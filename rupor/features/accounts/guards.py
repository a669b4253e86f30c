"""How people come in: by e-mail and password through allauth; registration is closed until its own chapter is built."""

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest


class ClosedRegistration(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """An installation's users are made by its owner (`rupor user create`)."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody registers by themselves yet."""
        return False
