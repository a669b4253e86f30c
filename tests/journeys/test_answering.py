"""Who answers: machines that speak real words, an assistant, a network, music; and people, who are not left."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rupor.processes.bench import campaigns
from rupor.processes.bench.installation import Installation
from tests.cabinet import Cabinet
from tests.journeys.test_calls import phones_of

CLIP_SECONDS = 7.0
ENDINGS = ("1117", "1127", "1147", "1157", "1150", "0", "1166")
PEOPLE = ("1150", "0")


@pytest.fixture
def project(cabinet: Cabinet) -> str:
    return f"/projects/{cabinet.project}"


@pytest.fixture
def again(live_rupor: Installation, cabinet: Cabinet, project: str, tmp_path: Path) -> Callable[..., dict[str, Any]]:
    """Runs a campaign with detection over one person of each ending; the card of each call and what the network saw."""

    def run(action: str, *, first: int) -> dict[str, Any]:
        people = campaigns.people(tmp_path / f"{first}.csv", count=len(ENDINGS), endings=ENDINGS, first=first)
        clip = campaigns.clip(tmp_path / f"{first}.wav", seconds=CLIP_SECONDS)
        live_rupor.run(
            *("campaign", "run", "--json", "--speed", "36000", "--name", f"кто ответил {first}"),
            *("--contacts", str(people), "--audio", str(clip)),
        )
        listed = cabinet.ask("GET", f"{project}/campaigns", params={"name": f"кто ответил {first}"})
        copied = cabinet.ask("POST", f"{project}/campaigns/{listed['items'][0]['id']}/copy")
        place = f"{project}/campaigns/{copied['id']}"
        cabinet.ask("PATCH", place, json={"detect_answering_machine": True, "machine_action": action})
        before = len(live_rupor.log("phone_network"))
        cabinet.ask("POST", f"{place}/start")
        finished(cabinet, place)
        ends = {
            line["phone"]: line
            for line in live_rupor.log("phone_network")[before:]
            if line["what"] == "end" and line["phone"] in phones_of(people)
        }
        calls = {call["phone"]: call for call in cabinet.ask("GET", f"{place}/calls")["items"]}
        return {
            ending: (calls[phone], ends.get(phone)) for phone, ending in zip(phones_of(people), ENDINGS, strict=True)
        }

    return run


def finished(cabinet: Cabinet, place: str, *, seconds: float = 120) -> None:
    end = time.monotonic() + seconds
    while cabinet.ask("GET", place)["state"] != "finished":
        assert time.monotonic() < end, "the campaign does not end"
        time.sleep(0.3)


def test_machines_are_left_and_people_are_not(again: Callable[..., dict[str, Any]]) -> None:
    seen = again("hang_up", first=66_000)
    told = {ending: call["answered_by"] for ending, (call, _) in seen.items()}
    assert {told[ending] for ending in PEOPLE} == {"person"}
    assert (told["1147"], told["1166"]) == ("announcement", "announcement"), "after the answer, and before it"
    assert {told[ending] for ending in ("1117", "1127", "1157")} <= {"machine", "assistant", "announcement"}
    for ending, (call, end) in seen.items():
        assert call["machine"] == (ending not in (*PEOPLE, "1166"))
        if end is not None:
            assert (end["heard_seconds"] > CLIP_SECONDS - 0.5) == (ending in PEOPLE)


def test_the_message_is_left_after_the_beep(again: Callable[..., dict[str, Any]]) -> None:
    seen = again("after_beep", first=67_000)
    call, end = seen["1117"]
    assert call["answered_by"] in ("machine", "assistant")
    # Heard: the beginning before the verdict, and the whole clip after the beep.
    assert end["heard_seconds"] > CLIP_SECONDS + 0.5
    assert call["listened_percent"] == 100
    assert {seen[ending][0]["listened_percent"] for ending in PEOPLE} == {100}
