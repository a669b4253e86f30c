"""The dispatcher over a real bus and database, with gateways that behave and that do not."""

from datetime import timedelta

from rupor.engine import ports
from rupor.engine.ports import Channel
from rupor.features.campaigns.tests import making
from rupor.features.deliveries.actions.place_call import place_call
from rupor.features.deliveries.models import Attempt
from rupor.kit import clock
from rupor.processes.dispatcher.tests.scene import SYSTEM_FLOW, Scene


async def test_voice_campaign_runs_to_its_end_with_its_messages(scene: Scene) -> None:
    scene.lead()
    voice = await scene.gateway(Channel.VOICE)
    sms = await scene.gateway(Channel.SMS)
    campaign = await scene.campaign(Channel.VOICE, making.phones(20))
    await scene.until(campaign, "finished")
    await scene.settled()
    assert await scene.size(campaign) == {"total": 20, "answered": 16, "leads": 2, "unanswered": 2, "invalid": 2}
    assert sorted(phone for phone, _ in voice.contacted) == making.phones(20)
    assert len(sms.contacted) == 2
    await scene.audit()


async def test_messages_reported_early_twice_or_never_have_one_end_each(scene: Scene) -> None:
    scene.lead()
    sms = await scene.gateway(Channel.SMS)
    campaign = await scene.campaign(Channel.SMS, making.phones(20))
    await scene.until(campaign, "finished")
    assert await scene.size(campaign) == {"total": 20, "answered": 18, "unknown": 2}
    assert sorted(phone for phone, _ in sms.contacted) == making.phones(20)
    await scene.audit()


async def test_a_call_without_a_campaign_goes_out_urgently_and_ends(scene: Scene) -> None:
    scene.lead()
    voice = await scene.gateway(Channel.VOICE)
    order = ports.CallOrder(
        attempt=0,
        account=scene.account.id,
        campaign=0,
        phone="79160000001",
        caller="",
        flow=SYSTEM_FLOW,
        clips={},
        not_after=clock.now() + timedelta(seconds=60),
    )
    attempt = await scene.call(place_call, order=order, purpose="test", asker=1)

    def state() -> str:
        return Attempt.objects.values_list("state", flat=True).get(id=attempt)

    await scene.becomes(lambda: scene.call(state), "finished")
    assert voice.contacted == [("79160000001", attempt)]
    await scene.audit()
