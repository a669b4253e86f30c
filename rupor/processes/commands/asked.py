"""What a person asks of `rupor campaign run`; the same words and people are the same campaign."""

import hashlib
import json
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Asked:
    """The options of the command."""

    contacts: Path
    text: str
    audio: Path | None
    flow: Path | None
    sms: str
    speed: int
    report: Path | None
    name: str
    account: str
    record: bool
    redial: int
    as_json: bool

    @property
    def voice(self) -> bool:
        """Something is to be said; otherwise only SMS are sent."""
        return bool(self.text or self.audio or self.flow)

    @property
    def key(self) -> str:
        """The same people and the same words are the same campaign: that is how a repeated command finds it."""
        digest = hashlib.sha256()
        for path in (self.contacts, self.audio, self.flow):
            digest.update(path.read_bytes() if path else b"-")
        digest.update(json.dumps([self.text, self.sms, self.name, self.record, self.redial, self.account]).encode())
        return "shell:" + digest.hexdigest()[:48]
