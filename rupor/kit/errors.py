"""The one family of failures that we expect: each says what to do next, in words a person can act on."""

from typing import Any


class RuporError(Exception):
    """An expected failure.

    `code` names the text in both languages (`rupor/kit/messages`), `field` the input at fault, `values` fill the text.
    `retryable` tells a job or gateway whether the same thing may succeed later.
    """

    status = 400
    retryable = False

    def __init__(self, code: str, *, field: str = "", **values: Any) -> None:
        super().__init__(code)
        self.code = code
        self.field = field
        self.values = values


class NotFound(RuporError):
    """The thing does not exist, or not for this account: both look the same from outside."""

    status = 404


class Forbidden(RuporError):
    """The person is known but lacks the right."""

    status = 403


class Conflict(RuporError):
    """The thing is in a state that does not allow this, or somebody was quicker."""

    status = 409


class TooLarge(RuporError):
    """What was sent is bigger than we take."""

    status = 413


class NoFunds(RuporError):
    """The balance does not cover it."""

    status = 402


class Unavailable(RuporError):
    """A part we depend on is away for the moment."""

    status = 503
    retryable = True
