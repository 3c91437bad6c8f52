"""The steps that finish a site, in order: cards, search, compression."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from explainers.building.store import Store
from explainers.finishing.cards import cards
from explainers.finishing.compressed import compressed
from explainers.finishing.kept import BuiltPages, Keeper
from explainers.finishing.search import search_index

__all__ = ["finish"]

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
