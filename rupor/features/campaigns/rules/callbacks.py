"""What is heard on a call that came to us, apart from a campaign's flow: documents made for it. Pure."""

from typing import Any

import msgspec

from rupor.engine import ports

DECLINED = 603
NOT_FOUND = 404
LOOPED = 482
NOT_NOW = 480
FORWARD_RING_SECONDS = 40

_BYE = {"do": "hangup"}


def clip_flow(material: int) -> dict[str, Any]:
    """The number's own clip, and goodbye."""
    return {
        "version": 1,
        "start": "answer",
        "nodes": {"answer": {"cards": [{"do": "play", "material": material}, _BYE]}},
    }


def forward_flow(phone: str) -> dict[str, Any]:
    """Straight on to the owner of the number; who does not answer is not asked again."""
    transfer = {
        "do": "transfer",
        "operators": [{"kind": "phone", "to": phone}],
        "ring_seconds": FORWARD_RING_SECONDS,
        "music": None,
    }
    nodes = {
        "answer": {"cards": [transfer], "branches": [{"when": "no_operator", "to": "bye"}]},
        "bye": {"cards": [_BYE]},
    }
    return {"version": 1, "start": "answer", "nodes": nodes}


def of_caller(order: ports.CallOrder) -> ports.CallOrder:
    """The order of a call by us, for a call to us: whoever calls is a person, and may well wait in silence."""
    nodes = {
        key: {**node, "cards": [card for card in node.get("cards") or () if card.get("do") != "am_filter"]}
        for key, node in order.flow["nodes"].items()
    }
    flow = {**order.flow, "nodes": nodes}
    return msgspec.structs.replace(order, flow=flow, detect_machine=False, detect_silence=False)
