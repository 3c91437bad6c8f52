"""What libyaml reads, as nodes.

It reads the events; what an editor does not need is refused: anchors, aliases, tags, several documents. Its complaints
are put in plain words, at the place that an editor has to look at: where a quotation mark or a bracket opens, not where
the file ends.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, Final

import yaml
from yaml import events

from explainers.problems import Problem
from explainers.reading.nodes import Mapping, Node, Scalar, YamlSequence
from explainers.reading.text import FileText
from explainers.reading.yaml_errors import TOO_DEEP, explained

__all__ = ["read_yaml"]

_DEEPEST: Final = 20
_MOST_PROBLEMS: Final = 1000


class _Refused(Exception):
    """What ends the reading: a code, a stretch of the YAML text, a message, and a suggestion."""

    def __init__(self, code: str, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        self.code, self.span, self.message = code, span, message


def read_yaml(file: FileText, start: int, end: int) -> tuple[Node | None, list[Problem]]:
    """Return what `nodes.yaml_nodes` returns."""
    reader = _Reader(file, start, end)
    try:
        root = reader.root()
    except _Refused as refused:
        first, last = refused.span
        del reader.problems[_MOST_PROBLEMS - 1 :]
        reader.report(refused.code, first, last, refused.message)
        root = None
    return root, reader.problems


class _Reader:
    """Reads events one by one; nesting is kept on a list of our own, which has a limit."""

    def __init__(self, file: FileText, start: int, end: int) -> None:
        self.file, self.base = file, start
        self.text = file.text[start:end]
        self.problems: list[Problem] = []
        self.last_quoted: tuple[int, int] | None = None
        self._next: Callable[[], Any] = yaml.CBaseLoader(self.text).get_event

    def report(self, code: str, start: int, end: int, message: str) -> None:
        span = (self.base + start, self.base + max(start, end))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise _Refused("too-large", (start, end), "this file has too many mistakes to tell them all")
        self.problems.append(self.file.problem(code, span, message))

    def root(self) -> Node | None:
        found: Node | None = None
        documents = 0
        try:
            while not isinstance(event := self._next(), events.StreamEndEvent):
                if isinstance(event, events.DocumentStartEvent):
                    documents += 1
                    if documents > 1 or event.version or event.tags:
                        raise _Refused("yaml-syntax", _span(event), "only one part is expected here: take this out")
                elif isinstance(event, events.NodeEvent):
                    found = self._node(event, 1)
        except yaml.MarkedYAMLError as error:
            at, message = explained(error, self.text, self.last_quoted)
            code = "too-deep" if message == TOO_DEEP else "yaml-syntax"
            raise _Refused(code, (at, at + 1), message) from error
        return found

    def _node(self, event: Any, depth: int) -> Node:
        if event.anchor or event.tag:  # an alias has an anchor too
            raise _special(event, self.text)
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, events.ScalarEvent):
            style = event.style or ""
            self.last_quoted = (start, end) if style == "'" or style == '"' else None
            if style == "|" or style == ">":
                end = start + len(self.text[start:end].rstrip())
            return Scalar(event.value, self.base + start, self.base + end, style)
        if depth > _DEEPEST:
            raise _Refused("too-deep", (start, end), f"this is nested more than {_DEEPEST} levels deep")
        if isinstance(event, events.SequenceStartEvent):
            return self._listing(start, depth)
        return self._mapping(start, depth)

    def _listing(self, start: int, depth: int) -> YamlSequence:
        items: list[Node] = []
        while not isinstance(event := self._next(), events.SequenceEndEvent):
            items.append(self._node(event, depth + 1))
        return YamlSequence(items, self.base + start, self._end(event, items))

    def _mapping(self, start: int, depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        while not isinstance(event := self._next(), events.MappingEndEvent):
            key = self._node(event, depth + 1)
            value = self._node(self._next(), depth + 1)
            if not isinstance(key, Scalar):
                span = (key.start - self.base, key.end - self.base)
                raise _Refused("yaml-syntax", span, "a key is a word, not a list or a mapping")
            if key.value in pairs:
                first = self.file.line_column(pairs[key.value][0].start)[0]
                message = f"the key '{key.value}' stands twice, first in line {first}"
                self.report("duplicate-key", key.start - self.base, key.end - self.base, message)
            else:
                pairs[key.value] = key, value
        return Mapping(pairs, self.base + start, self._end(event, [pair[1] for pair in pairs.values()]))

    def _end(self, event: Any, nodes: list[Node]) -> int:
        """Return where a list or mapping ends: at its bracket, else at its last node, not after blank
        lines.
        """
        if event.start_mark.index < event.end_mark.index or not nodes:
            return self.base + int(event.end_mark.index)
        return nodes[-1].end


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _special(event: Any, text: str) -> _Refused:
    """Return the problem of an anchor, an alias or a tag: mostly a text that needs quotation marks."""
    start = event.start_mark.index
    character = text[start : start + 1]
    end = start + len(re.match(r"\S*", text[start:])[0])  # type: ignore[index]
    message = f"a text that starts with {character} stands in quotation marks"
    if character == "*" and text[start : start + 2] in ("* ", "*\n"):
        message = "a list has a hyphen and a space before each item: - item"
    return _Refused("yaml-syntax", (start, end), message)
