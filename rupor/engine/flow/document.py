"""Reading the JSON document of a call flow (version 1), and telling everything that is wrong with it at once."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from rupor.engine.flow import cards, checks
from rupor.engine.flow.checks import Problem
from rupor.engine.flow.graph import Branch, Flow, Node, When
from rupor.kit import errors

VERSION = 1
MOST_NODES = 200


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
        listens = fields.get("recognition") is not None
        if listens:
            self._recognition(key, fields["recognition"])
        following = fields.get("next") or ""
        if listens and following:
            self._fail(key, "next_beside_recognition")
        return Node(
            id=key,
            cards=self._cards(key, fields.get("cards")),
            listens=listens,
            branches=self._branches(key, fields.get("branches"), listens=listens),
            next=str(following),
            title=str(fields.get("title") or ""),
        )

    def _recognition(self, key: str, recognition: Any) -> None:
        if not isinstance(recognition, Mapping) or recognition.get("mode") != "dtmf":
            self._fail(key, "recognition_mode_unknown")

    def _cards(self, key: str, listed: object) -> tuple[cards.Card, ...]:
        if listed is None:
            return ()
        if not isinstance(listed, list):
            self._fail(key, "node_malformed")
            return ()
        read = []
        for place, fields in enumerate(listed):
            try:
                read.append(cards.read(fields))
            except cards.BadCard as bad:
                self._fail(key, bad.code, place)
        return tuple(read)

    def _branches(self, key: str, listed: object, *, listens: bool) -> tuple[Branch, ...]:
        if not listens:
            if listed:
                self._fail(key, "branches_without_recognition")
            return ()
        if not isinstance(listed, list) or not listed:
            self._fail(key, "recognition_without_branches")
            return ()
        return tuple(branch for fields in listed if (branch := self._branch(key, fields)))

    def _branch(self, key: str, fields: object) -> Branch | None:
        if not isinstance(fields, Mapping) or fields.get("when") not in ("key", "other", "silence"):
            self._fail(key, "branch_malformed")
            return None
        value = ""
        if fields["when"] == "key":
            value = str(fields.get("value", ""))
            if len(value) != 1 or value not in "0123456789":
                self._fail(key, "branch_key_malformed")
                return None
        return Branch(when=cast(When, fields["when"]), to=str(fields.get("to") or ""), value=value)

    def _targets(self, flow: Flow) -> None:
        for node in flow.nodes.values():
            exits = [branch.to for branch in node.branches] + ([node.next] if node.next else [])
            for target in exits:
                if target not in flow.nodes:
                    self._fail(node.id, "target_unknown")
            for place, card in enumerate(node.cards):
                if isinstance(card, cards.Repeat) and card.node and card.node not in flow.nodes:
                    self._fail(node.id, "target_unknown", place)
