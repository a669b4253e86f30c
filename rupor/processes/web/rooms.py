"""The few questions that the loop itself asks of the rooms, each run in a thread with its own database connection."""

from collections.abc import Callable
from functools import wraps
from http.cookies import CookieError, SimpleCookie
from importlib import import_module
from typing import ParamSpec, TypeVar

from django.conf import settings
from django.contrib.auth import get_user
from django.db import InterfaceError, OperationalError, close_old_connections, connection
from django.db.models import Count
from django.http import HttpRequest

from rupor.features.accounts import guards
from rupor.features.billing import queries as billing
from rupor.features.campaigns.models import Campaign
from rupor.features.deliveries import queries as deliveries

DATABASE_AWAY = (OperationalError, InterfaceError)

Given = ParamSpec("Given")
Found = TypeVar("Found")


def _connected(question: Callable[Given, Found]) -> Callable[Given, Found]:
    """A connection that was lost meanwhile is replaced before the question, as Django does for requests."""

    @wraps(question)
    def asked(*args: Given.args, **kwargs: Given.kwargs) -> Found:
        close_old_connections()
        try:
            return question(*args, **kwargs)
        finally:
            close_old_connections()

    return asked


@_connected
def account_of(cookies: str) -> int | None:
    """The account of the person whose session cookie this is; None for a stranger."""
    try:
        morsel = SimpleCookie(cookies).get(settings.SESSION_COOKIE_NAME)
    except CookieError:
        return None
    if morsel is None:
        return None
    request = HttpRequest()
    request.session = import_module(settings.SESSION_ENGINE).SessionStore(morsel.value)
    request.user = get_user(request)
    member = guards.member_of(request)
    return member.account.id if member else None


@_connected
def database_answers() -> None:
    """Raises unless the database answers."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


@_connected
def ledger_difference() -> float:
    """Zero, or money is wrong."""
    return float(billing.ledger_difference())


@_connected
def campaign_names(ids: list[int]) -> dict[int, str]:
    """By number."""
    return dict(Campaign.objects.filter(id__in=ids).values_list("id", "name"))


@_connected
def campaigns_by_state() -> dict[str, int]:
    """Campaigns that are not deleted or archived."""
    found = Campaign.objects.filter(deleted_at__isnull=True, archived_at__isnull=True).order_by()
    return dict(found.values_list("state").annotate(count=Count("id")))


@_connected
def attempts_under_way() -> dict[tuple[str, str], int]:
    """Attempts by channel and by whether a gateway has taken them."""
    counted = deliveries.under_way()
    waiting = {(channel, "waiting"): found.waiting for channel, found in counted.items()}
    return waiting | {(channel, "taken"): found.taken for channel, found in counted.items()}
