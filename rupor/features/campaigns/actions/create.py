"""Makes a draft."""

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction

from rupor.features.accounts.models import User
from rupor.features.campaigns.actions import _fields
from rupor.features.campaigns.models import Campaign
from rupor.features.flows import queries as flow_queries
from rupor.features.projects.models import Project
from rupor.kit import clock, errors


def create(
    *, project: Project, channel: str, values: Mapping[str, Any], actor: User | None = None, client_key: str = ""
) -> Campaign:
    """The new draft; the same `client_key` finds the campaign made before instead of making another."""
    if channel not in ("voice", "sms"):
        raise errors.RuporError("campaign_channel_unknown", field="channel")
    known = _known(project, client_key)
    if known is not None:
        return known
    try:
        with transaction.atomic():
            return _make(project=project, channel=channel, values=values, actor=actor, client_key=client_key)
    except IntegrityError:
        known = _known(project, client_key)
        if known is None:
            raise
        return known


def _known(project: Project, client_key: str) -> Campaign | None:
    if not client_key:
        return None
    return Campaign.objects.filter(account_id=project.account_id, client_key=client_key).first()


def _make(
    *, project: Project, channel: str, values: Mapping[str, Any], actor: User | None, client_key: str
) -> Campaign:
    if project.archived_at is not None:
        raise errors.Conflict("project_archived")
    campaign = Campaign(
        account_id=project.account_id,
        project=project,
        created_by=actor,
        channel=channel,
        name=f"{clock.now():%d.%m.%Y (%H:%M:%S)}",
        time_zone=project.account.time_zone,
        client_key=client_key,
        flow=flow_queries.system_flow() if channel == "voice" else None,
    )
    given = {name: value for name, value in values.items() if not (name == "name" and not value)}
    _fields.write(campaign, given)
    return campaign
