"""The doors of flows through the real client."""

import jsonschema_rs
import pytest

from rupor.engine.flow import document as documents
from rupor.features.accounts.models import CabinetUser, User
from rupor.features.flows.apps import SYSTEM_FLOW
from rupor.features.flows.models import CallFlow
from rupor.features.flows.tests.test_save import menu
from rupor.features.projects.models import Project
from rupor.kit import messages


@pytest.fixture
def place(owner) -> str:
    return f"/api/v1/projects/{owner.project.id}/flows"


def test_a_flow_is_created_read_changed_and_put_away(api, place):
    made = api.post(place, {"name": "Меню", "document": menu()})
    assert made.status_code == 201, made.content
    flow = made.json()
    assert api.get(f"{place}/{flow['id']}").json()["document"] == menu()
    changed = menu()
    changed["nodes"]["answer"]["title"] = "Ответ"
    assert api.put(f"{place}/{flow['id']}", {"name": "Меню", "document": changed}).json()["version"] == 2
    listed = api.get(place).json()
    assert [item["name"] for item in listed["items"]] == ["Воспроизведение", "Меню"]
    assert "document" not in listed["items"][0]
    assert api.post(f"{place}/{flow['id']}/archive").json()["archived_at"]
    assert [item["id"] for item in api.get(place, archived="true").json()["items"]] == [flow["id"]]
    assert api.post(f"{place}/{flow['id']}/restore").json()["archived_at"] is None


def test_a_flow_is_copied_under_a_name_of_its_own(api, place):
    made = api.post(place, {"name": "М" * 255, "document": menu()}).json()
    answer = api.post(f"{place}/{made['id']}/copy")
    assert answer.status_code == 201, answer.content
    copied = answer.json()
    assert (copied["document"], copied["version"], len(copied["name"])) == (menu(), 1, 255)
    assert copied["name"].endswith("М (копия)")
    system = CallFlow.objects.get(is_system=True)
    own = api.post(f"{place}/{system.id}/copy").json()
    assert (own["is_system"], own["name"], own["document"]) == (False, f"{system.name} (копия)", SYSTEM_FLOW)
    assert api.post(f"{place}/999999/copy").status_code == 404


def test_checking_tells_everything_in_words(api, place):
    document = menu(lost={"cards": [{"do": "dance"}]})
    told = api.post(f"{place}/check", {"document": document}).json()["problems"]
    assert [(problem["node"], problem["card"], problem["code"]) for problem in told] == [
        ("lost", 0, "card_unknown"),
        ("lost", None, "unreachable"),
    ]
    english = api.client.post(
        f"{place}/check", {"document": document}, content_type="application/json", headers={"accept-language": "en"}
    ).json()["problems"]
    assert (told[0]["message"], english[0]["message"]) == messages.table()["flow_card_unknown"]


def test_a_refused_document_names_its_place(api, place):
    answer = api.post(place, {"name": "Меню", "document": menu(material=5)})
    assert (answer.status_code, answer.json()["code"]) == (400, "flow_play_clip_unknown")
    assert answer.json()["field"] == "document.nodes.answer.cards.0"


def test_every_problem_of_the_engine_has_its_words():
    import inspect
    import re

    from rupor.engine.flow import card_reading, checks, inlining
    from rupor.features.flows.rules import checking

    sources = (documents, card_reading, checks, inlining, checking)
    source = "".join(inspect.getsource(module) for module in sources)
    told = r'(?:_fail\([\w.]+, |BadCard\(|missing=|Problem\([^"]*?|return (?=")|", )"(\w+_\w+)"|else "(\w+)"'
    codes = {code for pair in re.findall(told, source) for code in pair} - {"", "no_operator"}
    codes |= {"second_play", "second_transfer"}
    assert len(codes) > 40
    assert [code for code in sorted(codes) if f"flow_{code}" not in messages.table()] == []


def test_the_system_flow_cannot_be_changed(api, place):
    system = CallFlow.objects.get(is_system=True)
    assert api.put(f"{place}/{system.id}", {"name": "Моё", "document": menu()}).status_code == 409
    assert api.post(f"{place}/{system.id}/archive").status_code == 409
    assert api.get(f"{place}/{system.id}").json()["is_system"] is True


def test_a_nameless_flow_names_the_field(api, place):
    answer = api.post(place, {"name": " ", "document": menu()})
    assert (answer.status_code, answer.json()["field"]) == (422, "name")


def test_a_foreign_flow_does_not_exist(api, place, owner):
    project = Project.objects.create(account=owner.account, name="Другой")
    foreign = CallFlow.objects.create(account=owner.account, project=project, name="Чужой", document=menu())
    assert api.get(f"{place}/{foreign.id}").status_code == 404
    assert api.put(f"{place}/{foreign.id}", {"name": "Моё", "document": menu()}).status_code == 404


def test_a_viewer_reads_and_changes_nothing(api, owner, place):
    viewer = User.objects.create_user(email="viewer@example.org")
    CabinetUser.objects.create(account=owner.account, user=viewer, role="viewer")
    browser = type(api)(viewer)
    assert browser.get(place).status_code == 200
    assert browser.post(f"{place}/check", {"document": menu()}).status_code == 200
    assert browser.post(place, {"name": "Меню", "document": menu()}).status_code == 403
    assert type(api)().get(place).status_code == 401


def test_the_published_schema_agrees_with_the_reader(api):
    schema = api.get("/api/v1/flows/schema").json()
    valid = jsonschema_rs.Draft202012Validator(schema).is_valid
    full = menu(
        yes={
            "title": "Да",
            "at": [10, 20.5],
            "cards": [
                {"do": "message", "text": "Спасибо, {{name}}!", "sender": "RUPOR"},
                {"do": "stop", "list": ""},
                {"do": "play", "material": 13, "recognition_start_seconds": 1.5},
                {"do": "repeat", "times": 2, "node": "answer"},
            ],
            "next": "end",
        },
        end={"cards": [{"do": "hangup"}]},
    )
    broken = [
        {},
        {**menu(), "version": 2},
        menu(yes={"cards": [{"do": "dance"}]}),
        menu(yes={"cards": [{"do": "repeat", "times": 4}]}),
        menu(yes={"cards": [{"do": "message", "text": ""}]}),
        menu(yes={"cards": [{"do": "play"}]}),
        menu(answer={"branches": [{"when": "key", "value": "12", "to": "yes"}], "recognition": {"mode": "dtmf"}}),
        menu(answer={"cards": [], "recognition": {"mode": "telepathy"}}),
    ]
    for document in (SYSTEM_FLOW, menu(), full):
        assert valid(document)
        assert documents.problems(document=document) == []
    for document in broken:
        assert not valid(document)
        assert documents.problems(document=document)
