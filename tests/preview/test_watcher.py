"""Saves are told with what they matter to, and a folder that is another one ends the watch."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncGenerator, Callable, Sequence
from pathlib import Path
from typing import cast

import pytest

from explainers.preview.rebuilder import Changes
from explainers.preview.watcher import saves
from explainers.settings import SiteFolders
from tests.own_loop import run_apart

PATIENCE = 120  # seconds that a busy machine may need to tell of a save
Save = tuple[Changes, Sequence[Path]]


@pytest.fixture
def folders(tmp_path: Path) -> SiteFolders:
    """The folders of a site."""
    site = tmp_path / "site"
    for name in ("content", "theme/templates", "output", "locale/fr/LC_MESSAGES"):
        (site / name).mkdir(parents=True)
    (site / "pelicanconf.py").write_bytes(b"")
    return SiteFolders(site, site / "content", site / "theme", site / "output", site / "store")


def _told(folders: SiteFolders, save: Callable[[], object]) -> Save | None:
    """Return what is told first when something is saved, again and again until it is told; `None`: the watch ended."""

    async def listen() -> Save | None:
        watch = cast("AsyncGenerator[Save]", saves(folders, folders.root / "pelicanconf.py"))
        heard = asyncio.create_task(anext(watch, None))
        try:
            for _ in range(PATIENCE * 10):  # the system may not be watching yet
                save()
                done, _ = await asyncio.wait([heard], timeout=0.1)
                if done:
                    return heard.result()
            raise AssertionError(f"nothing was told within {PATIENCE} s")
        finally:
            heard.cancel()
            await asyncio.gather(heard, return_exceptions=True)
            await watch.aclose()

    return run_apart(listen())


@pytest.mark.parametrize(
    ("file", "changes"),
    [
        ("content/a.md", Changes(files=frozenset({"content/a.md"}))),
        ("theme/templates/home.html", Changes(theme=True, files=frozenset())),
        ("pelicanconf.py", Changes(settings=True, files=frozenset())),
        ("words.py", Changes(settings=True, files=frozenset())),
        ("locale/fr/LC_MESSAGES/explainers.po", Changes(settings=True, files=frozenset())),
    ],
)
def test_a_save_is_told_with_what_it_matters_to(folders: SiteFolders, file: str, changes: Changes) -> None:
    saved = folders.root / file
    content = frozenset(str(folders.root / one) for one in changes.files or ())
    told = Changes(changes.settings, changes.theme, content)
    assert _told(folders, lambda: saved.write_bytes(b"x")) == (told, [saved])


def test_beside_the_settings_only_python_counts(folders: SiteFolders) -> None:
    def save() -> None:
        (folders.root / "notes.txt").write_bytes(b"x")
        (folders.output / "index.html").write_bytes(b"x")
        (folders.root / "other.py").write_bytes(b"x")

    assert _told(folders, save) == (Changes(settings=True, files=frozenset()), [folders.root / "other.py"])


def test_what_a_program_leaves_while_it_writes_is_no_save(folders: SiteFolders) -> None:
    """Commands write beside the file and rename then, and so do editors: only the file itself is told."""

    def save() -> None:
        passing = folders.content / ".8m2k.tmp"
        passing.write_bytes(b"x")
        passing.replace(folders.content / "a.md")

    content = frozenset({str(folders.content / "a.md")})
    assert _told(folders, save) == (Changes(files=content), [folders.content / "a.md"])


def test_a_folder_that_is_replaced_ends_the_watch(folders: SiteFolders) -> None:
    def replace() -> None:
        shutil.rmtree(folders.theme)
        folders.root.joinpath("new").mkdir()
        folders.root.joinpath("new").rename(folders.theme)

    heard: Save | None = (Changes(), ())
    while heard is not None:  # that the old one goes may be told as a save first
        heard = _told(folders, replace)


def test_changes_that_wait_are_taken_together() -> None:
    settings, theme = Changes(settings=True), Changes(theme=True)
    assert Changes().with_others(Changes()) == Changes()
    assert settings.with_others(theme) == theme.with_others(settings) == Changes(settings=True, theme=True)


def test_of_files_that_wait_all_count_or_if_some_are_not_known_any_may_have_changed() -> None:
    one, other = Changes(files=frozenset({"a"})), Changes(files=frozenset({"b"}))
    assert one.with_others(other).files == {"a", "b"}
    assert one.with_others(Changes()).files is None
    assert Changes().with_others(one).files is None
