"""The preview's builds, one after the other in one process: what was read and compiled before is kept.

A build that fails leaves the files of the last good one, and a state that says why.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from os.path import relpath
from pathlib import Path
from typing import Any, Final

from jinja2 import TemplateError, TemplateSyntaxError
from msgspec import Struct

from explainers.building.clock import Clock
from explainers.building.content import Content
from explainers.building.engine import BuildOptions, build_pages
from explainers.building.inputs import Checking
from explainers.building.output import Output
from explainers.building.parts import examined_by, made_by
from explainers.building.pool import Pool, cores, opened_pool
from explainers.building.rereading import keep_content, read_content
from explainers.building.store import KeptFile, Store, with_store
from explainers.pipeline import Pipeline, tell_trouble
from explainers.preview.memory import Memory
from explainers.preview.state import Draft, State
from explainers.settings import SettingsError, SiteFolders
from explainers.showing.templates import Theme
from explainers.site import ServerSettings
from explainers.site_file import day_of_build
from explainers.urls import Urls

__all__ = ["Changes", "Rebuilder"]

_NO_SERVERS: Final = ServerSettings(None, headers=False)  # files for other servers are no part of a preview


class Changes(Struct, frozen=True):
    """What was saved since the last build, as far as it matters to what is kept."""

    settings: bool = False
    theme: bool = False

    def with_others(self, other: Changes) -> Changes:
        """Return both."""
        return Changes(self.settings or other.settings, self.theme or other.theme)


class _NotingOutput(Output):
    """An output folder that remembers which files changed."""

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self.changed: list[str] = []

    def put(self, file: str, data: bytes) -> KeptFile:
        before = self.written
        kept = super().put(file, data)
        if self.written > before:
            self.changed.append(file)
        return kept

    def remove(self, file: str) -> None:
        before = self.removed
        super().remove(file)
        if self.removed > before:
            self.changed.append(file)


class Rebuilder:
    """Builds a site again and again. `site` makes the site from its settings; `output` is where it is built, if it is
    not the preview's own folder beside the store; `day` says for which day, an ISO date, if not always for the day it
    is; `first` is the number that builds are counted from.

    Raises `SettingsError` at the start, where the settings can't be used.
    """

    def __init__(self, site: Callable[[], Pipeline], output: Path | None, day: str | None, first: int) -> None:
        self._make, self._output, self._day = site, output, day
        self._site = site()
        self._theme: Theme | None = None
        self._memory = Memory()
        self.state = State(first, first)

    @property
    def folders(self) -> SiteFolders:
        """The site's folders, as its last good settings say."""
        return self._site.folders

    @property
    def output(self) -> Path:
        """Where the preview is built."""
        return self._output or self.folders.store.parent / "preview"

    @property
    def root(self) -> str:
        """The path that all of the site's addresses begin with."""
        return self._site.site.urls.root()

    def build(self, changes: Changes) -> State:
        """Build the site, and return how that went; no error of content, settings, theme or disk gets out of here."""
        number = self.state.number + 1
        output = _NotingOutput(self.output)
        try:
            if changes.settings:
                self._site = self._with_fresh_settings()
                output = _NotingOutput(self.output)
            if changes.theme or changes.settings or self._theme is None:
                self._theme = Theme(self.folders.theme, tiles=self._site.site.tile_address)
            made = self._built(number, output, self._theme)
        except SettingsError as wrong:
            made = self._failed(number, str(wrong))
        except TemplateError as wrong:
            self._theme = None
            made = self._failed(number, _template_trouble(wrong))
        except OSError as wrong:
            made = self._failed(number, f"something outside of the site failed: {wrong}")
        except Exception as wrong:  # noqa: BLE001 - a theme may raise anything, and the next save may mend it
            self._theme = None
            made = self._failed(number, f"the site could not be built: {type(wrong).__name__}: {wrong}")
        changed = {**self.state.changed, **dict.fromkeys(output.changed, number)}
        self.state = State(number, self.state.first, made.problems, made.trouble, made.drafts, changed)
        return self.state

    def _failed(self, number: int, trouble: str) -> State:
        return State(number, problems=self.state.problems, trouble=trouble, drafts=self.state.drafts)

    def _built(self, number: int, output: Output, theme: Theme) -> State:
        folders = self.folders
        place = relpath(output.folder.resolve(), folders.store.parent.resolve())

        def make(opened: Store) -> State:
            with self._memory.of(opened) as store, opened_pool(cores(), tell_trouble) as pool:
                return self._made(number, output, theme, store, pool)

        return with_store(folders.store, place, make)

    def _made(self, number: int, output: Output, theme: Theme, store: Store, pool: Pool | None) -> State:
        site, folders, day = self._site.site, self.folders, self._day or day_of_build()
        how, clock = Checking(day, by_date=self._site.by_date), Clock.of(folders.store.parent)
        content = read_content(folders.content, site.languages, how, store, clock, examined_by(pool))
        if content.failed:
            return State(number, problems=content.problems, drafts=self.state.drafts)
        make = made_by(pool, content, store)
        options = BuildOptions(drafts=True, content=folders.content, servers=_NO_SERVERS, make=make)
        build_pages(content.knowledge(site, day), theme, output, store, options, reach=content.reach)
        keep_content(store, content, site.languages, how)
        return State(number, problems=content.problems, drafts=tuple(_drafts(content, site.urls)))

    def _with_fresh_settings(self) -> Pipeline:
        """Return the site of the settings as they are now, and of what they import from beside them."""
        folder = self.folders.root
        for name, module in list(sys.modules.items()):
            file: Any = getattr(module, "__file__", None)
            if file and name != "__main__" and Path(file).parent == folder:
                del sys.modules[name]
        return self._make()


def _drafts(content: Content, urls: Urls) -> Iterator[Draft]:
    for slug, about in sorted(content.known.items()):
        if about.status == "draft":
            yield Draft(about.titles[about.language], f"/{urls.address('explainer', about.language, slug)}")


def _template_trouble(wrong: TemplateError) -> str:
    where = (
        f"{Path(wrong.filename).name}, line {wrong.lineno}: "
        if isinstance(wrong, TemplateSyntaxError) and wrong.filename
        else ""
    )
    return f"a template of the theme can't be used: {where}{wrong.message or type(wrong).__name__}"
