"""What a record mentions: citations, terms and pages of the site, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple

from explainers.model import ExplainerText
from explainers.prose import Citation, Cite, PageLink, TermLink

__all__ = ["citations_in", "cited_and_leant_on", "leans_on", "links_in", "terms_in"]


_SILENCE: Final = "unknowns"
"""The field of what sources don't say."""


def citations_in(record: Any) -> list[Citation]:
    """Return the citations of a record that name a source."""
    return [one for part in _parts(record) if type(part) is Cite for one in part.citations if one.source]


def leans_on(record: Any) -> list[Citation]:
    """Return the citations that a record's statements rest on: not those of a source's silence."""
    cites = [part for part in _parts(record, but=_SILENCE) if type(part) is Cite]
    return [one for part in cites for one in part.citations if one.source and one.how != "unknown"]


def cited_and_leant_on(text: ExplainerText) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """Return the citations of an explainer's text that name a source, and those of them that it leans on."""
    by_field = {name: citations_in(getattr(text, name)) for name in text.__struct_fields__}
    cited = tuple(chain.from_iterable(by_field.values()))
    stated = chain.from_iterable(its for name, its in by_field.items() if name != _SILENCE)
    return cited, tuple([one for one in stated if one.how != "unknown"])


def terms_in(record: Any) -> Iterator[str]:
    """Yield the ids of the terms that a record links to."""
    return (part.term for part in _parts(record) if isinstance(part, TermLink))


def links_in(record: Any) -> Iterator[PageLink]:
    """Yield the links of a record to pages of the site."""
    return (part for part in _parts(record) if isinstance(part, PageLink))


def _parts(value: Any, but: str = "") -> list[Any]:
    """Return the citations, terms and links to pages in a value, leaving out fields of a name."""
    found: list[Any] = []
    _collect((value,), but, found)
    return found


_MENTIONS: Final = frozenset((Cite, TermLink, PageLink))


def _collect(values: Iterable[Any], but: str, found: list[Any]) -> None:
    for value in values:
        kind: Any = type(value)
        if kind is str:
            continue
        if kind in _MENTIONS:
            found.append(value)
        elif kind is tuple:
            _collect(value, but, found)
        elif fields := _fields(kind):
            _collect(astuple(value) if but not in fields else _without(value, but), but, found)
        elif _is_mapping(kind):
            _collect(value.values(), but, found)


@cache
def _fields(kind: Any) -> tuple[str, ...]:
    """Return the fields of a kind of records; none for what is no record."""
    return kind.__struct_fields__ if issubclass(kind, Struct) else ()


@cache
def _is_mapping(kind: Any) -> bool:
    return issubclass(kind, Mapping)


def _without(value: Any, but: str) -> list[Any]:
    """Return a record's fields but one."""
    return [getattr(value, name) for name in value.__struct_fields__ if name != but]
