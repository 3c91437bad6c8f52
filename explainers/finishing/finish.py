"""The steps that finish a site, in order: cards, search, compression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from explainers.building.store import Store
from explainers.finishing.cards import cards
from explainers.finishing.compressed import compressed, stale_copies
from explainers.finishing.kept import BuiltPages, Keeper
from explainers.finishing.search import search_index, stale_index

__all__ = ["finish", "without_stale"]

# Search comes behind whatever it finds, compression behind whatever it compresses.
_STEPS: Final[tuple[Callable[[BuiltPages, Keeper], None], ...]] = (cards, search_index, compressed)


def finish(built: BuiltPages, store: Store, *, full: bool = False) -> int:
    """Have everything in the output that its pages only need when they are published, and nothing of it that belongs to
    pages that are gone. Return how many groups of files had to be made; `full` makes all anew.

    Raises `OSError` where the disk fails: pages stay as they are, and it is safe to try again.
    """
    keeper = Keeper(built.output, store, full=full)
    for step in _STEPS:
        step(built, keeper)
    keeper.close()
    built.output.sweep()
    return keeper.made


def without_stale(built: BuiltPages, store: Store) -> None:
    """Remove what an earlier build has finished and what no longer fits the pages: compressed copies, and a search
    index that leads to pages that are gone or finds words that have been taken back. For builds that are not finished.
    """
    finished = store.beside("finished")
    rows = finished.pages()
    stale = {*stale_copies(built, rows), *stale_index(built, rows)}
    for name in sorted(stale):
        for one in rows[name].files:
            built.output.remove(one.file)
    finished.replace({}, iter(sorted(stale)))
