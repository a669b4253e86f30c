"""The live channel with a real server, a real database and real sockets."""

import json
import threading

import httpx
import pytest
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from rupor.features.accounts.actions.create_owner import create_owner
from rupor.kit import live
from rupor.processes.web import rooms
from rupor.processes.web.live import Browser, Hub, _forward
from rupor.processes.web.sockets import LiveSocket

WAIT_SECONDS = 20


def hear(socket) -> dict:
    return json.loads(socket.recv(timeout=WAIT_SECONDS))


def settled(socket, account) -> None:
    """Waits until the process listens: says something until it is heard."""
    for number in range(200):
        live.announce(account_id=account.id, payload={"type": "hello", "number": number})
        try:
            if json.loads(socket.recv(timeout=0.1))["type"] == "hello":
                return
        except TimeoutError:
            continue
    raise AssertionError("nothing is heard")


def until(socket, kind: str) -> dict:
    while (heard := hear(socket))["type"] != kind:
        continue
    return heard


def test_news_reach_the_browsers_of_their_account_alone(served, owner, cookie):
    other = create_owner(email="other@example.org", password="correct horse battery", title="Чужие").account
    with (
        connect(served.live, additional_headers={"Cookie": cookie}) as one,
        connect(served.live, additional_headers={"Cookie": cookie}) as two,
    ):
        settled(one, owner.account)
        live.announce(account_id=other.id, payload={"type": "campaign", "id": 1})
        live.announce(account_id=owner.account.id, payload={"type": "campaign", "id": 2, "cost": "1.1000"})
        for browser in (one, two):
            assert until(browser, "campaign") == {"type": "campaign", "id": 2, "cost": "1.1000"}


def test_news_come_only_when_the_transaction_commits(served, owner, cookie):
    with connect(served.live, additional_headers={"Cookie": cookie}) as browser:
        settled(browser, owner.account)
        with transaction.atomic():
            live.announce(account_id=owner.account.id, payload={"type": "balance", "available": "0"})
            transaction.set_rollback(True)
        live.announce(account_id=owner.account.id, payload={"type": "balance", "available": "5"})
        assert until(browser, "balance")["available"] == "5"


@pytest.mark.parametrize("cookies", ["", "sessionid=abc", "sessionid=; x", 'sessionid="\\777"'])
def test_a_stranger_is_refused(served, cookies):
    with pytest.raises(InvalidStatus) as refusal, connect(served.live, additional_headers={"Cookie": cookies}):
        pass
    assert refusal.value.response.status_code == 403


@pytest.mark.parametrize(
    ("origin", "welcome"), [("http://127.0.0.1:{port}", True), ("http://evil.example", False), ("null", False)]
)
def test_pages_of_other_sites_are_refused(served, cookie, origin, welcome):
    headers = {"Cookie": cookie, "Origin": origin.format(port=served.port)}
    if welcome:
        with connect(served.live, additional_headers=headers):
            return
    with pytest.raises(InvalidStatus), connect(served.live, additional_headers=headers):
        pass


def test_an_ended_session_closes_the_socket(application, serve, cookie):
    application._live = LiveSocket(
        hub=application.hub, executor=application._executor, public_url="", recheck_seconds=0.05
    )
    served = serve(application)
    with connect(served.live, additional_headers={"Cookie": cookie}) as browser:
        Session.objects.all().delete()
        with pytest.raises(ConnectionClosed) as end:
            until(browser, "nothing more")
    assert end.value.rcvd.code == 4401
    patience = threading.Event()
    while application.hub.count:  # the server leaves a moment after its closing frame; the test's own timeout bounds it
        patience.wait(0.01)


def test_a_lost_database_connection_is_found_again_and_browsers_read_anew(served, owner, cookie):
    with connect(served.live, additional_headers={"Cookie": cookie}) as browser:
        settled(browser, owner.account)
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
                "WHERE datname = current_database() AND query LIKE 'LISTEN %'"
            )
            assert cursor.fetchall() == [(True,)]
        assert until(browser, "resync") == {"type": "resync"}
        live.announce(account_id=owner.account.id, payload={"type": "campaign", "id": 3})
        assert until(browser, "campaign")["id"] == 3


def test_no_socket_elsewhere(served, cookie):
    with pytest.raises(InvalidStatus), connect(f"{served.live}/x", additional_headers={"Cookie": cookie}):
        pass


async def test_a_browser_that_does_not_read_is_told_to_read_anew():
    browser = Browser()
    for number in range(1000):
        browser.give(f'{{"n": {number}}}')
    taken = [json.loads(await browser.take()) for _ in range(len(browser._waiting))]
    assert len(taken) <= 200
    assert {"type": "resync"} in taken
    assert taken[-1] == {"n": 999}


def test_a_malformed_notification_harms_nobody():
    hub = Hub()
    browser = hub.join(account=1)
    for payload in ("", "[]", "{}", '{"account": "x", "message": {}}', "null"):
        _forward(hub, payload)
    assert not browser._waiting


def test_who_is_behind_a_cookie(transactional_db, owner, cookie):
    assert rooms.account_of(cookie) == owner.account.id
    owner.user.is_active = False
    owner.user.save()
    assert rooms.account_of(cookie) is None


def test_sign_in_through_the_running_server_opens_the_live_channel(served, owner):
    with httpx.Client(base_url=served.url) as browser:
        browser.get("/_allauth/browser/v1/auth/session")
        csrf = browser.cookies.get("csrftoken") or browser.get("/").cookies.get("csrftoken")
        answer = browser.post(
            "/_allauth/browser/v1/auth/login",
            json={"email": owner.user.email, "password": owner.password},
            headers={"X-CSRFToken": csrf},
        )
        assert answer.status_code == 200, answer.text
        told = f"sessionid={browser.cookies['sessionid']}"
        assert browser.get("/api/v1/me").json()["account"]["id"] == owner.account.id
    with connect(served.live, additional_headers={"Cookie": told}) as socket:
        settled(socket, owner.account)
