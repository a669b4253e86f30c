"""The doors of reports through the real client."""

import io
import zipfile

import pytest

from rupor import settings
from rupor.features.accounts.models import CabinetUser, User
from rupor.features.campaigns.models import Campaign
from rupor.features.deliveries.models import CallRecord
from rupor.features.projects.models import Project
from rupor.features.reports.tests.conftest import Teller


@pytest.fixture
def project(owner, story) -> str:
    return f"/api/v1/projects/{owner.project.id}"


def phones(answer) -> list[int]:
    assert answer.status_code == 200, answer.content
    return [int(item["phone"][-1]) for item in answer.json()["items"]]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({}, [6, 4, 3, 3, 2, 1]),
        ({"result": "lead"}, [1]),
        ({"result": "stop"}, [3]),
        ({"result": "machine"}, [2]),
        ({"result": "assistant"}, [2]),
        ({"result": "announcement"}, []),
        ({"result": "ok"}, [2, 1]),
        ({"result": "failed"}, [4, 3, 3]),
        ({"result": "lead,machine"}, [2, 1]),
        ({"status": "unknown"}, [6]),
        ({"status": "failed"}, [4, 3, 3]),
        ({"direction": "in"}, []),
        ({"phone": "8 (916) 000-00-04"}, [4]),
        ({"phone": "0000003"}, [3, 3]),
        ({"campaign": "весна"}, [6, 4, 3, 3, 2, 1]),
        ({"campaign": "осень"}, []),
        ({"from": "2026-03-01T21:31:00Z"}, [6, 4, 3, 3]),
        ({"to": "2026-03-01T21:31:00Z"}, [2, 1]),
        ({"from": "2026-03-01T21:31:00+03:00", "to": "2026-03-01T22:00:00"}, [6, 4, 3, 3, 2, 1]),
    ],
)
def test_filters_of_calls(api, project, filters, expected):
    answer = api.get(f"{project}/calls", **filters)
    assert phones(answer) == expected
    assert (answer.json()["total"], answer.json()["found"]) == (6, len(expected))


def test_a_call_tells_everything(api, project, story):
    lead = api.get(f"{project}/campaigns/{story.campaign.id}/calls", result="lead").json()["items"][0]
    card = api.get(f"{project}/calls/{lead['id']}").json()
    assert lead == {key: card[key] for key in lead}
    assert {key: lead[key] for key in ("cost", "status", "outcome", "digits", "path", "attempt", "sip_status")} == {
        "cost": "1.1000",
        "status": "ok",
        "outcome": "answered",
        "digits": "1",
        "path": ["answer", "interested"],
        "attempt": 1,
        "sip_status": 200,
    }
    assert lead["campaign"] == {"id": story.campaign.id, "name": "Весна; =1+1"}
    assert lead["started_at"] == "2026-03-01T21:30:20Z"
    assert lead["recording_url"] == f"{project}/calls/{lead['id']}/recording"


def test_a_recording_is_played_by_ranges(api, project, story, storage):
    call = CallRecord.objects.exclude(recording="").get()
    assert api.get(f"{project}/calls/{call.attempt_id}/recording").json()["code"] == "recording_missing"
    path = storage / call.recording
    path.parent.mkdir(parents=True)
    path.write_bytes(bytes(range(256)))
    answer = api.client.get(f"{project}/calls/{call.attempt_id}/recording", headers={"range": "bytes=10-19"})
    assert (answer.status_code, b"".join(answer.streaming_content)) == (206, bytes(range(10, 20)))
    assert answer["Content-Type"] == "audio/wav"


def test_a_recording_whose_term_is_over_is_told_and_not_given(api, project, story, storage, monkeypatch):
    call = CallRecord.objects.exclude(recording="").get()
    kept = storage / call.recording
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"sound")
    monkeypatch.setattr(settings.load(), "recording_days", 90)
    shown = api.get(f"{project}/calls/{call.attempt_id}").json()
    assert (shown["recording_url"], shown["recording_expired"]) == (None, True)
    assert api.get(f"{project}/calls/{call.attempt_id}/recording").json()["code"] == "recording_expired"
    assert api.get(f"{project}/calls/recordings").json()["code"] == "recordings_none"


@pytest.mark.parametrize("place", ["calls/recordings", "campaigns/{campaign}/recordings"])
def test_recordings_are_taken_away_as_one_archive(api, project, story, storage, place):
    call = CallRecord.objects.exclude(recording="").get()
    place = f"{project}/{place.format(campaign=story.campaign.id)}"
    assert api.get(place).json()["code"] == "recordings_none"
    kept = storage / call.recording
    kept.parent.mkdir(parents=True)
    kept.write_bytes(b"sound")
    assert api.client.get(place, {"status": "failed"}).status_code == 404
    answer = api.client.get(place)
    with zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content))) as archive:
        assert archive.namelist() == [f"2026-03-02_00-30-20_79160000001_{call.attempt_id}.wav"]
        assert archive.read(archive.namelist()[0]) == b"sound"


@pytest.mark.parametrize("recording", ["", "../secret_key", "/etc/hostname", "recordings"])
def test_nothing_but_a_recording_is_played(api, project, story, storage, recording):
    (storage / "recordings").mkdir(parents=True)
    (storage.parent / "secret_key").write_text("secret")
    CallRecord.objects.update(recording=recording)
    call = CallRecord.objects.latest("attempt_id")
    assert api.get(f"{project}/calls/{call.attempt_id}/recording").status_code == 404


@pytest.mark.parametrize(
    ("filters", "found"),
    [
        ({}, 1),
        ({"type": "scenario"}, 1),
        ({"type": "mailing"}, 0),
        ({"text": "СПАСИБО"}, 1),
        ({"text": "привет"}, 0),
        ({"phone": "+7 916 000-00-01"}, 1),
        ({"status": "delivered"}, 1),
        ({"status": "failed"}, 0),
        ({"from": "2026-03-02T00:00:00Z"}, 0),
    ],
)
def test_filters_of_messages(api, project, story, filters, found):
    for place in (f"{project}/messages", f"{project}/campaigns/{story.campaign.id}/messages"):
        answer = api.get(place, **filters).json()
        assert (answer["found"], answer["total"], len(answer["items"])) == (found, 1, found)


def test_pages(api, project, owner, story):
    teller = Teller(owner, story.campaign, story.run)
    for number in range(20):
        teller.call(teller.person(f"7930000000{number:02d}", "answered"), "answered")
    first = api.get(f"{project}/calls", page=1, per=10).json()
    last = api.get(f"{project}/calls", page=3, per=10).json()
    assert (first["found"], len(first["items"]), len(last["items"])) == (26, 10, 6)
    assert api.get(f"{project}/calls", page=4, per=10).json()["items"] == []


def test_statistics_as_json(api, project, story):
    told = api.get(f"{project}/campaigns/{story.campaign.id}/statistics").json()
    assert (told["cost"], told["cost_per_lead"], told["total"], told["calls_made"]) == ("4.9700", "4.9700", 7, 6)
    assert told["series"][0] == {"at": "2026-03-01T21:30:00Z", "answered": 2, "unanswered": 0, "leads": 1}
    clips = api.get(f"{project}/campaigns/{story.campaign.id}/materials").json()
    assert clips[0]["material"]["audio_url"] == f"{project}/materials/{story.good.id}/audio"
    whole = api.get(f"{project}/statistics", **{"from": "2026-03-01T00:00:00Z", "to": "2026-03-03T00:00:00Z"}).json()
    assert (whole["calls"], whole["sms"], whole["cost"], whole["clicks"]) == (6, 2, "4.9700", None)
    assert api.get(f"{project}/statistics").status_code == 200


@pytest.mark.parametrize(
    ("path", "query", "field"),
    [
        ("calls", {"result": "luck"}, "result"),
        ("calls", {"per": 7}, "per"),
        ("calls", {"from": "yesterday"}, "from"),
        ("calls/download", {"format": "doc"}, "format"),
        ("messages", {"type": "pigeon"}, "type"),
    ],
)
def test_wrong_input_names_its_field(api, project, path, query, field):
    answer = api.get(f"{project}/{path}", **query)
    assert answer.status_code == 422, answer.content
    assert answer.json()["errors"][0]["field"] == field


def test_a_reversed_period_is_refused(api, project):
    answer = api.get(f"{project}/statistics", **{"from": "2026-03-02T00:00:00Z", "to": "2026-03-01T00:00:00Z"})
    assert (answer.status_code, answer.json()["code"]) == (400, "period_reversed")


def places(story, call) -> list[str]:
    campaign = f"campaigns/{story.campaign.id}"
    names = ("statistics", "calls", "messages", "materials", "report", "leads", "unanswered", "uncalled")
    return [*(f"{campaign}/{name}" for name in names), f"calls/{call}", f"calls/{call}/recording", "calls/recordings"]


def test_a_foreign_project_shows_nothing_of_this_one(api, owner, story):
    call = CallRecord.objects.latest("attempt_id").attempt_id
    other = Project.objects.create(account=owner.account, name="Другой")
    for place in places(story, call):
        assert api.get(f"/api/v1/projects/{other.id}/{place}").status_code == 404, place
    assert api.get(f"/api/v1/projects/{other.id}/calls").json()["items"] == []


def test_a_deleted_campaign_is_gone(api, project, story):
    Campaign.objects.update(deleted_at="2026-03-05T00:00:00Z")
    assert api.get(f"{project}/campaigns/{story.campaign.id}/statistics").status_code == 404


def test_a_viewer_reads_but_neither_listens_nor_takes_away(api, owner, project, story):
    viewer = User.objects.create_user(email="viewer@example.org")
    CabinetUser.objects.create(account=owner.account, user=viewer, role="viewer")
    browser, campaign = type(api)(viewer), f"{project}/campaigns/{story.campaign.id}"
    assert browser.get(f"{campaign}/statistics").status_code == 200
    assert browser.get(f"{project}/calls", result="lead").json()["items"][0]["recording_url"] is None
    call = CallRecord.objects.latest("attempt_id").attempt_id
    for place in (
        f"{campaign}/report",
        f"{campaign}/leads",
        f"{project}/calls/download",
        f"{project}/calls/{call}/recording",
    ):
        assert browser.get(place).status_code == 403, place
