"""What a record mentions: citations, terms and pages of the site, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from msgspec import Struct

from explainers.prose import Citation, Cite, PageLink, TermLink

__all__ = ["citations_in", "leans_on", "links_in", "terms_in"]


def citations_in(record: Any) -> Iterator[Citation]:
    """Yield the citations of a record that name a source."""
    for part in _parts(record):
        if isinstance(part, Cite):
            yield from (citation for citation in part.citations if citation.source)


def leans_on(record: Any) -> Iterator[Citation]:
    """Yield the citations that a record's statements rest on: not those of a source's silence."""
    for part in _parts(record, but="unknowns"):
        if isinstance(part, Cite):
            yield from (one for one in part.citations if one.source and one.how != "unknown")


def terms_in(record: Any) -> Iterator[str]:
    """Yield the ids of the terms that a record links to."""
    return (part.term for part in _parts(record) if isinstance(part, TermLink))


def links_in(record: Any) -> Iterator[PageLink]:
    """Yield the links of a record to pages of the site."""
    return (part for part in _parts(record) if isinstance(part, PageLink))


def _parts(value: Any, but: str = "") -> list[Any]:
    """Return the citations, terms and links to pages in a value, leaving out fields of a name."""
    found: list[Any] = []
    _collect(value, but, found)
    return found


_MENTIONS: Final = (Cite, TermLink, PageLink)


def _collect(value: Any, but: str, found: list[Any]) -> None:
    kind = type(value)
    if kind is str:
        return
    if kind in _MENTIONS:
        found.append(value)
    elif kind is tuple:
        for item in value:
            _collect(item, but, found)
    elif issubclass(kind, Struct):
        for name in value.__struct_fields__:
            if name != but:
                _collect(getattr(value, name), but, found)
    elif issubclass(kind, Mapping):
        for item in value.values():
            _collect(item, but, found)
