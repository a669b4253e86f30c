"""Which role may do what: the whole table."""

import pytest

from rupor.features.accounts.rules import RIGHTS, Right, may

EVERY = {right.value for right in Right}


@pytest.mark.parametrize(
    ("role", "rights"),
    [
        ("owner", EVERY),
        ("admin", EVERY),
        ("manager", {"read", "edit", "spend", "export", "listen"}),
        ("accountant", {"read", "money"}),
        ("viewer", {"read"}),
        ("nobody", set()),
    ],
)
def test_role_holds_exactly_its_rights(role, rights):
    assert {right.value for right in Right if may(role=role, right=right)} == rights


def test_every_role_is_in_the_table():
    from rupor.features.accounts.models import Role

    assert set(RIGHTS) == set(Role.values)
