"""A corpus of records that are kept: small tables at hand, whole pages fetched when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from explainers.content_kinds import Kind
from explainers.model import Attached, Corpus, Country, Event, Explainer, NameEntry, Relation, Term
from explainers.reading.corpus import in_order

__all__ = ["Fetched", "by_kind", "corpus_of"]

_T = TypeVar("_T")


class Fetched(Mapping[str, _T]):
    """Records by name, in the order of `names`, each fetched when it is asked for."""

    def __init__(self, names: Mapping[str, None], fetch: Callable[[str], _T]) -> None:
        self._names, self._fetch = names, fetch

    def __getitem__(self, name: str) -> _T:
        if name not in self._names:
            raise KeyError(name)
        return self._fetch(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


def by_kind(keys: Iterable[tuple[Kind, str]]) -> dict[Kind, dict[str, None]]:
    """Return slugs by their kinds, in their order."""
    slugs: dict[Kind, dict[str, None]] = {}
    for kind, slug in keys:
        slugs.setdefault(kind, {})[slug] = None
    return slugs


def corpus_of(
    slugs: Mapping[Kind, Mapping[str, None]],
    record: Callable[[tuple[Kind, str]], Any],
    attached: Mapping[str, Attached],
) -> Corpus:
    """Return the corpus of whole records by kind and slug (see `by_kind`). Explainers, sources and glossary are fetched
    from `record` when they are asked for.
    """

    def fetched(kind: Kind) -> Fetched[Any]:
        return Fetched(slugs.get(kind, {}), lambda slug: record((kind, slug)))

    explainers: Fetched[Explainer] = fetched("explainer")
    countries: dict[str, Country] = {one.code: one for one in fetched("country").values()}
    relations: Iterator[Relation] = (in_order(one, countries) for one in fetched("relation").values())
    return Corpus(
        explainers=explainers,
        countries=dict(sorted(countries.items())),
        relations={one.between: one for one in sorted(relations, key=lambda one: one.between)},
        events=_entries(fetched("events"), Event),
        sources=fetched("source"),
        terms=_entries(fetched("glossary"), Term),
        names=_entries(fetched("names"), NameEntry),
        pages=dict(fetched("page").items()),
        attached=attached,
    )


def _entries(lists: Mapping[str, Any], record: type) -> dict[str, Any]:
    found = {entry.id: entry for entries in lists.values() if isinstance(entries, tuple) for entry in entries}
    return {name: entry for name, entry in sorted(found.items()) if isinstance(entry, record)}
