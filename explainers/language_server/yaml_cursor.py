"""What is being typed in front matter or a data file: the name of a key, or the value of one, and below which keys.

Found by indentation and brackets in the lines up to the cursor, since YAML that is being typed can't be read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from msgspec import Struct

from explainers.reading.schema import Key, ListOf, MapOf, Part, Type
from explainers.reading.values import LineByLanguage

__all__ = ["YamlTyping", "keys_at", "type_at", "yaml_typing"]


class YamlTyping(Struct, frozen=True):
    """What is being typed: `path`, the keys that it stands below, the outermost first; of a value the last one is its
    own key. `start`: the offset in the text at which it begins; `there`: the other keys of the same mapping, as far as
    they are known.
    """

    is_key: bool
    path: tuple[str, ...]
    start: int
    there: tuple[str, ...] = ()


_KEY: Final = re.compile(r"(?P<indent>[ ]*(?:-[ ]+)*)(?P<key>[\w.-]+|\"[^\"]*\"|'[^']*')[ ]*:(?=\s|\Z)")
_LONE: Final = re.compile(r"(?P<indent>[ ]*-)[ ]*\Z")
_ITEM: Final = re.compile(r"[ ]*(?:-(?:[ ]+|\Z))*")
_MOST_LINES: Final = 4000
_PIECE: Final = re.compile(r"[{}\[\],]|\"[^\"]*(?:\"|\Z)|'[^']*(?:'|\Z)|[^{}\[\],\"']+")


def yaml_typing(text: str, first: int, offset: int) -> YamlTyping | None:
    """Return what is being typed at an offset of a text whose YAML starts at `first`; `None` in a remark, or behind
    what is finished.
    """
    lines = text[first:offset].replace("\r\n", "\n").split("\n")[-_MOST_LINES:]
    last = lines[-1]
    if re.search(r"(?:\A|\s)#", last):
        return None
    opened = _KEY.match(last)
    item = _ITEM.match(last)
    indent = len(item[0]) if item else 0
    path = _above(lines[:-1], indent, last.find("-", 0, indent))
    if opened is None:
        rest = last[indent:]
        return _flow(rest, path, offset) or _plain(rest, path, lines, indent, offset)
    own = _unquoted(opened["key"])
    rest = last[opened.end() :]
    return _flow(rest, (*path, own), offset) or YamlTyping(False, (*path, own), offset - len(rest.lstrip()))


def _plain(rest: str, path: tuple[str, ...], lines: Sequence[str], indent: int, offset: int) -> YamlTyping | None:
    """Return what is typed in a line without a key: a key's name, or an item of a list."""
    if not re.fullmatch(r"[\w.-]*", rest):
        return None
    there = () if "-" in lines[-1][:indent] else tuple(_siblings(lines[:-1], indent))
    return YamlTyping(True, path, offset - len(rest), there)


def _above(lines: Sequence[str], column: int, dash: int) -> tuple[str, ...]:
    """Return the keys that something at a column stands below, the outermost first; `dash`: the column of the hyphen of
    the item that it begins (-1: it begins none).
    """
    found: list[str] = []
    of_item, limit = dash >= 0, dash if dash >= 0 else column
    for line in reversed(lines):
        if limit == 0 and not of_item:
            break
        match = _KEY.match(line) or _LONE.match(line)
        if match is None:
            continue
        its_dash = line.find("-", 0, match.end("indent"))
        its_column = len(match["indent"])
        is_first = its_column == limit and its_dash >= 0 and not of_item
        if is_first or (match.re is _LONE and its_dash < limit):  # the item that this is a key of begins here
            of_item, limit = True, its_dash
        elif match.re is _KEY and its_dash != limit and (its_column <= limit if of_item else its_column < limit):
            found.insert(0, _unquoted(match["key"]))
            of_item, limit = its_dash >= 0, its_dash if its_dash >= 0 else its_column
    return tuple(found)


def _siblings(lines: Sequence[str], indent: int) -> Iterator[str]:
    """Yield the keys of the mapping that a line belongs to, as far as they stand above it."""
    for line in reversed(lines):
        match = _KEY.match(line)
        if match is None:
            continue
        column = len(match["indent"])
        if column < indent:
            return
        if column == indent:
            yield _unquoted(match["key"])
            if "-" in match["indent"]:
                return


def _flow(rest: str, path: tuple[str, ...], offset: int) -> YamlTyping | None:
    """Return what is typed inside of brackets or braces; `None` where none is open."""
    stack: list[tuple[str, str]] = []  # the bracket, and the key that is open in it
    there: list[str] = []
    word = ""
    for piece in _PIECE.findall(rest):
        if piece in "[{":
            stack.append((piece, ""))
            word = ""
        elif piece in "]}":
            if stack:
                stack.pop()
            word = ""
        elif piece == ",":
            if stack:
                stack[-1] = (stack[-1][0], "")
            word = ""
        else:
            word = piece
            key = re.match(r"\s*([\w.-]+|\"[^\"]*\"|'[^']*')\s*:(?:\s|\Z)", piece)
            if key and stack and stack[-1][0] == "{":
                stack[-1] = ("{", _unquoted(key[1]))
                there.append(_unquoted(key[1]))
                word = piece[key.end() :]
    if not stack:
        return None
    inner = tuple(key for bracket, key in stack if bracket == "{" and key)
    is_key = stack[-1] == ("{", "")
    return YamlTyping(is_key, (*path, *inner), offset - len(word.lstrip()), tuple(there))


def _unquoted(key: str) -> str:
    return key.strip("\"'")


# ---- by the tables of keys -------------------------------------------------------------------------------


def keys_at(keys: Mapping[str, Key], path: Sequence[str]) -> Mapping[str, Key]:
    """Return the keys of the mapping that stands below a path; none where there is no such mapping."""
    if not path:
        return keys
    found = type_at(keys, path)
    while isinstance(found, ListOf):
        found = found.item
    return found.keys if isinstance(found, Part) else {}


def type_at(keys: Mapping[str, Key], path: Sequence[str]) -> Type | None:
    """Return what the last key of a path takes; `None` where there is no such key."""
    first, *rest = path
    if first not in keys:
        return None
    found: Type = keys[first].type
    while True:
        while isinstance(found, ListOf) and rest:
            found = found.item
        if not rest:
            return found
        if isinstance(found, Part):
            return type_at(found.keys, rest)
        if isinstance(found, LineByLanguage):
            return None
        if not isinstance(found, MapOf):
            return None
        found, rest = found.item, rest[1:]
