"""Requests that come inside a call: BYE, INFO with digits, re-INVITE, UPDATE, PRACK, OPTIONS."""

import re
import secrets

from rupor.protocols.sip import answers, bodies, dialog, events, headers
from rupor.protocols.sip.acceptance import Acceptance
from rupor.protocols.sip.message import Headers, Request
from rupor.protocols.sip.session import Session
from rupor.protocols.sip.stages import Stage
from rupor.protocols.sip.switchboard import Switchboard
from rupor.protocols.sip.transactions.layer import Received

_SIGNAL = re.compile(r"^\s*Signal\s*=\s*([0-9A-Da-d*#]|1[0-6])\s*$", re.IGNORECASE | re.MULTILINE)
_BARE_DIGIT = re.compile(r"\s*([0-9A-Da-d*#]|1[0-6])\s*")
# RFC 4733 numbers, which some gateways write instead of the key.
_NUMBERED = {"10": "*", "11": "#", "12": "A", "13": "B", "14": "C", "15": "D", "16": "!"}
DIGIT_TYPES = "application/dtmf-relay, application/dtmf"


def receive(leg: Session, board: Switchboard, received: Received) -> None:
    request = received.request
    talk = leg.dialog_with(request.from_tag)
    if talk is None:
        board.answer(received, status=481)
    elif not talk.accepts(request):
        board.answer(received, status=500, reason="Out Of Order")
    elif request.method == "BYE" and leg.stage in (Stage.CALLING, Stage.CANCELLING):
        board.answer(received, status=481)  # the called side must not end what it has not answered (RFC 3261 §15)
    elif request.method == "BYE":
        board.answer(received, status=200)
        leg.end_by_far(q850_cause=headers.q850_cause(request.headers.get("reason", ())))
    elif request.method == "INFO":
        _receive_info(leg, board, received)
    elif request.method == "INVITE":
        _receive_reinvite(leg, board, received, talk=talk)
    elif request.method == "UPDATE":
        _receive_update(leg, board, received, talk=talk)
    elif request.method == "PRACK":
        leg.receive_prack(received)
    else:
        board.answer(received, status=200, extra=answers_to_options())


def answers_to_options() -> dict[str, list[str]]:
    return {"allow": [answers.ALLOW], "accept": ["application/sdp, " + DIGIT_TYPES], "supported": [answers.SUPPORTED]}


def _receive_info(leg: Session, board: Switchboard, received: Received) -> None:
    request = received.request
    kind = request.first("content-type").partition(";")[0].strip().lower()
    if request.body and kind not in DIGIT_TYPES.split(", "):
        board.answer(received, status=415, extra={"accept": [DIGIT_TYPES]})
        return
    board.answer(received, status=200)
    pressed = digit_of(request, kind=kind)
    if pressed:
        leg.tell(events.Digit(pressed))


def digit_of(request: Request, *, kind: str) -> str:
    """The key told by an INFO body; empty when it tells none."""
    text = request.body.decode("utf-8", "replace")
    found = _SIGNAL.search(text) if kind == "application/dtmf-relay" else _BARE_DIGIT.fullmatch(text)
    if found is None and kind == "application/dtmf":
        found = _SIGNAL.search(text)
    if found is None:
        return ""
    return _NUMBERED.get(found.group(1), found.group(1).upper())


def _receive_reinvite(leg: Session, board: Switchboard, received: Received, *, talk: dialog.Dialog) -> None:
    request = received.request
    if leg.stage is not Stage.TALKING or leg.refusal_of_offer():
        refuse_offer(board, received, status=leg.refusal_of_offer() or 491)
        return
    offered = bodies.sdp_of(request)
    try:
        answer = board.reanswer(offered, leg.local_sdp) if offered else leg.local_sdp
    except ValueError:
        board.answer(received, status=488)
        return
    extra = _agree(leg, board, received, talk=talk)
    leg.local_sdp = answer
    response = board.answer(received, status=200, extra={**extra, "content-type": [bodies.SDP]}, body=answer)
    leg.await_ack(Acceptance(board=board, received=received, response=response, on_lost=leg.lose))
    if offered:
        leg.remote_sdp = offered
        leg.tell(events.MediaChanged(offered))


def _receive_update(leg: Session, board: Switchboard, received: Received, *, talk: dialog.Dialog) -> None:
    """An offer without the ceremony of INVITE, also before the answer (RFC 3311); without one only a sign of life."""
    offered = bodies.sdp_of(received.request)
    refusal = leg.refusal_of_offer() if offered else 0
    if refusal:
        refuse_offer(board, received, status=refusal)
        return
    try:
        answer = board.reanswer(offered, leg.local_sdp) if offered else b""
    except ValueError:
        board.answer(received, status=488)
        return
    extra = _agree(leg, board, received, talk=talk)
    if not offered:
        board.answer(received, status=200, extra=extra)
        return
    leg.local_sdp, leg.remote_sdp = answer, offered
    board.answer(received, status=200, extra={**extra, "content-type": [bodies.SDP]}, body=answer)
    leg.tell(events.MediaChanged(offered))


def refuse_offer(board: Switchboard, received: Received, *, status: int) -> None:
    """491: two offers crossed. 500: the last one is not answered yet, so come again after a while (RFC 3261 §14.2)."""
    later: Headers = {"retry-after": [str(secrets.randbelow(11))]} if status == 500 else {}
    board.answer(received, status=status, extra=later)


def _agree(leg: Session, board: Switchboard, received: Received, *, talk: dialog.Dialog) -> Headers:
    """The far end may have moved; the fields of our 2xx."""
    request = received.request
    talk.target = dialog.contact(request) or talk.target
    leg.heard_from = received.source
    leg.learn(request)
    timed = leg.answer_session(request)
    return {**leg.own_fields(received.source), **timed}
