"""Gateways that die, campaigns that are paused and stopped, facts that nobody can write, bus and database lost."""

from datetime import UTC, datetime

from django.db import connection

from rupor.engine import ports
from rupor.engine.ports import Channel, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns.actions.pause import pause
from rupor.features.campaigns.actions.start import start
from rupor.features.campaigns.actions.stop import stop
from rupor.features.campaigns.tests import making
from rupor.features.deliveries.models import Attempt, SetAsideEvent
from rupor.processes.dispatcher.tests import gateways
from rupor.processes.dispatcher.tests.scene import Scene
from rupor.processes.gateway import testing


def silent(gateway: gateways.Gateway, order: gateways.Order) -> None:
    """Takes and tells nothing."""


def dies_at_first(gateway: gateways.Gateway, order: gateways.Order) -> None:
    gateway.die()


async def test_people_of_a_dead_gateway_are_unknown_and_left_alone(scene: Scene) -> None:
    scene.lead()
    dead = await scene.gateway(Channel.VOICE, dies_at_first)
    campaign = await scene.campaign(Channel.VOICE, making.phones(1), redial_attempts=3)
    await scene.becomes(lambda: _count(dead), 1)
    alive = await scene.gateway(Channel.VOICE)
    await scene.until(campaign, "finished")
    assert await scene.size(campaign) == {"total": 1, "unknown": 1}
    assert alive.contacted == []
    assert (await scene.call(money_queries.balance, account_id=scene.account.id)).held == 0
    await scene.audit()


async def test_late_truth_corrects_a_doubt_and_is_charged(scene: Scene) -> None:
    scene.lead()
    mute = await scene.gateway(Channel.VOICE, silent)
    campaign = await scene.campaign(Channel.VOICE, making.phones(1))
    await scene.becomes(lambda: _count(mute), 1)
    attempt = mute.contacted[0][1]
    mute.dead = True
    for task in mute._tasks[1:]:
        task.cancel()
    await scene.until(campaign, "finished")
    assert await scene.size(campaign) == {"total": 1, "unknown": 1}
    result = ports.CallResult(outcome=Outcome.ANSWERED, talk_seconds=7.5)
    event = ports.Event(
        kind=ports.Kind.FINISHED, attempt=attempt, n=1, at=datetime.now(UTC), gateway=mute.name, call=result
    )
    await scene.client.jetstream().publish(f"events.voice.{mute.name}", b"[" + ports.encode(event) + b"]")
    await scene.becomes(lambda: scene.size(campaign), {"total": 1, "answered": 1})
    cost = await scene.call(lambda: Attempt.objects.get(id=attempt).cost)
    assert str(cost) == "1.1000"
    await scene.audit()


async def test_paused_campaign_gives_back_what_waits_and_goes_on_where_it_stood(scene: Scene) -> None:
    scene.lead()
    nobody = await scene.gateway(Channel.VOICE, silent, fetches=False)
    campaign = await scene.campaign(Channel.VOICE, making.phones(5))
    await scene.becomes(lambda: scene.call(lambda: Attempt.objects.filter(state="handed_over").count()), 5)
    await scene.call(pause, campaign_id=campaign.id)
    await scene.becomes(lambda: scene.call(lambda: Attempt.objects.filter(state="returned").count()), 5)
    assert (await scene.call(money_queries.balance, account_id=scene.account.id)).held == 0
    await nobody.leave()
    voice = await scene.gateway(Channel.VOICE)
    await scene.call(start, campaign_id=campaign.id)
    await scene.until(campaign, "finished")
    assert sorted(phone for phone, _ in voice.contacted) == making.phones(5)
    await scene.audit()


async def test_stopped_campaign_cancels_those_not_contacted(scene: Scene) -> None:
    scene.lead()
    await scene.gateway(Channel.VOICE, silent, fetches=False)
    campaign = await scene.campaign(Channel.VOICE, making.phones(30), speed_per_hour=3600)
    await scene.becomes(lambda: scene.call(lambda: Attempt.objects.filter(state="handed_over").exists()), True)
    await scene.call(stop, campaign_id=campaign.id)
    await scene.becomes(lambda: scene.size(campaign), {"total": 30, "cancelled": 30})
    await scene.settled()
    await scene.audit()


async def test_fact_that_cannot_be_written_is_set_aside_and_the_others_go_on(scene: Scene) -> None:
    scene.lead()
    js = scene.client.jetstream()
    stranger = ports.Event(kind=ports.Kind.LEAD, attempt=999_999, n=0, at=datetime.now(UTC), gateway="voice-00000009")
    await js.publish("events.voice.voice-00000009", b"[" + ports.encode(stranger) + b"]")
    await js.publish("events.voice.voice-00000009", b"not a list of facts")
    await scene.gateway(Channel.VOICE)
    campaign = await scene.campaign(Channel.VOICE, making.phones(5, start=79160000010))
    poison = ports.Event(
        kind=ports.Kind.LEAD,
        attempt=await _first(scene),
        n=0,
        at=datetime.now(UTC),
        gateway="voice-00000009",
        tag="\x00",
    )
    await js.publish("events.voice.voice-00000009", b"[" + ports.encode(poison) + b"]")
    await scene.until(campaign, "finished")
    await scene.becomes(lambda: scene.call(SetAsideEvent.objects.count), 3)


async def test_lost_bus_and_lost_database_only_delay(scene: Scene, nats_server: testing.NatsServer) -> None:
    before = await scene.call(_sessions)
    scene.lead()
    voice = await scene.gateway(Channel.VOICE)
    await scene.gateway(Channel.SMS)
    campaign = await scene.campaign(Channel.VOICE, making.phones(30))
    await scene.becomes(lambda: _some(voice), True)
    nats_server.kill()
    nats_server.start()
    await scene.call(_cut, sessions=await scene.call(_sessions) - before)
    await scene.until(campaign, "finished")
    await scene.settled()
    assert sorted(phone for phone, _ in voice.contacted) == making.phones(30)
    await scene.audit()


async def test_second_dispatcher_stands_by_and_follows(scene: Scene) -> None:
    scene.lead()
    voice = await scene.gateway(Channel.VOICE)
    first = await scene.campaign(Channel.VOICE, making.phones(3, start=79160000010))
    await scene.until(first, "finished")
    leader = scene._leading
    scene.lead()
    second = await scene.campaign(Channel.VOICE, making.phones(3, start=79160000020))
    await scene.until(second, "finished")
    assert leader is not None
    leader.cancel()
    third = await scene.campaign(Channel.VOICE, making.phones(3, start=79160000030))
    await scene.until(third, "finished")
    assert len(voice.contacted) == 9
    await scene.audit()


def _sessions() -> set[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity WHERE datname = current_database()")
        return {row[0] for row in cursor.fetchall()}


def _cut(*, sessions: set[int]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_terminate_backend(pid) FROM unnest(%s) AS pid", [sorted(sessions)])


async def _count(gateway: gateways.Gateway) -> int:
    return len(gateway.contacted)


async def _some(gateway: gateways.Gateway) -> bool:
    return bool(gateway.contacted)


async def _first(scene: Scene) -> int:
    await scene.becomes(lambda: scene.call(Attempt.objects.exists), True)
    return await scene.call(lambda: Attempt.objects.order_by("id").values_list("id", flat=True)[0])
