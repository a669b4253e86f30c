"""Reports as JSON."""

from datetime import UTC, date, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from rupor.features.reports.queries.calls import RESULTS, CallFilter
from rupor.features.reports.queries.messages import MessageFilter
from rupor.kit import phone
from rupor.kit.pagination import PageQuery
from rupor.kit.wire import Money


def _aware(moment: datetime) -> datetime:
    """An instant without a zone is taken as UTC, as all instants of the API are."""
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def _digits(written: str) -> str:
    """A whole number in any writing, or a part of one as its digits."""
    return phone.normalise(written) or "".join(character for character in written if character.isdecimal())


def _known_results(written: str) -> str:
    if not set(filter(None, written.split(","))) <= RESULTS.keys():
        raise ValueError("result_unknown")
    return written


Moment = Annotated[datetime, AfterValidator(_aware)]
PhonePart = Annotated[str, AfterValidator(_digits)]
Format = Literal["xlsx", "csv"]
Status = Literal["ok", "failed", "unknown"]


class DownloadQuery(Schema):
    """The form of the file."""

    format: Format = "xlsx"


class CallConditions(Schema):
    """Filters of calls; several results, told with commas, mean any of them."""

    since: Moment | None = Field(None, alias="from")
    until: Moment | None = Field(None, alias="to")
    phone: PhonePart = ""
    direction: Literal["", "out", "in"] = ""
    result: Annotated[str, AfterValidator(_known_results)] = ""
    status: Status | Literal[""] = ""
    campaign: str = Field("", description="Part of the campaign's name.")

    def conditions(self) -> CallFilter:
        """The filter as the room knows it."""
        return CallFilter(
            since=self.since,
            until=self.until,
            phone=self.phone,
            direction=self.direction,
            results=[name for name in self.result.split(",") if name],
            status=self.status,
            campaign_name=self.campaign.strip(),
        )


class CallsQuery(CallConditions, PageQuery):
    """A page of calls."""


class CallsDownload(CallConditions, DownloadQuery):
    """A file of calls."""


class MessageConditions(Schema):
    """Filters of messages."""

    since: Moment | None = Field(None, alias="from")
    until: Moment | None = Field(None, alias="to")
    type: Literal["", "mailing", "scenario", "api"] = ""
    text: str = ""
    phone: PhonePart = ""
    status: str = ""

    def conditions(self) -> MessageFilter:
        """The filter as the room knows it."""
        return MessageFilter(
            since=self.since,
            until=self.until,
            type=self.type,
            text=self.text.strip(),
            phone=self.phone,
            status=self.status,
        )


class MessagesQuery(MessageConditions, PageQuery):
    """A page of messages."""


class MessagesDownload(MessageConditions, DownloadQuery):
    """A file of messages."""


class PeriodQuery(Schema):
    """A period; the last thirty days of the account's calendar unless given."""

    since: Moment | None = Field(None, alias="from")
    until: Moment | None = Field(None, alias="to")


class CampaignRef(Schema):
    """The campaign a record belongs to."""

    id: int
    name: str


class CallOut(Schema):
    """A call of the list."""

    id: int
    started_at: datetime
    phone: str
    direction: str
    caller: str
    ring_seconds: float
    duration_seconds: float
    recording_url: str | None
    recording_expired: bool
    lead: bool
    lead_tag: str
    stop_listed: bool
    machine: bool
    cost: Money
    status: Status
    outcome: str
    digits: str
    path: list[str]
    attempt: int
    sip_status: int
    q850_cause: int
    listened_percent: int
    hung_up_by: str
    detail: str
    answered_by: str
    transferred_to: str
    trunk: str
    campaign: CampaignRef | None


class MessageOut(Schema):
    """A message of the list."""

    id: int
    created_at: datetime
    sent_at: datetime | None
    channel: str
    type: str
    sender: str
    text: str
    phone: str
    parts: int
    cost: Money
    status: str
    status_reason: str
    status_at: datetime
    campaign: CampaignRef | None


class BarOut(Schema):
    """One interval of the chart."""

    at: datetime
    answered: int
    unanswered: int
    leads: int


class CampaignStatisticsOut(Schema):
    """The totals of a campaign; people are counted once, by their last state."""

    calls_made: int
    total: int
    leads: int
    stop_listed: int
    machines: int
    answered: int
    unanswered: int
    in_process: int
    called_back: int
    transferred: int
    unknown: int
    invalid: int
    cancelled: int
    cost: Money
    cost_per_lead: Money | None
    sms_sent: int
    sms_delivered: int
    answered_by: dict[str, int]
    series: list[BarOut]


class ClipRef(Schema):
    """The clip a result belongs to."""

    id: int
    name: str
    audio_url: str


class ClipResultOut(Schema):
    """How a clip did; conversion is a fraction."""

    material: ClipRef
    answered: int
    leads: int
    conversion: float


class StageOut(Schema):
    """A step of the funnel; `share` is of the stage before, as a fraction."""

    stage: str
    count: int
    share: float


class DayOut(Schema):
    """One day of the account's calendar."""

    day: date
    cost: Money
    leads: int
    cost_per_lead: Money | None


class ProjectStatisticsOut(Schema):
    """The project over a period. `clicks` is null while no links are tracked."""

    calls: int
    sms: int
    clicks: int | None
    leads: int
    cost: Money
    funnel: list[StageOut]
    series: list[DayOut]
