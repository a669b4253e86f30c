"""Campaigns through the real client: the contract, foreign accounts, roles, wrong inputs."""

from datetime import UTC, datetime

import pytest

from rupor.engine.ports import Outcome
from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.campaigns.actions.begin import begin
from rupor.features.campaigns.actions.finish import finish
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.campaigns.tests.test_life import assert_true, claim, finished, tell
from rupor.features.projects.actions.create_first import create_first
from rupor.processes.testing import Api, Owner


@pytest.fixture
def path(owner: Owner) -> str:
    making.money(owner.account)
    return f"/api/v1/projects/{owner.project.id}/campaigns"


def voice_body(owner: Owner, count: int = 3) -> dict[str, object]:
    making.number(owner.account)
    return {
        "name": "Осень",
        "channel": "voice",
        "materials": [{"material": making.clip(owner.project).id, "recognition_start_seconds": 1.5}],
        "audiences": [making.audience(owner.project, making.phones(count)).id],
        "speed_per_hour": 7200,
        "record_calls": True,
        "window": {"days": [1, 2, 3, 4, 5, 6, 7], "start": "00:00", "end": "23:59"},
        "spend_limit": "500.00",
    }


def test_draft_is_made_looked_at_checked_and_started(owner: Owner, api: Api, path: str) -> None:
    answer = api.post(path, voice_body(owner))
    assert answer.status_code == 201
    made = answer.json()
    assert (made["state"], made["name"], made["flow"]["name"]) == ("draft", "Осень", "Воспроизведение")
    assert made["badges"] == ["recorded", "windowed", "audio"]
    assert made["allowed"] == ["start", "edit", "copy", "delete"]
    assert made["spend_limit"] == "500.0000"
    one = f"{path}/{made['id']}"
    checked = api.post(f"{one}/check").json()
    assert (checked["problems"], checked["contacts"]) == ([], 3)
    assert checked["estimate"] == {"low": "3.3000", "high": "3.8400"}
    started = api.post(f"{one}/start").json()
    assert started["state"] == "queued"
    assert started["size"]["total"] == 3
    assert [entry["to"] for entry in started["journal"]] == ["processing", "accepted", "queued"]
    assert started["journal"][0]["actor"] == "owner@example.org"
    listed = api.get(path, state="queued,running", name="осе").json()
    assert (listed["found"], listed["items"][0]["progress"]) == (1, 0.0)
    assert api.patch(one, {"speed_per_hour": 100}).json()["speed_per_hour"] == 100
    assert api.patch(one, {"name": "Зима"}).status_code == 409
    assert api.patch(one, {"user_comment": "важная"}).json()["user_comment"] == "важная"
    assert api.post(f"{one}/pause").json()["pause_reason"] == "manual"
    assert api.patch(one, {"name": "Зима"}).json()["name"] == "Зима"
    assert api.post(f"{one}/stop").json()["size"]["cancelled"] == 3
    put_away = api.post(f"{one}/archive").json()
    assert put_away["archived_at"] is not None
    assert put_away["allowed"] == ["restore", "copy", "delete"]
    assert api.get(path).json()["found"] == 0
    assert api.get(path, archived="true").json()["found"] == 1
    assert api.post(f"{one}/restore").json()["archived_at"] is None
    assert api.delete(one).status_code == 204
    assert api.get(one).status_code == 404


def test_list_is_found_by_number_by_name_and_by_period(owner: Owner, api: Api, path: str) -> None:
    made = [api.post(path, {"channel": "sms", "name": name}).json()["id"] for name in ("Осень", "Зима", "Весна")]
    for day, number in enumerate(made, start=1):
        Campaign.objects.filter(id=number).update(created_at=datetime(2026, 3, day, 12, tzinfo=UTC))

    def found(**query: str) -> list[int]:
        answer = api.get(path, **query).json()
        assert (answer["found"], answer["total"]) == (len(answer["items"]), 3)
        return sorted(each["id"] for each in answer["items"])

    assert found(name=str(made[1])) == [made[1]]
    assert found(name="зим") == [made[1]]
    assert found(**{"from": "2026-03-02T12:00:00Z"}) == made[1:]
    assert found(to="2026-03-02T12:00:00Z") == made[:1]
    assert found(**{"from": "2026-03-02T00:00:00Z", "to": "2026-03-03T00:00:00Z", "state": "draft"}) == [made[1]]
    assert found(**{"from": "2026-03-04T00:00:00Z"}) == []


def test_same_client_key_finds_the_campaign_made_before(owner: Owner, api: Api, path: str) -> None:
    body = {**voice_body(owner), "client_key": "order-1"}
    assert api.post(path, body).json()["id"] == api.post(path, body).json()["id"]
    assert Campaign.objects.count() == 1


def test_launch_tells_every_problem_with_its_tab(owner: Owner, api: Api, path: str) -> None:
    made = api.post(path, {"channel": "voice"}).json()
    problems = api.post(f"{path}/{made['id']}/check").json()["problems"]
    assert {(each["tab"], each["code"]) for each in problems} >= {
        ("main", "campaign_materials_missing"),
        ("audiences", "campaign_audience_empty"),
        ("channels", "campaign_numbers_missing"),
    }
    assert all(each["message"] and each["message"] != each["code"] for each in problems)
    refused = api.post(f"{path}/{made['id']}/start")
    assert (refused.status_code, refused.json()["code"]) == (409, "campaign_not_ready")
    assert api.get(f"{path}/{made['id']}").json()["state"] == "draft"


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("speed_per_hour", 99, "campaign_setting_out_of_range"),
        ("speed_per_hour", 36_001, "campaign_setting_out_of_range"),
        ("answer_wait_seconds", 4, "campaign_setting_out_of_range"),
        ("redial_interval_seconds", 1201, "campaign_setting_out_of_range"),
        ("routing", "sideways", "campaign_routing_unknown"),
        ("sender", "Слишком", "campaign_sender_wrong"),
        ("time_zone", "Mars/Base", "campaign_zone_unknown"),
        ("window", {"days": [1], "start": "21:00", "end": "09:00"}, "campaign_window_wrong"),
        ("audiences", [987654], "campaign_audience_not_found"),
        ("materials", [{"material": 987654}], "campaign_material_not_found"),
        ("numbers", [987654], "campaign_number_not_found"),
    ],
)
def test_wrong_setting_names_its_field(owner: Owner, api: Api, path: str, field: str, value: object, code: str) -> None:
    answer = api.post(path, {"channel": "voice", field: value})
    assert answer.status_code == 400
    assert (answer.json()["field"], answer.json()["code"]) == (field, code)
    assert Campaign.objects.count() == 0


def test_the_action_with_machines_is_kept_copied_and_one_of_four(owner: Owner, api: Api, path: str) -> None:
    body = {**voice_body(owner), "detect_answering_machine": True, "machine_action": "after_beep"}
    made = api.post(path, body).json()
    twin = api.post(f"{path}/{made['id']}/copy").json()
    assert (made["machine_action"], twin["machine_action"]) == ("after_beep", "after_beep")
    answer = api.patch(f"{path}/{made['id']}", {"machine_action": "shout"})
    assert answer.status_code == 422
    assert "machine_action" in answer.content.decode()


def test_foreign_account_finds_nothing_and_a_viewer_changes_nothing(owner: Owner, api: Api, path: str) -> None:
    made = api.post(path, voice_body(owner)).json()
    stranger = create_owner(email="stranger@example.org", password="correct horse battery", title="Чужой", trusted=True)
    project = create_first(account=stranger.account)
    foreign = Api(stranger.user)
    assert foreign.get(f"{path}/{made['id']}").status_code == 404
    assert foreign.post(f"{path}/{made['id']}/start").status_code == 404
    assert foreign.get(f"/api/v1/projects/{project.id}/campaigns/{made['id']}").status_code == 404
    assert foreign.post(f"/api/v1/projects/{project.id}/campaigns/{made['id']}/start").status_code == 404
    owner.account.members.update(role="viewer")
    assert api.get(f"{path}/{made['id']}").status_code == 200
    for verb in ("start", "pause", "stop", "restart", "copy", "archive", "restore"):
        assert api.post(f"{path}/{made['id']}/{verb}").status_code == 403
    assert api.patch(f"{path}/{made['id']}", {"name": "x"}).status_code == 403
    assert api.delete(f"{path}/{made['id']}").status_code == 403
    assert api.post(path, voice_body(owner)).status_code == 403


def test_copy_takes_everything_and_the_original_stays(owner: Owner, api: Api, path: str) -> None:
    made = api.post(path, voice_body(owner)).json()
    twin = api.post(f"{path}/{made['id']}/copy").json()
    assert twin["id"] != made["id"]
    assert twin["name"] == "Осень (копия)"
    for name in ("materials", "audiences", "window", "speed_per_hour", "record_calls", "spend_limit"):
        assert twin[name] == made[name]


def test_restart_calls_again_only_those_who_did_not_answer(owner: Owner, api: Api, path: str) -> None:
    made = api.post(path, voice_body(owner)).json()
    one = f"{path}/{made['id']}"
    api.post(f"{one}/start")
    run = CampaignRun.objects.get()
    begin(run_id=run.id)
    outcomes = [Outcome.ANSWERED, Outcome.BUSY, Outcome.NO_ANSWER]
    for order, outcome in zip(claim(run), outcomes, strict=True):
        tell(finished(order.attempt, outcome))
    assert finish(run_id=run.id)
    again = api.post(f"{one}/restart").json()
    assert (again["state"], again["restarts"]) == ("queued", 1)
    assert again["size"] | {"in_process": 2, "answered": 1, "total": 3, "unanswered": 0} == again["size"]
    second = CampaignRun.objects.get(index=2)
    begin(run_id=second.id)
    for order in claim(second):
        tell(finished(order.attempt, Outcome.ANSWERED))
    assert finish(run_id=second.id)
    whole = api.get(one).json()
    assert (whole["size"]["answered"], whole["size"]["total"], whole["progress"]) == (3, 3, 100.0)
    assert [run["size"]["total"] for run in whole["runs"]] == [3, 2]
    assert api.post(f"{one}/restart").json()["code"] == "campaign_nobody_left"
    assert_true(run)
    assert_true(second)
