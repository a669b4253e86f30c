"""What is remembered of a talk for its record: keys, words, and how much of every clip was heard."""

from collections.abc import Mapping

from rupor.engine import ports, speech
from rupor.media import Prompt


class Notes:
    """Instants count from the answer."""

    def __init__(self, *, clips: Mapping[str, ports.Clip], sounds: Mapping[str, Prompt]) -> None:
        self.keys: list[ports.Key] = []
        self.heard: list[ports.Said] = []
        self.listened: dict[str, int] = {}
        self.main_percent = 0
        self._clips = clips
        self._sounds = sounds
        self._playing = ""
        self._main = ""

    @property
    def playing(self) -> bool:
        """A clip sounds now."""
        return bool(self._playing)

    @property
    def main(self) -> str:
        """The first clip of the call; empty before it."""
        return self._main

    @property
    def digits(self) -> str:
        """All keys in a row."""
        return "".join(key.digit for key in self.keys)

    def key(self, digit: str, *, at_seconds: float, node: str) -> None:
        """A key was pressed, heeded or not."""
        self.keys.append(ports.Key(digit=digit, at_seconds=round(at_seconds, 2), node=node))

    def said(self, heard: speech.Heard, *, at_seconds: float, node: str) -> None:
        """Something was said, understood or not."""
        said = ports.Said(
            text=heard.text or heard.phrase, phrase=heard.phrase, at_seconds=round(at_seconds, 2), node=node
        )
        self.heard.append(said)

    def clip_began(self, clip: str) -> None:
        """The first clip of the call is the one that «listened» is told of."""
        self._playing = clip
        self._main = self._main or clip

    def clip_ended(self, seconds: float) -> None:
        """So much of the clip was played; the longest listening counts. Nothing is noted when nothing played."""
        clip, self._playing = self._playing, ""
        if not clip:
            return
        length = self._sounds[clip].seconds
        percent = min(100, round(100 * seconds / length)) if length else 0
        material = str(self._clips[clip].material)
        self.listened[material] = max(percent, self.listened.get(material, 0))
        if clip == self._main:
            self.main_percent = max(percent, self.main_percent)
