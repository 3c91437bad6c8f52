"""A small schema over nodes: what a key takes is declared once, every mistake of a file is found at its
place.

A type reads a node into a value, or notes what is wrong and gives `MISSING`. Types are values with plain
fields, so that what they allow can be written down in other forms too (JSON Schema). Here are the types that
hold others; `values` has texts, dates and numbers, `prose_types` what is Markdown.
"""

from __future__ import annotations

import collections.abc
import re
from collections.abc import Iterable
from enum import Enum
from typing import Any, Final, Literal

from msgspec import Struct

from explainers import dates
from explainers.languages import meant_language
from explainers.nearest import nearest
from explainers.reading.findings import Findings, Stretch
from explainers.reading.nodes import Mapping, Node, Scalar, YamlSequence
from explainers.terminal import shortened

__all__ = ["LANGUAGE", "MISSING", "PARAGRAPH", "Fields", "Key", "ListOf", "MapOf", "Missing", "Part", "Type", "fields"]


class Missing(Enum):
    """What stands for a value that could not be read."""

    MISSING = 0


MISSING: Final = Missing.MISSING


class Type(Struct, frozen=True):
    """What a key takes. Every kind says what a value means."""

    def value(self, node: Node, found: Findings) -> Any:
        """Return what a node means, or note what is wrong and return `MISSING`."""
        raise NotImplementedError


class Key(Struct, frozen=True):
    """A key of a mapping: what it takes, what it is for, in an editor's words, and whether it must be there. Editors'
    programs show these words; docs/format.md says more.
    """

    type: Type
    about: str = ""
    required: bool = False


class Fields:
    """The values of a mapping that could be read, and the nodes that they come from; `complete`: none of
    those that are there or must be there is missing; `mistyped`: one stands under a key that is none.
    """

    def __init__(self, values: dict[str, Any], nodes: dict[str, Node], complete: bool, mistyped: bool = False) -> None:
        self.values, self.nodes, self.complete, self.mistyped = values, nodes, complete, mistyped

    def get(self, key: str, default: Any = None) -> Any:
        """Return a key's value, or something else where it is not there or could not be read."""
        return self.values.get(key, default)

    def span(self, key: str) -> tuple[int, int]:
        """Return where a key's value stands in the file."""
        node = self.nodes[key]
        return node.start, node.end

    def items(self, key: str) -> list[tuple[int, int]]:
        """Return where the entries of a key's list stand in the file."""
        node = self.nodes.get(key)
        return [(item.start, item.end) for item in node.items] if isinstance(node, YamlSequence) else []


# ---- mappings --------------------------------------------------------------------------------------------

Elsewhere = collections.abc.Mapping[str, str]


def fields(
    node: Node, keys: collections.abc.Mapping[str, Key], found: Findings, elsewhere: Elsewhere | None = None
) -> Fields | Missing:
    """Return the values of a mapping by its keys; note unknown and missing ones.

    `elsewhere` has keys that may not stand here, with a sentence on where they belong.
    """
    pairs = _mapping(node, found, keys)
    if pairs is MISSING:
        return MISSING
    values: dict[str, Any] = {}
    nodes: dict[str, Node] = {}
    complete = True
    free = [name for name in keys if name not in pairs.pairs]
    meant: set[str | None] = set()  # by keys that are mistyped: they aren't missing, too
    for name, (key, value_node) in pairs.pairs.items():
        known = keys.get(name)
        if known is None:
            meant.add(_report_unknown(key, keys, free, found, (elsewhere or {}).get(name)))
            continue
        nodes[name] = value_node
        value = known.type.value(value_node, found)
        if value is MISSING:
            complete = False
        else:
            values[name] = value
    for name, key_type in keys.items():
        if key_type.required and name not in pairs.pairs:
            complete = False
            if name in meant or (pairs.pairs and not nodes):  # none of its keys stands there, which is told
                continue
            found.report("missing-key", (pairs.start, pairs.start), f"the key '{name}' is missing", f"{name}:")
    return Fields(values, nodes, complete, mistyped=bool(meant - {None}))


def _mapping(node: Node, found: Findings, keys: collections.abc.Mapping[str, Key] | None = None) -> Mapping | Missing:
    """Return a node as a mapping, or note that it is none; `keys`: those that it is to have."""
    if isinstance(node, Mapping):
        return node
    span = (node.start, node.end)
    if isinstance(node, Scalar) and not node.value.strip():
        found.report("empty-value", span, "something is missing here")
    else:
        needed = [f"{name}: …" for name, key in (keys or {}).items() if key.required]
        found.report("wrong-type", span, f"keys and values are expected here: {', '.join(needed) or 'key: value'}")
    return MISSING


def _report_unknown(
    key: Scalar, keys: Iterable[str], free: Iterable[str], found: Findings, elsewhere: str | None
) -> str | None:
    """Report a key that there isn't, and return the one that is meant, if any: one of those that aren't there yet."""
    span = (key.start, key.end)
    if elsewhere:
        found.report("unknown-key", span, elsewhere)
        return None
    meant = nearest(key.value[:60], free)
    message = f"there is no key '{shortened(key.value, 60)}' here; the keys are {', '.join(sorted(keys))}"
    found.report("unknown-key", span, message, meant)
    return meant


class Part(Type, frozen=True):
    """A mapping that is a part of a file, with keys of its own; its value is a `Fields`. Without what stands under a
    mistyped key it would be another one.
    """

    keys: collections.abc.Mapping[str, Key]

    def value(self, node: Node, found: Findings) -> Any:
        """Return the values; `MISSING` where one of them could not be read."""
        values = fields(node, self.keys, found)
        return values if values is not MISSING and values.complete and not values.mistyped else MISSING


# ---- lists -----------------------------------------------------------------------------------------------


class ListOf(Type, frozen=True):
    """A list of values of one type. `unique`: none stands twice. `commas`: a text with commas will do, as
    Pelican takes tags.
    """

    item: Type
    unique: bool = False
    commas: bool = False

    def value(self, node: Node, found: Findings) -> tuple[Any, ...] | Missing:
        """Return the values; `MISSING` where one of them could not be read."""
        items = self._items(node, found)
        values = [self.item.value(item, found) for item in items]
        if not items:
            return MISSING
        if self.unique:
            _report_twice(items, values, found)
        return MISSING if MISSING in values else tuple(values)

    def _items(self, node: Node, found: Findings) -> list[Node]:
        span = (node.start, node.end)
        if isinstance(node, YamlSequence):
            if not node.items:
                found.report("empty-value", span, "this list needs at least an entry")
            return node.items
        if isinstance(node, Scalar) and not node.value.strip():
            found.report("empty-value", span, "a list is missing here")
        elif isinstance(node, Scalar) and self.commas and not node.style and "\n" not in node.value:
            return list(_parts(node))
        else:
            short = node.value if isinstance(node, Scalar) and len(node.value) <= 60 else "\n"
            shown = f"[{short}]" if "\n" not in short and not isinstance(self.item, Part) else None
            found.report("wrong-type", span, "a list is expected here", shown)
        return []


def _report_twice(items: Iterable[Node], values: Iterable[Any], found: Findings) -> None:
    seen: set[Any] = set()
    for item, value in zip(items, values, strict=True):
        key = " ".join(value.text.split()) if isinstance(value, Stretch) else value
        if key in seen and value is not MISSING:
            found.report("unknown-value", (item.start, item.end), f"'{key}' stands twice in this list")
        seen.add(key)


def _parts(node: Scalar) -> Iterable[Scalar]:
    """Return the parts of a text with commas."""
    offset = 0
    for part in node.value.split(","):
        start = node.start + offset + len(part) - len(part.lstrip())
        yield Scalar(part.strip(), start, start + len(part.strip()), "")
        offset += len(part) + 1


# ---- mappings with any number of keys --------------------------------------------------------------------

LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
"""A language's code as in HTML: en, fr, pt-BR."""
PARAGRAPH: Final = r"^[1-9]\d{0,3}$"
"""The number of a paragraph, as JSON Schema has it too."""
_Wrong = tuple[str, str, str | None]  # code, message, suggestion


class MapOf(Type, frozen=True):
    """A mapping whose keys are languages of the site, any languages, numbers of paragraphs, or figures and
    dates.

    `complete`: the site's first language must be there.
    """

    keys: Literal["language", "any-language", "paragraph", "figure"]
    item: Type
    complete: bool = False

    def value(self, node: Node, found: Findings) -> dict[Any, Any] | Missing:
        """Return the values by key; `MISSING` where one of them could not be read."""
        pairs = _mapping(node, found)
        if pairs is MISSING:
            return MISSING
        values: dict[Any, Any] = {}
        whole = True
        meant: set[str | None] = set()
        for name, (key, value_node) in pairs.pairs.items():
            wrong = self._wrong_key(name, found)
            if wrong:
                code, message, suggestion = wrong
                found.report(code, (key.start, key.end), message, suggestion)
                meant.add(suggestion)
            value = self.item.value(value_node, found)
            if value is MISSING or wrong:
                whole = False
            else:
                values[int(name) if self.keys == "paragraph" else name] = value
        first = found.languages[0]
        if self.complete and first not in pairs.pairs:
            if first not in meant:
                found.report("missing-key", (pairs.start, pairs.start), f"the key '{first}' is missing", f"{first}:")
            return MISSING
        return values if whole else MISSING

    def _wrong_key(self, name: str, found: Findings) -> _Wrong | None:
        if self.keys == "language" and name not in found.languages:
            message = f"the site has no language '{shortened(name, 60)}', only {', '.join(found.languages)}"
            meant = meant_language(name)
            return "unknown-key", message, meant if meant in found.languages else nearest(name[:60], found.languages)
        if self.keys == "any-language" and (not LANGUAGE.fullmatch(name) or meant_language(name)):
            return (
                "unknown-key",
                f"'{shortened(name, 60)}' isn't a language's code: en, fr, pt-BR",
                meant_language(name),
            )
        if self.keys == "paragraph" and not re.search(PARAGRAPH, name, re.ASCII):
            return "unknown-key", "the number of a paragraph is expected here, from 1", None
        if self.keys == "figure" and not _is_figure(name):
            return (
                "bad-date",
                f"'{shortened(name, 60)}' is neither a number nor a date: write 400, 2023 or 2023-02",
                None,
            )
        return None


def _is_figure(name: str) -> bool:
    if re.fullmatch(r"\d{1,20}(\.\d{1,20})?", name, re.ASCII):
        return True
    try:
        dates.parse(name)
    except ValueError:
        return False
    return True
