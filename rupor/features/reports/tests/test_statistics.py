"""Totals agree with the records they are counted from."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from rupor.features.campaigns.models import CampaignRun
from rupor.features.deliveries.models import CallRecord
from rupor.features.reports.queries import campaign as campaigns
from rupor.features.reports.queries import project as projects
from rupor.features.reports.tests.conftest import CALL_PRICE, SMS_PRICE, START, Teller


def test_the_totals_of_a_campaign(story):
    found = campaigns.statistics(story.campaign)
    assert (found.total, found.calls_made, found.leads, found.stop_listed, found.machines) == (7, 6, 1, 1, 1)
    assert (found.answered, found.unanswered, found.unknown, found.invalid, found.in_process) == (2, 1, 1, 1, 1)
    assert (found.sms_sent, found.sms_delivered, found.called_back) == (2, 1, 0)
    assert found.answered_by == {"assistant": 1}
    assert found.cost == 2 * CALL_PRICE + SMS_PRICE
    assert found.cost_per_lead == Decimal("4.97")


def test_a_run_over_those_who_did_not_answer_moves_people(story, owner):
    run = CampaignRun.objects.create(
        account=owner.account, campaign=story.campaign, kind="restart", index=2, total=1, answered=1,
        replaced_unanswered=1, calls_made=1, cost=CALL_PRICE,
    )  # fmt: skip
    teller = Teller(owner, story.campaign, run)
    teller.call(teller.person("79160000003", "answered"), "answered")
    found = campaigns.statistics(story.campaign)
    assert (found.total, found.answered, found.unanswered, found.calls_made) == (7, 3, 0, 7)
    assert found.cost == 3 * CALL_PRICE + SMS_PRICE


def test_a_campaign_that_never_ran_is_all_zeros(story, owner):
    CampaignRun.objects.filter(campaign=story.campaign).delete()
    found = campaigns.statistics(story.campaign)
    assert (found.total, found.in_process, found.cost, found.cost_per_lead) == (0, 0, 0, None)


def test_called_back_counts_incoming_calls(story, owner):
    teller = Teller(owner, story.campaign, story.run)
    person = teller.person("79160000099", "answered")
    for number in (1, 2):
        teller.call(person, "answered", number=number, direction="in")
    teller.call(teller.person("79160000098", "unanswered"), "no_answer", direction="in", lead=True)
    assert campaigns.statistics(story.campaign).called_back == 2
    bars = campaigns.series(story.campaign)
    made = CallRecord.objects.filter(campaign_id=story.campaign.id, direction="out", outcome="answered")
    assert sum(bar.answered for bar in bars) == made.count()
    assert sum(bar.leads for bar in bars) == 2


def test_the_chart_adds_up_to_the_calls(story):
    bars = campaigns.series(story.campaign)
    records = CallRecord.objects.filter(campaign_id=story.campaign.id)
    assert sum(bar.answered for bar in bars) == records.filter(outcome="answered").count()
    assert sum(bar.unanswered for bar in bars) == records.exclude(outcome__in=["answered", "unknown"]).count()
    assert sum(bar.leads for bar in bars) == 1
    assert [bar.at for bar in bars] == [START, START + timedelta(minutes=1), START + timedelta(minutes=2)]


def test_the_chart_of_messages(story):
    story.campaign.channel = "sms"
    assert [(bar.answered, bar.unanswered, bar.leads) for bar in campaigns.series(story.campaign)] == [(1, 0, 0)]


def test_the_better_clip_stands_first(story):
    found = [(clip.material, clip.answered, clip.leads, clip.conversion) for clip in campaigns.clips(story.campaign)]
    assert found == [(story.good, 1, 1, 1.0), (story.poor, 1, 0, 0.0)]


@pytest.mark.parametrize(("days_before", "calls", "sms"), [(1, 6, 2), (0, 6, 2), (-1, 0, 0)])
def test_a_project_over_a_period(story, owner, days_before, calls, sms):
    since = START - timedelta(days=days_before)
    found = projects.statistics(project=owner.project, since=since, until=since + timedelta(days=2))
    assert (found.calls, found.sms, found.leads) == (calls, sms, calls and 1)
    assert found.cost == (2 * CALL_PRICE + SMS_PRICE if calls else 0)
    assert found.cost == sum(day.cost for day in found.series)


def test_days_are_those_of_the_account(story, owner):
    found = projects.statistics(project=owner.project, since=START, until=START + timedelta(days=1))
    assert [day.day for day in found.series] == [date(2026, 3, 2)]
    assert found.series[0].cost_per_lead == Decimal("4.97")


def test_the_funnel_goes_from_people_to_goals(story, owner):
    found = projects.statistics(project=owner.project, since=START, until=START + timedelta(days=1))
    assert [(stage.stage, stage.count) for stage in found.funnel] == [
        ("contacts", 7), ("calls", 6), ("answered", 2), ("leads", 1),
    ]  # fmt: skip
    assert [stage.share for stage in found.funnel] == [1.0, 0.8571, 0.3333, 0.5]


def test_another_project_sees_nothing(story, owner):
    from rupor.features.projects.models import Project

    other = Project.objects.create(account=owner.account, name="Другой")
    found = projects.statistics(project=other, since=START, until=START + timedelta(days=1))
    assert (found.calls, found.sms, found.leads, found.cost, found.series) == (0, 0, 0, 0, [])
