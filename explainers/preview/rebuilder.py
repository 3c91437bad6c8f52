"""The preview's builds, one after the other in one process: what was read and compiled before is kept.

A build that fails leaves the files of the last good one, and a state that says why.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, Final

from msgspec import Struct
from msgspec.structs import replace

from explainers.build.content import Content
from explainers.build.folder import Folder
from explainers.build.output import Output
from explainers.build.remembered import Remembered
from explainers.build.store import KeptFile, KeptPage, Store
from explainers.build.write_log import WriteLog
from explainers.failures import CommandError, failed_command
from explainers.pages.templates import Theme
from explainers.pipeline import Pipeline, Session
from explainers.preview.held_folders import HeldFolders
from explainers.preview.memory import Memory
from explainers.preview.state import Draft, State
from explainers.preview.watched_folder import WatchedFolder
from explainers.reading.scan import Seen
from explainers.settings import SiteFolders
from explainers.site.site import Site
from explainers.site_file import day_of_build
from explainers.site_settings import ServerSettings, SiteSettings
from explainers.urls import Urls

__all__ = ["Changes", "Rebuilder"]

_NO_SERVERS: Final = ServerSettings(None, headers=False)  # files for other servers are no part of a preview


class Changes(Struct, frozen=True):
    """What was saved since the last build, as far as it matters to what is kept. `files`: of the content, where each is
    on the disk; `None` where that isn't known.
    """

    settings: bool = False
    theme: bool = False
    files: frozenset[str] | None = None

    def with_others(self, other: Changes) -> Changes:
        """Return both."""
        files = None if self.files is None or other.files is None else self.files | other.files
        return Changes(self.settings or other.settings, self.theme or other.theme, files)


def _nothing() -> None:
    pass


class _NotingOutput(Output):
    """The preview's own output folder, which nobody else writes to while it runs: it tells of each file that changes
    (`changed`), and looks once at what it has not written. `intact`: the rows that were looked at, by their first
    files (none: it is another folder than that of the last build).
    """

    def __init__(
        self, folder: Path, listed: WriteLog, changed: Callable[[str], None], intact: dict[str, KeptPage]
    ) -> None:
        super().__init__(folder, listed.add, listed.owns)
        self.is_undisturbed = bool(intact)
        self._changed, self._intact = changed, intact

    def current(self, row: KeptPage) -> KeptPage | None:
        first = row.files[0].file if row.files else ""
        if self._intact.get(first) is row:
            return row
        found = super().current(row)
        if found is not None:
            self._intact[first] = found
        return found

    def put(self, file: str, data: bytes) -> KeptFile:
        before = self.written
        kept = super().put(file, data)
        if self.written > before:
            self._changed(file)
        return kept

    def remove(self, file: str) -> None:
        before = self.removed
        super().remove(file)
        if self.removed > before:
            self._changed(file)


class _PreviewSession(Session):
    """What the preview keeps from one build to the next: what the store holds, and the compiled theme. `changed` are
    the files of the output that changed, and `on_change` is called for each.
    """

    def __init__(self) -> None:
        self.changed: list[str] = []
        self.on_change: Callable[[], None] = _nothing
        self.remembered: Remembered = Remembered()
        self.watched = WatchedFolder()
        self._memory = Memory()
        self._intact: dict[str, KeptPage] = {}
        self._looked_in: HeldFolders | None = None
        self._theme: Theme | None = None

    @contextmanager
    def store(self, opened: Store) -> Iterator[Store]:
        with self._memory.of(opened) as held:
            if not self._memory.stands:  # another process has built meanwhile
                self.watched.forget()
                self.remembered.forget_build()
            yield held

    def folder(self, content: Path, languages: Sequence[str], _seen: Seen) -> Folder:
        return self.watched.found(content, languages)

    def has_built(self, site: Site, content: Content) -> None:
        self.remembered.site = site
        self.remembered.bundles = None if content.unkept else content.bundles
        self.watched.has_built()

    def output(self, folder: Path, listed: WriteLog) -> Output:
        held = self._looked_in
        if held is None or not held.there or not held.are_same:
            if held:
                held.let_go()
            self._intact.clear()
            self._looked_in = HeldFolders([folder])
        return _NotingOutput(folder, listed, self._note, self._intact)

    def _note(self, file: str) -> None:
        self.changed.append(file)
        self.on_change()

    def theme(self, folders: SiteFolders, site: SiteSettings) -> Theme:
        if self._theme is None:
            self._theme = super().theme(folders, site)
        return self._theme

    def forget_theme(self) -> None:
        """Compile the theme again in the next build."""
        self._theme = None


class Rebuilder:
    """Builds a site again and again. `site` makes the site from its settings; `output` is where it is built, if it is
    not the preview's own folder beside the store; `day` says for which day, an ISO date, if not always for the day it
    is; `first` is the number that builds are counted from.

    Raises `SettingsError` at the start, where the settings can't be used.
    """

    def __init__(self, site: Callable[[], Pipeline], output: Path | None, day: str | None, first: int) -> None:
        self._make, self._output, self._day = site, output, day
        self._session = _PreviewSession()
        self._site = self._previewed(site())
        self.state = State(first, first)

    def _previewed(self, site: Pipeline) -> Pipeline:
        output = self._output or site.folders.store.parent / "preview"
        site.folders = replace(site.folders, output=output)
        site.servers, site.drafts, site.session = _NO_SERVERS, True, self._session
        return site

    @property
    def folders(self) -> SiteFolders:
        """The site's folders, as its last good settings say, with the preview's own output."""
        return self._site.folders

    @property
    def output(self) -> Path:
        """Where the preview is built."""
        return self.folders.output

    @property
    def root(self) -> str:
        """The path that all of the site's addresses begin with."""
        return self._site.site.urls.root()

    def build(self, changes: Changes, tell: Callable[[State], None] | None = None) -> State:
        """Build the site, and return how that went; no error of content, settings, theme or disk gets out of here.
        `tell` is given the state as soon as one file is written, which is the page that was saved: it need not wait for
        feeds and lists, nor for the store's disk.
        """
        self._session.changed.clear()
        self._session.on_change = partial(self._tell_first, tell) if tell else _nothing
        self._session.watched.tell(changes.files)
        try:
            if changes.settings:
                self._site = self._with_fresh_settings()
            if changes.theme or changes.settings:
                self._session.forget_theme()
            made = self._built()
        except (CommandError, OSError) as wrong:
            self._session.forget_theme()
            made = replace(self.state, trouble=str(failed_command(wrong)))
        except Exception as wrong:  # noqa: BLE001 - a theme may raise anything, and the next save may mend it
            self._session.forget_theme()
            made = replace(self.state, trouble=f"the site could not be built: {type(wrong).__name__}: {wrong}")
        self.state = self._next(made)
        return self.state

    def _tell_first(self, tell: Callable[[State], None]) -> None:
        self._session.on_change = _nothing
        assert self._site.reading is not None, "a run reads before it writes"
        self.state = self._next(replace(self.state, problems=self._site.reading.problems, trouble=""))
        tell(self.state)

    def _next(self, state: State) -> State:
        """Return a state with the next number, for what has changed since the last one."""
        number = self.state.number + 1
        changed = {**self.state.changed, **dict.fromkeys(self._session.changed, number)}
        self._session.changed.clear()
        return replace(state, number=number, changed=changed)

    def _built(self) -> State:
        site = self._site
        site.day = self._day or day_of_build()
        site.run(lambda content: not content.failed)
        assert site.reading is not None, "a run reads first"
        made = replace(self.state, problems=site.reading.problems, trouble="")
        return made if made.failed else replace(made, drafts=tuple(_drafts(site.reading, site.site.urls)))

    def _with_fresh_settings(self) -> Pipeline:
        """Return the site of the settings as they are now, and of what they import from beside them."""
        folder = self.folders.root
        for name, module in list(sys.modules.items()):
            file: Any = getattr(module, "__file__", None)
            if file and name != "__main__" and Path(file).parent == folder:
                del sys.modules[name]
        return self._previewed(self._make())


def _drafts(content: Content, urls: Urls) -> Iterator[Draft]:
    for slug, about in content.known.items():
        if about.status == "draft":
            yield Draft(about.titles[about.language], f"/{urls.address('explainer', about.language, slug)}")
