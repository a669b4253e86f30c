"""What the doors of campaigns take and give."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from rupor.engine.ports import MachineAction
from rupor.kit.pagination import PageQuery
from rupor.kit.wire import Money


class CampaignsQuery(PageQuery):
    """Filters of the list; `state` takes several, divided by commas."""

    archived: bool = False
    name: str = ""
    state: str = ""
    channel: str = ""
    since: datetime | None = Field(None, alias="from")
    until: datetime | None = Field(None, alias="to")


class ClipIn(Schema):
    """A clip of the campaign."""

    material: int
    recognition_start_seconds: float = Field(0.0, ge=0, le=3600)


class WindowIn(Schema):
    """When people may be contacted."""

    days: list[int]
    start: str
    end: str


class CampaignSettings(Schema):
    """Every setting; what is absent keeps its value."""

    name: str = ""
    flow: int | None = None
    materials: list[ClipIn] = Field([], max_length=20)
    audiences: list[int] = Field([], max_length=1000)
    stop_audiences: list[int] = Field([], max_length=1000)
    numbers: list[int] = Field([], max_length=1000)
    routing: str = "own_numbers"
    sender: str = ""
    text: str = Field("", max_length=10_000)
    speed_per_hour: int = 3600
    answer_wait_seconds: int = 27
    action_wait_seconds: int = 7
    redial_attempts: int = 0
    redial_interval_seconds: int = 60
    busy_after_ring_ends: bool = Field(
        False, description="Who lets it ring and then gives the busy tone has declined, and is not called again."
    )
    refusal_again: bool = Field(
        False, description="Who declined by the network's own word (603, 607, 608) is called again too."
    )
    record_calls: bool = False
    detect_answering_machine: bool = False
    machine_action: MachineAction = MachineAction.HANG_UP
    detect_silence: bool = False
    lead_limit: int = 0
    spend_limit: Decimal = Field(Decimal(0), max_digits=14, decimal_places=4)
    window: WindowIn | None = None
    start_at: datetime | None = None
    time_zone: str = "Europe/Moscow"


class CampaignIn(CampaignSettings):
    """A new campaign. The same `client_key` does not make a second one."""

    channel: Literal["voice", "sms"]
    client_key: str = Field("", max_length=64)


class CampaignPatch(CampaignSettings):
    """Changes; `user_comment` may change in any state, `speed_per_hour` in any live one."""

    user_comment: str = ""


class SizeOut(Schema):
    """The size counters."""

    total: int
    stop_listed: int
    answered: int
    leads: int
    unanswered: int
    in_process: int
    invalid: int
    unknown: int
    cancelled: int


class FlowRef(Schema):
    """The flow by name."""

    id: int
    name: str


class CampaignItem(Schema):
    """A row of the list."""

    id: int
    name: str
    channel: str
    state: str
    pause_reason: str
    created_at: datetime
    started_at: datetime | None
    finished_at: datetime | None
    archived_at: datetime | None
    speed_per_hour: int
    speed_now: int
    restarts: int
    cost: Money
    cost_per_lead: Money | None
    lead_count: int
    size: SizeOut
    progress: float
    seconds_left: int | None
    badges: list[str]
    flow: FlowRef | None
    user_comment: str
    system_comment: str
    allowed: list[str]


class ClipOut(Schema):
    """A clip with what the list of clips shows."""

    material: int
    name: str
    kind: str
    recognition_start_seconds: float


class NumberRef(Schema):
    """A caller number."""

    id: int
    phone: str


class AudienceRef(Schema):
    """A list of people."""

    id: int
    name: str
    contacts_count: int


class RunOut(Schema):
    """One pass."""

    id: int
    kind: str
    index: int
    state: str
    started_at: datetime | None
    finished_at: datetime | None
    size: SizeOut
    cost: Money


class JournalOut(Schema):
    """A change of state."""

    at: datetime
    actor: str
    before: str = Field(alias="from")
    after: str = Field(alias="to")
    reason: str


class CampaignOut(CampaignItem):
    """One campaign whole."""

    materials: list[ClipOut]
    audiences: list[AudienceRef]
    stop_audiences: list[AudienceRef]
    numbers: list[NumberRef]
    routing: str
    sender: str
    text: str
    answer_wait_seconds: int
    action_wait_seconds: int
    redial_attempts: int
    redial_interval_seconds: int
    busy_after_ring_ends: bool
    refusal_again: bool
    record_calls: bool
    detect_answering_machine: bool
    machine_action: MachineAction
    detect_silence: bool
    lead_limit: int
    spend_limit: Money
    window: dict[str, Any] | None
    start_at: datetime | None
    time_zone: str
    runs: list[RunOut]
    journal: list[JournalOut]


class ProblemOut(Schema):
    """What forbids the launch."""

    tab: str
    field: str
    code: str
    message: str


class EstimateOut(Schema):
    """What the campaign may cost."""

    low: Money
    high: Money


class CheckOut(Schema):
    """The verdict before a launch."""

    problems: list[ProblemOut]
    contacts: int
    estimate: EstimateOut


class RehearsalIn(Schema):
    """A flow to be tried: its document, what is answered in turn, and the person's fields for the texts."""

    document: dict[str, Any]
    answers: list[Annotated[str, StringConstraints(max_length=200)]] = Field([], max_length=100)
    fields: dict[str, str] = {}
    action_wait_seconds: int = Field(7, ge=1, le=60)


class RehearsedOut(Schema):
    """One line. `kind` is what happened (`play`, `lead` …; after `person_`, what was answered), `text` what it is
    about, `more` its seconds, sender or text."""

    kind: str
    node: str
    at_seconds: float
    text: str
    more: str


class RehearsalOut(Schema):
    """The walk, and what the call would have cost. A clip of the campaign counts 15 s, an operator's talk a minute."""

    steps: list[RehearsedOut]
    ended: bool
    talk_seconds: float
    sms_parts: int
    call_price: Money
    sms_price: Money
    price: Money
