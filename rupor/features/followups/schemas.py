"""Follow-up cards as JSON."""

from datetime import UTC, datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import AfterValidator

from rupor.features.followups.queries import CardFilter
from rupor.kit.pagination import Page, PageQuery

State = Literal["new", "in_work", "done"]
Moment = Annotated[datetime, AfterValidator(lambda at: at if at.tzinfo else at.replace(tzinfo=UTC))]


class Person(Schema):
    """A member of the account."""

    id: int
    name: str
    surname: str
    email: str


class FollowUpOut(Schema):
    """A card; `call` and `campaign` are where it came from."""

    id: int
    created_at: datetime
    changed_at: datetime
    done_at: datetime | None
    state: State
    title: str
    text: str
    comment: str
    phone: str
    person: str
    assignee: Person | None
    call: int = Field(alias="call_id")
    campaign: int | None = Field(alias="campaign_id")


class FollowUpPage(Page[FollowUpOut]):
    """A page of cards with how many stand in each state."""

    counts: dict[str, int]


class FollowUpQuery(PageQuery):
    """Filters of the list. `assignee` -1: nobody's."""

    state: State | Literal[""] = ""
    assignee: int = 0
    search: str = Field("", max_length=255)
    since: Moment | None = Field(None, alias="from")
    until: Moment | None = Field(None, alias="to")

    def conditions(self) -> CardFilter:
        """The filter as the room knows it."""
        return CardFilter(
            state=self.state, assignee=self.assignee, search=self.search, since=self.since, until=self.until
        )


class FollowUpChange(Schema):
    """What may be changed; a thing left out stays. `assignee` 0 takes the card from whoever has it."""

    state: State | None = None
    assignee: int | None = None
    comment: str | None = Field(None, max_length=10_000)
