"""A flow walked without a telephone: typed answers in, and what would happen out, with its seconds.

A typed answer is given after the clip; one that begins with «!» interrupts it. A digit is a key, the words of `SIGNS`
stand for what happens without speaking, anything else was said aloud.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from rupor.engine.flow import placeholders, runner, steps
from rupor.engine.flow.graph import Flow
from rupor.engine.flow.runner import State

SIGNS: Mapping[str, steps.Stimulus] = {
    "молчание": steps.WaitElapsed(),
    "silence": steps.WaitElapsed(),
    "сброс": steps.FarHungUp(),
    "hangup": steps.FarHungUp(),
    "автоответчик": steps.MachineFound(),
    "machine": steps.MachineFound(),
    "оператор": steps.OperatorAnswered(),
    "operator": steps.OperatorAnswered(),
    "занято": steps.OperatorLost(),
    "busy": steps.OperatorLost(),
}
ANSWER_SECONDS = 2.0
RING_SECONDS = 5.0
# Nobody knows how long a talk with an operator lasts: a rehearsal takes a minute for it.
OPERATOR_SECONDS = 60.0


@dataclass(frozen=True)
class Happening:
    """One line of the rehearsal. `kind` names a step (`play`, `lead` …) or, after `person_`, what was typed.

    `text` is what it is about: a clip's key, a tag, a list, a final message, an operator; `more` its seconds, sender or
    text.
    """

    kind: str
    node: str
    at_seconds: float
    text: str = ""
    more: str = ""


class Rehearsal:
    """One walk. Where the runner waits for the world, seconds are counted as the world would take them."""

    def __init__(
        self,
        *,
        flow: Flow,
        clip_seconds: Mapping[str, float],
        action_wait_seconds: float,
        variables: Mapping[str, str] | None = None,
        silence_ends: bool = False,
    ) -> None:
        """`clip_seconds` by clip key; a clip that is not there lasts nothing."""
        self.seconds = 0.0
        self.operator_seconds = 0.0
        self.messages: list[str] = []
        self._flow = flow
        self._variables = variables or {}
        self._clip_seconds = clip_seconds
        self._wait_seconds = action_wait_seconds
        self._runner = runner.FlowRunner(flow=flow, action_wait_seconds=action_wait_seconds, silence_ends=silence_ends)
        self._clip = ""
        self._listen_from: float | None = None
        self._ring_seconds = 0
        self._entered = 0

    @property
    def ended(self) -> bool:
        """Nothing more can happen."""
        return self._runner.state is State.ENDED

    def start(self) -> list[Happening]:
        """Up to where the first answer may be given."""
        return self._settle(self._told(self._runner.start()))

    def feed(self, typed: str) -> list[Happening]:
        """What one typed answer leads to; nothing when the call is over."""
        interrupts = typed.startswith("!")
        word = typed.removeprefix("!").strip()
        if self.ended:
            return []
        done = [] if interrupts else self._finish_clip()
        stimulus = self._stimulus(word)
        done.append(self._happening(f"person_{_name(stimulus)}", text=word))
        self._spend(stimulus, interrupts=interrupts)
        following = self._runner.feed(stimulus)
        if not following and not isinstance(stimulus, steps.FarHungUp):
            done.append(self._happening("unheeded", text=word))
        return self._settle(done + self._told(following))

    def finish(self) -> list[Happening]:
        """What is still owed when nothing more is typed: the clip that plays is played to its end."""
        return self._settle(self._finish_clip())

    def _stimulus(self, word: str) -> steps.Stimulus:
        if len(word) == 1 and word in "0123456789*#":
            return steps.KeyPressed(digit=word, at_seconds=max(self._length, self._listen_from or 0.0))
        return SIGNS.get(word.lower()) or steps.Said(text=word)

    @property
    def _length(self) -> float:
        return self._clip_seconds.get(self._clip, 0.0)

    def _spend(self, stimulus: steps.Stimulus, *, interrupts: bool) -> None:
        match stimulus:
            case _ if self._runner.state is State.CONNECTED:
                self.seconds += OPERATOR_SECONDS
                self.operator_seconds += OPERATOR_SECONDS
            case steps.WaitElapsed():
                self.seconds += self._wait_seconds
            case steps.OperatorAnswered():
                self.seconds += RING_SECONDS
            case steps.OperatorLost() if self._runner.state is State.RINGING:
                self.seconds += self._ring_seconds
            case _ if interrupts and self._runner.state is State.PLAYING:
                self.seconds += min(self._length, (self._listen_from or 0.0) + ANSWER_SECONDS)
            case _:
                self.seconds += ANSWER_SECONDS

    def _finish_clip(self) -> list[Happening]:
        if self._runner.state is not State.PLAYING:
            return []
        self.seconds += self._length
        return self._told(self._runner.feed(steps.ClipFinished()))

    def _settle(self, done: list[Happening]) -> list[Happening]:
        """Clips that wait for no answer are heard to their end."""
        while self._runner.state is State.PLAYING and self._listen_from is None:
            done = done + self._finish_clip()
        return done

    def _told(self, following: list[steps.Step]) -> list[Happening]:
        entered = self._runner.path[self._entered :]
        self._entered = len(self._runner.path)
        done = [self._happening("enter", node=key, text=self._flow.nodes[key].title or key) for key in entered]
        return done + [told for step in following if (told := self._tell(step))]

    def _tell(self, step: steps.Step) -> Happening | None:
        filled = {"values": self._variables}
        match step:
            case steps.Play(clip=clip, listen_from_seconds=listen_from):
                self._clip, self._listen_from = clip, listen_from
                return self._happening("play", text=clip)
            case steps.Listen(wait_seconds=seconds, phrases=phrases):
                return self._happening("listen", text=", ".join(phrases), more=f"{seconds:g}")
            case steps.MarkLead(tag=tag, node=node):
                return self._happening("lead", node=node, text=tag)
            case steps.AddToStopList(stop_list=stop_list, node=node):
                return self._happening("stop_list", node=node, text=stop_list)
            case steps.SendMessage(text=text, sender=sender, node=node):
                self.messages.append(placeholders.fill(text=text, **filled))
                return self._happening("message", node=node, text=self.messages[-1], more=sender)
            case steps.TellIntegration(integration=integration, node=node):
                return self._happening("webhook", node=node, text=str(integration))
            case steps.MakeTicket(title=title, text=text, node=node):
                texts = [placeholders.fill(text=each, **filled) for each in (title, text)]
                return self._happening("ticket", node=node, text=texts[0], more=texts[1])
            case steps.PlayMusic(clip=clip):
                return self._happening("music", text=clip)
            case steps.RingOperator(operator=operator, ring_seconds=seconds):
                self._ring_seconds = seconds
                return self._happening("ring", text=operator.to, more=str(seconds))
            case steps.Connect():
                return self._happening("connect")
            case steps.StartRecording():
                return self._happening("record")
            case steps.HangUp():
                return self._happening("hangup")
            case steps.StopPlaying():
                return None

    def _happening(self, kind: str, *, node: str = "", text: str = "", more: str = "") -> Happening:
        here = node or (self._runner.path[-1] if self._runner.path else "")
        return Happening(kind=kind, node=here, at_seconds=round(self.seconds, 2), text=text, more=more)


_NAMES: Mapping[type[steps.Stimulus], str] = {
    steps.KeyPressed: "key",
    steps.Said: "said",
    steps.WaitElapsed: "silence",
    steps.FarHungUp: "hangup",
    steps.MachineFound: "machine",
    steps.OperatorAnswered: "operator",
    steps.OperatorLost: "busy",
}


def _name(stimulus: steps.Stimulus) -> str:
    return _NAMES[type(stimulus)]
