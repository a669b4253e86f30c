"""The doors of materials through the real client."""

import io
import wave

import pytest

from rupor.features.accounts.models import CabinetUser, User
from rupor.features.materials.models import Material
from rupor.features.materials.tests import sounds
from rupor.features.projects.models import Project


@pytest.fixture
def place(owner) -> str:
    return f"/api/v1/projects/{owner.project.id}/materials"


@pytest.fixture
def clip(api, place, storage) -> dict:
    file = io.BytesIO(sounds.of_kind("mp3"))
    file.name = "clip.txt"
    answer = api.upload(f"{place}/audio", name="Приветствие", file=file)
    assert answer.status_code == 201, answer.content
    return answer.json()


def body(answer) -> bytes:
    return b"".join(answer.streaming_content)


def test_an_uploaded_clip_is_listed_and_played(api, place, clip):
    listed = api.get(place, kind="audio").json()
    assert (listed["total"], listed["found"], listed["items"]) == (1, 1, [clip])
    answer = api.get(clip["audio_url"])
    assert (answer.status_code, answer["Content-Type"], answer["Accept-Ranges"]) == (200, "audio/wav", "bytes")
    with wave.open(io.BytesIO(body(answer))) as heard:
        assert heard.getframerate() == 8000


@pytest.mark.parametrize(
    ("asked", "status", "first", "last"),
    [
        ("bytes=0-99", 206, 0, 99),
        ("bytes=100-", 206, 100, None),
        ("bytes=-50", 206, -50, None),
        ("bytes=0-999999999", 206, 0, None),
        ("bytes=5-1", 416, None, None),
        ("bytes=999999999-", 416, None, None),
        ("bytes=0-1,5-9", 200, 0, None),
        ("lines=1-2", 200, 0, None),
        ("bytes=-", 200, 0, None),
    ],
)
def test_ranges(api, clip, asked, status, first, last):
    whole = body(api.get(clip["audio_url"]))
    answer = api.client.get(clip["audio_url"], headers={"range": asked})
    assert answer.status_code == status
    if status == 416:
        assert answer["Content-Range"] == f"bytes */{len(whole)}"
        return
    expected = whole[first:] if last is None else whole[first : last + 1]
    assert body(answer) == expected
    assert answer["Content-Length"] == str(len(expected))
    if status == 206:
        start = first % len(whole)
        assert answer["Content-Range"] == f"bytes {start}-{start + len(expected) - 1}/{len(whole)}"


def test_the_original_comes_back_as_it_was(api, place, clip):
    answer = api.get(f"{place}/{clip['id']}/original")
    assert body(answer) == sounds.of_kind("mp3")
    assert ".mp3" in answer["Content-Disposition"]


def test_a_short_clip_is_refused_in_words(api, place, storage):
    answer = api.upload(f"{place}/audio", name="Ролик", file=io.BytesIO(sounds.of_kind("wav", seconds=2)))
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (400, "clip_too_short", "file")
    assert "7" in answer.json()["message"]


def test_a_clip_without_a_name_names_the_field(api, place, storage):
    answer = api.upload(f"{place}/audio", name=" ", file=io.BytesIO(sounds.of_kind("wav")))
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "name"


def test_a_spoken_text_is_heard(api, place, storage):
    voices = api.get(f"{place}/voices").json()
    assert {voice["gender"] for voice in voices} == {"male", "female"}
    assert {(voice["provider"], voice["paid"]) for voice in voices} == {("espeak", False)}
    made = api.post(f"{place}/tts", {"name": "Речь", "text": "Здравствуйте, {{name}}!", "voice": voices[0]["id"]})
    assert made.status_code == 201
    with wave.open(io.BytesIO(body(api.get(made.json()["audio_url"])))) as heard:
        assert heard.getframerate() == 8000
        assert heard.getnframes() > 4000


def test_a_preview_needs_every_value(api, place, storage):
    asked = {"text": "Здравствуйте, {{name}}!", "voice": "ru-female", "variables": {}}
    refused = api.post(f"{place}/tts/preview", asked)
    assert (refused.status_code, refused.json()["code"]) == (400, "placeholder_missing")
    spoken = api.post(f"{place}/tts/preview", {**asked, "variables": {"name": "Анна"}})
    assert (spoken.status_code, spoken["Content-Type"]) == (200, "audio/wav")


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"text": "Привет", "voice": "robot"}, "voice_unknown"),
        ({"text": "{{name", "voice": "ru-male"}, "placeholder_spoilt"),
        ({"text": "  ", "voice": "ru-male"}, "material_text_empty"),
        ({"text": "а" * 2001, "voice": "ru-male"}, "material_text_too_long"),
    ],
)
def test_a_spoken_text_that_cannot_be_kept(api, place, given, code):
    answer = api.post(f"{place}/tts", {"name": "Речь", **given})
    assert (answer.status_code, answer.json()["code"]) == (400, code)


def test_a_message_text_counts_its_parts(api, place):
    made = api.post(f"{place}/text", {"name": "Смс", "text": "я" * 71}).json()
    assert (made["parts"], made["audio_url"], made["state"]) == (2, None, "active")
    assert api.get(f"{place}/{made['id']}/audio").status_code == 404


def test_archive_restore_and_rename(api, place):
    made = api.post(f"{place}/text", {"name": "Смс", "text": "Привет"}).json()
    assert api.post(f"{place}/{made['id']}/archive").json()["archived_at"]
    assert api.get(place).json()["items"] == []
    assert [item["id"] for item in api.get(place, archived="true").json()["items"]] == [made["id"]]
    assert api.post(f"{place}/{made['id']}/restore").json()["archived_at"] is None
    assert api.patch(f"{place}/{made['id']}", {"name": "Другое"}).json()["name"] == "Другое"


def test_a_foreign_material_does_not_exist(api, place, owner):
    project = Project.objects.create(account=owner.account, name="Другой проект")
    foreign = Material.objects.create(account=owner.account, project=project, kind="text", name="Чужой", text="x")
    for path in (f"{place}/{foreign.id}", f"{place}/{foreign.id}/audio", f"{place}/{foreign.id}/original"):
        assert api.get(path).status_code == 404
    assert api.get(f"/api/v1/projects/{project.id + 1000}/materials").status_code == 404


def test_a_viewer_reads_and_changes_nothing(api, owner, place):
    viewer = User.objects.create_user(email="viewer@example.org")
    CabinetUser.objects.create(account=owner.account, user=viewer, role="viewer")
    browser = type(api)(viewer)
    assert browser.get(place).status_code == 200
    assert browser.post(f"{place}/text", {"name": "Смс", "text": "Привет"}).status_code == 403
    assert type(api)().get(place).status_code == 401
