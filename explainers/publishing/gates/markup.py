"""HTML, XML and CSS as the gates need them: references, anchors, and text that only machines read.

The only module that knows lxml and tinycss2. HTML is read as browsers do, with all its liberties; XML must be
well-formed, its entities are not resolved and nothing is fetched.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

__all__ = [
    "Element",
    "Head",
    "NotWellFormed",
    "Page",
    "Reference",
    "css_references",
    "machine_text_of",
    "page_of",
    "xml_of",
    "xml_remarks_of",
]

# Attributes that hold one address, and those that hold several (HTML Living Standard, "Attributes"; SVG 2).
_ONE: Final = ("href", "src", "action", "formaction", "poster", "data", "cite", "background", "longdesc")
_SEVERAL: Final = ("srcset", "imagesrcset")
_META: Final = frozenset(("og:url", "og:image", "og:audio", "og:video", "twitter:image"))
_LOOKED_AT: Final = frozenset((*_ONE, *_SEVERAL, "style", "xlink:href", "content", "id", "name"))
_OF_ITSELF: Final = frozenset(("base", "link", "meta", "script", "style"))  # elements that say more than words
# What a style has at least that names an address: to parse one takes a hundred times as long. Any letter of the names
# may be written with a backslash (CSS Syntax 3, 4.3.7).
_MAY_LEAD: Final = re.compile(r"url\(|src\(|@import|\\", re.IGNORECASE)
# Attributes whose words are for people (HTML Living Standard; WAI-ARIA 1.2).
_WORDS: Final = frozenset(
    ("alt", "aria-description", "aria-label", "aria-valuetext", "content", "label", "placeholder", "summary", "title")
)


class NotWellFormed(Exception):
    """A file is not what its name says; the message says why."""


class Reference(Struct, frozen=True, gc=False):
    """An address in a file: as written, and the line it stands in (0 where that isn't known)."""

    value: str
    line: int


class Page(Struct, frozen=True):
    """What the gates read from an HTML page.

    Fields: `references`, in order; `anchors`, the ids and names that a fragment can lead to; `data`, the
    texts of its JSON blocks; `base`, the address that relative ones start from, or empty; `leads_to`, where a
    page that only leads on goes, or empty; `canonical`, the address that it names as its own, or empty; `robots`, what
    it tells search engines, in small letters.
    """

    references: tuple[Reference, ...]
    anchors: frozenset[str]
    data: tuple[Reference, ...]
    base: str
    leads_to: str
    canonical: str = ""
    robots: str = ""

    @property
    def head(self) -> Head:
        """What it says of itself."""
        return Head(self.leads_to, self.canonical, self.robots)


class Head(Struct, frozen=True):
    """What a page says of itself: these fields are those of a `Page`."""

    leads_to: str
    canonical: str
    robots: str


class Element(Struct, frozen=True):
    """An XML element: its name without namespace, its attributes, its text, the line it stands in."""

    name: str
    attributes: dict[str, str]
    text: str
    line: int


def page_of(data: bytes) -> Page:
    """Read an HTML page, in UTF-8; raises `NotWellFormed` for bytes that are none."""
    from lxml import etree

    found = _Gathered()
    for element in _all(_tree(data), etree.Element):
        for name, value in element.items():
            if name in _LOOKED_AT:
                found.add_attribute(element, name, value)
        if element.tag in _OF_ITSELF:
            found.add_element(element)
    return found.page()


def machine_text_of(data: bytes) -> tuple[Reference, ...]:
    """Return what only machines read of a page: attribute values, scripts, styles and comments. Attributes that hold
    words for people are left out, unless all that they hold is one word, as an address is.
    """
    texts: list[Reference] = []
    for element in _all(_tree(data)):
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            texts.append(_text(element))
        if isinstance(element.tag, str):
            for name, value in element.attrib.items():
                if name not in _WORDS or len(str(value).split()) == 1:
                    texts.append(Reference(str(value), _line(element)))
    return tuple(texts)


def xml_of(data: bytes) -> tuple[Element, ...]:
    """Read an XML file as its elements in order, the root first; raises `NotWellFormed`."""
    from lxml import etree

    root = _xml_root(data)
    return tuple(
        Element(
            etree.QName(element).localname,
            {etree.QName(str(name)).localname: str(value) for name, value in element.attrib.items()},
            element.text or "",
            element.sourceline or 0,
        )
        for element in root.iter()
        if isinstance(element.tag, str)
    )


def xml_remarks_of(data: bytes) -> tuple[Reference, ...]:
    """Return the comments and processing instructions of an XML file; raises `NotWellFormed`."""
    tree = _xml_root(data).getroottree()
    return tuple(_text(each) for each in tree.xpath("//comment() | //processing-instruction()"))


@lru_cache(maxsize=64)  # many pages have the same style
def css_references(text: str) -> tuple[Reference, ...]:
    """Return the addresses in a style sheet, or in a style attribute.

    >>> [reference.value for reference in css_references('@import "a.css"; b{background:url(c.png)}')]
    ['a.css', 'c.png']
    """
    if not _MAY_LEAD.search(text):
        return ()
    import tinycss2  # type: ignore[import-untyped]

    return tuple(_css_addresses(tinycss2.parse_component_value_list(text)))


def _xml_root(data: bytes) -> etree._Element:
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        return etree.fromstring(data, parser=parser)
    except etree.XMLSyntaxError as error:
        raise NotWellFormed(f"it isn't well-formed XML: {error.msg}") from error


@cache
def _html_parser() -> etree.HTMLParser:
    from lxml import etree

    return etree.HTMLParser(encoding="utf-8")


def _tree(data: bytes) -> etree._Element:
    from lxml import etree

    try:
        data.decode("utf-8")
        root = etree.fromstring(data, parser=_html_parser())
    except UnicodeDecodeError as error:
        raise NotWellFormed("the page is not in UTF-8") from error
    except (etree.ParserError, ValueError):
        root = None
    if root is None:
        raise NotWellFormed("the page is empty")
    return root


class _Gathered:
    """What was found of a page, its elements being looked at one by one: to ask for each thing by itself would take
    twice as long.
    """

    def __init__(self) -> None:
        self._leading: list[Reference] = []
        self._of_styles: list[Reference] = []
        self._data: list[Reference] = []
        self._anchors: set[str] = set()
        self._said: dict[str, str] = {}

    def add_attribute(self, element: etree._Element, name: str, value: str) -> None:
        """Add an attribute that may lead somewhere, or be led to."""
        if name == "id" or name == "name":
            if name == "id" or element.tag == "a":
                self._anchors.add(value)
        elif name in _SEVERAL:
            self._leading += [Reference(address, _line(element)) for address in _candidates(value)]
        elif name == "style":
            self._leading += [Reference(each.value, _line(element)) for each in css_references(value)]
        elif element.tag != "base" and (name != "content" or _is_led_by(element)):
            self._leading.append(Reference(value.strip(), _line(element)))

    def add_element(self, element: etree._Element) -> None:
        """Add an element that says something of the page, or has more in it than words."""
        tag, get = element.tag, element.get
        if tag == "style":
            line = _line(element) - 1
            self._of_styles += [Reference(each.value, line + each.line) for each in css_references(element.text or "")]
        elif tag == "script" and "json" in get("type", ""):
            self._data.append(_text(element))
        elif tag == "base":
            self._said.setdefault("base", get("href", ""))
        elif tag == "link" and get("rel") == "canonical" and "href" in element.attrib:
            self._said.setdefault("canonical", get("href"))
        elif tag == "meta" and get("name") == "robots" and "content" in element.attrib:
            self._said.setdefault("robots", get("content").lower())
        if tag == "meta" and (goal := _refresh(element)):
            self._said.setdefault("leads_to", goal)

    def page(self) -> Page:
        """Return all of it."""
        said = {"leads_to": "", "base": "", **self._said}
        led = [Reference(said["leads_to"], 1)] if said["leads_to"] else []
        references = (*self._leading, *self._of_styles, *led)
        return Page(references, frozenset(self._anchors), tuple(self._data), **said)


def _all(root: etree._Element, *kinds: object) -> Iterator[etree._Element]:
    """Yield all nodes of some kinds, in order: of the page, and of what stands before it or behind its end. Browsers
    read that too; lxml keeps it beside the page.
    """
    for top in (*reversed(list(root.itersiblings(preceding=True))), root, *root.itersiblings()):
        yield from top.iter(*kinds)


def _is_led_by(element: etree._Element) -> bool:
    """Whether the content of an element is an address."""
    return element.tag == "meta" and not _META.isdisjoint((element.get("property"), element.get("name")))


def _text(element: etree._Element) -> Reference:
    return Reference(element.text or "", _line(element))


def _line(element: etree._Element) -> int:
    return element.sourceline or 0


def _candidates(srcset: str) -> Iterator[str]:
    # An address in a srcset ends at white space; commas inside of it belong to it (HTML, "srcset").
    rest = srcset.strip(" ,\n\t")
    while rest:
        address, _, rest = rest.partition(" ")
        if not address.endswith(","):
            rest = rest.partition(",")[2]
        yield address.strip(",\n\t")
        rest = rest.strip(" ,\n\t")


def _refresh(meta: etree._Element) -> str:
    if (meta.get("http-equiv") or "").lower() != "refresh":
        return ""
    return (meta.get("content") or "").partition("=")[2].strip(" '\"")


def _css_addresses(tokens: Iterable[object]) -> Iterator[Reference]:
    importing = False
    for token in tokens:
        kind, value = getattr(token, "type", ""), getattr(token, "value", "")
        if kind == "url" or (kind == "string" and importing):
            yield Reference(value, getattr(token, "source_line", 0))
        elif kind == "function" and getattr(token, "lower_name", "") in ("url", "src"):
            yield from _css_strings(getattr(token, "arguments", ()))
        else:
            yield from _css_addresses(getattr(token, "content", ()) or getattr(token, "arguments", ()))
        started = kind == "at-keyword" and value.lower() == "import"
        importing = started or (importing and kind == "whitespace")


def _css_strings(tokens: Iterable[object]) -> Iterator[Reference]:
    for token in tokens:
        if getattr(token, "type", "") == "string":
            yield Reference(getattr(token, "value", ""), getattr(token, "source_line", 0))
