"""The built-in talk, its words, and what its end means. Pure."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

DIGIT = "1"
MOST_AN_HOUR = 3
CALLED_WITHIN = timedelta(seconds=60)
OVER_AFTER = timedelta(minutes=3)
ANSWER_WAIT_SECONDS = 40
TALK_SECONDS = 60
STAGES = ("waiting", "dialling", "answered")

FLOW: dict[str, Any] = {
    "version": 1,
    "start": "ask",
    "nodes": {
        "ask": {
            "cards": [{"do": "play", "material": "campaign"}],
            "recognition": {"mode": "dtmf"},
            "branches": [
                {"when": "key", "value": DIGIT, "to": "yes"},
                {"when": "other", "to": "again"},
                {"when": "silence", "to": "again"},
            ],
        },
        "again": {"cards": [{"do": "repeat", "times": 1, "node": "ask"}]},
        "yes": {"cards": [{"do": "play", "material": 1}, {"do": "hangup"}]},
    },
}
_WORDS = {
    "ru": (
        "Здравствуйте! Это робот системы рассылок. Этот номер добавляют в личный кабинет как исходящий."
        " Чтобы подтвердить, нажмите один. Если это не вы, просто положите трубку.",
        "Спасибо, номер подтверждён.",
    ),
    "en": (
        "Hello! This is a calling robot. Somebody adds this number as a caller number."
        " To confirm it, press one. If it was not you, just hang up.",
        "Thank you, the number is confirmed.",
    ),
}


def words(language: str) -> tuple[str, str]:
    """What is asked, and the thanks."""
    return _WORDS.get(language, _WORDS["ru"])


def is_confirmed(call: Mapping[str, Any]) -> bool:
    """Whether the talk came to the node that the expected key leads to; any other end does not confirm."""
    return call.get("outcome") == "answered" and "yes" in call.get("path", [])


def reason(*, outcome: str, call: Mapping[str, Any]) -> str:
    """Why it failed: the outcome of the call, `not_called` when the order came back, `not_pressed` after an answer."""
    if outcome == "answered":
        return "machine" if call.get("machine") else "not_pressed"
    return outcome[:16] or "not_called"


def comes_after(*, stage: str, state: str) -> bool:
    """Whether the told stage is news."""
    return state in STAGES and stage in STAGES and STAGES.index(stage) > STAGES.index(state)


def shown(*, state: str, reason: str, expires_at: datetime, now: datetime) -> tuple[str, str]:
    """State and reason for the cabinet: a call nobody told of in its time has failed."""
    if state in STAGES and now > expires_at:
        return "failed", "not_called"
    return state, reason
