"""Watching a site's files: what was saved, told within a few milliseconds.

Folders are watched by the system's own means (`watchfiles`). A folder that is replaced as a whole, as `git checkout`
and some editors do, is watched again.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterable, Sequence
from pathlib import Path
from typing import Final

from watchfiles import DefaultFilter, awatch

from explainers.preview.held_folders import HeldFolders
from explainers.preview.rebuilder import Changes
from explainers.settings import SiteFolders
from explainers.strays import is_stray

__all__ = ["saves"]

# In milliseconds. A save often comes as several events: they count as one when no other follows within a step.
_STEP: Final = 2
_SETTINGS_STEP: Final = 40  # each step wakes the process, and settings are seldom saved
_LONGEST: Final = 40
_LOOK_AGAIN: Final = 1000


async def saves(folders: SiteFolders, settings: Path) -> AsyncIterator[tuple[Changes, Sequence[Path]]]:
    """Yield what was saved, each time something was: what it matters to, and the files. Ends when what has to be
    watched is no longer what it was: then call it again.
    """
    beside = settings.resolve().parent
    queue: asyncio.Queue[list[Path] | None] = asyncio.Queue()
    stop = asyncio.Event()  # of this call: a watch that is cancelled sets it
    tasks = [
        asyncio.create_task(_into(queue, _watched(folders), stop, _STEP, recursive=True)),
        asyncio.create_task(_into(queue, [beside], stop, _SETTINGS_STEP, recursive=False)),
    ]
    try:
        while (files := await queue.get()) is not None:
            # A stray that comes or goes changes nothing: our own writes leave one for a moment.
            saved = (file for file in files if not is_stray(file.name))
            ours = [file for file in saved if file.parent != beside or file.suffix == ".py"]
            if ours:
                yield _changes(ours, folders, beside), ours
    finally:
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


def _watched(folders: SiteFolders) -> list[Path]:
    """Return the folders to watch with all that is in them: that of the site's own interface texts, if it has one."""
    catalogues = [folders.catalogues] if folders.catalogues.is_dir() else []
    return [folders.content, folders.theme, *folders.overrides, *catalogues]


def _changes(files: Iterable[Path], folders: SiteFolders, beside: Path) -> Changes:
    files = frozenset(files)
    theme = {file for file in files if any(map(file.is_relative_to, (folders.theme, *folders.overrides)))}
    settings = {file for file in files if folders.is_setting(file, beside)}
    return Changes(bool(settings), bool(theme), frozenset(map(str, files - theme - settings)))


async def _into(
    queue: asyncio.Queue[list[Path] | None], folders: list[Path], stop: asyncio.Event, step: int, *, recursive: bool
) -> None:
    """Put what is saved in folders into a queue, looking each `step`; `None` at the end."""
    held = HeldFolders(folders)
    try:
        while not held.there and held.are_same:
            await asyncio.sleep(_LOOK_AGAIN / 1000)
        async for found in awatch(
            *held.there, watch_filter=DefaultFilter(), debounce=_LONGEST, step=step, stop_event=stop,
            rust_timeout=_LOOK_AGAIN, yield_on_timeout=True, recursive=recursive, ignore_permission_denied=True,
        ):  # fmt: skip
            if found:
                queue.put_nowait(sorted({Path(file) for _, file in found}))
            if not held.are_same:
                break
    except FileNotFoundError:  # it went away in between
        await asyncio.sleep(_LOOK_AGAIN / 1000)
    finally:
        held.let_go()
        queue.put_nowait(None)
