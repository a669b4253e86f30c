"""Join a command to the installation that runs: find its addresses, then load Django on its database."""

import os
import sys
from typing import TYPE_CHECKING, NoReturn

import django
import psycopg
import pydantic

from rupor import settings as rupor_settings
from rupor.kit import messages
from rupor.kit.errors import RuporError
from rupor.processes.up import instance
from rupor.settings import Settings

if TYPE_CHECKING:
    from rupor.features.accounts.models import Account

WRONG_USE = 2


def stop(line: str, *, status: int = 1) -> NoReturn:
    """End the command with one clear line."""
    sys.stderr.write(f"rupor: {line}\n")
    raise SystemExit(status)


def refuse(error: RuporError) -> NoReturn:
    """End the command with the text of an expected failure."""
    stop(messages.text(error.code, language="en", **error.values), status=WRONG_USE)


def settings() -> Settings:
    """The settings, or one line for each wrong one."""
    try:
        return rupor_settings.load()
    except pydantic.ValidationError as error:
        for wrong in error.errors():
            name = "RUPOR_" + "_".join(str(part) for part in wrong["loc"]).upper()
            sys.stderr.write(f"rupor: {name}: {wrong['msg']}\n")
        raise SystemExit(WRONG_USE) from error


def django_ready() -> Settings:
    """Load Django on the database in force, or say how to start one."""
    found = settings()
    if not found.database_url and not instance.running(found):
        stop(
            "Rupor does not run here. Start it in another terminal: rupor up (--simulate adds the networks in the box)"
        )
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    django.setup()
    try:
        psycopg.connect(rupor_settings.database_url(found), connect_timeout=5).close()
    except psycopg.OperationalError as error:
        stop(f"the database does not answer: {str(error).strip()}")
    return found


def account_of(email: str) -> "Account":
    """The account owned by this person; the installation's first account when no e-mail is given."""
    from rupor.features.accounts.models import Account

    owned = Account.objects.filter(members__role="owner").order_by("id")
    if email:
        owned = owned.filter(members__user__email=email.strip().lower())
    found = owned.first()
    if found is None:
        stop(f"no account is owned by {email}" if email else "there is no account yet", status=WRONG_USE)
    return found
