"""The flow once read: nodes with cards, and the edges between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rupor.engine.flow import words
from rupor.engine.flow.cards import (
    Card,
    Goto,
    HangUp,
    MachineFilter,
    Message,
    Play,
    Record,
    Repeat,
    Ticket,
    Transfer,
    Webhook,
)

When = Literal["key", "words", "other", "silence", "no_operator"]


@dataclass(frozen=True)
class Branch:
    """Where an answer leads. `value` is the key for `key`, `words` the phrases for `words`; empty otherwise."""

    when: When
    to: str
    value: str = ""
    words: tuple[str, ...] = ()


@dataclass(frozen=True)
class Node:
    """A segment of the talk: cards in order, then either an answer is awaited or the talk goes to `next`.

    A node that hears voices also heeds keys, where it has branches for them.
    """

    id: str
    cards: tuple[Card, ...] = ()
    listens: bool = False
    by_voice: bool = False
    branches: tuple[Branch, ...] = ()
    next: str = ""
    title: str = ""

    def branch(self, *, when: When, value: str = "") -> Branch | None:
        """The branch for an answer; the first in order wins."""
        return next((b for b in self.branches if b.when == when and b.value == value), None)

    def branch_for_words(self, *, text: str, phrase: str) -> Branch | None:
        """The first filter in order that holds the recognised phrase, or whose phrase stands in the text."""
        for branch in self.branches:
            if branch.when == "words" and (phrase in branch.words or words.first_said(text=text, phrases=branch.words)):
                return branch
        return None

    @property
    def phrases(self) -> tuple[str, ...]:
        """Everything that a voice is asked for here, in the order of the filters."""
        if not self.by_voice:
            return ()
        return tuple(phrase for branch in self.branches for phrase in branch.words)

    @property
    def play(self) -> Play | None:
        """The clip of this node, if it has one."""
        return next((card for card in self.cards if isinstance(card, Play)), None)

    @property
    def exits(self) -> tuple[str, ...]:
        """Nodes this one leads to by itself or by an answer; repeats apart, for they are bounded."""
        by_answer = tuple(branch.to for branch in self.branches)
        if self.listens:
            return by_answer
        return (*by_answer, self.next) if self.next and not self.hangs_up else by_answer

    @property
    def transfer(self) -> Transfer | None:
        """The transfer of this node, if it has one."""
        return next((card for card in self.cards if isinstance(card, Transfer)), None)

    @property
    def hangs_up(self) -> bool:
        """A hang-up card ends the call whatever follows."""
        return any(isinstance(card, HangUp) for card in self.cards)

    @property
    def repeats(self) -> Iterator[Repeat]:
        """The repeat cards, in order."""
        return (card for card in self.cards if isinstance(card, Repeat))


@dataclass(frozen=True)
class Flow:
    """A whole call flow. Made by `document.read`; every edge leads to a node that exists."""

    start: str
    nodes: Mapping[str, Node]

    @property
    def clips(self) -> frozenset[str]:
        """Keys of all clips the talk may need: «campaign» or the material's number as text."""
        plays = (node.play.clip for node in self.nodes.values() if node.play)
        waits = (node.transfer.music for node in self.nodes.values() if node.transfer and node.transfer.music)
        return frozenset((*plays, *waits))

    @property
    def message_texts(self) -> tuple[str, ...]:
        """Texts with placeholders, so that a missing value can be found before anyone is called."""
        return tuple(card.text for _, _, card in self.cards if isinstance(card, Message))

    @property
    def ticket_texts(self) -> tuple[str, ...]:
        """Texts of follow-up cards; a value that is missing there keeps nobody from being called."""
        tickets = (card for _, _, card in self.cards if isinstance(card, Ticket))
        return tuple(text for card in tickets for text in (card.title, card.text))

    @property
    def records(self) -> bool:
        """Whether the flow asks for a recording."""
        return any(isinstance(card, Record) for card in self.nodes[self.start].cards)

    @property
    def filters_machines(self) -> bool:
        """Whether the flow asks to leave answering machines."""
        return any(isinstance(card, MachineFilter) for card in self.nodes[self.start].cards)

    @property
    def phrases(self) -> frozenset[tuple[str, ...]]:
        """The sets of phrases that recognisers have to be ready for."""
        return frozenset(node.phrases for node in self.nodes.values() if node.phrases)

    @property
    def transfers(self) -> bool:
        """Whether the talk may go to an operator."""
        return any(node.transfer for node in self.nodes.values())

    @property
    def integrations(self) -> frozenset[int]:
        """Integrations that the talk may tell about the person."""
        return frozenset(card.integration for _, _, card in self.cards if isinstance(card, Webhook))

    @property
    def gotos(self) -> Iterator[tuple[str, int, Goto]]:
        """Cards that lead to other flows: node, place, card."""
        return ((node, place, card) for node, place, card in self.cards if isinstance(card, Goto))

    @property
    def cards(self) -> Iterator[tuple[str, int, Card]]:
        """Every card with its node and its place there."""
        return ((node.id, place, card) for node in self.nodes.values() for place, card in enumerate(node.cards))

    def repeat_targets(self, *, node: Node) -> Iterator[tuple[Repeat, str]]:
        """Where each repeat card of the node may lead; a card without a node may lead to any node that leads here."""
        for card in node.repeats:
            if card.node:
                yield card, card.node
                continue
            for other in self.nodes.values():
                if node.id in other.exits:
                    yield card, other.id
