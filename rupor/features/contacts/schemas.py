"""What the doors of contacts read and show."""

from datetime import datetime
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from rupor.kit.pagination import PageQuery

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Short = Annotated[str, StringConstraints(max_length=255)]


class Counts(Schema):
    """Verdicts of the rows; `rows` is the sum of the others save `stop_listed`, which is told beside."""

    rows: int = 0
    added: int = 0
    updated: int = 0
    unchanged: int = 0
    duplicate: int = 0
    invalid: int = 0
    empty: int = 0
    stop_listed: int = 0


class ImportItem(Schema):
    """An import as it is shown."""

    id: int
    state: Literal["queued", "running", "done", "failed"]
    created_at: datetime
    finished_at: datetime | None
    file_name: str
    counts: Counts
    error: str = Field(description="why it failed, in the person's language")
    verdict_url: str | None


class AudienceItem(Schema):
    """A list as it is shown."""

    id: int
    name: str
    kind: Literal["contacts", "stop"]
    state: Literal["processing", "active", "archived", "trashed", "failed"]
    contacts_count: int
    reports_count: int
    created_at: datetime
    is_global_stop: bool
    hidden: bool
    last_import: ImportItem | None = Field(None, serialization_alias="import")


class AudiencesQuery(PageQuery):
    """Filters of the list."""

    kind: Literal["", "contacts", "stop"] = ""
    state: Literal["", "active", "archived"] = ""
    name: str = ""
    hidden: bool = False


class NewAudience(Schema):
    """What a new list is made of; `text` are pasted numbers or a pasted table."""

    name: Name
    kind: Literal["contacts", "stop"] = "contacts"
    is_global_stop: bool = False
    hidden: bool = False
    text: str = ""


class AudienceChange(Schema):
    """What may be changed; a thing left out stays."""

    name: Name | None = None
    hidden: bool | None = None
    is_global_stop: bool | None = None


class ColumnItem(Schema):
    """A column of an uploaded file."""

    index: int
    title: str
    sample: list[str]
    guess: str


class PreviewItem(Schema):
    """What an uploaded file holds."""

    upload: str
    file_name: str
    encoding: str
    separator: str
    has_header: bool
    columns: list[ColumnItem]
    rows: int


class NewImport(Schema):
    """How an uploaded file is to be brought in."""

    upload: str
    mapping: dict[str, str]
    has_header: bool = True
    encoding: str = ""
    policy: Literal["fill", "overwrite", "skip"] = "fill"


class ContactItem(Schema):
    """A person of a list; a birth date without a year is `--05-17`."""

    id: int
    phone: str
    surname: str
    name: str
    second_name: str
    birthdate: str
    sex: str
    email: str
    link: str
    custom: dict[str, Any]
    added_at: datetime


class ContactsQuery(PageQuery):
    """Search in a list."""

    search: str = Field("", max_length=100)


class NewContact(Schema):
    """A person added by hand."""

    phone: Short
    surname: Short = ""
    name: Short = ""
    second_name: Short = ""
    birthdate: Short = ""
    sex: Short = ""
    email: Short = ""
    link: Annotated[str, StringConstraints(max_length=500)] = ""
    custom: dict[str, str] = {}


class Chosen(Schema):
    """Rows ticked in a list."""

    ids: list[int] = Field(min_length=1, max_length=10_000)


class Removed(Schema):
    """How many were removed."""

    removed: int


class FieldItem(Schema):
    """A field of contacts."""

    id: int
    name: str
    variable: str
    type: str
    system: bool


class NewField(Schema):
    """A field of the project's own."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=64)]
    variable: Annotated[str, StringConstraints(strip_whitespace=True, max_length=64)]
    type: Literal["string", "int", "date", "email", "choice", "bool", "url"] = "string"


class StopItem(Schema):
    """A number of the stop-list."""

    id: int
    phone: str
    source: str
    campaign: int | None = Field(None, validation_alias="campaign_id")
    comment: str
    created_at: datetime


class StopQuery(PageQuery):
    """Search in the stop-list."""

    search: str = Field("", max_length=100)


class NewStops(Schema):
    """Numbers in free text."""

    phones: str = Field(max_length=5_000_000)
    comment: Short = ""


class Stopped(Schema):
    """What became of the numbers."""

    added: int
    already: int
    invalid: list[str]


class StopsChosen(Schema):
    """Entries to remove: those ticked, or all of them."""

    ids: list[int] = Field([], max_length=10_000)
    all: bool = False
