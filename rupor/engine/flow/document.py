"""Reading the JSON document of a call flow (version 1), and telling everything that is wrong with it at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import cast

from rupor.engine.flow import card_reading, cards, checks, words
from rupor.engine.flow.checks import Problem
from rupor.engine.flow.graph import Branch, Flow, Node, When
from rupor.kit import errors

VERSION = 1
MOST_NODES = 200
MOST_WORDS = 50
LONGEST_PHRASE = 80
_PLAIN_BRANCHES = ("other", "silence", "no_operator")


def problems(*, document: object, known_materials: Collection[int] | None = None) -> list[Problem]:
    """All that forbids saving the flow; empty: it can run. Without `known_materials` the clips are not looked up."""
    reading = _Reading()
    flow = reading.read(document)
    if flow is None:
        return reading.problems
    return reading.problems + checks.problems(flow=flow, known_materials=known_materials)


def read(document: object) -> Flow:
    """The flow of a document that has no problems of form; the first problem is raised as an error."""
    reading = _Reading()
    flow = reading.read(document)
    if flow is None or reading.problems:
        first = reading.problems[0]
        raise errors.RuporError(f"flow_{first.code}", field="flow", node=first.node, card=first.card)
    return flow


@dataclass
class _Reading:
    """Keeps going after a problem, so that the editor shows them all."""

    problems: list[Problem] = field(default_factory=list)

    def read(self, document: object) -> Flow | None:
        if not isinstance(document, Mapping) or document.get("version") != VERSION:
            self._fail("", "version_unknown")
            return None
        nodes = document.get("nodes")
        if not isinstance(nodes, Mapping) or not nodes:
            self._fail("", "nodes_missing")
            return None
        if len(nodes) > MOST_NODES:
            self._fail("", "too_many_nodes")
            return None
        read = {str(key): self._node(str(key), value) for key, value in nodes.items()}
        start = document.get("start")
        if not isinstance(start, str) or start not in read:
            self._fail("", "start_missing")
            return None
        flow = Flow(start=start, nodes=read)
        self._targets(flow)
        return flow

    def _fail(self, node: str, code: str, card: int | None = None) -> None:
        self.problems.append(Problem(node=node, card=card, code=code))

    def _node(self, key: str, fields: object) -> Node:
        if not isinstance(fields, Mapping):
            self._fail(key, "node_malformed")
            return Node(id=key)
        recognition = fields.get("recognition")
        listens, by_voice = recognition is not None, False
        if listens:
            by_voice = self._by_voice(key, recognition)
        following = fields.get("next") or ""
        if listens and following:
            self._fail(key, "next_beside_recognition")
        return Node(
            id=key,
            cards=self._cards(key, fields.get("cards")),
            listens=listens,
            by_voice=by_voice,
            branches=self._branches(key, fields.get("branches"), listens=listens),
            next=str(following),
            title=str(fields.get("title") or ""),
        )

    def _by_voice(self, key: str, recognition: object) -> bool:
        mode = recognition.get("mode") if isinstance(recognition, Mapping) else None
        if mode not in ("dtmf", "voice"):
            self._fail(key, "recognition_mode_unknown")
        return mode == "voice"

    def _cards(self, key: str, listed: object) -> tuple[cards.Card, ...]:
        if listed is None:
            return ()
        if not isinstance(listed, list):
            self._fail(key, "node_malformed")
            return ()
        read = []
        for place, fields in enumerate(listed):
            try:
                read.append(card_reading.read(fields))
            except card_reading.BadCard as bad:
                self._fail(key, bad.code, place)
        return tuple(read)

    def _branches(self, key: str, listed: object, *, listens: bool) -> tuple[Branch, ...]:
        """Without recognition only «nobody could be connected» may lead on."""
        if listed and not isinstance(listed, list):
            self._fail(key, "branch_malformed")
        given = listed if isinstance(listed, list) else []
        read = [branch for fields in given if (branch := self._branch(key, fields))]
        answers = [branch for branch in read if branch.when != "no_operator"]
        if listens and not answers:
            self._fail(key, "recognition_without_branches")
        if answers and not listens:
            self._fail(key, "branches_without_recognition")
            return tuple(branch for branch in read if branch not in answers)
        return tuple(read)

    def _branch(self, key: str, fields: object) -> Branch | None:
        given = fields if isinstance(fields, Mapping) else {}
        to = str(given.get("to") or "")
        match given.get("when"):
            case "key":
                value = str(given.get("value", ""))
                if len(value) == 1 and value in "0123456789":
                    return Branch(when="key", to=to, value=value)
                self._fail(key, "branch_key_malformed")
            case "words":
                if phrases := self._words(key, given.get("words")):
                    return Branch(when="words", to=to, words=phrases)
            case when if when in _PLAIN_BRANCHES:
                return Branch(when=cast(When, when), to=to)
            case _:
                self._fail(key, "branch_malformed")
        return None

    def _words(self, key: str, listed: object) -> tuple[str, ...]:
        if not isinstance(listed, list) or not all(isinstance(phrase, str) for phrase in listed):
            self._fail(key, "branch_words_missing")
            return ()
        phrases = tuple(dict.fromkeys(phrase.strip() for phrase in listed if words.stems(phrase)))
        if not phrases:
            self._fail(key, "branch_words_missing")
        elif len(phrases) > MOST_WORDS or any(len(phrase) > LONGEST_PHRASE for phrase in phrases):
            self._fail(key, "branch_words_too_many")
        return phrases

    def _targets(self, flow: Flow) -> None:
        for node in flow.nodes.values():
            exits = [branch.to for branch in node.branches] + ([node.next] if node.next else [])
            for target in exits:
                if target not in flow.nodes:
                    self._fail(node.id, "target_unknown")
            for place, card in enumerate(node.cards):
                if isinstance(card, cards.Repeat) and card.node and card.node not in flow.nodes:
                    self._fail(node.id, "target_unknown", place)
