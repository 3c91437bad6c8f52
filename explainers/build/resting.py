"""Which answers and pages rest on what, the other way round: so that a change leads to them without a look at all."""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["Resting"]


class Resting:
    """Who rests on what, the other way round. What is found may rest on it no more: it is to be asked."""

    def __init__(self, rests: Iterable[tuple[str, Iterable[object]]]) -> None:
        self._on: dict[object, list[str]] = {}
        for who, reads in rests:
            self.add(who, reads)

    def add(self, who: str, reads: Iterable[object], before: Iterable[object] = ()) -> None:
        """Note what somebody rests on, besides what it rested on before."""
        known = set(before)
        for read in reads:
            if read not in known:
                self._on.setdefault(read, []).append(who)

    def on(self, reads: Iterable[object]) -> dict[str, None]:
        """Return who rests on any of these, or did so once."""
        return dict.fromkeys(who for read in reads for who in self._on.get(read, ()))
