"""Bytes of a YAML 1.2 file to a tree of nodes that know their line, within limits: the file may be hostile.

The parser's events are composed here, without recursion, so that depth, size and aliases are bounded before anything is
built. Plain scalars follow the core schema of YAML 1.2 (section 10.3.2): `no` is a word, a date stays text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    Event,
    MappingEndEvent,
    MappingStartEvent,
    NodeEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from exeunt.base.problem import Problem, Where, problem

MAX_BYTES = 1_000_000  # a large real case has about 100,000
MAX_LINE = 10_000  # the parser's time grows with the square of a token, and a token may be as long as a line
MAX_DEPTH = 20
MAX_NODES = 100_000  # aliases counted as often as they are used, so that a few lines cannot stand for millions

Scalar = str | int | float | bool | None

_INT = re.compile(r"[-+]?[0-9]{1,15}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,3})?")
_WORDS: dict[str, Scalar] = {
    **dict.fromkeys(("", "~", "null", "Null", "NULL"), None),
    **dict.fromkeys(("true", "True", "TRUE"), True),
    **dict.fromkeys(("false", "False", "FALSE"), False),
}


@dataclass(eq=False, slots=True)
class Node:
    """A scalar, a list or a mapping with its place. `size` and `depth` count what aliases stand for each time."""

    value: Scalar | list[Node] | dict[str, Node]
    where: Where
    keys: dict[str, Where] = field(default_factory=dict)
    size: int = 1
    depth: int = 1

    def plain(self) -> object:
        """The value without places. A key with no value is left out: a blank line in a form says nothing."""
        if isinstance(self.value, list):
            return [item.plain() for item in self.value]
        if isinstance(self.value, dict):
            return {key: item.plain() for key, item in self.value.items() if item.value is not None}
        return self.value

    def at(self, *path: str | int) -> Node | None:
        """The node at a path of keys and positions, or None where there is none."""
        node: Node | None = self
        for step in path:
            value = node.value if node else None
            if isinstance(value, dict):
                node = value.get(str(step))
            elif isinstance(value, list) and isinstance(step, int) and 0 <= step < len(value):
                node = value[step]
            else:
                return None
        return node

    def place(self, *path: str | int) -> Where:
        """The place of the key or item at a path, or of the nearest thing above it that is there."""
        place, node = self.where, self
        for step in path:
            below = node.at(step)
            if below is None:
                return place
            place = node.keys.get(str(step), below.where)
            node = below
        return place


def read_tree(data: bytes, file: str) -> tuple[Node | None, list[Problem]]:
    """The tree of one file; None where it cannot be read at all. `file` is the path as the user would write it."""
    composer = _Composer(file)
    try:
        for event in YAML(typ="safe", pure=True).parse(_text(data, file)):
            composer.take(event)
    except _RefusedError as refused:
        return None, [*composer.problems, refused.problem]
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        where = Where(file, mark.line + 1, mark.column + 1) if mark else Where(file)
        return None, [*composer.problems, problem("case.yaml_syntax", where, found=error.problem or error.context)]
    except Exception as error:  # the parser answers some hostile texts with bare built-in exceptions
        found = str(error).splitlines()[0] if str(error) else type(error).__name__
        return None, [*composer.problems, problem("case.yaml_syntax", Where(file), found=found)]
    return composer.root or Node({}, Where(file)), composer.problems


def _text(data: bytes, file: str) -> str:
    """The text of the file. Raises _RefusedError where it is too large, not UTF-8, or has an endless line."""
    if len(data) > MAX_BYTES:
        raise _RefusedError(problem("case.file_too_large", Where(file), size=len(data), limit=MAX_BYTES))
    try:
        text = data.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        slots = {"offset": error.start, "byte": f"0x{data[error.start]:02x}"}
        raise _RefusedError(problem("case.not_utf8", Where(file, line), **slots)) from error
    for number, row in enumerate(text.split("\n"), start=1):
        if len(row) > MAX_LINE:
            raise _RefusedError(problem("case.yaml_long_line", Where(file, number), limit=MAX_LINE))
    return text


class _RefusedError(Exception):
    """The file cannot be read, or goes beyond a limit; reading stops."""

    def __init__(self, found: Problem) -> None:
        super().__init__(found.code)
        self.problem = found


@dataclass(slots=True)
class _Open:
    """A list or mapping that is not closed yet, with its anchor and the key that waits for its value."""

    node: Node
    anchor: str | None
    key: tuple[str, Where] | None = None
    key_is_odd: bool = False


class _Composer:
    """Takes the parser's events one by one and grows the tree."""

    def __init__(self, file: str) -> None:
        self.file = file
        self.root: Node | None = None
        self.problems: list[Problem] = []
        self._open: list[_Open] = []
        self._anchors: dict[str, Node] = {}
        self._documents = 0
        self._nodes = 0

    def take(self, event: Event) -> None:
        """Take the next event. Raises _RefusedError beyond a limit."""
        if isinstance(event, DocumentStartEvent):
            self._start_document(event)
        elif isinstance(event, (MappingEndEvent, SequenceEndEvent)):
            self._close()
        elif isinstance(event, AliasEvent):
            self._add(self._aliased(event))
        elif isinstance(event, NodeEvent):
            self._take_node(event)

    def _where(self, event: Event) -> Where:
        return Where(self.file, event.start_mark.line + 1, event.start_mark.column + 1)

    def _start_document(self, event: Event) -> None:
        self._documents += 1
        if self._documents > 1:
            raise _RefusedError(problem("case.yaml_documents", self._where(event)))

    def _take_node(self, event: NodeEvent) -> None:
        where = self._where(event)
        tag = getattr(event, "tag", None)
        if tag is not None and str(tag) != "!":
            self.problems.append(problem("case.yaml_tag", where, found=tag))
        if isinstance(event, ScalarEvent):
            is_plain = event.style is None and tag is None
            node = Node(_plain_scalar(event.value) if is_plain else event.value, where)
            self._remember(event.anchor, node)
            self._add(node, raw=event.value)
            return
        if len(self._open) >= MAX_DEPTH:
            raise _RefusedError(problem("case.yaml_too_deep", where, limit=MAX_DEPTH))
        is_mapping = isinstance(event, MappingStartEvent)
        assert is_mapping or isinstance(event, SequenceStartEvent)  # noqa: S101  (the only kinds that are left)
        self._open.append(_Open(Node({} if is_mapping else [], where), event.anchor))

    def _close(self) -> None:
        closed = self._open.pop()
        # an anchor can be used only once its node is complete, so no node contains itself
        self._remember(closed.anchor, closed.node)
        self._add(closed.node)

    def _remember(self, anchor: str | None, node: Node) -> None:
        if anchor is not None:
            self._anchors[anchor] = node

    def _aliased(self, event: AliasEvent) -> Node:
        target = self._anchors.get(event.anchor)
        if target is None:
            raise _RefusedError(problem("case.yaml_alias", self._where(event), found=event.anchor))
        self._nodes += target.size - 1
        return target

    def _add(self, node: Node, raw: str | None = None) -> None:
        self._nodes += 1
        if self._nodes > MAX_NODES:
            raise _RefusedError(problem("case.yaml_too_many", node.where, limit=MAX_NODES))
        if not self._open:
            self.root = node
            return
        if len(self._open) + node.depth > MAX_DEPTH:
            raise _RefusedError(problem("case.yaml_too_deep", node.where, limit=MAX_DEPTH))
        parent = self._open[-1]
        parent.node.size += node.size
        parent.node.depth = max(parent.node.depth, node.depth + 1)
        if isinstance(parent.node.value, list):
            parent.node.value.append(node)
        elif isinstance(parent.node.value, dict):
            self._add_to_mapping(parent, parent.node.value, node, raw)

    def _add_to_mapping(self, parent: _Open, entries: dict[str, Node], node: Node, raw: str | None) -> None:
        if parent.key is None:
            parent.key_is_odd = isinstance(node.value, (list, dict))
            if parent.key_is_odd:
                self.problems.append(problem("case.yaml_odd_key", node.where))
            parent.key = (raw if raw is not None else str(node.value), node.where)
            return
        (key, where), parent.key = parent.key, None
        if parent.key_is_odd:
            return
        if key in entries:
            first = parent.node.keys[key].line
            self.problems.append(problem("case.duplicate_key", where, key=key, first=first))
            return
        entries[key] = node
        parent.node.keys[key] = where


def _plain_scalar(text: str) -> Scalar:
    if text in _WORDS:
        return _WORDS[text]
    if _INT.fullmatch(text):
        return int(text)
    # infinity, not-a-number and endless digits stay text, so that they are refused as the wrong type
    return float(text) if _FLOAT.fullmatch(text) and abs(float(text)) < 1e300 else text
