"""The payload of Salebot's own manual, and payloads gone wrong."""

from typing import Any

import pytest

from rupor.engine.flow import document, salebot
from rupor.engine.flow.tests.flows import MENU
from rupor.kit import errors

PAYLOAD = [
    {"record": "1460168"},
    {"managerPhone": "74242490764"},
    {"smsText": "Здравствуйте!"},
    {"needBlock": "1"},
]


def test_each_key_does_what_its_entry_says() -> None:
    made = salebot.to_document(record="1484915", payload=PAYLOAD)
    assert document.problems(document=made, known_materials={1484915, 1460168}) == []
    assert {key: node["cards"] for key, node in made["nodes"].items()} == {
        "answer": [{"do": "play", "material": 1484915}],
        "key0": [{"do": "play", "material": 1460168}],
        "key1": [{"do": "transfer", "operators": [{"kind": "phone", "to": "74242490764"}]}],
        "key2": [{"do": "message", "text": "Здравствуйте!", "sender": ""}],
        "key3": [{"do": "stop", "list": ""}],
    }
    assert [branch["value"] for branch in made["nodes"]["answer"]["branches"]] == ["0", "1", "2", "3"]


@pytest.mark.parametrize(
    "payload", [[], PAYLOAD, [{}, {"record": "5"}], [{"needBlock": "1", "smsText": "Пока", "record": "7"}]]
)
def test_a_payload_comes_back_as_it_was(payload: list[dict[str, str]]) -> None:
    assert salebot.to_payload(salebot.to_document(record=1, payload=payload)) == payload


def test_what_a_payload_cannot_say_is_none() -> None:
    assert salebot.to_payload(MENU) is None


def test_a_call_without_keys_only_plays() -> None:
    made = salebot.to_document(record=5, payload=None)
    assert list(made["nodes"]) == ["answer"]
    assert document.problems(document=made, known_materials={5}) == []


@pytest.mark.parametrize("off", ["0", 0, "", None, False])
def test_only_one_blocks(off: Any) -> None:
    assert list(salebot.to_document(record=5, payload=[{"needBlock": off}])["nodes"]) == ["answer"]


@pytest.mark.parametrize(
    ("record", "payload", "code", "field"),
    [
        ("x", [], "flow_salebot_record_malformed", "record_id"),
        (None, [], "flow_salebot_record_malformed", "record_id"),
        (1, {"0": {}}, "flow_salebot_payload_malformed", "payload"),
        (1, [{}] * 11, "flow_salebot_payload_malformed", "payload"),
        (1, [5], "flow_salebot_entry_malformed", "payload.0"),
        (1, [{}, {"records": "5"}], "flow_salebot_entry_malformed", "payload.1"),
        (1, [{"record": "-5"}], "flow_salebot_record_malformed", "payload.0.record"),
        (1, [{"managerPhone": "123"}], "flow_transfer_operator_malformed", "payload.0.managerPhone"),
    ],
)
def test_a_wrong_entry_is_named_by_its_key(record: Any, payload: Any, code: str, field: str) -> None:
    with pytest.raises(errors.RuporError) as refused:
        salebot.to_document(record=record, payload=payload)
    assert (refused.value.code, refused.value.field) == (code, field)
