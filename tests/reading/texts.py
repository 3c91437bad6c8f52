"""Files of content for tests, and prose as text."""

from __future__ import annotations

from typing import Any

from explainers.pages.prose_html import ClaimEnd, Hole, OwnThought, Spoken, html_of
from explainers.problems import Place, Problem
from explainers.prose import Body, Citation, PageLink, Picture, Prose, TermLink
from explainers.reading.documents import Document, read_document
from explainers.reading.findings import Findings
from explainers.reading.nodes import yaml_nodes
from explainers.reading.schema import Type
from explainers.reading.text import file_text

__all__ = [
    "FRONT", "LANGUAGES", "body_of", "explainer", "findings", "marked", "shown", "told", "told_of", "value_of",
]  # fmt: skip

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


def marked(text: str, place: Place) -> str:
    """Return the stretch of a text that a place marks."""
    lines = text.split("\n")[place.line - 1 : place.end_line]
    lines[-1] = lines[-1][: place.end_column - 1]
    lines[0] = lines[0][place.column - 1 :]
    return "⏎".join(lines).replace("\t", "⇥")


def told(text: str, problem: Problem) -> str:
    """Return a problem as wrong.txt writes it, without its line."""
    arrow = f" → {problem.suggestion}" if problem.suggestion else ""
    return f"{problem.code} «{marked(text, problem.place)}»{arrow}"


def findings(text: str, path: str = "explainers/one.md", language: str = "en") -> Findings:
    """Return what gathers the findings of a file with a text."""
    file, problems = file_text(f"content/{path}", text.encode())
    assert file is not None, problems
    return Findings(file, path, language, LANGUAGES)


def value_of(type: Type, yaml: str) -> tuple[Any, Findings]:
    """Return what YAML means that is read as a type, and what is found on the way."""
    found = findings(yaml)
    node, problems = yaml_nodes(found.file, 0, len(yaml))
    assert node is not None, problems
    return type.value(node, found), found


def told_of(type: Type, yaml: str) -> list[str]:
    """Return the problems of YAML that is read as a type, as wrong.txt writes them."""
    return [told(yaml, one) for one in value_of(type, yaml)[1].problems]


def _citation(citation: Citation) -> str:
    paragraphs = ",".join(map(str, citation.paragraphs))
    return " ".join(filter(None, (citation.source, paragraphs, citation.how)))


def _hole(hole: Hole) -> str:
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
    texts, holes = html_of(prose)
    filled = [f"{before}{{{_hole(hole)}}}" for before, hole in zip(texts, holes, strict=False)]
    return "".join((*filled, texts[-1])).replace("\u202f", "⍽").replace("\u00a0", "°").strip()
