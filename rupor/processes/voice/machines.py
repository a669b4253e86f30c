"""What the order says is done when not a person took the call."""

from collections.abc import Callable
from dataclasses import dataclass

from rupor.engine.dialing.answer_detection import Decision
from rupor.engine.ports import MachineAction
from rupor.processes.voice.detecting import Detection


@dataclass
class Machines:
    """`found` ends the flow as its own filter of machines would, `hush` silences the clip, `again` plays the first one.

    Once `only_message` is set the flow is asked nothing more: the clip's end is the end of the call.
    """

    action: MachineAction
    detection: Detection
    found: Callable[[], None]
    hush: Callable[[], None]
    again: Callable[[], bool]
    hang_up: Callable[[], None]
    only_message: bool = False
    _waiting: bool = False

    def decided(self, decision: Decision, *, playing: bool) -> None:
        """The verdict is here."""
        if decision.verdict.human or self.action is MachineAction.AS_PERSON:
            return
        if self.action is MachineAction.HANG_UP:
            self.found()
            return
        self.only_message = True
        if self.action is MachineAction.AFTER_BEEP:
            self._waiting = True
            self.hush()
            self.detection.wait_for_beep(self._beeped)
        elif not playing:
            self.hang_up()

    def clip_ended(self) -> None:
        """The last clip of a call in which only a message is left."""
        if self.only_message and not self._waiting:
            self.hang_up()

    def _beeped(self) -> None:
        self._waiting = False
        if not self.again():
            self.hang_up()
