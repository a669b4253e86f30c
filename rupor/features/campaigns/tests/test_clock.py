"""What the clock does to campaigns: planned starts, windows that close and open again, projects put away."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from rupor.engine.ports import Kind
from rupor.features.campaigns import tasks
from rupor.features.campaigns.actions import _launch
from rupor.features.campaigns.actions.begin import begin
from rupor.features.campaigns.actions.pause import pause
from rupor.features.campaigns.actions.plan_run import plan_run
from rupor.features.campaigns.actions.start import start
from rupor.features.campaigns.actions.turn_clock import turn_clock
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.campaigns.tests.test_life import assert_true, claim, event, tell
from rupor.features.projects.actions import archive, restore
from rupor.kit.jobs import app
from rupor.processes.testing import Owner

WEEKDAYS = {"days": [1, 2, 3, 4, 5], "start": "09:00", "end": "21:00"}
FRIDAY = datetime(2030, 11, 22, tzinfo=UTC)


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def state(campaign: Campaign) -> tuple[str, str]:
    campaign.refresh_from_db()
    return campaign.state, campaign.pause_reason


def test_planned_campaign_starts_by_the_clock_and_not_before(rich: Owner) -> None:
    hour = datetime(2040, 1, 10, 7, tzinfo=UTC)
    campaign = making.sms(rich.project, making.phones(2), start_at=hour)
    start(campaign_id=campaign.id)
    assert state(campaign) == ("scheduled", "")
    assert turn_clock(now=hour - timedelta(seconds=1)) == []
    assert state(campaign) == ("scheduled", "")
    assert turn_clock(now=hour) == [campaign.id]
    assert state(campaign) == ("queued", "")
    assert turn_clock(now=hour) == []
    run = CampaignRun.objects.get(campaign=campaign)
    begin(run_id=run.id)
    assert len(claim(run, now=hour)) == 2


def test_window_that_closes_on_friday_is_waited_out_and_the_rest_is_contacted_on_monday(rich: Owner) -> None:
    phones = making.phones(3)
    campaign = making.sms(rich.project, phones, window=WEEKDAYS, time_zone="UTC")
    run = making.running(campaign)
    (first,) = claim(run, limit=1, now=FRIDAY.replace(hour=20, minute=59))
    tell(event(first.attempt, Kind.SENT, route="r", message_ids=["1"]))
    assert turn_clock(now=FRIDAY.replace(hour=20, minute=59)) == []
    assert turn_clock(now=FRIDAY.replace(hour=21)) == [campaign.id]
    assert state(campaign) == ("paused", "out_of_window")
    for hours in (22, 36, 60, 80):
        assert turn_clock(now=FRIDAY + timedelta(hours=hours)) == []
        assert claim(run, now=FRIDAY + timedelta(hours=hours)) == []
    monday = FRIDAY + timedelta(days=3, hours=9)
    assert turn_clock(now=monday) == [campaign.id]
    assert state(campaign) == ("queued", "")
    begin(run_id=run.id)
    assert sorted([first.phone, *(order.phone for order in claim(run, now=monday))]) == phones
    assert [entry.reason for entry in campaign.journal.order_by("id")][-3:] == ["out_of_window", "window", ""]
    assert_true(run)


def test_pause_by_hand_outlives_the_opening_of_the_window(rich: Owner) -> None:
    campaign = making.sms(rich.project, making.phones(1), window=WEEKDAYS, time_zone="UTC")
    making.running(campaign)
    pause(campaign_id=campaign.id)
    assert turn_clock(now=FRIDAY.replace(hour=12)) == []
    assert state(campaign) == ("paused", "manual")


def test_archived_project_makes_its_campaigns_stand_until_a_person_starts_them(rich: Owner) -> None:
    hour = datetime(2040, 1, 10, 7, tzinfo=UTC)
    running = making.sms(rich.project, making.phones(2))
    run = making.running(running)
    planned = making.sms(rich.project, making.phones(1), start_at=hour)
    queued, draft = (making.sms(rich.project, making.phones(1)) for _ in range(2))
    start(campaign_id=planned.id)
    start(campaign_id=queued.id)
    archive.archive(project=rich.project)
    job = list(app.job_manager.list_jobs(task="campaigns.pause_project"))[-1]
    for _ in range(2):
        tasks.pause_project(**json.loads(job.task_kwargs))
    assert [state(each) for each in (running, planned, queued)] == [("paused", "system")] * 3
    assert state(draft) == ("draft", "")
    assert claim(run) == []
    assert turn_clock(now=hour + timedelta(days=1)) == []
    restore.restore(project=rich.project)
    start(campaign_id=running.id)
    tasks.pause_project(project_id=rich.project.id)
    assert state(running) == ("queued", "")
    begin(run_id=run.id)
    assert len(claim(run)) == 2


def test_archived_project_opens_no_window_and_fires_no_plan(rich: Owner) -> None:
    hour = datetime(2040, 1, 10, 7, tzinfo=UTC)
    planned = making.sms(rich.project, making.phones(1), start_at=hour)
    start(campaign_id=planned.id)
    waiting = making.sms(rich.project, making.phones(1), window=WEEKDAYS, time_zone="UTC")
    making.running(waiting)
    turn_clock(now=FRIDAY.replace(hour=22))
    archive.archive(project=rich.project)
    assert turn_clock(now=hour + timedelta(hours=5)) == []
    assert (state(planned)[0], state(waiting)[0]) == ("scheduled", "paused")


def test_long_list_planned_after_its_project_was_put_away_stands(rich: Owner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(_launch, "PLANNED_AT_ONCE", 1)
    campaign = making.sms(rich.project, making.phones(2))
    start(campaign_id=campaign.id)
    archive.archive(project=rich.project)
    tasks.pause_project(project_id=rich.project.id)
    assert state(campaign) == ("processing", "")
    plan_run(run_id=CampaignRun.objects.get().id)
    assert state(campaign) == ("paused", "system")
