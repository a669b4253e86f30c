"""Bring the database to this version and, the first time, make the owner; run as a process of its own, first.

Prints one JSON object: `migrated`, and `owner` with e-mail and password only when they were just made.
"""

import json
import os
import secrets
import sys
from decimal import Decimal
from typing import TYPE_CHECKING

import django

if TYPE_CHECKING:
    from rupor.features.accounts.models import Account

TRAINING_MONEY = Decimal(1_000_000)
TRAINING_NUMBERS = "74950000001 74950000002 74950000003 74950000004 74950000005"
TRAINING_POOL = """
74950000100-74950000119;Рупор;Москва;shared;fixed;15
79000000100-79000000139;Рупор;Россия;shared;mobile;20
78000000100-78000000103;Рупор;;shared;toll_free;50
74950000200;Рупор;Москва;duty;fixed;0
"""


def prepare(*, training: bool) -> dict[str, object]:
    """Migrations are additive and guarded by a lock in the database, so that two hosts may start at once."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    django.setup()
    from django.core.management import call_command
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [0x52_55_50])
    call_command("migrate", verbosity=0, interactive=False)
    return {"migrated": True, "owner": _first_owner(training=training)}


def _first_owner(*, training: bool) -> dict[str, str] | None:
    from rupor.features.accounts.models import User
    from rupor.processes.opening import open_account

    if User.objects.exists():
        return None
    password = secrets.token_urlsafe(12)
    owner = open_account(email="owner@rupor.local", password=password, title="Рупор", is_staff=True)
    if training:
        _equip_for_training(owner.account)
    return {"email": owner.user.email, "password": password}


def _equip_for_training(account: "Account") -> None:
    """With the simulated networks a newcomer can call at once: money of no worth and numbers that nobody has."""
    from rupor.features.billing.actions.top_up import top_up
    from rupor.features.numbers.actions.add_numbers import add_numbers
    from rupor.features.numbers.actions.import_ranges import import_ranges

    top_up(account_id=account.pk, amount=TRAINING_MONEY, comment="Учебные деньги для сетей в коробке")
    add_numbers(account=account, phones=TRAINING_NUMBERS, is_staff=True)
    import_ranges(text=TRAINING_POOL)


if __name__ == "__main__":
    print(json.dumps(prepare(training="--training" in sys.argv)))  # noqa: T201  # its answer to the supervisor
