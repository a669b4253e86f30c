"""Limits: who sets them, what is in force, how dialling stops and goes on."""

from datetime import timedelta
from decimal import Decimal

import pytest

from rupor.features.accounts.models import Account
from rupor.features.limits import queries
from rupor.features.limits.actions.count_use import count_use
from rupor.features.limits.actions.forget_use import forget_use
from rupor.features.limits.actions.permit_call import permit_call
from rupor.features.limits.actions.watch_line import watch_line
from rupor.features.limits.models import Ceiling, DiallingStop, LineUse
from rupor.kit import clock, errors

PLACE = "/api/v1/limits"
FLOW = {"version": 1, "start": "a", "nodes": {"a": {"cards": [{"do": "play", "material": 5}]}}}
FAR = {"do": "transfer", "operators": [{"kind": "phone", "to": "+375291234567"}]}


@pytest.fixture
def staff(owner):
    owner.user.is_staff = True
    owner.user.save()
    return owner


def own(owner, **values):
    return Ceiling.objects.update_or_create(account=owner.account, defaults=values)[0]


def test_an_account_reads_its_limits_and_only_staff_set_them(owner, api):
    owner.user.is_staff = False
    owner.user.save()
    seen = api.get(PLACE).json()
    assert seen["limits"]["prefixes"] == ["7"]
    assert (seen["stop"], seen["used"]["calls_hour"]) == (None, 0)
    whose = f"{PLACE}/accounts/{owner.account.id}"
    asked = [api.get(f"{PLACE}/accounts"), api.put(whose, {"calls_hour": 0}), api.post(f"{whose}/lift", {})]
    assert [answer.status_code for answer in asked] == [403, 403, 403]


def test_own_limits_win_and_null_takes_the_installations(staff, api):
    assert api.put(f"{PLACE}/installation", {"calls_hour": 100, "prefixes": ["7", "+375"]}).status_code == 200
    whose = f"{PLACE}/accounts/{staff.account.id}"
    assert api.put(whose, {"calls_hour": 5, "spend_day": "12.50"}).json()["own"]["calls_hour"] == 5
    limits = queries.tolls(account_id=staff.account.id)
    assert (limits.calls_hour, limits.spend_day, limits.prefixes) == (5, Decimal("12.50"), ("375", "7"))
    api.put(whose, {"calls_hour": None})
    assert queries.tolls(account_id=staff.account.id).calls_hour == 100
    other = Account.objects.create(title="Другие")
    assert queries.tolls(account_id=other.id).spend_day == 0


@pytest.mark.parametrize("written", ["abc", "0", "", "--7"])
def test_a_wrong_direction_is_named(staff, api, written):
    refused = api.put(f"{PLACE}/installation", {"prefixes": ["7", written]})
    assert (refused.status_code, refused.json()["code"], refused.json()["field"]) == (
        *(400, "limits_prefix_wrong", "prefixes"),
    )


@pytest.mark.parametrize(
    ("limit", "calls", "spent"),
    [("calls_hour", 3, 0), ("calls_day", 3, 0), ("spend_hour", 0, 3), ("spend_day", 0, 3)],
)
def test_a_limit_that_is_used_up_stops_the_account(staff, api, limit, calls, spent):
    now = clock.now()
    own(staff, **{limit: 3})
    count_use(used={staff.account.id: (max(0, calls - 1), Decimal(max(0, spent - 1)))}, now=now)
    line = watch_line(account_id=staff.account.id, now=now)
    assert (line.stopped, line.calls if calls else line.money) == ("", 1)
    count_use(used={staff.account.id: (min(1, calls), Decimal(min(1, spent)))}, now=now)
    assert watch_line(account_id=staff.account.id, now=now).stopped == limit
    assert watch_line(account_id=staff.account.id, now=now + timedelta(days=3)).stopped == limit
    assert DiallingStop.objects.count() == 1
    stop = api.get(PLACE).json()["stop"]
    assert (stop["code"], stop["limit"]) == (limit, "3.0000")
    assert api.get(f"{PLACE}/accounts").json()[0]["stop"]["code"] == limit
    assert api.post(f"{PLACE}/accounts/{staff.account.id}/lift", {}).status_code == 204
    assert watch_line(account_id=staff.account.id, now=now).stopped == ""
    assert api.get(PLACE).json()["stop"] is None


def test_use_of_yesterday_is_over_and_forgotten(staff):
    now = clock.now()
    own(staff, calls_day=3)
    count_use(used={staff.account.id: (3, Decimal(0))}, now=now - timedelta(hours=25))
    assert watch_line(account_id=staff.account.id, now=now).calls == 3
    forget_use(now=now + timedelta(days=3))
    assert not LineUse.objects.exists()


def test_staff_stop_by_hand_with_a_comment(staff, api):
    whose = f"{PLACE}/accounts/{staff.account.id}"
    assert api.post(f"{whose}/stop", {"comment": "Жалобы"}).status_code == 204
    stop = api.get(PLACE).json()["stop"]
    assert (stop["code"], stop["comment"]) == ("by_hand", "Жалобы")
    assert api.post(f"{PLACE}/accounts/999999/stop", {}).json()["code"] == "limits_account_not_found"


def test_a_call_without_a_campaign_asks_too(staff):
    given = {"account_id": staff.account.id, "now": clock.now()}
    permit_call(phone="79161234567", document=FLOW, **given)
    with pytest.raises(errors.RuporError, match="phone_prefix_forbidden"):
        permit_call(phone="88215550000", document=FLOW, **given)
    flow = {**FLOW, "nodes": {"a": {"cards": [FAR]}}}
    with pytest.raises(errors.RuporError, match="operator_prefix_forbidden"):
        permit_call(phone="79161234567", document=flow, **given)
    own(staff, calls_hour=1)
    with pytest.raises(errors.Conflict, match="dialling_stopped"):
        permit_call(phone="79161234567", document=FLOW, **given)
