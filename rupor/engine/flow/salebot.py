"""The key payload of Salebot's call to Zvonobot: a list of up to ten entries, the index is the key.

An entry holds one of: `record` (clip to play), `managerPhone` (transfer), `smsText` (SMS), `needBlock` = 1 (stop-list).
Numbers come as strings as often as not. Several words in one entry are all done; the talk ends after them.
"""

from collections.abc import Mapping, Sequence
from typing import Any

from rupor.kit import errors, phone

START = "answer"
_KNOWN = ("record", "managerPhone", "smsText", "needBlock")


def to_document(*, record: object, payload: object) -> dict[str, Any]:
    """The flow document of a call that plays `record` and heeds the keys; a wrong entry is named by its key."""
    clip = _number(record, field="record_id")
    listed = payload if payload is not None else []
    if not isinstance(listed, list) or len(listed) > 10:
        raise errors.RuporError("flow_salebot_payload_malformed", field="payload")
    start: dict[str, Any] = {"title": "Ответ", "cards": [{"do": "play", "material": clip}]}
    nodes: dict[str, Any] = {START: start}
    branches = []
    for key, entry in enumerate(listed):
        if cards := _cards(entry, key):
            nodes[f"key{key}"] = {"title": f"Клавиша {key}", "cards": cards}
            branches.append({"when": "key", "value": str(key), "to": f"key{key}"})
    if branches:
        start |= {"recognition": {"mode": "dtmf"}, "branches": branches}
    return {"version": 1, "start": START, "nodes": nodes}


def _cards(entry: object, key: int) -> list[dict[str, Any]]:
    field = f"payload.{key}"
    if not isinstance(entry, Mapping) or any(word not in _KNOWN for word in entry):
        raise errors.RuporError("flow_salebot_entry_malformed", field=field, key=key)
    cards: list[dict[str, Any]] = []
    if _is_set(entry.get("needBlock")):
        cards.append({"do": "stop", "list": ""})
    if text := str(entry.get("smsText") or "").strip():
        cards.append({"do": "message", "text": text, "sender": ""})
    if entry.get("record"):
        cards.append({"do": "play", "material": _number(entry["record"], field=f"{field}.record")})
    if manager := str(entry.get("managerPhone") or ""):
        number = phone.normalise(manager)
        if not number:
            raise errors.RuporError("flow_transfer_operator_malformed", field=f"{field}.managerPhone", key=key)
        cards.append({"do": "transfer", "operators": [{"kind": "phone", "to": number}]})
    return cards


def _is_set(value: object) -> bool:
    return str(value).strip().lower() in ("1", "true")


def _number(value: object, *, field: str) -> int:
    text = str(value).strip()
    if isinstance(value, bool) or not (text.isascii() and text.isdecimal()) or int(text) < 1:
        raise errors.RuporError("flow_salebot_record_malformed", field=field)
    return int(text)


def to_payload(document: Mapping[str, Any]) -> list[dict[str, str]] | None:
    """The payload that means the same, or None: the document can do more than a payload can say."""
    nodes = document["nodes"]
    branches: Sequence[Mapping[str, Any]] = nodes[document["start"]].get("branches") or ()
    entries: dict[int, dict[str, str]] = {}
    for branch in branches:
        entry = _entry(nodes[branch["to"]]) if branch["when"] == "key" else None
        if entry is None:
            return None
        entries[int(branch["value"])] = entry
    if len(nodes) != 1 + len(entries) or [card["do"] for card in nodes[document["start"]]["cards"]] != ["play"]:
        return None
    return [entries.get(key, {}) for key in range(max(entries, default=-1) + 1)]


def _entry(node: Mapping[str, Any]) -> dict[str, str] | None:
    entry: dict[str, str] = {}
    if node.get("branches") or node.get("next"):
        return None
    for card in node["cards"]:
        match card:
            case {"do": "play", "material": int(material)} if "record" not in entry:
                entry["record"] = str(material)
            case {"do": "stop"} if not card.get("list"):
                entry["needBlock"] = "1"
            case {"do": "message", "text": str(text)} if not card.get("sender") and "smsText" not in entry:
                entry["smsText"] = text
            case {"do": "transfer", "operators": [{"kind": "phone", "to": str(to)}]}:
                entry["managerPhone"] = to
            case {"do": "hangup"}:
                pass
            case _:
                return None
    return entry
