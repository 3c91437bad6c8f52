"""The answers that pages rest on, by number: which of them differ from those of the last build."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final

from msgspec import Struct

from explainers.build.resting import Resting
from explainers.build.store import KeptAnswer, Store
from explainers.questions import changed_by_day
from explainers.site.site import Site

__all__ = ["Changes", "PageAnswers"]

_NONE: Final = "none"  # the digest of what can't be answered any more, such as a question about a country that is gone
_MOST_NUMBERS: Final = 4096  # that are at hand: those of pages that are made one behind the other are much the same


class Changes(Struct, frozen=True):
    """What differs from the last build: the names of what reads differently, and the day (ISO date) of that build."""

    reads: frozenset[str]
    day: str


class PageAnswers:
    """The answers in a store, by numbers, with their digests; `afresh`: those that are there count for nothing;
    `resting`: which of them rest on what, if that is at hand. Raises `DamagedStore` where some are missing.
    """

    def __init__(self, store: Store, site: Site, *, afresh: bool, resting: Resting | None = None) -> None:
        self._store, self._site = store, site
        self._resting = None if afresh else resting
        if afresh:
            store.forget_answers()
        self._known: dict[str, dict[str, KeptAnswer]] = {} if afresh else store.answers()  # by kind and name
        self._last: int | None = None  # to be looked for
        self._numbers: dict[str, int] = {}  # of those that were asked for last, by name
        self._renewed: set[str] = set()  # kinds

    def changed(self, changes: Changes | None) -> frozenset[int]:
        """Return the numbers of the answers that differ from those of the last build (`None`: anything may differ).

        An answer is found again where something that it rests on has changed: a record, the day, or another answer.
        """
        if changes is None:
            return frozenset(one.number for one in list(self._all()) if self._again(one))
        before, now = changes.day, self._site.day
        changed = set(changes.reads)
        if before != now:
            changed |= {name for one in self._all() for name in one.reads if changed_by_day(name, before, now)}
        found: set[int] = set()
        done: set[int] = set()
        while changed:
            affected = [one for one in self._on(changed) if one.number not in done]
            done.update(one.number for one in affected)
            different = [one for one in affected if self._again(one)]
            found.update(one.number for one in different)
            changed = {one.name for one in different}
        return frozenset(found)

    def of(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of the answers to questions."""
        known = self._numbers
        if len(known) > _MOST_NUMBERS:
            known.clear()
        return tuple(sorted([known.get(name) or self._number(name) for name in names]))

    def of_kind(self, kind: str) -> dict[int, str]:
        """Return the names of the questions of a kind that were ever asked, by number."""
        return {one.number: name for name, one in self._known.get(kind, {}).items()}

    def keep(self) -> None:
        """Keep what is new for the next build."""
        self._store.keep_answers({kind: self._known[kind] for kind in self._renewed})

    def rested_on(self) -> Resting:
        """Return which answers rest on what, for the next build of this process."""
        self._resting = self._resting or Resting((one.name, one.reads) for one in self._all())
        return self._resting

    def _on(self, reads: set[str]) -> list[KeptAnswer]:
        """Return the answers that rest on any of these."""
        asked = map(self._named, self._resting.on(reads)) if self._resting else self._all()
        return [one for one in asked if one and not reads.isdisjoint(one.reads)]

    def _named(self, name: str) -> KeptAnswer | None:
        return self._known.get(name.partition(" ")[0], {}).get(name)

    def _all(self) -> Iterator[KeptAnswer]:
        return chain.from_iterable(its.values() for its in self._known.values())

    def _again(self, kept: KeptAnswer) -> bool:
        """Answer a question again, and return whether the answer is another one."""
        now = self._answered(kept.number, kept.name)
        if now != kept:
            self._put(now)
        return now.digest != kept.digest

    def _number(self, name: str) -> int:
        known = self._named(name)
        if known is None:
            if self._last is None:
                self._last = max((one.number for one in self._all()), default=0)
            self._last += 1
            known = self._answered(self._last, name)
            self._put(known)
        self._numbers[name] = known.number
        return known.number

    def _answered(self, number: int, name: str) -> KeptAnswer:
        with self._site.recording() as until:
            try:
                digest, reads = self._site.digest(name)
            except LookupError:
                digest, reads = _NONE, until
        return KeptAnswer(number, name, digest, tuple(reads))

    def _put(self, answer: KeptAnswer) -> None:
        kind = answer.name.partition(" ")[0]
        if self._resting:
            before = self._named(answer.name)
            self._resting.add(answer.name, answer.reads, before.reads if before else ())
        self._known.setdefault(kind, {})[answer.name] = answer
        self._renewed.add(kind)
        for name in answer.reads:
            if self._site.is_question(name):
                self._number(name)
