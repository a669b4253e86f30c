"""One call's walk through its flow: stimuli in, steps out, nothing touched.

The walk always ends: a question is repeated once, repeat cards count down, and a ceiling on entered nodes catches what
a document that escaped the checks could still do. After `HangUp` there is only silence.

What is said while a clip plays counts only when it is one of the asked words: people say «алло» into a greeting.
"""

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from enum import Enum

from rupor.engine.flow import cards, steps
from rupor.engine.flow.graph import Branch, Flow, Node, When

MOST_ENTRIES = 400
QUESTION_REPEATS = 1
_FACTS = (cards.Goal, cards.Stop, cards.Message, cards.Webhook, cards.Ticket)


class State(Enum):
    """Lawful moves: NEW to any; PLAYING, LISTENING and RINGING (an operator) to one another and to ENDED; RINGING to
    CONNECTED, and that to ENDED; ENDED to nothing."""

    NEW = "new"
    PLAYING = "playing"
    LISTENING = "listening"
    RINGING = "ringing"
    CONNECTED = "connected"
    ENDED = "ended"


class FlowRunner:
    """Runs one flow once. `clip_listen_from`: each clip's own start of recognition, used where the card gives none."""

    def __init__(
        self,
        *,
        flow: Flow,
        action_wait_seconds: float,
        clip_listen_from: Mapping[str, float] | None = None,
        silence_ends: bool = False,
    ) -> None:
        self.state = State.NEW
        self.path: list[str] = []
        self._flow = flow
        self._wait_seconds = action_wait_seconds
        self._clip_listen_from = clip_listen_from or {}
        self._silence_ends = silence_ends
        self._node: Node = flow.nodes[flow.start]
        self._led_by: dict[str, str] = {}
        self._records = False
        self._ahead: deque[cards.Card] = deque()
        self._listen_from: float | None = None
        self._operators: deque[steps.Step] = deque()
        self._unanswered: Counter[str] = Counter()
        self._repeated: Counter[tuple[str, int]] = Counter()

    def start(self) -> list[steps.Step]:
        """The first steps, due as soon as the person has answered."""
        return self._walk(self._flow.start) if self.state is State.NEW else []

    def feed(self, stimulus: steps.Stimulus) -> list[steps.Step]:
        """What to do about what happened."""
        was_playing = self.state is State.PLAYING
        match stimulus:
            case steps.ClipFinished() if was_playing:
                return self._run_cards([])
            case steps.KeyPressed(digit=digit, at_seconds=at) if self._hears(at):
                return self._silenced(was_playing, self._answer("key", self._key_branch(digit)))
            case steps.Said():
                return self._said(stimulus)
            case steps.WaitElapsed() if self.state is State.LISTENING:
                return self._answer("silence", self._node.branch(when="silence"))
            case steps.OperatorAnswered() if self.state is State.RINGING:
                self.state = State.CONNECTED
                return [steps.Connect()]
            case steps.OperatorLost() if self.state is State.RINGING:
                return [self._operators.popleft()] if self._operators else self._nobody()
            case steps.OperatorLost() if self.state is State.CONNECTED:
                return self._end()
            case steps.MachineFound() if self.state in (State.PLAYING, State.LISTENING, State.RINGING):
                return self._silenced(self.state is not State.LISTENING, self._end())
            case steps.FarHungUp():
                self.state = State.ENDED
        return []

    def _hears(self, at_seconds: float) -> bool:
        if self.state is State.PLAYING:
            return self._listen_from is not None and at_seconds >= self._listen_from
        return self.state is State.LISTENING

    @staticmethod
    def _silenced(was_playing: bool, following: list[steps.Step]) -> list[steps.Step]:
        return [steps.StopPlaying(), *following] if was_playing else following

    def _key_branch(self, digit: str) -> Branch | None:
        return self._node.branch(when="key", value=digit) or self._node.branch(when="other")

    def _said(self, said: steps.Said) -> list[steps.Step]:
        if self.state not in (State.PLAYING, State.LISTENING) or not self._node.by_voice:
            return []
        branch = self._node.branch_for_words(text=said.text, phrase=said.phrase)
        if self.state is State.LISTENING:
            return self._answer("words", branch or self._node.branch(when="other"))
        return self._silenced(True, self._answer("words", branch)) if branch else []

    def _answer(self, when: When, branch: Branch | None) -> list[steps.Step]:
        if branch is not None:
            self._unanswered.pop(self._node.id, None)
            return self._walk(branch.to, by_answer=True)
        if when == "silence" and self._silence_ends:
            return self._end()
        return self._ask_again()

    def _ask_again(self) -> list[steps.Step]:
        self._unanswered[self._node.id] += 1
        if self._unanswered[self._node.id] > QUESTION_REPEATS:
            return self._end()
        clip = self._node.play
        return [self._play(clip) if clip else self._listen()]

    def _walk(self, key: str, *, by_answer: bool = False) -> list[steps.Step]:
        return self._run_cards([]) if self._arrive(key, by_answer=by_answer) else self._end()

    def _arrive(self, key: str, *, by_answer: bool = False) -> bool:
        if len(self.path) >= MOST_ENTRIES or key not in self._flow.nodes:
            return False
        if self.path:
            self._led_by[key] = self._node.id
        self._node = self._flow.nodes[key]
        self.path.append(key)
        self._ahead = deque(_facts_first(self._node.cards) if by_answer else self._node.cards)
        return True

    def _run_cards(self, done: list[steps.Step]) -> list[steps.Step]:
        """Cards up to the next clip, question or end, through as many nodes as that takes."""
        while True:
            while self._ahead:
                card = self._ahead.popleft()
                match card:
                    case cards.Play():
                        return [*done, self._play(card)]
                    case cards.Transfer():
                        return done + self._transfer(card)
                    case cards.HangUp() | cards.Goto():
                        return done + self._end()
                    case cards.Repeat():
                        if self._may_repeat(card) and not self._arrive(card.node or self._leader()):
                            return done + self._end()
                    case cards.Record():
                        done += self._record()
                    case cards.MachineFilter():
                        pass
                    case _:
                        done.append(_fact(card, self._node.id))
            if self._node.listens:
                return [*done, self._listen()]
            if not self._arrive(self._node.next):
                return done + self._end()

    def _record(self) -> list[steps.Step]:
        """A repeated first node does not start the recording anew."""
        if self._records:
            return []
        self._records = True
        return [steps.StartRecording()]

    def _transfer(self, card: cards.Transfer) -> list[steps.Step]:
        self.state = State.RINGING
        self._operators = deque(
            steps.RingOperator(operator=operator, ring_seconds=card.ring_seconds, node=self._node.id)
            for operator in card.operators
        )
        if not self._operators:
            return self._nobody()
        return [steps.PlayMusic(clip=card.sound), self._operators.popleft()]

    def _nobody(self) -> list[steps.Step]:
        """No operator took the call: the branch for it, else whatever comes after the card."""
        branch = self._node.branch(when="no_operator")
        return [steps.StopPlaying(), *(self._walk(branch.to) if branch else self._run_cards([]))]

    def _leader(self) -> str:
        return self._led_by.get(self._node.id, self._node.id)

    def _may_repeat(self, card: cards.Repeat) -> bool:
        place = (self._node.id, self._node.cards.index(card))
        self._repeated[place] += 1
        return self._repeated[place] <= card.times

    def _play(self, card: cards.Play) -> steps.Step:
        self.state = State.PLAYING
        self._listen_from = None
        if self._node.listens:
            own = self._clip_listen_from.get(card.clip, 0.0)
            self._listen_from = own if card.listen_from_seconds is None else card.listen_from_seconds
        return steps.Play(clip=card.clip, listen_from_seconds=self._listen_from, phrases=self._node.phrases)

    def _listen(self) -> steps.Step:
        self.state = State.LISTENING
        return steps.Listen(wait_seconds=self._wait_seconds, phrases=self._node.phrases)

    def _end(self) -> list[steps.Step]:
        self.state = State.ENDED
        return [steps.HangUp()]


def _facts_first(ordered: Iterable[cards.Card]) -> list[cards.Card]:
    """After an answer nothing that the person asked for may be lost by hanging up during the next clip."""
    listed = list(ordered)
    ends = next(
        (place for place, card in enumerate(listed) if isinstance(card, cards.HangUp | cards.Repeat)), len(listed)
    )
    head, tail = listed[:ends], listed[ends:]
    return sorted(head, key=lambda card: not isinstance(card, _FACTS)) + tail


def _fact(card: cards.Goal | cards.Stop | cards.Message | cards.Webhook | cards.Ticket, node: str) -> steps.Fact:
    match card:
        case cards.Goal(tag=tag):
            return steps.MarkLead(tag=tag, node=node)
        case cards.Stop(stop_list=stop_list):
            return steps.AddToStopList(stop_list=stop_list, node=node)
        case cards.Message(text=text, sender=sender):
            return steps.SendMessage(text=text, sender=sender, node=node)
        case cards.Webhook(integration=integration):
            return steps.TellIntegration(integration=integration, node=node)
        case cards.Ticket(title=title, text=text):
            return steps.MakeTicket(title=title, text=text, node=node)
