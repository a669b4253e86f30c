"""What the doors of confirmations read and show."""

from datetime import datetime

from ninja import Field, Schema


class PersonalIn(Schema):
    """A number of the account's own, written in any way."""

    phone: str = Field(max_length=64)


class ConfirmationOut(Schema):
    """How the robot's call goes: waiting, dialling, answered, confirmed or failed with a reason."""

    number: int
    phone: str
    state: str
    reason: str
    created_at: datetime
    calls_left: int
