"""Requests made of what calls ask for, against a server that answers, fails and stays silent."""

import json
from datetime import timedelta
from functools import partial

import pytest

from rupor.features.integrations import queries
from rupor.features.integrations.actions import archive, complete, create, deliver, forget, request
from rupor.features.integrations.actions.request import Told
from rupor.features.integrations.models import WebhookDelivery
from rupor.features.integrations.tests.receiver import listening
from rupor.kit import clock, errors
from rupor.kit.jobs import app
from rupor.providers.webhook import provider

SEND = partial(provider.send, private_allowed=True, timeout_seconds=5)


@pytest.fixture
def receiver():
    with listening() as made:
        yield made


@pytest.fixture
def hook(owner, receiver):
    values = {
        "name": "CRM",
        "body_type": "json",
        "url": receiver.url + "/lead?from={{campaign_id}}",
        "params": [{"name": "tel", "value": "{{phone}}"}, {"name": "who", "value": "{{name}}"}],
    }
    return create.create(project=owner.project, values=values)


def told(hook, n=1, call=7, project=None):
    known = {"phone": "79160000001", "name": "Анна", "campaign_id": "3"}
    return Told(
        integration=hook.id, project=project or hook.project_id, call=call, n=n, phone="79160000001", variables=known
    )


def go(hook, now=None, send=SEND):
    return deliver.deliver(integration_id=hook.id, now=now or clock.now(), send=send)


def only(hook):
    return WebhookDelivery.objects.get(integration=hook)


def test_what_a_call_asked_for_arrives_signed_with_its_own_number(hook, receiver):
    assert request.request(asked=[told(hook)], now=clock.now()) == 1
    assert go(hook) == 1
    (heard,) = receiver.heard
    assert (heard.method, heard.path) == ("POST", "/lead?from=3")
    assert json.loads(heard.body) == {"tel": "79160000001", "who": "Анна"}
    row = only(hook)
    assert heard.headers["idempotency-key"] == str(row.event_id)
    assert heard.headers["x-rupor-signature"].startswith("sha256=")
    assert (row.state, row.code, row.attempts, row.answer) == ("sent", 200, 1, "принято")
    assert go(hook) == 0


def test_a_fact_heard_twice_asks_once(hook):
    assert request.request(asked=[told(hook)], now=clock.now()) == 1
    assert request.request(asked=[told(hook), told(hook, n=2)], now=clock.now()) == 1


def test_an_integration_of_another_project_tells_nothing(hook):
    assert request.request(asked=[told(hook, project=hook.project_id + 1)], now=clock.now()) == 0


def test_a_failing_server_is_asked_again_under_the_same_number_and_in_its_time(hook, receiver):
    receiver.answers = [503, "drop", 200]
    now = clock.now()
    request.request(asked=[told(hook)], now=now)
    go(hook, now)
    row = only(hook)
    assert (row.state, row.code, row.next_at) == ("queued", 503, now + timedelta(minutes=1))
    assert go(hook, now + timedelta(seconds=59)) == 0
    go(hook, now + timedelta(minutes=1))
    row = only(hook)
    assert (row.code, row.failure, row.next_at) == (0, "unreachable", now + timedelta(minutes=6))
    assert queries.due(now=now + timedelta(minutes=6)) == [hook.id]
    go(hook, now + timedelta(minutes=6))
    assert (only(hook).state, only(hook).attempts) == ("sent", 3)
    assert len({each.headers["idempotency-key"] for each in receiver.heard}) == 1


def test_a_silent_server_costs_no_more_than_its_time(hook, receiver):
    receiver.answers = ["silence"]
    request.request(asked=[told(hook, n=n) for n in range(3)], now=clock.now())
    go(hook, send=partial(provider.send, private_allowed=True, timeout_seconds=0.3))
    assert set(WebhookDelivery.objects.values_list("state", "failure")) == {("queued", "timeout")}


def test_a_refusal_or_a_redirect_ends_it(hook, receiver):
    receiver.answers = [302, 404]
    request.request(asked=[told(hook)], now=clock.now())
    go(hook)
    assert (only(hook).state, only(hook).code) == ("failed", 302)
    assert [each.path.startswith("/lead") for each in receiver.heard] == [True]


def test_a_private_address_is_refused_for_good(hook, receiver):
    request.request(asked=[told(hook)], now=clock.now())
    go(hook, send=partial(provider.send, private_allowed=False))
    assert (only(hook).state, only(hook).failure, receiver.heard) == ("failed", "address_private", [])


def test_an_archived_integration_is_told_nothing_more(hook, receiver):
    request.request(asked=[told(hook)], now=clock.now())
    archive.archive(integration=hook)
    go(hook)
    assert (only(hook).state, only(hook).failure, receiver.heard) == ("failed", "integration_archived", [])


def test_a_request_that_wants_the_end_of_the_call_waits_for_it(owner, receiver):
    values = {"name": "CRM", "method": "GET", "url": receiver.url, "params": [{"name": "s", "value": "{{duration}}"}]}
    hook = create.create(project=owner.project, values=values)
    request.request(asked=[told(hook)], now=clock.now())
    assert go(hook) == 0
    assert complete.complete(ended={7: {"duration": "12"}}, now=clock.now()) == 1
    assert complete.complete(ended={7: {"duration": "99"}}, now=clock.now()) == 0
    go(hook)
    assert receiver.heard[0].path == "/?s=12"


def test_every_request_wakes_one_job_of_its_integration(hook):
    request.request(asked=[told(hook), told(hook, n=2)], now=clock.now())
    found = [job for job in app.job_manager.list_jobs(task="integrations.deliver") if job.status == "todo"]
    assert [job.lock for job in found] == [f"integration-{hook.id}"]
    assert json.loads(found[0].task_kwargs) == {"integration_id": hook.id}


def test_the_journal_forgets_what_is_long_past(hook, receiver):
    request.request(asked=[told(hook)], now=clock.now())
    go(hook)
    assert forget.forget(now=clock.now() + timedelta(days=89)) == 0
    assert forget.forget(now=clock.now() + timedelta(days=91)) == 1


def test_the_doors_make_try_list_and_repeat(api, owner, receiver, monkeypatch):
    from rupor import settings

    place = f"/api/v1/projects/{owner.project.id}/integrations"
    wrong = api.post(place, {"name": "CRM", "url": "нет"})
    assert (wrong.status_code, wrong.json()["field"]) == (400, "url")
    params = [{"name": "t", "value": "{{nobody}}"}]
    made = api.post(place, {"name": "CRM", "url": receiver.url, "login": "u", "password": "p", "params": params})
    assert made.status_code == 201, made.content
    row = made.json()
    assert row["has_password"]
    assert "password" not in row
    assert len(row["secret"]) >= 32
    assert "nobody" in row["warnings"][0]
    refused = api.post(f"{place}/{row['id']}/test").json()
    assert (refused["state"], refused["code"]) == ("failed", 0)
    assert "закрытой сети" in refused["failure"]
    monkeypatch.setattr(settings.load(), "webhook_private_addresses", True)
    receiver.answers = [500, 200]
    tried = api.post(f"{place}/{row['id']}/test").json()
    assert (tried["state"], tried["code"], tried["answer"]) == ("failed", 500, "принято")
    again = api.post(f"{place}/{row['id']}/deliveries/{tried['id']}/repeat").json()
    assert (again["state"], again["attempts"]) == ("queued", 0)
    assert api.post(f"{place}/{row['id']}/deliveries/{tried['id']}/repeat").status_code == 409
    journal = api.get(f"{place}/{row['id']}/deliveries", state="failed").json()
    assert (journal["found"], journal["total"]) == (1, 2)
    kept = api.put(f"{place}/{row['id']}", {"name": "CRM 2", "url": receiver.url, "login": "u"}).json()
    assert (kept["name"], kept["has_password"], kept["secret"]) == ("CRM 2", True, row["secret"])
    assert api.post(f"{place}/{row['id']}/archive").json()["archived_at"]
    assert [each["id"] for each in api.get(place, archived=True).json()["items"]] == [row["id"]]
    assert api.post(f"{place}/{row['id']}/restore").json()["archived_at"] is None


def test_a_repeat_waits_for_the_end_of_what_is_under_way(hook):
    from rupor.features.integrations.actions import repeat

    request.request(asked=[told(hook)], now=clock.now())
    with pytest.raises(errors.Conflict):
        repeat.repeat(delivery=only(hook), now=clock.now())
