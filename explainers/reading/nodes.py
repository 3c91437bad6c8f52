"""YAML as nodes with places: scalars, lists and mappings, in which every value is still the text that was typed.

libyaml reads the events; nothing is resolved (``NO`` is a text), and what an editor does not need is refused:
anchors, aliases, tags, several documents. Its complaints are put in plain words, at the place that an editor has
to look at: where a quotation mark or a bracket opens, not where the file ends.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final

import yaml
from yaml import events

from explainers.problems import Problem
from explainers.reading.text import FileText

__all__ = ["Listing", "Mapping", "Node", "Scalar", "yaml_nodes"]

_DEEPEST: Final = 20
_MOST_PROBLEMS: Final = 1000


@dataclass(slots=True)
class Scalar:
    """A text: its value as YAML folds it, where it starts and ends in the file, and its style (``|``, ``>``,
    ``'``, ``"``, or nothing for a plain one).
    """

    value: str
    start: int
    end: int
    style: str


@dataclass(slots=True)
class Listing:
    """A list of nodes."""

    items: list[Node]
    start: int
    end: int


@dataclass(slots=True)
class Mapping:
    """Keys and their nodes, in the order of the file; each key stands once."""

    pairs: dict[str, tuple[Scalar, Node]]
    start: int
    end: int


Node = Scalar | Listing | Mapping


class _Refused(Exception):
    """What ends the reading: a code, a stretch of the YAML text, a message, and a suggestion."""

    def __init__(self, code: str, span: tuple[int, int], message: str) -> None:
        super().__init__(message)
        self.code, self.span, self.message = code, span, message


def yaml_nodes(file: FileText, start: int, end: int) -> tuple[Node | None, list[Problem]]:
    """Return the root of the YAML that stands between two offsets of a file, and what is wrong with it; no root
    where there is nothing, or nothing that could be read.
    """
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
        self.last_quoted: events.ScalarEvent | None = None

    def report(self, code: str, start: int, end: int, message: str) -> None:
        span = (self.base + start, self.base + max(start, end))
        if len(self.problems) >= _MOST_PROBLEMS:
            raise _Refused("too-large", (start, end), "this file has too many mistakes to tell them all")
        self.problems.append(self.file.problem(code, span, message))

    def root(self) -> Node | None:
        found: Node | None = None
        documents = 0
        stream = self._events()
        for event in stream:
            if isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1 or event.version or event.tags:
                    raise _Refused(
                        "yaml-syntax", _span(event), "only one part is expected here: take this out"
                    )
            elif isinstance(event, events.NodeEvent):
                found = self._node(event, stream, 1)
        return found

    def _events(self) -> Iterator[Any]:
        stream = yaml.parse(self.text, Loader=yaml.CBaseLoader)
        try:
            for event in stream:
                if isinstance(event, events.NodeEvent) and (event.anchor or getattr(event, "tag", None)):
                    raise _special(event, self.text)
                if isinstance(event, events.ScalarEvent):
                    self.last_quoted = event if event.style in ("'", '"') else None
                yield event
        except yaml.MarkedYAMLError as error:
            raise _in_plain_words(error, self.text, self.last_quoted) from error

    def _node(self, event: Any, stream: Iterator[Any], depth: int) -> Node:
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, events.ScalarEvent):
            return Scalar(event.value, self.base + start, self.base + end, event.style or "")
        if depth > _DEEPEST:
            raise _Refused("too-deep", (start, end), f"this is nested more than {_DEEPEST} levels deep")
        if isinstance(event, events.SequenceStartEvent):
            return self._listing(start, stream, depth)
        return self._mapping(start, stream, depth)

    def _listing(self, start: int, stream: Iterator[Any], depth: int) -> Listing:
        items: list[Node] = []
        for event in stream:
            if isinstance(event, events.SequenceEndEvent):
                return Listing(items, self.base + start, self._end(event, items))
            items.append(self._node(event, stream, depth + 1))
        raise AssertionError("a stream of events ends with its documents")

    def _mapping(self, start: int, stream: Iterator[Any], depth: int) -> Mapping:
        pairs: dict[str, tuple[Scalar, Node]] = {}
        for event in stream:
            if isinstance(event, events.MappingEndEvent):
                return Mapping(
                    pairs, self.base + start, self._end(event, [pair[1] for pair in pairs.values()])
                )
            key = self._node(event, stream, depth + 1)
            value = self._node(next(stream), stream, depth + 1)
            if not isinstance(key, Scalar):
                span = (key.start - self.base, key.end - self.base)
                raise _Refused("yaml-syntax", span, "a key is a word, not a list or a mapping")
            if key.value in pairs:
                first = self.file.line_column(pairs[key.value][0].start)[0]
                message = f"the key '{key.value}' stands twice, first in line {first}"
                self.report("duplicate-key", key.start - self.base, key.end - self.base, message)
            else:
                pairs[key.value] = key, value
        raise AssertionError("a stream of events ends with its documents")

    def _end(self, event: Any, nodes: list[Node]) -> int:
        """Return where a list or mapping ends: at its bracket, else at its last node, not after blank lines."""
        if event.start_mark.index < event.end_mark.index or not nodes:
            return self.base + int(event.end_mark.index)
        return nodes[-1].end


def _span(event: Any) -> tuple[int, int]:
    return event.start_mark.index, event.end_mark.index


def _special(event: Any, text: str) -> _Refused:
    """Return the problem of an anchor, an alias or a tag: mostly a text that needs quotation marks."""
    start = event.start_mark.index
    sign = text[start : start + 1]
    end = start + len(re.match(r"\S*", text[start:])[0])  # type: ignore[index]
    message = f"a text that starts with {sign} must stand in quotation marks"
    if sign == "*" and text[start : start + 2] in ("* ", "*\n"):
        message = "a list has a hyphen and a space before each item: - item"
    return _Refused("yaml-syntax", (start, end), message)


# ---- what libyaml says, in plain words -------------------------------------------------------------------

# By what libyaml's problem (or its context) holds; the first that fits. Where the context is better looked at
# than the problem, the place is the context's.
_WORDS: Final = (
    ("cannot start any token", "problem", ""),
    ("mapping values are not allowed", "problem", "a text with a colon and a space in it must stand in quotation marks, and keys under each other start in the same column"),
    ("scanning a quoted scalar", "context", "the quotation mark that opens here is not closed"),
    ("found unknown escape", "problem", "a backslash in double quotation marks must be doubled, or use single quotation marks"),
    ("parsing a quoted scalar", "problem", "a backslash in double quotation marks must be doubled, or use single quotation marks"),
    ("flow sequence", "context", "the bracket that opens here is not closed, or a comma is missing in the list"),
    ("flow mapping", "context", "the brace that opens here is not closed, or a comma is missing in it"),
    ("scanning a simple key", "context", "a colon and a space are missing after this key"),
    ("block sequence entries", "problem", "a list starts in a line of its own, with a hyphen before each item"),
    ("expected '-' indicator", "problem", "this does not go on with the list above: look at the spaces before it"),
    ("expected key", "problem", "this does not fit under what stands above: look at the spaces before it and at quotation marks"),
    ("a tab character", "problem", "a tab can't stand before a text here: use spaces"),
    ("scanning a block scalar", "problem", "after | or > the text starts in the next line"),
    ("scanning an a", "problem", "a text that starts with & or * must stand in quotation marks"),
    ("a tag", "problem", "a text that starts with ! must stand in quotation marks"),
    ("directive", "problem", "a line can't start with % here: put the text in quotation marks"),
    ("undefined alias", "problem", "a text that starts with * must stand in quotation marks"),
    ("expected <document start>", "problem", "this does not fit under what stands above: look at the spaces before it"),
)  # fmt: skip
_SIGNS: Final = {
    "\t": "a tab can't indent here: use spaces",
    "`": "a text that starts with ` must stand in quotation marks",
    "@": "a text that starts with @ must stand in quotation marks",
    "%": "a text that starts with % must stand in quotation marks",
}


def _in_plain_words(error: yaml.MarkedYAMLError, text: str, quoted: events.ScalarEvent | None) -> _Refused:
    """Return an error of libyaml as a plain sentence, where an editor has to look."""
    said = f"{error.context or ''} {error.problem or ''}"
    problem_at = error.problem_mark.index if error.problem_mark else 0
    context_at = error.context_mark.index if error.context_mark else problem_at
    late = _closed_late(quoted, text, problem_at)
    if late:
        return late
    at, message = problem_at, "this is not YAML as it is read here"
    for words, where, sentence in _WORDS:
        if words in said:
            at = context_at if where == "context" else problem_at
            message = sentence or _SIGNS.get(
                text[at : at + 1], "this sign can't stand here: use quotation marks"
            )
            break
    if "\t" in text[text.rfind("\n", 0, problem_at) + 1 : problem_at].split(":", maxsplit=1)[0]:
        at, message = text.find("\t", text.rfind("\n", 0, problem_at) + 1), _SIGNS["\t"]
    at = min(at, len(text.rstrip("\n")))
    return _Refused("yaml-syntax", (at, at + 1), message)


def _closed_late(quoted: events.ScalarEvent | None, text: str, problem_at: int) -> _Refused | None:
    """Return the problem of a quotation mark that is closed lines later, by one that was to open another text."""
    if quoted is None:
        return None
    start, end = _span(quoted)
    if "\n" not in text[start:end] or "\n" in text[end:problem_at]:
        return None
    lines = text.count("\n", start, end)
    message = (
        f"the quotation mark that opens here is closed only {lines} line{'s' * (lines > 1)} further down"
    )
    return _Refused("yaml-syntax", (start, start + 1), message)
