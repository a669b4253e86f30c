"""The dispatcher over a real bus and database, with gateways that behave and that do not."""

from rupor.engine.ports import Channel
from rupor.features.campaigns.tests import making
from rupor.processes.dispatcher.tests.scene import Scene


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
