"""Bring the database to this version and, the first time, make the owner; run as a process of its own before the others.

Prints one JSON object: `migrated`, and `owner` with e-mail and password only when they were just made.
"""

import json
import os
import secrets

import django


def prepare() -> dict[str, object]:
    """Migrations are additive and guarded by a lock in the database, so that two hosts may start at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x52_55_50])
    call_command("migrate", verbosity=0, interactive=False)
    return {"migrated": True, "owner": _first_owner()}


def _first_owner() -> dict[str, str] | None:
    from rupor.features.accounts.actions.create_owner import create_owner
    from rupor.features.accounts.models import User
    from rupor.features.billing.actions.open_purse import open_purse

    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    user = create_owner(email="owner@rupor.local", password=password, title="Рупор", trusted=True)
    open_purse(account=user.memberships.get().account)
    return {"email": user.email, "password": password}


if __name__ == "__main__":
    print(json.dumps(prepare()))  # noqa: T201  # its answer to the supervisor
