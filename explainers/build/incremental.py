"""Reading a content folder with what the store keeps of it, and keeping what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar

import msgspec

from explainers.build.analysis import Analysis, Ground, analysed, raw_file
from explainers.build.bundles import Bundle, KeptContent
from explainers.build.clock import Clock
from explainers.build.code import code_digest
from explainers.build.content import Content, Kept, Key, Task, Wanted
from explainers.build.folder import Folder
from explainers.build.reader import Analyse, ContentReader
from explainers.build.remembered import Remembered
from explainers.build.store import DamagedStore, Store, readable_store
from explainers.checks.site import CheckedSite
from explainers.digest import digest

__all__ = ["analysed_here", "keep_content", "keep_read", "read_content", "with_kept"]

_T = TypeVar("_T")


def analysed_here(ground: Ground, site: CheckedSite, tasks: Sequence[Task]) -> Iterable[Analysis]:
    """Read and check pages in this process, one after the other."""
    for task in tasks:
        yield analysed(task.kind, task.slug, [raw_file(*one) for one in task.files], site, drafts=ground.wanted.drafts)


def read_content(
    folder: Folder,
    wanted: Wanted,
    store: Store,
    clock: Clock,
    analyse: Analyse = analysed_here,
    remembered: Remembered | None = None,
) -> Content:
    """Read and check a content folder. Nothing is kept yet: see `keep_read`. Raises `OSError`."""
    kept = _kept(store, wanted, remembered.bundles if remembered else None)
    return ContentReader(folder, wanted, kept, clock, analyse, remembered=remembered).content()


def keep_read(store: Store, content: Content) -> None:
    """Keep what was read. From now on records may be forgotten by the content that are asked of the store."""
    rows = [(*one.key, None if one.key in content.unkept else one.after) for one in content.changes]
    store.keep_bundles(rows, {key: record for key, record in content.records.items() if key not in content.unkept})


def keep_content(store: Store, content: Content, wanted: Wanted) -> None:
    """Let the next build go on from what was read and kept (see `keep_read`)."""
    store.keep_note("content", content.kept)
    store.keep_note("read by", _reader(wanted))


def with_kept(path: Path, site: str, wanted: Wanted, work: Callable[[Kept], _T]) -> _T | None:
    """Do work with what builds keep of a content folder that is read as it is wanted, and return what comes of it;
    `None` where they keep nothing of use, or a build begins meanwhile. `path` is their store's file, `site` what it
    calls the site. Nothing is written. Raises what `work` raises.
    """
    with suppress(DamagedStore, msgspec.MsgspecError), readable_store(path, site) as store:
        kept = _kept_content(store, wanted) if store else None
        if kept:
            return work(kept)
    return None


def _kept_content(store: Store, wanted: Wanted, bundles: Mapping[Key, Bundle] | None = None) -> Kept | None:
    """Return what a store has of a content folder that is read as it is wanted; `None` where it has nothing, or what
    makes no sense. `bundles`: those that it has, if they are at hand.
    """
    whole = store.note("content", KeptContent)
    if whole is None or store.note("read by", str) != _reader(wanted):
        return None
    try:
        return Kept(bundles or {one.key: one for one in store.bundles(Bundle)}, whole, store.record)
    except DamagedStore:
        return None


def _kept(store: Store, wanted: Wanted, bundles: Mapping[Key, Bundle] | None) -> Kept:
    kept = _kept_content(store, wanted, bundles)
    if kept is None:
        store.forget()
        return Kept({}, KeptContent(), store.record)
    return kept


def _reader(wanted: Wanted) -> str:
    """Return a digest of what decides how a file is read, besides its bytes."""
    return digest((code_digest(), wanted.languages, wanted.by_date, wanted.drafts))
