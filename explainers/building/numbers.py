"""The facts that pages read, by number: which of them differ from those of the last build."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from explainers.building.store import DamagedStore, Store
from explainers.knowing.knowledge import Knowledge
from explainers.knowing.reach import Reach

__all__ = ["FactNumbers"]

_SUM: Final = "facts"  # the note of what tells that no fact is missing
_NONE: Final = "none"  # the digest of a fact that can't be any more, such as one of a country that is gone


class FactNumbers:
    """The numbers and digests of facts in a store; `anew`: those that are there count for nothing. Raises
    `DamagedStore` where some are missing.
    """

    def __init__(self, store: Store, knowledge: Knowledge, *, anew: bool) -> None:
        self._store, self._knowledge, self._anew = store, knowledge, anew
        self._numbers: dict[str, int] = {}
        self._new: dict[str, tuple[int, str]] = {}
        if anew:
            store.forget_facts()
        elif store.note(_SUM, tuple[int, int]) != store.sum_of_facts():
            raise DamagedStore
        self._last = store.last_fact()

    def changed(self, reach: Reach | None) -> frozenset[int]:
        """Return the numbers of the facts that differ from those of the last build, looking at those within a reach."""
        if self._anew:
            return frozenset()
        if reach is None:
            rows = self._store.facts()
        else:
            rows = self._store.facts(reach.kinds)
            rows += [row for name in sorted(reach.names) if (row := self._store.fact(name))]
        found = set()
        for number, name, before in rows:
            now = self._digest(name)
            if now != before:
                found.add(number)
                self._new[name] = (number, now)
        return frozenset(found)

    def of(self, names: Iterable[str]) -> tuple[int, ...]:
        """Return the numbers of facts."""
        return tuple(sorted(self._number(name) for name in names))

    def of_kind(self, kind: str) -> dict[int, str]:
        """Return the names of the facts of a kind that were ever read, by number."""
        kept = {} if self._anew else {number: name for number, name, _ in self._store.facts((kind,))}
        return kept | {number: name for name, (number, _) in self._new.items() if name.partition(" ")[0] == kind}

    def keep(self) -> None:
        """Keep what is new for the next build."""
        self._store.keep_facts((number, name, digest) for name, (number, digest) in self._new.items())
        self._store.keep_note(_SUM, self._store.sum_of_facts())

    def _number(self, name: str) -> int:
        number = self._numbers.get(name)
        if number is None:
            found = None if self._anew else self._store.fact(name)
            if found is None:
                self._last += 1
                number = self._last
                self._new[name] = (number, self._digest(name))
            else:
                number = found[0]
            self._numbers[name] = number
        return number

    def _digest(self, name: str) -> str:
        try:
            return self._knowledge.digest(name)
        except LookupError:
            return _NONE
