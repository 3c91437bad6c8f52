"""Reading a content folder with what the store keeps of it, and keeping what was read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path

from explainers.building.bundles import Bundle, KeptContent
from explainers.building.clock import Clock
from explainers.building.code import code_digest
from explainers.building.content import Content, ContentReader, Examine, Kept, Task
from explainers.building.examining import Examined, Ground, examined, raw_file
from explainers.building.inputs import Checking
from explainers.building.store import DamagedStore, Store
from explainers.checks.site import CheckedSite
from explainers.digest import digest
from explainers.reading.scan import scan

__all__ = ["examined_here", "keep_content", "read_content"]


def examined_here(ground: Ground, site: CheckedSite, tasks: Sequence[Task]) -> Iterable[Examined]:
    """Read and check pages in this process, one after the other."""
    del ground
    for task in tasks:
        yield examined(task.kind, task.slug, [raw_file(*one) for one in task.files], site)


def read_content(
    folder: Path,
    languages: Sequence[str],
    checking: Checking,
    store: Store,
    clock: Clock,
    examine: Examine = examined_here,
) -> Content:
    """Read and check a content folder. Nothing is kept yet: see `keep_content`. Raises `OSError`."""
    return ContentReader(scan(folder), languages, _kept(store, languages, checking), clock, examine).content(
        checking.day, by_date=checking.by_date
    )


def keep_content(store: Store, content: Content, languages: Sequence[str], checking: Checking) -> None:
    """Keep what was read for the next build: only what has no errors."""
    rows = [(*one.key, one.after) for one in content.changes]
    store.keep_bundles(rows, dict(content.records))
    store.keep_note("content", content.kept)
    store.keep_note("read by", _reader(languages, checking))


def _kept(store: Store, languages: Sequence[str], checking: Checking) -> Kept:
    whole = store.note("content", KeptContent)
    if whole is not None and store.note("read by", str) == _reader(languages, checking):
        try:
            return Kept({one.key: one for one in store.bundles(Bundle)}, whole, store.record)
        except DamagedStore:
            pass
    store.forget()
    return Kept({}, KeptContent(), store.record)


def _reader(languages: Sequence[str], checking: Checking) -> str:
    """Return a digest of what decides how a file is read, besides its bytes."""
    return digest((code_digest(), tuple(languages), checking.by_date))
