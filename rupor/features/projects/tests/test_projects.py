"""Projects: their life through the API, and whose they are."""

import json

import pytest

from rupor.features.accounts.actions import create_owner, create_user
from rupor.features.accounts.models import Role
from rupor.features.projects.actions import create, create_first
from rupor.features.projects.models import Project
from rupor.kit.jobs import app
from rupor.processes.testing import Api

GOOD = "correct horse battery"


@pytest.fixture
def stranger(owner):
    member = create_owner.create_owner(email="stranger@example.org", password=GOOD)
    return create_first.create_first(account=member.account), Api(member.user)


def test_a_project_is_made_changed_put_away_and_brought_back(api):
    made = api.post("/api/v1/projects", {"name": "  Весна ", "description": "Акция"})
    assert (made.status_code, made.json()["name"]) == (201, "Весна")
    place = f"/api/v1/projects/{made.json()['id']}"
    assert api.patch(place, {"name": "Лето"}).json()["description"] == "Акция"
    assert api.post(f"{place}/archive").json()["archived_at"].endswith("Z")
    assert [item["name"] for item in api.get("/api/v1/projects").json()["items"]] == ["Основной проект"]
    assert [item["name"] for item in api.get("/api/v1/projects", archived="true").json()["items"]] == ["Лето"]
    refused = api.patch(place, {"name": "Осень"})
    assert (refused.status_code, refused.json()["code"]) == (409, "project_archived")
    assert api.post(f"{place}/restore").json()["archived_at"] is None
    assert api.get(place).json()["name"] == "Лето"


def test_two_living_projects_never_share_a_name(api):
    assert api.post("/api/v1/projects", {"name": "Весна"}).status_code == 201
    refused = api.post("/api/v1/projects", {"name": "весна"})
    assert (refused.status_code, refused.json()["field"]) == (409, "name")
    first = api.get("/api/v1/projects", name="Весна").json()["items"][0]
    api.post(f"/api/v1/projects/{first['id']}/archive")
    assert api.post("/api/v1/projects", {"name": "Весна"}).status_code == 201
    assert api.post(f"/api/v1/projects/{first['id']}/restore").json()["code"] == "project_name_taken"


def test_a_nameless_project_is_refused_with_the_field(api):
    refused = api.post("/api/v1/projects", {"name": "   "})
    assert refused.status_code == 422
    assert [error["field"] for error in refused.json()["errors"]] == ["name"]


def test_a_foreign_project_does_not_exist(api, stranger):
    project, theirs = stranger
    for client_call in (api.get, api.patch):
        answer = client_call(f"/api/v1/projects/{project.id}")
        assert (answer.status_code, answer.json()["code"]) == (404, "project_not_found")
    assert theirs.get(f"/api/v1/projects/{project.id}").status_code == 200
    assert api.get("/api/v1/projects/999999999").status_code == 404


@pytest.mark.parametrize(("role", "status"), [("viewer", 403), ("accountant", 403), ("manager", 200), ("admin", 200)])
def test_only_those_who_edit_may_rename(owner, role, status):
    member = create_user.create_user(email="m@example.org", password=GOOD, account=owner.account, role=Role(role))
    answer = Api(member.user).patch(f"/api/v1/projects/{owner.project.id}", {"name": "Иначе"})
    assert answer.status_code == status
    assert Api(member.user).get(f"/api/v1/projects/{owner.project.id}").status_code == 200


def test_first_project_is_made_once(owner):
    assert create_first.create_first(account=owner.account) == owner.project
    assert Project.objects.filter(account=owner.account).count() == 1


def test_a_new_project_asks_for_its_fields(owner):
    project = create.create(account=owner.account, name="Новый")
    job = list(app.job_manager.list_jobs())[-1]
    assert job.task_name == "contacts.open_fields"
    assert json.loads(job.task_kwargs) == {"project_id": project.id}


def test_pages_count_and_refuse_odd_sizes(api, owner):
    for number in range(12):
        create.create(account=owner.account, name=f"Проект {number}")
    second = api.get("/api/v1/projects", page=2, per=10).json()
    assert (second["total"], second["found"], len(second["items"])) == (13, 13, 3)
    named = api.get("/api/v1/projects", name="Проект 1").json()
    assert (named["total"], named["found"]) == (13, 3)
    assert api.get("/api/v1/projects", page=99).json()["items"] == []
    assert api.get("/api/v1/projects", per=7).json()["errors"][0]["field"] == "per"
