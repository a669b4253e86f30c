"""Documents the tests of the flow share."""

from typing import Any

MENU: dict[str, Any] = {
    "version": 1,
    "start": "answer",
    "nodes": {
        "answer": {
            "title": "Ответ",
            "at": [0, 0],
            "cards": [{"do": "record"}, {"do": "play", "material": "campaign"}],
            "recognition": {"mode": "dtmf"},
            "branches": [
                {"when": "key", "value": "1", "to": "interested"},
                {"when": "key", "value": "2", "to": "stop"},
                {"when": "other", "to": "again"},
                {"when": "silence", "to": "bye"},
            ],
        },
        "interested": {
            "cards": [
                {"do": "play", "material": 13},
                {"do": "goal", "tag": "Лид"},
                {"do": "message", "text": "Спасибо, {{name}}!", "sender": "SHOP"},
                {"do": "hangup"},
            ]
        },
        "stop": {"cards": [{"do": "stop", "list": ""}, {"do": "hangup"}]},
        "again": {"cards": [{"do": "repeat", "times": 1, "node": "answer"}]},
        "bye": {"cards": [{"do": "play", "material": 14}]},
    },
}


def one_node(**fields: Any) -> dict[str, Any]:
    """A document of a single node."""
    return {"version": 1, "start": "a", "nodes": {"a": fields}}


def question(*branches: dict[str, str], **fields: Any) -> dict[str, Any]:
    """A node that plays the campaign's clip and waits for a key."""
    return {
        "cards": [{"do": "play", "material": "campaign"}],
        "recognition": {"mode": "dtmf"},
        "branches": list(branches),
        **fields,
    }


def spoken_question(*branches: dict[str, Any], **fields: Any) -> dict[str, Any]:
    """A node that plays the campaign's clip and waits for words."""
    return {**question(**fields), "recognition": {"mode": "voice"}, "branches": list(branches)}


def with_nodes(**nodes: Any) -> dict[str, Any]:
    """A document that starts at `a`."""
    return {"version": 1, "start": "a", "nodes": nodes}
