"""A flow is tried at the door: lines with names, seconds and prices; nothing is kept."""

from typing import Any

import pytest

from rupor.features.campaigns.tests import making
from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material, MaterialState
from rupor.processes.testing import Api, Owner


@pytest.fixture
def door(owner: Owner) -> str:
    return f"/api/v1/projects/{owner.project.id}/flows/rehearse"


def document(material: int, *cards: dict[str, Any]) -> dict[str, Any]:
    return {
        "version": 1,
        "start": "a",
        "nodes": {
            "a": {
                "title": "Ответ",
                "cards": [{"do": "play", "material": material}],
                "recognition": {"mode": "voice"},
                "branches": [
                    {"when": "words", "words": ["да"], "to": "yes"},
                    {"when": "key", "value": "1", "to": "yes"},
                ],
            },
            "yes": {"cards": [*cards, {"do": "hangup"}]},
        },
    }


def spoken(owner: Owner) -> Material:
    return Material.objects.create(
        account=owner.account,
        project=owner.project,
        kind="tts",
        name="Вопрос",
        state=MaterialState.ACTIVE,
        text="Здравствуйте, {{name|клиент}}! Скажите да или нажмите один.",
        voice="ru-male",
    )


def test_a_word_is_followed_to_the_end_and_priced(owner: Owner, api: Api, door: str) -> None:
    clip = spoken(owner)
    flow = document(clip.id, {"do": "goal", "tag": "Лид"}, {"do": "message", "text": "Спасибо, {{name}}!"})
    answer = api.post(door, {"document": flow, "answers": ["да, конечно"], "fields": {"name": "Анна"}})
    assert answer.status_code == 200, answer.content
    told = answer.json()
    assert [(line["kind"], line["text"]) for line in told["steps"]] == [
        ("enter", "Ответ"),
        ("play", "Вопрос"),
        ("listen", "да"),
        ("person_said", "да, конечно"),
        ("enter", "yes"),
        ("lead", "Лид"),
        ("message", "Спасибо, Анна!"),
        ("hangup", ""),
    ]
    assert told["steps"][1]["more"] == clip.text
    assert (told["ended"], told["sms_parts"]) == (True, 1)
    assert told["talk_seconds"] == 6 + 2
    assert float(told["price"]) == float(told["call_price"]) + float(told["sms_price"]) > 0


def test_an_operator_is_paid_for_too(owner: Owner, api: Api, door: str) -> None:
    transfer = {"do": "transfer", "operators": [{"kind": "phone", "to": "74951234567"}]}
    flow = document(spoken(owner).id, transfer)
    alone = api.post(door, {"document": flow, "answers": ["1"]}).json()
    talked = api.post(door, {"document": flow, "answers": ["1", "оператор", "сброс"]}).json()
    assert (alone["ended"], talked["ended"]) == (False, True)
    assert talked["talk_seconds"] == alone["talk_seconds"] + 5 + 60
    assert float(talked["call_price"]) > float(alone["call_price"])


def test_another_flow_of_the_project_is_walked_into(owner: Owner, api: Api, door: str) -> None:
    clip = spoken(owner)
    other = CallFlow.objects.create(
        account=owner.account,
        project=owner.project,
        name="Другой",
        document=document(clip.id, {"do": "goal", "tag": "x"}),
    )
    leading = document(clip.id)
    leading["nodes"]["yes"]["cards"] = [{"do": "goto", "flow": other.id}]
    told = api.post(door, {"document": leading, "answers": ["1", "да"]}).json()
    assert ("lead", "x") in [(line["kind"], line["text"]) for line in told["steps"]]
    leading["nodes"]["yes"]["cards"] = [{"do": "goto", "flow": 999_999}]
    assert api.post(door, {"document": leading}).json()["code"] == "flow_goto_flow_unknown"


def test_mistakes_of_the_document_are_told(owner: Owner, api: Api, door: str) -> None:
    answer = api.post(door, {"document": {"version": 1}, "answers": []})
    assert (answer.status_code, answer.json()["code"]) == (400, "flow_nodes_missing")
    too_long = api.post(door, {"document": document(spoken(owner).id), "answers": ["1"] * 101})
    assert too_long.status_code == 422


def test_nothing_is_kept(owner: Owner, api: Api, door: str) -> None:
    before = CallFlow.objects.count()
    making.money(owner.account)
    api.post(door, {"document": document(spoken(owner).id), "answers": ["1"]})
    assert CallFlow.objects.count() == before
