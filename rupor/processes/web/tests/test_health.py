"""Health and metrics of the running process."""

import asyncio
import signal
import subprocess
import sys
from decimal import Decimal

import httpx
import nats
import pytest
from prometheus_client.parser import text_string_to_metric_families
from websockets.sync.client import connect

from rupor.engine import ports
from rupor.features.billing.actions.top_up import top_up
from rupor.processes.gateway.testing import free_port
from rupor.processes.web import pulses
from rupor.processes.web.tests.conftest import database_url

BEAT = ports.Heartbeat(gateway="sms-1234abcd", channel=ports.Channel.SMS, capacity=100, busy=7, taking=True)


async def _tell(url: str, messages: dict[str, bytes]) -> None:
    client = await nats.connect(url)
    for subject, body in messages.items():
        await client.publish(subject, body)
    await client.flush()
    await client.close()


def beat(bus, **messages: bytes) -> None:
    subjects = {"dispatcher": "pulses.dispatcher", "sms": "gateways.sms.sms-1234abcd", "odd": "gateways.sms.odd"}
    asyncio.run(_tell(bus.url, {subjects[name]: body for name, body in messages.items()}))


def health_when(served, bus, ready) -> dict:
    """Beats until the process has heard what the test waits for."""
    for _ in range(200):
        beat(bus, dispatcher=b"{}", sms=ports.encode(BEAT), odd=b"not a pulse")
        told = httpx.get(f"{served.url}/healthz")
        if ready(told):
            return told.json()
    raise AssertionError(told.text)


def test_all_alive_is_200(served, bus):
    told = health_when(
        served, bus, lambda answer: answer.status_code == 200 and answer.json()["parts"]["sms"]["gateways"]
    )
    assert told["status"] == "ok"
    assert told["parts"]["database"] == {"ok": True}
    assert told["parts"]["sms"] == {
        "ok": True, "needed": False, "gateways": 1, "taking": 1, "capacity": 100, "busy": 7,
    }  # fmt: skip


def test_without_a_dispatcher_it_is_503(served):
    told = httpx.get(f"{served.url}/healthz")
    assert told.status_code == 503
    assert told.json()["parts"]["dispatcher"] == {"ok": False, "seconds_since_pulse": None}


def test_a_needed_gateway_that_is_silent_makes_503(application, serve, bus):
    application._channels = frozenset({ports.Channel.VOICE})
    served = serve(application)
    told = health_when(served, bus, lambda answer: answer.json()["parts"]["dispatcher"]["ok"])
    assert told["status"] == "failing"
    assert told["parts"]["voice"]["ok"] is False


def test_an_old_pulse_is_not_fresh():
    heard = pulses.Pulses()
    heard.gateways["old"] = (BEAT, -1000.0)
    assert heard.fresh(channel=ports.Channel.SMS) == []


def test_metrics_tell_what_happens(served, bus, owner, cookie):
    top_up(account_id=owner.account.id, amount=Decimal(100), comment="")
    health_when(served, bus, lambda answer: answer.json()["parts"]["sms"]["gateways"])
    httpx.get(f"{served.url}/api/v1/me")
    with connect(served.live, additional_headers={"Cookie": cookie}):
        page = httpx.get(f"{served.url}/metrics")
    found = {
        (sample.name, *sample.labels.values()): sample.value
        for family in text_string_to_metric_families(page.text)
        for sample in family.samples
    }
    assert found["rupor_live_sockets",] == 1
    assert found["rupor_ledger_difference",] == 0
    assert found["rupor_database_up",] == 1
    assert found["rupor_gateway_capacity", "sms", "sms-1234abcd"] == 100
    assert found["rupor_gateway_busy", "sms", "sms-1234abcd"] == 7
    assert found["rupor_http_requests_total", "api", "GET", "401"] == 1
    assert found["rupor_http_seconds_count", "api"] == 1


@pytest.mark.django_db(transaction=True)
def test_the_process_starts_answers_and_leaves_cleanly(bus, tmp_path):
    port = free_port()
    environment = {
        "PATH": "/usr/bin:/bin",
        "RUPOR_HOME": str(tmp_path),
        "RUPOR_DATABASE_URL": _as_url(database_url()),
        "RUPOR_NATS_URL": bus.url,
        "RUPOR_LISTEN_PORT": str(port),
        "RUPOR_CONFIG": "/dev/null",
    }
    process = subprocess.Popen(
        [sys.executable, "-m", "rupor.processes.web"], env=environment, stdout=subprocess.PIPE, text=True
    )
    try:
        assert any("running on" in line for line in process.stdout)
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as browser:
            parts = browser.get("/healthz").json()["parts"]
            assert parts["database"] == {"ok": True}
            assert browser.get("/api/v1/me").status_code == 401
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    finally:
        process.kill()
        process.communicate()


def _as_url(conninfo: str) -> str:
    from psycopg.conninfo import conninfo_to_dict

    told = conninfo_to_dict(conninfo)
    password = f":{told['password']}" if told.get("password") else ""
    host = told.get("host", "")
    place = f"/{told['dbname']}?host={host}" if str(host).startswith("/") else f"{host}:{told['port']}/{told['dbname']}"
    return f"postgresql://{told['user']}{password}@{place}"
