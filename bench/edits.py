"""Edits as people make them, one at a time, each leaving the site valid."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from bench.corpus import Page, Site

__all__ = ["body_edit", "quiet_pages", "source_edit", "template_edit", "title_edit"]

_BODY: Final = ("counts for other lists too", "counts for further lists too")
_TITLE: Final = ("What the lists of", "What the registers of")
_SOURCE: Final = ("publisher: The Counting House", "publisher: The Counting Office")
_NEWEST: Final = 40


def quiet_pages(site: Site) -> list[Page]:
    """Return the pages that are in no feed, the oldest first."""
    ordered = sorted(site.pages, key=lambda page: (page.date, page.slug))
    return ordered[: max(1, len(ordered) - _NEWEST)]


def body_edit(path: Path) -> None:
    """Change a word in a page's text, or change it back."""
    _swap(path, *_BODY)


def title_edit(path: Path) -> None:
    """Change a word in a page's title, or change it back."""
    _swap(path, *_TITLE)


def source_edit(path: Path) -> None:
    """Change a source's publisher, or change it back."""
    _swap(path, *_SOURCE)


def template_edit(path: Path, number: int) -> None:
    """Change what a template puts into every page."""
    text = path.read_text(encoding="utf-8")
    mark = "{% block main %}" if "{% block main %}" in text else '{{ define "main" }}'
    head, found, tail = text.partition(mark)
    if not found:
        raise ValueError(f"{path.name} has no main part")
    tail = tail.partition("<!-- end -->")[2] if tail.startswith("<!-- edit") else tail
    path.write_text(f"{head}{found}<!-- edit {number} --><p hidden>{number}</p><!-- end -->{tail}", encoding="utf-8")


def _swap(path: Path, one: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    if one in text:
        text = text.replace(one, other, 1)
    elif other in text:
        text = text.replace(other, one, 1)
    else:
        raise ValueError(f"{path.name} has neither '{one}' nor '{other}'")
    path.write_text(text, encoding="utf-8")
