"""The flow once read: nodes with cards, and the edges between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from rupor.engine.flow.cards import Card, HangUp, Message, Play, Record, Repeat

When = Literal["key", "other", "silence"]


@dataclass(frozen=True)
class Branch:
    """Where an answer leads. `value` is the key for `key`, empty otherwise."""

    when: When
    to: str
    value: str = ""


@dataclass(frozen=True)
class Node:
    """A segment of the talk: cards in order, then either an answer is awaited or the talk goes to `next`."""

    id: str
    cards: tuple[Card, ...] = ()
    listens: bool = False
    branches: tuple[Branch, ...] = ()
    next: str = ""
    title: str = ""

    def branch(self, *, when: When, value: str = "") -> Branch | None:
        """The branch for an answer; the first in order wins."""
        return next((b for b in self.branches if b.when == when and b.value == value), None)

    @property
    def play(self) -> Play | None:
        """The clip of this node, if it has one."""
        return next((card for card in self.cards if isinstance(card, Play)), None)

    @property
    def exits(self) -> tuple[str, ...]:
        """Nodes this one leads to by itself or by an answer; repeats apart, for they are bounded."""
        if self.listens:
            return tuple(branch.to for branch in self.branches)
        return (self.next,) if self.next and not self.hangs_up else ()

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
        return frozenset(node.play.clip for node in self.nodes.values() if node.play)

    @property
    def message_texts(self) -> tuple[str, ...]:
        """Texts with placeholders, so that a missing value can be found before anyone is called."""
        every = (card for node in self.nodes.values() for card in node.cards)
        return tuple(card.text for card in every if isinstance(card, Message))

    @property
    def records(self) -> bool:
        """Whether the flow asks for a recording."""
        return any(isinstance(card, Record) for card in self.nodes[self.start].cards)

    def repeat_targets(self, *, node: Node) -> Iterator[tuple[Repeat, str]]:
        """Where each repeat card of the node may lead; a card without a node may lead to any node that leads here."""
        for card in node.repeats:
            if card.node:
                yield card, card.node
                continue
            for other in self.nodes.values():
                if node.id in other.exits:
                    yield card, other.id
