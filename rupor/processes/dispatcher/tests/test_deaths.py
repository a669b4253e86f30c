"""kill -9 of the dispatcher at each dangerous moment: nobody is lost, nobody is contacted twice, the money adds up."""

import asyncio
import os
import signal
import sys

import pytest
from django.db import connections

from rupor.engine.ports import Channel
from rupor.features.campaigns.tests import making
from rupor.processes.dispatcher.tests.scene import Scene


async def dies(scene: Scene, step: str) -> int:
    told = connections["default"].settings_dict
    database = f"postgresql://{told['USER']}@{told['HOST'] or ''}:{told['PORT']}/{told['NAME']}"
    if told["HOST"].startswith("/"):
        database = f"postgresql://{told['USER']}@/{told['NAME']}?host={told['HOST']}"
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "rupor.django_settings",
        "RUPOR_DATABASE_URL": database,
        "RUPOR_NATS_URL": scene.settings.nats_url,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "rupor.processes.dispatcher.tests.dying", step, env=environment
    )
    return await process.wait()


@pytest.mark.parametrize("step", ["claimed", "published", "takes_written", "events_written"])
async def test_killed_dispatcher_loses_nobody_and_doubles_nobody(scene: Scene, step: str) -> None:
    voice = await scene.gateway(Channel.VOICE)
    sms = await scene.gateway(Channel.SMS)
    campaign = await scene.campaign(Channel.VOICE, making.phones(20))
    assert await dies(scene, step) == -signal.SIGKILL
    scene.lead()
    await scene.until(campaign, "finished")
    await scene.settled()
    assert await scene.size(campaign) == {"total": 20, "answered": 16, "leads": 2, "unanswered": 2, "invalid": 2}
    assert sorted(phone for phone, _ in voice.contacted) == making.phones(20)
    assert len(sms.contacted) == 2
    await scene.audit()
