"""The doors of contacts through the real client."""

import csv
import io
import json

import openpyxl
import pytest

from rupor.features.accounts.actions import create_owner, create_user
from rupor.features.accounts.models import Role
from rupor.features.contacts.actions import open_system_fields, run_import
from rupor.features.contacts.models import ContactImport
from rupor.features.projects.actions import create_first
from rupor.kit.jobs import app
from rupor.processes.testing import Api

GOOD = "correct horse battery"
FILE = "Телефон;Имя;Город\n89161234567;Иван;Омск\n8 916 123-45-68;=cmd;\n8916;Х;\n"


@pytest.fixture
def place(owner, storage):
    return f"/api/v1/projects/{owner.project.id}"


@pytest.fixture
def audience(api, place):
    return api.post(f"{place}/audiences", {"name": "Люди"}).json()["id"]


def uploaded(api, place, content=FILE, name="люди.csv", encoding="cp1251"):
    file = io.BytesIO(content if isinstance(content, bytes) else content.encode(encoding))
    file.name = name
    return api.upload(f"{place}/audiences/preview", file=file)


def imported(api, place, audience, **more):
    seen = uploaded(api, place).json()
    mapping = {str(column["index"]): column["guess"] for column in seen["columns"]}
    order = {"upload": seen["upload"], "mapping": mapping, "encoding": seen["encoding"]} | more
    begun = api.post(f"{place}/audiences/{audience}/imports", order)
    assert begun.status_code == 201, begun.content
    run_import.run_import(import_id=begun.json()["id"])
    return api.get(f"{place}/audiences/{audience}/imports/{begun.json()['id']}").json()


def body(answer):
    return b"".join(answer.streaming_content)


def test_a_file_is_previewed_brought_in_and_judged(api, place, audience):
    seen = uploaded(api, place).json()
    assert (seen["encoding"], seen["separator"], seen["has_header"], seen["rows"]) == ("cp1251", ";", True, 3)
    assert [(column["title"], column["guess"]) for column in seen["columns"]] == [
        ("Телефон", "phone"), ("Имя", "name"), ("Город", "skip"),
    ]  # fmt: skip
    assert seen["columns"][1]["sample"] == ["Иван", "=cmd", "Х"]
    mapping = {"0": "phone", "1": "name"}
    begun = api.post(f"{place}/audiences/{audience}/imports", {"upload": seen["upload"], "mapping": mapping}).json()
    assert (begun["state"], begun["verdict_url"]) == ("queued", None)
    assert api.get(f"{place}/audiences/{audience}").json()["state"] == "processing"
    assert api.get(f"{place}/audiences/{audience}/imports/{begun['id']}/verdict").status_code == 409
    job = list(app.job_manager.list_jobs())[-1]
    assert (job.task_name, json.loads(job.task_kwargs)) == ("contacts.bring_in", {"import_id": begun["id"]})
    run_import.run_import(import_id=begun["id"])
    shown = api.get(f"{place}/audiences", name="Люд").json()["items"][0]
    assert (shown["state"], shown["contacts_count"], shown["import"]["counts"]["invalid"]) == ("active", 2, 1)
    verdict = body(api.get(shown["import"]["verdict_url"])).decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(verdict), delimiter=";"))[1] == [
        "4", "8916", "не добавлен", "в номере не хватает цифр", "",
    ]  # fmt: skip
    xlsx = body(api.get(shown["import"]["verdict_url"], format="xlsx"))
    assert openpyxl.load_workbook(io.BytesIO(xlsx)).active["B2"].value == "8916"


@pytest.mark.parametrize(
    ("content", "name", "status", "code"),
    [
        (b"", "a.csv", 400, "upload_empty"),
        (b"%PDF-1.4", "a.csv", 400, "upload_not_a_table"),
        (b"PK\x03\x04broken", "a.xlsx", 400, "upload_broken"),
    ],
)
def test_a_wrong_file_is_refused_in_words(api, place, content, name, status, code):
    answer = uploaded(api, place, content, name)
    assert (answer.status_code, answer.json()["code"], answer.json()["field"]) == (status, code, "file")
    assert answer.json()["message"] != code


def test_nothing_to_preview_is_refused(api, place):
    assert api.upload(f"{place}/audiences/preview", text="  ").json()["code"] == "upload_missing"
    pasted = api.upload(f"{place}/audiences/preview", text="89161234567, 89161234568").json()
    assert (pasted["rows"], pasted["columns"][0]["guess"]) == (2, "phone")


def test_another_accounts_upload_opens_nothing(api, place, audience, owner):
    member = create_owner.create_owner(email="stranger@example.org", password=GOOD)
    theirs = create_first.create_first(account=member.account)
    token = uploaded(Api(member.user), f"/api/v1/projects/{theirs.id}").json()["upload"]
    for wrong in (token, "made up", ""):
        order = {"upload": wrong, "mapping": {"0": "phone"}}
        answer = api.post(f"{place}/audiences/{audience}/imports", order)
        assert (answer.status_code, answer.json()["code"]) == (400, "upload_expired")


def test_pasted_numbers_make_a_list(api, place):
    made = api.post(f"{place}/audiences", {"name": "Из буфера", "text": "89161234567 89161234568"})
    assert (made.status_code, made.json()["state"]) == (201, "processing")
    run_import.run_import(import_id=made.json()["import"]["id"])
    assert api.get(f"{place}/audiences/{made.json()['id']}").json()["contacts_count"] == 2
    assert api.post(f"{place}/audiences", {"name": "Пусто", "text": "ничего"}).json()["code"] == "no_phone_column"
    assert api.get(f"{place}/audiences", name="Пусто").json()["found"] == 0


def test_people_are_listed_searched_added_and_removed(api, place, audience):
    imported(api, place, audience)
    people = f"{place}/audiences/{audience}/contacts"
    assert [item["phone"] for item in api.get(people).json()["items"]] == ["79161234568", "79161234567"]
    for search, found in [("иван", 1), ("8 916 123-45-67", 1), ("1234", 2), ("Пётр", 0), ("", 2)]:
        assert api.get(people, search=search).json()["found"] == found, search
    added = api.post(people, {"phone": "+7 926 000-00-01", "name": "Анна", "birthdate": "17.05"})
    assert (added.status_code, added.json()["birthdate"]) == (201, "--05-17")
    assert api.post(people, {"phone": "9260000001", "surname": "Ли"}).json()["name"] == "Анна"
    assert api.get(people).json()["total"] == 3
    for wrong, field in [({"phone": "12"}, "phone"), ({"phone": "89260000002", "email": "x"}, "email")]:
        refused = api.post(people, wrong)
        assert (refused.status_code, refused.json()["field"]) == (400, field)
    assert api.post(people, {}).json()["errors"][0]["field"] == "phone"
    assert api.delete(people, {"ids": [added.json()["id"], 0]}).json() == {"removed": 1}
    assert api.get(f"{place}/audiences/{audience}").json()["contacts_count"] == 2
    assert api.delete(people, {"ids": []}).status_code == 422


@pytest.mark.parametrize("form", ["csv", "xlsx"])
def test_a_list_is_downloaded_without_formulas(api, place, audience, form):
    imported(api, place, audience)
    content = body(api.get(f"{place}/audiences/{audience}/download", format=form))
    if form == "csv":
        rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))
        assert [row[:3] for row in rows] == [["Телефон", "Фамилия", "Имя"], ["79161234567", "", "Иван"],
                                             ["79161234568", "", "'=cmd"]]  # fmt: skip
    else:
        sheet = openpyxl.load_workbook(io.BytesIO(content)).active
        assert (sheet["C3"].value, sheet["C3"].data_type) == ("=cmd", "s")


def test_a_list_is_changed_archived_and_restored(api, place, audience):
    one = f"{place}/audiences/{audience}"
    assert api.patch(one, {"name": "Клиенты", "hidden": True}).json()["name"] == "Клиенты"
    assert api.get(f"{place}/audiences").json()["found"] == 0
    assert api.get(f"{place}/audiences", hidden="true").json()["found"] == 1
    assert api.patch(one, {"is_global_stop": True}).json()["field"] == "is_global_stop"
    assert api.patch(one, {"name": ""}).json()["errors"][0]["field"] == "name"
    assert api.post(f"{one}/archive").json()["state"] == "archived"
    seen = uploaded(api, place).json()
    order = {"upload": seen["upload"], "mapping": {"0": "phone"}}
    assert api.post(f"{one}/imports", order).json()["code"] == "audience_not_open"
    assert api.get(f"{place}/audiences", state="archived", hidden="true").json()["found"] == 1
    assert api.post(f"{one}/restore").json()["state"] == "active"


def test_fields_are_listed_and_made(api, place, owner):
    open_system_fields.open_system_fields(project=owner.project)
    open_system_fields.open_system_fields(project=owner.project)
    assert len(api.get(f"{place}/fields").json()["items"]) == 6
    made = api.post(f"{place}/fields", {"name": "Город", "variable": "city"})
    assert (made.status_code, made.json()["type"]) == (201, "string")
    assert uploaded(api, place).json()["columns"][2]["guess"] == "custom:city"
    for variable, status in [("city", 409), ("phone", 409), ("name", 409), ("Город", 400), ("1a", 400)]:
        refused = api.post(f"{place}/fields", {"name": "Ещё", "variable": variable})
        assert (refused.status_code, refused.json()["field"]) == (status, "variable")


def test_stop_list_is_filled_searched_downloaded_and_emptied(api):
    stops = "/api/v1/stop-list"
    told = api.post(stops, {"phones": "89161234567, 9161234568\nмусор", "comment": "просили"}).json()
    assert told == {"added": 2, "already": 0, "invalid": ["мусор"]}
    assert api.post(stops, {"phones": "79161234567 79161234569"}).json()["already"] == 1
    assert api.post(stops, {"phones": " "}).json()["field"] == "phones"
    listed = api.get(stops, search="4568").json()
    assert (listed["total"], listed["found"], listed["items"][0]["source"]) == (3, 1, "manual")
    assert body(api.get(f"{stops}/download")).decode("utf-8-sig").splitlines()[3].startswith("79161234567;manual;")
    assert api.delete(stops, {}).json()["code"] == "stop_ids_missing"
    assert api.delete(stops, {"ids": [listed["items"][0]["id"]]}).json() == {"removed": 1}
    assert api.delete(stops, {"all": True}).json() == {"removed": 2}


READS = ["audiences", "audiences/{audience}", "audiences/{audience}/contacts", "audiences/{audience}/imports", "fields"]
WRITES = [
    ("POST", "audiences", {"name": "x"}),
    ("PATCH", "audiences/{audience}", {"name": "x"}),
    ("POST", "audiences/{audience}/archive", {}),
    ("POST", "audiences/{audience}/restore", {}),
    ("POST", "audiences/{audience}/imports", {"upload": "x", "mapping": {}}),
    ("POST", "audiences/{audience}/contacts", {"phone": "x"}),
    ("DELETE", "audiences/{audience}/contacts", {"ids": [1]}),
    ("POST", "fields", {"name": "x", "variable": "x"}),
    ("GET", "audiences/{audience}/download", {}),
]


def test_a_foreign_list_does_not_exist(api, place, audience):
    member = create_owner.create_owner(email="stranger@example.org", password=GOOD)
    theirs, stranger = create_first.create_first(account=member.account), Api(member.user)
    for path in [path for path in READS if "{" in path]:
        assert stranger.get(f"{place}/{path.format(audience=audience)}").status_code == 404
        own = f"/api/v1/projects/{theirs.id}/{path.format(audience=audience)}"
        assert (stranger.get(own).status_code, stranger.get(own).json()["code"]) == (404, "audience_not_found")
    for method, path, order in WRITES:
        answer = stranger.send(method, f"{place}/{path.format(audience=audience)}", order)
        assert (answer.status_code, answer.json()["code"]) == (404, "project_not_found"), path


def test_a_viewer_reads_and_changes_nothing(place, audience, owner):
    member = create_user.create_user(email="v@example.org", password=GOOD, account=owner.account, role=Role.VIEWER)
    viewer = Api(member.user)
    for path in READS:
        assert viewer.get(f"{place}/{path.format(audience=audience)}").status_code == 200
    for method, path, order in WRITES:
        assert viewer.send(method, f"{place}/{path.format(audience=audience)}", order).status_code == 403, path
    assert viewer.post("/api/v1/stop-list", {"phones": "89161234567"}).status_code == 403
    assert viewer.get("/api/v1/stop-list/download").status_code == 403
    assert ContactImport.objects.count() == 0


def test_nobody_comes_in_without_signing_in(place, audience):
    for path in READS:
        assert Api().get(f"{place}/{path.format(audience=audience)}").status_code == 401
    for method, path, order in WRITES:
        assert Api().send(method, f"{place}/{path.format(audience=audience)}", order).status_code in {401, 403}
