"""The call that speaks a code, and how calls of this room go on. Pure."""

import hashlib
import hmac
from datetime import timedelta
from typing import Any

STAGES = ("waiting", "dialling", "answered", "ended")
CODE_LIFE = timedelta(minutes=10)
CALLED_WITHIN = timedelta(seconds=60)
MOST_CALLS_AN_HOUR = 3
MOST_TRIALS_AN_HOUR = 20
ANSWER_WAIT_SECONDS = 40
CODE_TALK_SECONDS = 60

CODE_FLOW: dict[str, Any] = {
    "version": 1,
    "start": "say",
    "nodes": {"say": {"cards": [{"do": "play", "material": "campaign"}, {"do": "hangup"}]}},
}
_SAID = {
    "ru": "Здравствуйте! Ваш код подтверждения: {code}. Повторяю: {code}. Если вы его не запрашивали, положите трубку.",
    "en": "Hello! Your confirmation code is {code}. Once more: {code}. If you did not ask for it, just hang up.",
}


def said(*, code: str, language: str) -> str:
    """The words of the call; digits stand apart, so that they are spoken one by one."""
    return _SAID.get(language, _SAID["ru"]).format(code=", ".join(code))


def hashed(*, code: str, phone: str, key: str) -> str:
    """What is kept of a code."""
    return hmac.new(key.encode(), f"{phone}:{code}".encode(), hashlib.sha256).hexdigest()


def is_news(*, stage: str, known: str) -> bool:
    """Stages are heard twice and in any order; only forward moves count, and the end may be amended."""
    return STAGES.index(stage) > STAGES.index(known) or stage == known == "ended"
