"""The words of a page: what search finds of it, cut out of its HTML and nothing else, so that a change of style, of
navigation or of a receipt's number leaves them as they are.

The words are a small HTML document of their own, in the terms that Pagefind reads. They are those of ``<main>``; left
out are what isn't text of the page (navigation, asides, drawings, superscripts, forms), what is hidden from who
listens, and what the theme marks with ``data-pagefind-ignore``. Headings keep their ids, so that a result can lead to
its section; a term that a list explains is a heading too, and its word always counts.
"""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING, Final

from explainers.pages.search_entries import SearchedPage

if TYPE_CHECKING:
    from lxml import etree  # type: ignore[import-untyped]

__all__ = ["words_of"]

_LEFT_OUT: Final = frozenset(
    ("aside", "button", "figcaption", "footer", "form", "nav", "noscript", "script", "style", "sup", "svg", "template")
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Where a sentence ends for Pagefind, with or without a full stop.
_BLOCKS: Final = frozenset(
    ("blockquote", "dd", "div", "dt", "figure", "header", "li", "ol", "p", "section", "table", "td", "th", "tr", "ul")
)
_SPACE: Final = re.compile("[ \t\n\r\f]+")  # as HTML has it: no-break spaces stay
# Pagefind ends a sentence where a block ends right behind its words.
_OPENING: Final = re.compile(" *(<[^/>][^>]*>) *")
_CLOSING: Final = re.compile(" *(</[^>]*>) *")

# What is written together and is looked for apart: the article of *l’eau*, the ending of *Oslo’s*. They are parted by a
# space with a word joiner on their side of it, which the search page takes out again.
_ARTICLE: Final = re.compile(r"((?<![\w'’])[^\W\d_]{1,2}['’])(?=[^\W\d_]{2})")
_ENDING: Final = re.compile(r"(?<=[^\W\d_])(?=['’]s\b)")


def words_of(page: SearchedPage, content: bytes) -> bytes:
    """Return the words of a page as HTML for Pagefind, from the page's HTML; nothing where it has no ``<main>``."""
    from lxml import etree

    document = etree.fromstring(content, etree.HTMLParser(encoding="utf-8", remove_comments=True))
    main = document.find(".//main") if document is not None else None
    if main is None:
        return b""
    pieces: list[str] = []
    _collect(main, pieces)
    words = _CLOSING.sub(r"\1 ", _OPENING.sub(r" \1", _SPACE.sub(" ", _parted("".join(pieces))))).strip()
    data = _data("kind", page.kind) + _data("name", page.name)
    return f'<html lang="{escape(page.language)}">{data}<body>{words}</body></html>\n'.encode()


def _data(key: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{key}[content]" content="{escape(value)}">' if value else ""


def _parted(text: str) -> str:
    return _ENDING.sub(" \u2060", _ARTICLE.sub("\\1\u2060 ", text))


def _collect(element: etree._Element, pieces: list[str]) -> None:
    """Write an element's words, those of what is in it, and those that follow it."""
    if isinstance(element.tag, str) and not _is_left_out(element):
        tag, attributes = _opening(element)
        pieces.append(f"<{tag}{attributes}>" if tag else "")
        pieces.append(_text(element.text))
        for child in element:
            _collect(child, pieces)
        pieces.append(f"</{tag}>" if tag else "")
    if element.tag != "main":
        pieces.append(_text(element.tail))


def _is_left_out(element: etree._Element) -> bool:
    if element.tag in _LEFT_OUT or element.get("aria-hidden") == "true":
        return True
    return "data-pagefind-ignore" in element.attrib and not _explained(element.getparent())


def _explained(element: etree._Element | None) -> str:
    """Return the id that leads to a term of a definition list, which its block has; empty for anything else."""
    parent = element.getparent() if element is not None and element.tag == "dt" else None
    return (parent.get("id") or "") if parent is not None and parent.tag == "div" else ""


def _opening(element: etree._Element) -> tuple[str, str]:
    """Return what an element is among the words, and its attributes; its text alone counts where that is empty."""
    tag = str(element.tag)
    if id := _explained(element):
        return "h3", f' id="{escape(id)}"'
    if tag in _HEADINGS:
        id = element.get("id") or ""
        return tag, f' id="{escape(id)}"' if id else ""
    return (tag if tag in _BLOCKS else ""), ""


def _text(text: str | None) -> str:
    return escape(text, quote=False) if text else ""
