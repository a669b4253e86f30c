"""Numbers over the whole installation: the robot calls to confirm one, a rented one is paid for and called from."""

import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from tests.cabinet import Cabinet

PATIENCE_SECONDS = 120.0


def becomes(read: Callable[[], Any], good: Callable[[Any], bool]) -> Any:
    """Looks until it is so; the end is generous, the machine may be busy."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not good(found := read()):
        assert time.monotonic() < end, found
        time.sleep(0.2)
    return found


def confirmed(cabinet: Cabinet, phone: str) -> tuple[int, str, str]:
    number = cabinet.ask("POST", "/numbers/personal", json={"phone": phone})["number"]
    told = becomes(
        lambda: cabinet.ask("GET", f"/numbers/{number}/confirmation"), lambda at: at["state"] in ("confirmed", "failed")
    )
    return number, told["state"], told["reason"]


def test_the_robot_calls_and_only_the_key_confirms(cabinet: Cabinet) -> None:
    """By the last digit: 1 presses 1, 2 presses 2, 4 is busy."""
    number, *end = confirmed(cabinet, "79167770001")
    assert end == ["confirmed", ""]
    assert cabinet.ask("GET", f"/numbers/{number}")["state"] == "free"
    for phone, reason in (("79167770002", "not_pressed"), ("79167770004", "busy")):
        number, *end = confirmed(cabinet, phone)
        assert end == ["failed", reason]
        assert cabinet.ask("GET", f"/numbers/{number}")["state"] == "awaiting"


def test_a_number_is_rented_paid_for_and_given_back(cabinet: Cabinet) -> None:
    before = Decimal(cabinet.ask("GET", "/balance")["available"])
    offer = cabinet.ask("GET", "/numbers/for-rent")["items"][0]
    assert "***" in offer["phone"]
    (rented,) = cabinet.ask("POST", "/numbers/rent", json={"numbers": [offer["id"]]})
    after = Decimal(cabinet.ask("GET", "/balance")["available"])
    assert before - after == Decimal(rented["fee"])
    assert cabinet.ask("GET", "/transactions")["items"][0]["comment"].endswith("на день")
    assert cabinet.ask("GET", "/numbers", params={"kind": "rented"})["found"] == 1
    assert cabinet.ask("POST", "/numbers/give-back", json={"numbers": [offer["id"]]}) == {"returned": 1}
    assert Decimal(cabinet.ask("GET", "/balance")["available"]) == after
