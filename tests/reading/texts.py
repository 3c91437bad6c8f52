"""Files of content for tests, and prose as text."""

from __future__ import annotations

from typing import Any

from explainers.prose import Body, Citation, PageLink, Picture, Prose, TermLink
from explainers.reading.documents import Document, read_document
from explainers.showing.prose_html import ClaimEnd, OwnThought, Piece, Spoken, html_of

__all__ = ["FRONT", "LANGUAGES", "body_of", "explainer", "shown"]

LANGUAGES = ("en", "fr")
FRONT = {
    "en": "---\ntitle: One\nsummary: Two.\ndate: 2026-01-01\ncountries: [BF]\n---\n",
    "fr": "---\ntitle: Un\nsummary: Deux.\n---\n",
}


def explainer(body: str, language: str = "en") -> Document:
    """Return an explainer with a text below a good front matter."""
    name = "one.md" if language == "en" else f"one.{language}.md"
    return read_document(f"content/explainers/{name}", (FRONT[language] + body).encode(), LANGUAGES)


def body_of(document: Document) -> Any:
    """Return the body of a page's one text."""
    record: Any = document.record
    assert record is not None, document.problems
    text = record.texts[document.language] if document.original else record.text
    return text.body


def _citation(citation: Citation) -> str:
    paragraphs = ",".join(map(str, citation.paragraphs))
    return " ".join(filter(None, (citation.source, paragraphs, citation.how)))


def _hole(hole: Piece) -> str:
    if isinstance(hole, ClaimEnd):
        return "; ".join(map(_citation, hole.cite.citations))
    if isinstance(hole, OwnThought):
        return f"own {_citation(hole.cite.citations[0])}"
    if isinstance(hole, TermLink):
        return f"term {hole.term}|{hole.text}"
    if isinstance(hole, PageLink):
        return f"to {hole.path}{'#' * bool(hole.fragment)}{hole.fragment}"
    if isinstance(hole, Picture):
        return f"picture {hole.path}|{hole.alt}|{hole.credit}"
    assert isinstance(hole, Spoken)
    return f"quoted {' | '.join(one.words for one in hole.quoted)}"


def shown(prose: Body | Prose) -> str:
    """Return prose as prose_html.txt writes it."""
    pieces = [piece if isinstance(piece, str) else f"{{{_hole(piece)}}}" for piece in html_of(prose)]
    return "".join(pieces).replace("\u202f", "⍽").replace("\u00a0", "°").strip()
