"""Begins a pass over people: snapshot, prices and targets, and then the queue."""

from django.db.models import F

from rupor.features.accounts.models import User
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _freeze, _move
from rupor.features.campaigns.actions.check import check
from rupor.features.campaigns.models import Campaign, CampaignRun, CampaignState, RunKind
from rupor.features.deliveries.actions.plan import plan
from rupor.features.materials.models import Material
from rupor.kit import clock, errors, jobs

PLANNED_AT_ONCE = 20_000


def launch(
    campaign: Campaign, *, kind: RunKind, actor: User | None, previous: CampaignRun | None = None
) -> CampaignRun:
    """A new run of a locked campaign. Long lists are planned by a worker; the campaign is `processing` meanwhile."""
    verdict = check(campaign=campaign)
    if verdict.problems:
        first = verdict.problems[0]
        raise errors.Conflict(
            "campaign_not_ready", field=first.field, problems=[each.code for each in verdict.problems]
        )
    _move.move(campaign, CampaignState.PROCESSING, actor=actor)
    last = campaign.runs.order_by("-index").first()
    run = CampaignRun.objects.create(
        account_id=campaign.account_id, campaign=campaign, kind=kind, index=last.index + 1 if last else 1
    )
    run.snapshot = _freeze.freeze(campaign=campaign, run=run)
    run.snapshot["previous_run"] = previous.id if previous else None
    run.save(update_fields=["snapshot"])
    if verdict.contacts <= PLANNED_AT_ONCE:
        carry_out(campaign, run, actor=actor)
    else:
        jobs.defer("campaigns.plan_run", lock=f"campaign-{campaign.id}", run_id=run.id)
    return run


def carry_out(campaign: Campaign, run: CampaignRun, *, actor: User | None = None) -> None:
    """Makes the targets and passes the campaign on to its schedule or the queue."""
    previous = run.snapshot.get("previous_run")
    counts = plan(
        account=campaign.account_id,
        campaign=campaign.id,
        run=run.id,
        audiences=list(campaign.audiences.values_list("id", flat=True)),
        stop_audiences=queries.stop_audience_ids(
            account_id=campaign.account_id, chosen=campaign.stop_audiences.values_list("id", flat=True)
        ),
        materials=_rotation(campaign),
        now=clock.now(),
        previous_run=previous,
    )
    CampaignRun.objects.filter(id=run.id).update(
        planned_at=clock.now(),
        total=F("total") + sum(counts.values()),
        stop_listed=F("stop_listed") + counts.get("stop_listed", 0),
        invalid=F("invalid") + counts.get("invalid", 0),
        replaced_unanswered=_left_unanswered(previous),
    )
    _move.move(campaign, CampaignState.ACCEPTED, actor=actor)
    start_at = campaign.start_at if run.kind == RunKind.INITIAL else None
    waits = start_at is not None and start_at > clock.now()
    _move.move(campaign, CampaignState.SCHEDULED if waits else CampaignState.QUEUED, actor=actor)


def _left_unanswered(previous: int | None) -> int:
    if previous is None:
        return 0
    return int(CampaignRun.objects.values_list("unanswered", flat=True).get(id=previous))


def _rotation(campaign: Campaign) -> list[int]:
    if campaign.channel != "voice":
        return []
    clips = Material.objects.filter(campaignmaterial__campaign=campaign).order_by("campaignmaterial__order")
    return list(clips.values_list("id", flat=True))
