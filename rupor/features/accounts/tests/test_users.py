"""Accounts are opened and users made."""

import pytest

from rupor.features.accounts.actions import create_owner, create_user, edit_profile, set_password
from rupor.features.accounts.models import Account, Role, User
from rupor.kit import errors
from rupor.kit.jobs import app

pytestmark = pytest.mark.django_db
GOOD = "correct horse battery"


def jobs_waiting() -> list[str]:
    return [job.task_name for job in app.job_manager.list_jobs()]


def test_opening_an_account_asks_for_its_project_and_purse():
    member = create_owner.create_owner(email="  Boss@Example.ORG ", password=GOOD, title="Фирма")
    assert (member.role, member.user.email, member.account.title) == ("owner", "boss@example.org", "Фирма")
    assert member.user.check_password(GOOD)
    assert jobs_waiting() == ["projects.open_first_project", "billing.open_purse_of_new_account"]


@pytest.mark.parametrize(
    ("email", "password", "code", "field"),
    [
        ("boss@example.org", GOOD, "email_taken", "email"),
        ("not an address", GOOD, "email_wrong", "email"),
        ("new@example.org", "short", "password_weak", "password"),
        ("new@example.org", "password", "password_weak", "password"),
    ],
)
def test_a_wrong_user_is_refused_and_leaves_nothing(email, password, code, field):
    create_owner.create_owner(email="boss@example.org", password=GOOD)
    with pytest.raises(errors.RuporError) as refused:
        create_owner.create_owner(email=email, password=password)
    assert (refused.value.code, refused.value.field) == (code, field)
    assert Account.objects.count() == User.objects.count() == 1


def test_an_account_has_one_owner():
    owner = create_owner.create_owner(email="boss@example.org", password=GOOD)
    create_user.create_user(email="m@example.org", password=GOOD, account=owner.account, role=Role.MANAGER)
    with pytest.raises(errors.Conflict) as refused:
        create_user.create_user(email="o@example.org", password=GOOD, account=owner.account, role=Role.OWNER)
    assert refused.value.code == "owner_exists"


def test_a_new_password_replaces_the_old():
    create_owner.create_owner(email="boss@example.org", password=GOOD)
    user = set_password.set_password(email="BOSS@example.org", password="another long secret")
    assert user.check_password("another long secret")
    assert not user.check_password(GOOD)
    with pytest.raises(errors.NotFound):
        set_password.set_password(email="nobody@example.org", password=GOOD)


def test_profile_keeps_what_was_not_given_and_refuses_unknown_zones():
    user = create_owner.create_owner(email="boss@example.org", password=GOOD, name="Анна").user
    edited = edit_profile.edit_profile(user=user, time_zone="Asia/Omsk")
    edited.refresh_from_db()
    assert (edited.name, edited.language, edited.time_zone) == ("Анна", "ru", "Asia/Omsk")
    with pytest.raises(errors.RuporError, match="time_zone_unknown"):
        edit_profile.edit_profile(user=user, time_zone="Mars/Olympus")
