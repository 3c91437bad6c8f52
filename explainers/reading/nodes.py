"""YAML as nodes with places: scalars, lists and mappings, in which every value is still the text that was
typed. Nothing is resolved (``NO`` is a text), and what an editor does not need is refused (`yaml_reader`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from explainers.problems import Problem
from explainers.reading.text import FileText

__all__ = ["Mapping", "Node", "Scalar", "YamlSequence", "text_under", "texts_under", "under", "yaml_nodes"]


class Scalar(Struct):
    """A text: its value as YAML folds it, where it starts and ends in the file, and its style (``|``, ``>``,
    ``'``, ``"``, or nothing for a plain one).
    """

    value: str
    start: int
    end: int
    style: str


class YamlSequence(Struct):
    """A list of nodes."""

    items: list[Node]
    start: int
    end: int


class Mapping(Struct):
    """Keys and their nodes, in the order of the file; each key stands once."""

    pairs: dict[str, tuple[Scalar, Node]]
    start: int
    end: int


Node = Scalar | YamlSequence | Mapping


def under(node: Node | None, key: str) -> Node | None:
    """Return what stands under a key of a mapping; `None` where that isn't there, or the node is no mapping."""
    pair = node.pairs.get(key) if isinstance(node, Mapping) else None
    return pair[1] if pair else None


def text_under(node: Node | None, key: str) -> Scalar | None:
    """Return the text under a key of a mapping; `None` where there is none."""
    found = under(node, key)
    return found if isinstance(found, Scalar) else None


def texts_under(node: Node | None, key: str) -> Iterator[Scalar]:
    """Yield the texts under a key of a mapping, and of those in it at any depth, in the order of the file."""
    if isinstance(node, YamlSequence):
        for item in node.items:
            yield from texts_under(item, key)
    for name, (_, value) in node.pairs.items() if isinstance(node, Mapping) else ():
        if name == key and isinstance(value, Scalar):
            yield value
        else:
            yield from texts_under(value, key)


def yaml_nodes(file: FileText, start: int, end: int) -> tuple[Node | None, list[Problem]]:
    """Return the root of the YAML that stands between two offsets of a file, and what is wrong with it; no
    root where there is nothing, or nothing that could be read.
    """
    if plain := _plain_mapping(file.text, start, end):
        return plain, []
    from explainers.reading.yaml_reader import read_yaml  # libyaml takes time to load, and few edits need it

    return read_yaml(file, start, end)


# ---- front matter as nearly all is written ---------------------------------------------------------------

_ITEM: Final = r"[A-Za-z0-9]+(?:[ -][A-Za-z0-9]+)*"
_PAIR: Final = re.compile(
    rf"""
    ([a-z][a-z_]*): [ ]+
    (?: ( [^\W_] (?: [^\s:\#]++ | :(?=\S) | [ ]+(?![ \#\n]) )*+ )   # a text that needs no quotation marks
      | ( "[^"\\\s]*+(?:[ ]+[^"\\\s]++)*+" | '[^'\s]*+(?:[ ]+[^'\s]++)*+' )
      | \[ ( {_ITEM} (?: [ ]*,[ ]* {_ITEM} )*+ ) \]
      | \| \n ( (?: [ ]++ \S [^\n\x85\u2028\u2029]*+ \n )++ ) (?![ \n])
    )
    (?: (?<=\n) | [ ]*+ \n )
    """,
    re.VERBOSE,
)
_ITEMS: Final = re.compile(_ITEM)


def _plain_mapping(text: str, start: int, end: int) -> Mapping | None:
    """Return a mapping of the few forms that nearly all front matter has, a key in each line: texts without or with
    quotation marks, but no escapes, in one line, lists of words in brackets, literal blocks. `None` for anything else:
    that is left to libyaml, which would return the same for these.
    """
    pairs: dict[str, tuple[Scalar, Node]] = {}
    at = last = start
    while at < end:
        match = _PAIR.match(text, at, end)
        value = _plain_value(match) if match else None
        if match is None or value is None or match[1] in pairs:
            return None
        pairs[match[1]] = Scalar(match[1], at, match.end(1), ""), value
        at, last = match.end(), value.end
    return Mapping(pairs, start, last) if pairs else None


def _plain_value(match: re.Match[str]) -> Node | None:
    """Return what stands under a key; `None` where a line of a literal block is indented less than its first."""
    words, quoted, items, lines = match.group(2, 3, 4, 5)
    if words:
        return Scalar(words, *match.span(2), "")
    if quoted:
        return Scalar(quoted[1:-1], *match.span(3), quoted[0])
    if items:
        found = _ITEMS.finditer(match.string, *match.span(4))
        return YamlSequence([Scalar(one[0], *one.span(), "") for one in found], match.start(4) - 1, match.end(4) + 1)
    indent = " " * (len(lines) - len(lines.lstrip(" ")))
    typed = f"\n{lines}"
    if typed.count("\n") - 1 != typed.count(f"\n{indent}"):
        return None
    start = match.start(5) - len("|\n")
    value = typed.replace(f"\n{indent}", "\n")[1:]
    return Scalar(value, start, match.start(5) + len(lines.rstrip()), "|")
