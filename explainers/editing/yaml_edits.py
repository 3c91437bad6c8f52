"""Changes to a YAML file that touch nothing else in it: comments, order, quotation marks and line ends stay.

A `YamlFile` finds nodes by their place in the text; changes are noted, and made all at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from typing import Any, Final

import yaml

__all__ = ["YamlFile", "flow_list", "flow_map", "scalar"]

_BOM: Final = "\ufeff"


class YamlFile:
    """The text of a YAML file and the changes to it. `data`: its bytes, UTF-8.

    Raises `ValueError` where it isn't a YAML mapping; problems of that kind are told by reading the content.
    """

    def __init__(self, data: bytes) -> None:
        typed = data.decode("utf-8")
        self._bom = _BOM if typed.startswith(_BOM) else ""
        self._line_end = "\r\n" if "\r\n" in typed else "\n"
        text = typed.removeprefix(_BOM).replace("\r\n", "\n")
        self.text = text if text.endswith("\n") else f"{text}\n"
        try:
            root = yaml.compose(self.text, Loader=yaml.CSafeLoader)
        except yaml.YAMLError as error:
            raise ValueError("this isn't YAML") from error
        if not isinstance(root, yaml.MappingNode) or root.flow_style:
            raise ValueError("keys and values are expected here, a line each")
        self.root = root
        self._changes: list[tuple[int, int, str]] = []

    def node(self, parent: Any, key: str) -> Any:
        """Return the node under a key of a mapping, or `None`."""
        pairs = parent.value if isinstance(parent, yaml.MappingNode) else ()
        return next((value for name, value in pairs if name.value == key), None)

    def key(self, parent: Any, key: str) -> Any:
        """Return the node of a key itself, or `None`."""
        return next((name for name, _ in parent.value if name.value == key), None)

    def source_of(self, key: str) -> str:
        """Return a key of the file with its value, as it is written."""
        return self.text[self.key(self.root, key).start_mark.index : self._end(self.node(self.root, key))]

    def set(self, mapping: Any, key: str, value: str) -> None:
        """Let a key of a mapping have a text, already written as YAML; the key comes last where it is new."""
        there = self.node(mapping, key)
        if there is not None:
            self._replace(there.start_mark.index, self._end(there), value)
        elif mapping.flow_style:
            self._insert(mapping.end_mark.index - 1, f", {key}: {value}")
        else:
            indent = " " * mapping.value[0][0].start_mark.column
            self._insert_line(self._end(mapping), f"{indent}{key}: {value}")

    def set_block(self, key: str, lines: Sequence[str]) -> None:
        """Let a key of the file have lines below it, indented; it comes last in the file where it is new."""
        there = self.node(self.root, key)
        block = "\n".join([f"{key}:", *(f"  {line}" for line in lines)])
        if there is not None:
            self._replace(self.key(self.root, key).start_mark.index, self._end(there), block)
        else:
            self._insert_line(self._end(self.root), block)

    def append(self, key: str, items: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Let a list under a key of the file have more mappings, their values written as YAML; the list is made where
        it is not there.
        """
        there = self.node(self.root, key)
        filled = isinstance(there, yaml.SequenceNode) and bool(there.value)
        if filled and there.flow_style:
            shown = ", ".join(f"{{{', '.join(f'{name}: {value}' for name, value in pairs)}}}" for pairs in items)
            self._insert(self._end(there.value[-1]), f", {shown}")
            return
        indent = " " * (there.start_mark.column if filled else 2)
        lines = [
            f"{indent}{'  ' if place else '- '}{name}: {value}".rstrip()
            for pairs in items
            for place, (name, value) in enumerate(pairs)
        ]
        if filled:
            self._insert_line(self._end(there), "\n".join(lines))
        elif there is not None:
            start = self.key(self.root, key).start_mark.index
            self._replace(start, self._end(there), "\n".join([f"{key}:", *lines]))
        else:
            self._insert_line(self._end(self.root), "\n".join([f"{key}:", *lines]))

    def result(self) -> bytes:
        """Return the file with all changes made."""
        pieces, place = [], 0
        for start, end, new in sorted(self._changes, key=lambda change: change[:2]):
            pieces += [self.text[place:start], new]
            place = end
        text = "".join([*pieces, self.text[place:]])
        return (self._bom + text.replace("\n", self._line_end)).encode("utf-8")

    # ---- places ----

    def _end(self, node: Any) -> int:
        """Return where a node ends: libyaml ends blocks at what follows them, behind blank lines and comments."""
        flow = isinstance(node, yaml.ScalarNode) or node.flow_style
        if flow or not node.value:
            return max(int(node.start_mark.index), len(self.text[: node.end_mark.index].rstrip()))
        last = node.value[-1]
        return self._end(last[1] if isinstance(last, tuple) else last)

    def _replace(self, start: int, end: int, new: str) -> None:
        before = self.text[start - 1 : start]
        gap = " " if start == end and before == ":" and not new.startswith("\n") else ""
        self._changes.append((start, end, gap + new))

    def _insert(self, place: int, new: str) -> None:
        self._changes.append((place, place, new))

    def _insert_line(self, after: int, line: str) -> None:
        """Note a line to be put behind the line in which an offset stands."""
        self._insert(self.text.index("\n", after) + 1, f"{line}\n")


# ---- values ----------------------------------------------------------------------------------------------


def scalar(text: str, *, flow: bool = False) -> str:
    """Return a text of one line as YAML: plain where that is read back as the same text, else in quotation marks.

    >>> scalar("Sergei: no"), scalar("NO"), scalar("last year")
    ('"Sergei: no"', '"NO"', 'last year')
    """
    plain = f"[{text}]" if flow else text
    try:
        read = yaml.load(f"k: {plain}\n", Loader=yaml.CSafeLoader)["k"]
    except (yaml.YAMLError, TypeError, KeyError):
        read = None
    return text if read == ([text] if flow else text) else json.dumps(text, ensure_ascii=False)


def flow_map(texts: Mapping[str, str]) -> str:
    """Return texts by key as a YAML mapping in braces."""
    return f"{{{', '.join(f'{key}: {scalar(text, flow=True)}' for key, text in texts.items())}}}"


def flow_list(texts: Sequence[str]) -> str:
    """Return texts as a YAML list in brackets."""
    return f"[{', '.join(scalar(text, flow=True) for text in texts)}]"
