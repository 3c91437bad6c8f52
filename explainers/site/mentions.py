"""What a record mentions: citations, terms and pages of the site, in the order in which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache
from itertools import chain
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import astuple

from explainers.model import ExplainerText
from explainers.prose import Citation, Cite, PageLink, TermLink

__all__ = ["citations_in", "cited_and_leant_on", "leans_on", "leans_on_and_terms", "links_in"]


_SILENCE: Final = "unknowns"
"""The field of what sources don't say."""


def citations_in(record: Any) -> list[Citation]:
    """Return the citations of a record that name a source."""
    return [one for part in _parts(record) if type(part) is Cite for one in part.citations if one.source]


def leans_on(record: Any) -> list[Citation]:
    """Return the citations that a record's statements rest on: not those of a source's silence."""
    return leans_on_and_terms(record)[0]


def leans_on_and_terms(record: Any) -> tuple[list[Citation], list[str]]:
    """Return the citations that a record's statements rest on, and the ids of the terms that it links to."""
    silent: list[slice] = []
    parts = _parts(record, silent)
    terms = [part.term for part in parts if type(part) is TermLink]
    for place in reversed(silent):
        del parts[place]
    cites = [part for part in parts if type(part) is Cite]
    return [one for part in cites for one in part.citations if one.source and one.how != "unknown"], terms


def cited_and_leant_on(text: ExplainerText) -> tuple[tuple[Citation, ...], tuple[Citation, ...]]:
    """Return the citations of an explainer's text that name a source, and those of them that it leans on."""
    by_field = {name: citations_in(getattr(text, name)) for name in text.__struct_fields__}
    cited = tuple(chain.from_iterable(by_field.values()))
    stated = chain.from_iterable(its for name, its in by_field.items() if name != _SILENCE)
    return cited, tuple([one for one in stated if one.how != "unknown"])


def links_in(record: Any) -> Iterator[PageLink]:
    """Yield the links of a record to pages of the site."""
    return (part for part in _parts(record) if isinstance(part, PageLink))


_MENTIONS: Final = frozenset((Cite, TermLink, PageLink))


def _parts(value: Any, silent: list[slice] | None = None) -> list[Any]:
    """Return the citations, terms and links to pages in a value. `silent` takes note of which of them stand in a field
    of what sources don't say.
    """
    found: list[Any] = []
    _collect((value,), found, [] if silent is None else silent)
    return found


class _Silence(Struct, frozen=True):
    """The values of a field of what sources don't say."""

    values: Iterable[Any]


def _collect(values: Iterable[Any], found: list[Any], silent: list[slice]) -> None:
    for value in values:
        kind: Any = type(value)
        if kind in _MENTIONS:
            found.append(value)
        elif kind is tuple:
            _collect(value, found, silent)
        elif kind is _Silence:
            start = len(found)
            _collect(value.values, found, silent)
            silent.append(slice(start, len(found)))
        elif kind is not str and (inside := _inside(kind)):
            _collect(inside(value), found, silent)


@cache
def _inside(kind: Any) -> Callable[[Any], Iterable[Any]] | None:
    """Return what tells the values inside of one of a kind; nothing where there are none."""
    if issubclass(kind, Mapping):
        return lambda value: value.values()
    if not issubclass(kind, Struct):
        return None
    return _with_silence if _SILENCE in kind.__struct_fields__ else astuple


def _with_silence(record: Any) -> list[Any]:
    values = ((name, getattr(record, name)) for name in record.__struct_fields__)
    return [_Silence(value) if name == _SILENCE else value for name, value in values]
