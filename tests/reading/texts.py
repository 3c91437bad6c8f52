"""Files of content for tests, and prose as text."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from explainers.model import Citation, Cite, PageLink, Part, Picture, TermLink
from explainers.reading.documents import Document, read_document

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


def _part(part: Part) -> str:
    if isinstance(part, str):
        return part.replace("\u202f", "⍽").replace("\u00a0", "°")
    if isinstance(part, Cite):
        return "{" + "; ".join(map(_citation, part.citations)) + "}"
    if isinstance(part, TermLink):
        return f"{{term {part.term}|{part.text}}}"
    if isinstance(part, PageLink):
        return f"{{to {part.path}{'#' * bool(part.fragment)}{part.fragment}}}"
    if isinstance(part, Picture):
        return f"{{picture {part.path}|{part.alt}|{part.credit}}}"
    return f"{{quoted {part.words}}}"


def shown(parts: Iterable[Part]) -> str:
    """Return prose as prose.txt writes it."""
    return "".join(map(_part, parts)).strip()
