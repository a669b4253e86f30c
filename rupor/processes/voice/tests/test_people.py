"""Every row of the people table, over real SIP and RTP: what the person does is what the facts say."""

import asyncio
from pathlib import Path

import pytest

from rupor.engine.ports import Outcome
from rupor.processes.voice.tests import rig

ANSWERED, FINISHED = "answered", "finished"
LEAD = [ANSWERED, "lead", "sms_requested", FINISHED]
STOP = [ANSWERED, "stop_listed", FINISHED]
HEARD = [ANSWERED, FINISHED]

# number's end → outcome, SIP status, Q.850 cause, facts, digits
TABLE: dict[str, tuple[Outcome, int, int, list[str], str]] = {
    "0": (Outcome.ANSWERED, 200, 16, HEARD, ""),
    "1": (Outcome.ANSWERED, 200, 16, LEAD, "1"),
    "2": (Outcome.ANSWERED, 200, 16, STOP, "2"),
    "3": (Outcome.ANSWERED, 200, 16, HEARD, ""),
    "4": (Outcome.BUSY, 486, 17, [FINISHED], ""),
    "5": (Outcome.NO_ANSWER, 487, 0, [FINISHED], ""),
    "6": (Outcome.INVALID, 404, 1, [FINISHED], ""),
    "7": (Outcome.ANSWERED, 200, 16, HEARD, ""),
    "8": (Outcome.ANSWERED, 200, 16, LEAD, "1"),
    "09": (Outcome.PROVIDER_ERROR, 503, 42, [FINISHED], ""),
    "19": (Outcome.REJECTED, 603, 21, [FINISHED], ""),
    "29": (Outcome.ANSWERED, 200, 16, HEARD, ""),
    "39": (Outcome.ANSWERED, 200, 16, HEARD, ""),
    "49": (Outcome.ANSWERED, 200, 16, HEARD, ""),
    "59": (Outcome.UNREACHABLE, 480, 20, [FINISHED], ""),
    "69": (Outcome.ANSWERED, 200, 16, LEAD, "71"),
    "79": (Outcome.ANSWERED, 200, 16, STOP, "2"),
    "89": (Outcome.ANSWERED, 200, 16, LEAD, "1"),
    "99": (Outcome.ANSWERED, 200, 16, HEARD, ""),
}


def phone(end: str) -> str:
    return "79161234567"[: 11 - len(end)] + end


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> rig.Rig:
    """All rows called at once, on one trunk."""

    async def call_everybody(folder: Path) -> rig.Rig:
        async with rig.rig(folder) as everybody:
            offers = [rig.Offer(rig.order(attempt=int("1" + end), phone=phone(end))) for end in TABLE]
            await asyncio.gather(*(everybody.carrier.carry(offer) for offer in offers))
        return everybody

    return asyncio.run(call_everybody(tmp_path_factory.mktemp("people")))


@pytest.mark.parametrize("end", TABLE)
def test_the_facts_say_what_the_person_did(told: rig.Rig, end: str) -> None:
    outcome, status, cause, kinds, digits = TABLE[end]
    result = told.sink.result(int("1" + end))
    assert (result.outcome, result.sip_status, result.q850_cause) == (outcome, status, cause)
    assert told.sink.kinds(int("1" + end)) == kinds
    assert result.digits == digits
    assert [event.n for event in told.sink.of(int("1" + end))] == list(range(len(kinds)))
    assert result.ring_seconds > 0


@pytest.mark.parametrize("end", TABLE)
def test_everyone_was_called_once(told: rig.Rig, end: str) -> None:
    assert len(told.seen("invite", phone=phone(end))) == 1


@pytest.mark.parametrize("end", [end for end, row in TABLE.items() if ANSWERED in row[3]])
def test_the_clip_was_heard_and_the_talk_recorded(told: rig.Rig, end: str) -> None:
    result = told.sink.result(int("1" + end))
    (call,) = told.seen("end", phone=phone(end))
    recording = rig.listen(told.storage / result.recording)
    assert recording.seconds == pytest.approx(result.talk_seconds, abs=1.0)
    assert rig.Recording.share(recording.near, hertz=rig.CLIP_HERTZ) > 0.9
    if end == "3":
        assert (result.hung_up_by, result.listened_percent < 60) == ("far", True)
    else:
        assert (result.hung_up_by, result.listened_percent) == ("near", 100)
        assert call["heard_seconds"] >= 0.9 * rig.CLIP_SECONDS


def test_the_crossing_byes_end_the_call_on_both_sides(told: rig.Rig) -> None:
    assert told.seen("bye_crossed", phone=phone("99"))
    assert told.seen("end", phone=phone("99"))[0]["by"] == "near"


def test_the_lost_invite_was_sent_again(told: rig.Rig) -> None:
    assert told.seen("lost_invite", phone=phone("79"))
    assert told.sink.result(179).ring_seconds > 0.4


def test_the_message_is_final_and_names_its_node(told: rig.Rig) -> None:
    message = next(event for event in told.sink.of(11) if event.kind == "sms_requested")
    assert (message.text, message.sender, message.node) == ("Спасибо, Анна!", "SHOP", "interested")


def test_the_path_tells_the_nodes(told: rig.Rig) -> None:
    assert told.sink.result(169).path == ["answer", "again", "answer", "interested"]
