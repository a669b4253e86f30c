"""Trunks: who may keep them, what is refused and why, what never comes out, what the gateways are told."""

from datetime import timedelta

import pytest

from rupor.engine.trunks import SETTINGS, Srtp, TrunkState
from rupor.features.trunks import queries, rules
from rupor.features.trunks.actions import note_states
from rupor.features.trunks.models import Trunk, TrunkReport
from rupor.kit import clock
from rupor.protocols.sip.tests.authority import Authority

PLACE = "/api/v1/trunks"
GOOD = {"name": "mts", "host": "sip.example.org", "transport": "tls", "user": "rupor", "password": "s3cret-word"}


@pytest.fixture
def staff(owner):
    owner.user.is_staff = True
    owner.user.save()
    return owner


def test_only_those_who_run_the_installation_pass(api, owner):
    owner.user.is_staff = False
    owner.user.save()
    assert api.get(PLACE).status_code == api.post(PLACE, GOOD).status_code == 403
    assert not Trunk.objects.exists()


def test_a_trunk_is_kept_and_its_secrets_never_come_out(staff, api, tmp_path):
    authority = Authority(tmp_path)
    certificate, key = authority.signed("robot.test")
    identity = certificate.read_text() + key.read_text()
    made = api.post(
        PLACE, {**GOOD, "ca": authority.ca.read_text(), "identity": identity, "srtp": "required", "privacy": "id"}
    )
    assert made.status_code == 201
    for answer in (made, api.get(PLACE)):
        assert "s3cret-word" not in answer.content.decode()
        assert "PRIVATE KEY" not in answer.content.decode()
    shown = api.get(PLACE).json()[0]
    assert (shown["has_password"], shown["has_ca"], shown["has_identity"], shown["reports"]) == (True, True, True, [])
    spec = queries.specs()[0]
    assert (spec.name, spec.password, spec.srtp, spec.codecs) == ("mts", "s3cret-word", Srtp.REQUIRED, ("PCMA", "PCMU"))
    assert (shown["privacy"], spec.privacy) == ("id", "id")


@pytest.mark.parametrize(
    ("change", "status", "code", "field"),
    [
        ({"name": SETTINGS}, 400, "trunk_name_malformed", "name"),
        ({"name": "МТС"}, 400, "trunk_name_malformed", "name"),
        ({"name": "beeline"}, 409, "trunk_name_taken", "name"),
        ({"host": "sip.example.org:5060"}, 400, "trunk_host_malformed", "host"),
        ({"host": "1.2.3"}, 400, "trunk_host_malformed", "host"),
        ({"from_domain": "a b"}, 400, "trunk_host_malformed", "from_domain"),
        ({"prefixes": ["79", "+7"]}, 400, "trunk_prefix_malformed", "prefixes"),
        ({"codecs": []}, 400, "trunk_codec_unknown", "codecs"),
        ({"codecs": ["PCMA", "PCMA"]}, 400, "trunk_codec_unknown", "codecs"),
        ({"codecs": ["G729"]}, 400, "trunk_codec_unknown", "codecs"),
        ({"registers": True, "user": ""}, 400, "trunk_user_missing", "user"),
        ({"ca": "not a certificate"}, 400, "trunk_certificate_malformed", "ca"),
        ({"identity": "-----BEGIN CERTIFICATE-----"}, 400, "trunk_certificate_malformed", "identity"),
        ({"port": 70000}, 422, "check_fields", "port"),
        ({"transport": "sctp"}, 422, "check_fields", "transport"),
    ],
)
def test_what_is_wrong_is_told_by_its_field(staff, api, change, status, code, field):
    assert api.post(PLACE, {**GOOD, "name": "beeline"}).status_code == 201
    told = api.post(PLACE, {**GOOD, **change})
    assert (told.status_code, told.json()["code"], told.json()["field"]) == (status, code, field)
    assert Trunk.objects.count() == 1


def test_a_change_leaves_out_what_it_does_not_name(staff, api):
    made = api.post(PLACE, GOOD).json()
    changed = api.patch(f"{PLACE}/{made['id']}", {"channels": 30, "enabled": False}).json()
    assert (changed["channels"], changed["enabled"], changed["has_password"]) == (30, False, True)
    assert queries.specs() == [], "a trunk that is off is not handed to the gateways"
    assert api.patch(f"{PLACE}/{made['id'] + 1}", {"channels": 1}).status_code == 404


def test_a_trunk_is_taken_away_with_its_reports(staff, api):
    made = api.post(PLACE, GOOD).json()
    note_states.note_states(told={"voice-1": [TrunkState(name="mts", reachable=True)]}, now=clock.now())
    assert api.delete(f"{PLACE}/{made['id']}").status_code == 204
    assert not Trunk.objects.exists()
    assert not TrunkReport.objects.exists()


def test_what_gateways_tell_is_shown_while_it_is_fresh(staff, api):
    api.post(PLACE, GOOD)
    now = clock.now()
    refused = TrunkState(name="mts", reachable=True, registered=False, answer="OPTIONS: 200", why="REGISTER: 403")
    note_states.note_states(told={"voice-1": [refused], "voice-2": []}, now=now)
    old = TrunkState(name="mts", reachable=True, calls=7)
    note_states.note_states(told={"voice-3": [old]}, now=now - timedelta(seconds=60))
    note_states.note_states(told={"voice-1": [TrunkState(name=SETTINGS, reachable=False, why="no answer")]}, now=now)
    (report,) = api.get(PLACE).json()[0]["reports"]
    assert (report["gateway"], report["registered"], report["why"]) == ("voice-1", False, "REGISTER: 403")
    (other,) = api.get(f"{PLACE}/other-reports").json()
    assert (other["trunk"], other["reachable"], other["why"]) == (SETTINGS, False, "no answer")


@pytest.mark.parametrize(
    ("host", "good"),
    [
        ("sip.example.org", True),
        ("192.0.2.7", True),
        ("2001:db8::7", True),
        ("[2001:db8::7]", True),
        ("localhost", True),
        ("", False),
        ("999.1.1.1", False),
        ("a..b", False),
        ("-a.org", False),
        ("a\r\nb", False),
    ],
)
def test_hosts(host, good):
    assert rules.is_host(host) is good
