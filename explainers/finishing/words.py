"""The words of a page: what search finds of it, cut out of its HTML and nothing else, so that a change of style, of
navigation or of a receipt's number leaves them as they are.

The words are a small HTML document of their own, in the terms that Pagefind reads. They are those of ``<main>``; left out
are what is no text of the page (navigation, asides, drawings, superscripts, forms), what is hidden from who listens, and
what the theme marks with ``data-pagefind-ignore``. Headings keep their ids, so that a result can lead to its section; a term
that a definition list explains counts as a heading.
"""

from __future__ import annotations

from html import escape
from typing import Final

from lxml import etree, html

from explainers.showing.search_page import SearchedPage

__all__ = ["words_of"]

_LEFT_OUT: Final = frozenset(
    ("aside", "button", "figcaption", "footer", "form", "nav", "noscript", "script", "style", "sup", "svg", "template")
)
_HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
# Elements that end a sentence for Pagefind; all others but these and headings are of no interest to it.
_BLOCKS: Final = frozenset(("blockquote", "dd", "div", "dt", "figure", "header", "li", "ol", "p", "section", "table", "td", "th", "tr", "ul"))


def words_of(page: SearchedPage, content: bytes) -> bytes:
    """Return the words of a page as HTML for Pagefind, from the page's HTML; nothing where it has no ``<main>``."""
    document = html.document_fromstring(content, parser=html.HTMLParser(encoding="utf-8"))
    main = document.find(".//main")
    if main is None:
        return b""
    summary = next(iter(document.xpath("//meta[@name='description']/@content")), "")
    pieces: list[str] = []
    _collect(main, pieces)
    head = [_meta("meta", "summary", summary)] if summary else []
    head += [_meta("meta", "kind", page.kind), _meta("filter", "kind", page.kind)]
    head += [_meta("filter", "country", country) for country in page.countries]
    text = f'<html lang="{escape(page.language)}">{"".join(head)}<body>{"".join(pieces)}</body></html>\n'
    return text.encode()


def _meta(role: str, name: str, value: str) -> str:
    return f'<meta data-pagefind-{role}="{name}[content]" content="{escape(value)}">'


def _collect(element: etree._Element, pieces: list[str]) -> None:
    """Write an element's words, and those of what is in it."""
    if isinstance(element.tag, str) and not _is_left_out(element):
        tag = _tag(element)
        name = _name(element) if tag in _HEADINGS else ""
        pieces.append(f"<{tag}{name}>" if tag else "")
        pieces.append(_text(element.text))
        for child in element:
            _collect(child, pieces)
        pieces.append(f"</{tag}>" if tag else "")
    if element.tag != "main":
        pieces.append(_text(element.tail))


def _is_left_out(element: etree._Element) -> bool:
    hidden = element.get("aria-hidden") == "true" or element.get("data-pagefind-ignore") is not None
    return hidden or element.tag in _LEFT_OUT


def _tag(element: etree._Element) -> str:
    """Return what an element is among the words; empty for one that is of no interest but for its text."""
    if element.tag == "dt" and _name(element):
        return "h3"
    return str(element.tag) if element.tag in _HEADINGS or element.tag in _BLOCKS else ""


def _name(element: etree._Element) -> str:
    """Return the id of a heading as it is written; a term has that of the block with its explanation."""
    id = element.get("id") or ""
    parent = element.getparent()
    if element.tag == "dt" and not id and parent is not None and parent.tag == "div":
        id = parent.get("id") or ""
    return f' id="{escape(id)}"' if id else ""


def _text(text: str | None) -> str:
    return escape(" ".join((text or "").replace("\n", " ").split(" "))) if text else ""
