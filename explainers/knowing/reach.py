"""How far a change of the content reaches: which facts may be others now, by name or by kind.

Whatever is not named here is certain to be as it was. It is a test's business that this is so.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from explainers.knowing.about import About

__all__ = ["Changed", "Reach", "reach"]

_USES: Final = frozenset(("source-uses", "term-uses"))
_LISTS: Final = frozenset(("is-draft", "newest", "published", "with-page", "changes", "in-country", "shared")) | _USES
_BY_KIND: Final = {
    "country": frozenset(("country", "country-languages", "spot", "codes", "relation", "relations", "standing"))
    | _USES,
    "relation": frozenset(("relation", "relations", "standing")) | _USES,
    "events": frozenset(("event", "events", "events-of", "events-within", "history")) | _USES,
    "glossary": frozenset(("term", "terms")),
    "names": frozenset(("named",)),
    "page": frozenset(("page", "pages")) | _USES,
    "source": frozenset(("sources",)),
}


class Changed(NamedTuple):
    """A page or data file whose record has changed, by kind and slug; an explainer as it was known, and is."""

    kind: str
    slug: str
    before: About | None = None
    after: About | None = None


class Reach(NamedTuple):
    """The facts that may be others now: all of some kinds, and single ones by name."""

    kinds: frozenset[str]
    names: frozenset[str]


def reach(changed: Iterable[Changed], *, pictures: bool, day: bool, due: bool = False) -> Reach:
    """Return how far changes reach; whether a picture's file is another one, whether the day is, and whether with it
    an explainer is published or waits again (`due`).
    """
    kinds: set[str] = set()
    names: set[str] = set()
    for one in changed:
        kinds |= _BY_KIND.get(one.kind, frozenset())
        if one.kind == "source":
            names.add(f"source {one.slug}")
        elif one.kind == "explainer":
            names |= {f"{kind} {one.slug}" for kind in ("explainer", "listing", "overdue")}
            kinds |= _of_explainer(one.before, one.after)
    kinds |= {"picture"} if pictures else set()
    kinds |= {"overdue"} if day else set()
    kinds |= _LISTS if due else set()
    return Reach(frozenset(kinds), frozenset(names))


def _of_explainer(before: About | None, after: About | None) -> frozenset[str]:
    if before is None or after is None or (before.status, before.date) != (after.status, after.date):
        return _LISTS
    kinds: frozenset[str] = frozenset()
    if before.countries != after.countries:
        kinds |= {"in-country", "shared"}
    if before.changes != after.changes:
        kinds |= {"changes"}
    return kinds | (_USES if before.uses != after.uses else frozenset())
