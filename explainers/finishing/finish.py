"""The steps that finish a site, in order: cards, search, compression."""

from __future__ import annotations

from explainers.build.progress import Tell, silent
from explainers.build.store import KeptPage, Store
from explainers.finishing.cards import cards
from explainers.finishing.compressed import compressed, stale_copies
from explainers.finishing.keeper import BuiltPages, Keeper
from explainers.finishing.search import search_index, stale_index

__all__ = ["finish", "without_stale"]


def finish(built: BuiltPages, store: Store, tell: Tell = silent, *, full: bool = False) -> int:
    """Have everything in the output that its pages only need when they are published, and nothing of it that belongs to
    pages that are gone. `tell` is told how far it is. Return how many groups of files had to be made; `full` makes all
    again.

    Raises `OSError` where the disk fails: pages stay as they are, and it is safe to try again.
    """
    keeper = Keeper(built.output, store, full=full)
    # Search comes behind whatever it finds, compression behind whatever it compresses.
    cards(built, keeper, tell)
    search_index(built, keeper)
    compressed(built, keeper, tell)
    keeper.close()
    built.output.sweep()
    return keeper.made


def without_stale(built: BuiltPages, store: Store) -> None:
    """Remove what an earlier build has finished and what no longer fits the pages: compressed copies, and a search
    index that leads to pages that are gone or finds words that have been taken back; also files that have other bytes
    than finishing wrote. For builds that are not finished.
    """
    finished = store.beside("finished")
    rows = finished.pages()
    stale = {*stale_index(built, rows)}
    renewed: dict[str, KeptPage] = {}
    for name, row in rows.items():
        current = built.output.current(row) if name not in stale else row
        if current is None:
            stale.add(name)
        elif current is not row:
            renewed[name] = current
    standing = (one for name, row in rows.items() if name not in stale for one in row.files)
    stale |= {*stale_copies((*built.files, *standing), rows)}
    for name in sorted(stale):
        for one in rows[name].files:
            built.output.remove(one.file)
    finished.replace({name: row for name, row in renewed.items() if name not in stale}, sorted(stale))
