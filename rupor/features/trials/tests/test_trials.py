"""A phone is proven by the code spoken to it, and a flow is tried on it at the ordinary price."""

import json
import re
from datetime import timedelta
from decimal import Decimal

import pytest

from rupor.engine import ports
from rupor.engine.flow import document as documents
from rupor.engine.ports import CallResult, Event, Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns.tests import making
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.actions.record_events import record_events
from rupor.features.deliveries.actions.record_takes import record_takes
from rupor.features.deliveries.models import Attempt, CallRecord
from rupor.features.flows.actions import save
from rupor.features.flows.tests.test_save import menu
from rupor.features.materials import queries as materials
from rupor.features.trials import rules
from rupor.features.trials.actions import ask_code
from rupor.features.trials.models import PhoneProof, Trial
from rupor.features.trials.tasks import hear_of_call
from rupor.kit import clock
from rupor.kit.jobs import app

PHONE = "79161234567"


def run_jobs():
    """What listens to the facts told so far, as a worker runs it."""
    for job in app.job_manager.list_jobs(task="trials.hear_of_call"):
        hear_of_call(**json.loads(str(job.task_kwargs)))


def tell(attempt, kind, n, call=None):
    event = Event(kind=kind, attempt=attempt, n=n, at=clock.now(), gateway="voice-1", call=call)
    record_events(events=[event], now=clock.now(), terms_of=lambda runs: {}, sender="RUPOR")


def spoken(proof):
    """The code as the telephone hears it."""
    order = Attempt.objects.get(purpose="prove_phone", asker_id=proof.id).order["call"]
    digits = re.findall(r"\d", order["clips"]["campaign"]["text"])
    assert digits[:4] == digits[4:]
    return "".join(digits[:4])


@pytest.fixture
def proven(owner):
    owner.user.phone, owner.user.phone_confirmed_at = PHONE, clock.now()
    owner.user.save()
    return owner


def test_the_talk_of_the_code_can_be_carried_out():
    assert documents.problems(document=rules.CODE_FLOW, known_materials=[]) == []


def test_the_code_that_was_spoken_proves_the_phone(api, owner):
    making.number(owner.account)
    asked = api.post("/api/v1/me/phone", {"phone": "8 916 123-45-67"})
    assert asked.status_code == 200, asked.content
    assert (asked.json()["phone"], asked.json()["proof"]["phone"]) == ("", PHONE)
    proof = PhoneProof.objects.get()
    code = spoken(proof)
    assert code not in proof.code_hash
    wrong = api.post("/api/v1/me/phone/code", {"code": "x"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "code")
    assert "4" in wrong.json()["message"]
    told = api.post("/api/v1/me/phone/code", {"code": code}).json()
    assert (told["phone"], told["proof"]["proven"]) == (PHONE, True)
    assert api.post("/api/v1/me/phone/code", {"code": code}).status_code == 409


@pytest.mark.parametrize("language", ["ru", "en"])
def test_the_code_is_spoken_by_a_voice_that_is_there(owner, language):
    making.number(owner.account)
    proof = ask_code.ask_code(user=owner.user, account=owner.account, written=PHONE, language=language, now=clock.now())
    clip = Attempt.objects.get(asker_id=proof.id).order["call"]["clips"]["campaign"]
    assert materials.voice(clip["voice"]).language == language


def test_guessing_ends_after_five_wrong_codes(api, owner):
    making.number(owner.account)
    api.post("/api/v1/me/phone", {"phone": PHONE})
    code = spoken(PhoneProof.objects.get())
    for _ in range(5):
        assert api.post("/api/v1/me/phone/code", {"code": "nope"}).status_code == 400
    assert api.post("/api/v1/me/phone/code", {"code": code}).json()["code"] == "proof_over"
    owner.user.refresh_from_db()
    assert owner.user.phone == ""


def test_a_code_is_over_in_its_time_and_with_the_next_one(api, owner):
    making.number(owner.account)
    api.post("/api/v1/me/phone", {"phone": PHONE})
    first = spoken(PhoneProof.objects.get())
    api.post("/api/v1/me/phone", {"phone": PHONE})
    latest = PhoneProof.objects.latest("id")
    if first != spoken(latest):
        assert api.post("/api/v1/me/phone/code", {"code": first}).status_code == 400
    PhoneProof.objects.filter(id=latest.id).update(expires_at=clock.now() - timedelta(seconds=1))
    assert api.post("/api/v1/me/phone/code", {"code": spoken(latest)}).status_code == 409


def test_nobody_is_called_without_end(api, owner):
    making.number(owner.account)
    for _ in range(3):
        assert api.post("/api/v1/me/phone", {"phone": PHONE}).status_code == 200
    refused = api.post("/api/v1/me/phone", {"phone": PHONE})
    assert (refused.status_code, refused.json()["code"]) == (409, "proof_too_often")
    assert api.post("/api/v1/me/phone", {"phone": "12"}).json()["field"] == "phone"


def test_a_flow_is_tried_told_and_charged(api, proven):
    making.money(proven.account)
    making.number(proven.account)
    clip = making.clip(proven.project, text="Здравствуйте, {{name}}!")
    flow = save.save(project=proven.project, flow=None, name="Меню", document=menu())
    place = f"/api/v1/projects/{proven.project.id}"
    begun = api.post(f"{place}/flows/{flow.id}/trials", {"materials": [clip.id]})
    assert begun.status_code == 201, begun.content
    attempt = Attempt.objects.get(purpose="trial")
    order = attempt.order["call"]
    assert (order["phone"], order["urgent"]) == (PHONE, True)
    assert "{{" not in order["clips"]["campaign"]["text"]
    assert attempt.hold > 0
    record_takes(takes=[(attempt.id, "voice-1", clock.now())], now=clock.now(), terms_of=lambda runs: {})
    tell(attempt.id, Kind.ANSWERED, 0)
    run_jobs()
    shown = api.get(f"{place}/trials/{begun.json()['id']}").json()
    assert (shown["stage"], shown["call"]) == ("answered", None)
    talk = CallResult(outcome=Outcome.ANSWERED, talk_seconds=6, digits="1", path=["answer", "yes"])
    tell(attempt.id, Kind.FINISHED, 1, talk)
    run_jobs()
    run_jobs()
    shown = api.get(f"{place}/trials/{begun.json()['id']}").json()
    assert (shown["stage"], shown["outcome"], shown["cost"], shown["path"], shown["call"]) == (
        "ended", "answered", "1.1000", ["answer", "yes"], attempt.id,
    )  # fmt: skip
    assert CallRecord.objects.get(attempt_id=attempt.id).project_id == proven.project.id
    assert api.get(f"{place}/calls/{attempt.id}").json()["cost"] == "1.1000"
    assert money_queries.ledger_difference() == delivery_queries.cost_difference() == Decimal(0)


def test_what_the_editor_holds_is_tried_without_saving(api, proven):
    making.money(proven.account)
    making.number(proven.account)
    flow = save.save(project=proven.project, flow=None, name="Меню", document=menu())
    clip = making.clip(proven.project)
    place = f"/api/v1/projects/{proven.project.id}/flows/{flow.id}/trials"
    edited = menu(material=clip.id)
    assert api.post(place, {"document": edited}).status_code == 201
    order = ports.encode(Attempt.objects.get(purpose="trial").order["call"]["flow"]).decode()
    assert f'"material":{clip.id}' in order
    flow.refresh_from_db()
    assert flow.document == menu()
    spoilt = menu(lost={"cards": [{"do": "dance"}]})
    refused = api.post(place, {"document": spoilt})
    assert (refused.status_code, refused.json()["code"]) == (400, "flow_card_unknown")


@pytest.mark.parametrize(
    ("without", "status", "code"),
    [
        ("phone", 409, "trial_no_phone"),
        ("number", 409, "trial_no_number"),
        ("money", 402, "no_funds"),
        ("clip", 400, "flow_campaign_clip_missing"),
    ],
)
def test_what_a_trial_needs_is_said(api, proven, without, status, code):
    if without == "phone":
        proven.user.phone_confirmed_at = None
        proven.user.save()
    if without != "number":
        making.number(proven.account)
    if without != "money":
        making.money(proven.account)
    flow = save.save(project=proven.project, flow=None, name="Меню", document=menu())
    materials = [] if without == "clip" else [making.clip(proven.project).id]
    refused = api.post(f"/api/v1/projects/{proven.project.id}/flows/{flow.id}/trials", {"materials": materials})
    assert (refused.status_code, refused.json()["code"]) == (status, code)
    assert Trial.objects.count() == 0
