"""What is text among the files of a site, and which strings in it only machines read: the same for every gate.

Which files are text is asked of their bytes, not of a list of endings, so that none is forgotten. The parts of a
search index are text in the gzip format.
"""

from __future__ import annotations

import binascii
import html
import re
import zlib
from base64 import b64decode
from collections.abc import Iterator
from itertools import filterfalse
from typing import Any, Final
from urllib.parse import unquote

import msgspec
from msgspec import Struct

from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.markup import (
    NotWellFormed,
    Reference,
    css_references,
    machine_text_of,
    xml_of,
    xml_remarks_of,
)
from explainers.publishing.kinds import encoding_of

__all__ = ["FileRead", "files_read", "machine_strings", "spellings"]

_JSON: Final = frozenset(("geojson", "json", "jsonld", "webmanifest"))
_XML: Final = frozenset(("atom", "rss", "svg", "xml"))
_CODE: Final = frozenset(("css", "js", "map", "mjs"))
_CELL: Final = re.compile(r'[^,{}"\n\t]+')
_LABEL: Final = re.compile(r"^\s*(?:[\w-]+\s*(?:[:=]|  -)\s+)*")
_ESCAPED: Final = re.compile(r"\\u([0-9a-fA-F]{4})|\\x([0-9a-fA-F]{2})|\\(/)")
_DATA: Final = re.compile(
    r"data:(?:text/|image/svg|application/(?:json|javascript|xml))[^,\s]*;base64,([A-Za-z0-9+/]+)", re.IGNORECASE
)
_GZIP: Final = b"\x1f\x8b"


class FileRead(Struct, frozen=True):
    """A file of a site with its bytes; `text` are those of a text, unpacked where they are compressed, and `None` for a
    picture or another file that isn't one.
    """

    path: str
    data: bytes
    text: bytes | None


def files_read(site: BuiltSite) -> Iterator[FileRead]:
    """Yield each file of a site, read once for all who look at it, but for the compressed copies of others."""
    for path in filterfalse(encoding_of, site.files):
        data = site.read(path)
        yield FileRead(path, data, _text_of(path, data))


def _text_of(path: str, data: bytes) -> bytes | None:
    if data.startswith(_GZIP):
        try:
            data = zlib.decompress(data, wbits=31)
        except zlib.error:
            return None
    return None if b"\0" in data[:4096] and not path.rpartition(".")[2].startswith("pf_") else data


def machine_strings(path: str, data: bytes) -> Iterator[Reference]:
    """Yield the strings of a text file that machines read, with their lines; what it says in words is left out."""
    ending = path.rpartition(".")[2]
    text = data.decode("utf-8", "replace")
    try:
        if ending == "html":
            for each in machine_text_of(data):
                yield from _strings_of_json(each) if each.value.lstrip()[:1] in ("{", "[") else (each,)
        elif ending in _XML:
            yield from _strings_of_xml(data)
        elif ending in _JSON:
            yield from _strings_of_json(Reference(text, 1))
        elif path.startswith("_"):
            yield from _of_host(text)
        elif ending in _CODE:
            yield Reference(text, 1)
            yield from css_references(text) if ending == "css" else ()
        else:
            yield from _cells(text)
    except NotWellFormed:
        yield Reference(text, 1)


def spellings(text: str) -> Iterator[str]:
    """Yield a text, and how it reads without the escapes of JSON and JavaScript, of addresses and of HTML.

    >>> list(spellings("http:\\\\/\\\\/desk"))
    ['http:\\\\/\\\\/desk', 'http://desk']
    >>> list(spellings("x?u=http%253A%252F%252Fdesk"))[1:]
    ['x?u=http%3A%2F%2Fdesk', 'x?u=http://desk']
    >>> list(spellings("data:image/svg+xml;base64,PHN2Zy8+"))[1:]
    ['<svg/>']
    """
    yield text
    if "\\" in text:
        yield _ESCAPED.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), text)
    plain, before = unquote(text), text
    while plain != before:  # an address in an address in an address
        yield plain
        plain, before = unquote(plain), plain
    if ";base64," in text:
        yield _DATA.sub(_decoded, text)
    if "&" in text:
        yield html.unescape(text)


def _decoded(found: re.Match[str]) -> str:
    try:
        return b64decode(found[1] + "==").decode("utf-8", "replace")
    except (binascii.Error, ValueError):
        return found[0]


def _of_host(text: str) -> Iterator[Reference]:
    """Yield what `_headers` and `_redirects` have but the site's own addresses, which lines begin with."""
    for number, line in enumerate(text.splitlines(), start=1):
        words = line.split()
        own = words and line[:1] == "/"
        yield from (Reference(word, number) for word in (words[1:] if own else words))


def _strings_of_xml(data: bytes) -> Iterator[Reference]:
    yield from xml_remarks_of(data)
    for element in xml_of(data):
        yield from (Reference(value, element.line) for value in element.attributes.values())
        if element.name in ("script", "style"):
            yield Reference(element.text, element.line)
        else:
            yield from _string(element.text, element.line)


def _strings_of_json(block: Reference) -> Iterator[Reference]:
    try:
        pending: list[Any] = [msgspec.json.decode(block.value)]
    except msgspec.DecodeError:
        yield block
        return
    while pending:
        value = pending.pop()
        if isinstance(value, dict):
            pending.extend((*value.keys(), *value.values()))
        elif isinstance(value, list):
            pending.extend(value)
        elif isinstance(value, str):
            yield from _string(value, block.line)


def _cells(text: str) -> Iterator[Reference]:
    line, counted = 1, 0
    for found in _CELL.finditer(text):
        line, counted = line + text.count("\n", counted, found.start()), found.start()
        yield from _string(_LABEL.sub("", found[0]), line)


def _string(text: str, line: int) -> Iterator[Reference]:
    """Yield a string that has no words in it; of markup in a string, what machines read."""
    if "<" in text and ">" in text:
        try:
            yield from (Reference(each.value, line) for each in machine_text_of(text.encode()))
        except NotWellFormed:
            yield Reference(text, line)
    elif len(text.split()) == 1:
        yield Reference(text.strip(), line)
