"""What the doors of trunks read and show. Passwords and keys go in and never come out."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

Line = Annotated[str, StringConstraints(strip_whitespace=True, max_length=255)]
Secret = Annotated[str, StringConstraints(max_length=128)]
Pem = Annotated[str, StringConstraints(strip_whitespace=True, max_length=64_000)]
Transport = Literal["udp", "tcp", "tls"]
CallerForm = Literal["e164", "plus", "national8", "as_is"]
PrivacyWord = Literal["", "none", "id", "header"]
Srtp = Literal["off", "optional", "required"]


class TrunkReportItem(Schema):
    """How the trunk fares at one gateway. `registered` is null where it does not register; `why` is empty when calls
    can go this way."""

    gateway: str
    reachable: bool
    registered: bool | None
    calls: int
    answer: str
    why: str
    heard_at: datetime


class OtherReport(TrunkReportItem):
    """The same of a trunk that is known by its name only."""

    trunk: str


class TrunkItem(Schema):
    """A trunk as it is shown."""

    id: int
    name: str
    enabled: bool
    host: str
    port: int
    transport: Transport
    user: str
    from_domain: str
    caller_form: CallerForm
    asserted_identity: bool
    privacy: PrivacyWord
    channels: int
    starts_per_second: int
    prefixes: list[str]
    codecs: list[str]
    srtp: Srtp
    priority: int
    weight: int
    registers: bool
    asks: bool
    server_name: str
    verify: bool
    has_password: bool
    has_ca: bool
    has_identity: bool
    reports: list[TrunkReportItem]


class NewTrunk(Schema):
    """A trunk to be added."""

    name: Line
    host: Line
    enabled: bool = True
    port: int = Field(0, ge=0, le=65535)
    transport: Transport = "udp"
    user: Line = Field("", max_length=128)
    password: Secret = ""
    from_domain: Line = ""
    caller_form: CallerForm = "as_is"
    asserted_identity: bool = False
    privacy: PrivacyWord = ""
    channels: int = Field(0, ge=0, le=100_000)
    starts_per_second: int = Field(0, ge=0, le=10_000)
    prefixes: list[str] = []
    codecs: list[str] = ["PCMA", "PCMU"]
    srtp: Srtp = "off"
    priority: int = Field(10, ge=0, le=1000)
    weight: int = Field(1, ge=0, le=1000)
    registers: bool = False
    asks: bool = True
    ca: Pem = ""
    identity: Pem = ""
    server_name: Line = ""
    verify: bool = True


class TrunkChange(Schema):
    """What may be changed; a thing left out stays."""

    name: Line | None = None
    host: Line | None = None
    enabled: bool | None = None
    port: int | None = Field(None, ge=0, le=65535)
    transport: Transport | None = None
    user: Line | None = Field(None, max_length=128)
    password: Secret | None = None
    from_domain: Line | None = None
    caller_form: CallerForm | None = None
    asserted_identity: bool | None = None
    privacy: PrivacyWord | None = None
    channels: int | None = Field(None, ge=0, le=100_000)
    starts_per_second: int | None = Field(None, ge=0, le=10_000)
    prefixes: list[str] | None = None
    codecs: list[str] | None = None
    srtp: Srtp | None = None
    priority: int | None = Field(None, ge=0, le=1000)
    weight: int | None = Field(None, ge=0, le=1000)
    registers: bool | None = None
    asks: bool | None = None
    ca: Pem | None = None
    identity: Pem | None = None
    server_name: Line | None = None
    verify: bool | None = None
