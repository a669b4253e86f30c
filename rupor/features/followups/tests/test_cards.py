"""Cards that calls ask for, and what people do with them."""

import pytest

from rupor.features.accounts.actions import create_user
from rupor.features.accounts.models import Role
from rupor.features.followups.actions import open_cards
from rupor.features.followups.actions.open_cards import Asked
from rupor.features.followups.models import FollowUpCard
from rupor.features.followups.rules import MOVES, move
from rupor.kit import clock, errors
from rupor.processes.testing import Api


def asked(owner, n=1, call=5, **fields):
    known = {"phone": "79160000001", "title": "Перезвонить", "text": "Хочет скидку", "person": "Анна"}
    return Asked(
        account=owner.account.id, project=owner.project.id, campaign=None, call=call, n=n, **{**known, **fields}
    )


@pytest.fixture
def place(owner):
    return f"/api/v1/projects/{owner.project.id}/follow-ups"


@pytest.mark.parametrize("before", MOVES)
@pytest.mark.parametrize("after", MOVES)
def test_only_lawful_moves_are_made(before, after):
    if after == before or after in MOVES[before]:
        move(before=before, after=after)
    else:
        with pytest.raises(errors.Conflict):
            move(before=before, after=after)


def test_a_fact_heard_twice_makes_one_card(owner):
    assert open_cards.open_cards(asked=[asked(owner), asked(owner)], now=clock.now()) == 1
    assert open_cards.open_cards(asked=[asked(owner), asked(owner, n=2)], now=clock.now()) == 1
    assert FollowUpCard.objects.count() == 2


def test_cards_are_listed_filtered_and_counted(api, owner, place):
    open_cards.open_cards(
        asked=[asked(owner), asked(owner, n=2, title="Договор", phone="79261112233")], now=clock.now()
    )
    first, second = (item["id"] for item in api.get(place).json()["items"])
    assert api.patch(f"{place}/{first}", {"state": "done"}).json()["done_at"]
    assert [item["id"] for item in api.get(place, state="new").json()["items"]] == [second]
    assert [item["title"] for item in api.get(place, search="договор").json()["items"]] == ["Договор"]
    assert api.get(place, search="8 926 111").json()["found"] in (0, 1)
    assert api.get(place, search="926111").json()["found"] == 1
    assert api.get(place, assignee=-1).json()["found"] == 2
    assert api.get(place).json()["counts"] == {"new": 1, "in_work": 0, "done": 1}


def test_a_card_given_to_somebody_is_in_work(api, owner, place):
    open_cards.open_cards(asked=[asked(owner)], now=clock.now())
    card = api.get(place).json()["items"][0]["id"]
    taken = api.patch(f"{place}/{card}", {"assignee": owner.user.id, "comment": "Звоню завтра"}).json()
    assert (taken["state"], taken["assignee"]["email"], taken["comment"]) == (
        "in_work", owner.user.email, "Звоню завтра",
    )  # fmt: skip
    assert api.get(place, assignee=owner.user.id).json()["found"] == 1
    assert api.patch(f"{place}/{card}", {"assignee": 0}).json()["assignee"] is None
    done = api.patch(f"{place}/{card}", {"state": "done"}).json()
    assert done["comment"] == "Звоню завтра"
    refused = api.patch(f"{place}/{card}", {"state": "new"})
    assert (refused.status_code, refused.json()["field"]) == (409, "state")
    wrong = api.patch(f"{place}/{card}", {"assignee": 10**6})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "assignee")
    assert [member["email"] for member in api.get(f"{place}/assignees").json()] == [owner.user.email]


def test_a_viewer_reads_and_changes_nothing(owner, place):
    member = create_user.create_user(
        email="viewer@example.org", password="correct horse battery", account=owner.account, role=Role.VIEWER
    )
    open_cards.open_cards(asked=[asked(owner)], now=clock.now())
    viewer = Api(member.user)
    card = viewer.get(place).json()["items"][0]["id"]
    assert viewer.patch(f"{place}/{card}", {"state": "done"}).status_code == 403
