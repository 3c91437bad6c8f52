"""The pipeline: read, check, plan, make, write, finish. An error in the content stops it after checking, with nothing
written.

Commands, the preview and Pelican start the same one; nothing of Pelican is here.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import replace
from os.path import relpath
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from msgspec import Struct

from explainers import reporting
from explainers.build.clock import Clock
from explainers.build.content import Content, Wanted
from explainers.build.drawings import KeptDrawings
from explainers.build.engine import BuildOptions, Built, build_pages, made_here
from explainers.build.folder import Folder, folder_of
from explainers.build.incremental import keep_content, keep_read, read_content
from explainers.build.output import Output
from explainers.build.pool import Pool, cores, opened_pool
from explainers.build.progress import Tell, silent, with_progress
from explainers.build.remembered import Remembered
from explainers.build.server_files import expiry_problem
from explainers.build.shares import analysed_by, made_by
from explainers.build.store import KeptFile, Store, with_store
from explainers.build.up_to_date import Gate, Left
from explainers.build.write_log import WriteLog
from explainers.catalogues import untranslated
from explainers.exit_codes import ExitCode
from explainers.failures import CommandError
from explainers.ownership import LIST_NAME, claim_store
from explainers.pages.plan import PlannedPage, planned_pages
from explainers.pages.templates import Theme
from explainers.reading.scan import Seen, scan
from explainers.setting_types import SettingsError
from explainers.settings import SiteFolders
from explainers.site.site import Site
from explainers.site_settings import ServerSettings, SiteLook, SiteSettings
from explainers.terminal import echo

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading

__all__ = ["ContentErrors", "Pipeline", "ReadSite", "Session", "SiteParts", "Workers"]

_LEFT: Final = "left"  # the note of which list of the output's files is that of the store


class ContentErrors(CommandError):
    """The content has errors: nothing was written."""

    exitcode = ExitCode.PROBLEMS


class SiteParts(NamedTuple):
    """What settings say of a site: what pages show, what servers are told, and where it is."""

    site: SiteSettings
    servers: ServerSettings
    folders: SiteFolders


class Workers(Struct, frozen=True):
    """Who makes a site: `jobs` processes of this machine (0: as many as it has cores), or the workers of the Dask
    cluster at an address.
    """

    jobs: int = 0
    cluster: str = ""


class ReadSite(Struct, frozen=True):
    """What is known of a site when it has been read, and its theme."""

    site: Site
    theme: Theme


class Session:
    """What runs take from the process that they are in. This one keeps nothing from one run to the next; others may.
    `remembered`: what is known from the last one.
    """

    remembered: Remembered | None = None

    def store(self, opened: Store) -> AbstractContextManager[Store]:
        """Return the store to work with, in place of the one that was opened."""
        return nullcontext(opened)

    def folder(self, content: Path, languages: Sequence[str], seen: Seen) -> Folder:
        """Return what is in a content folder; `languages` are the site's, `seen` as in `scan`. Raises `OSError`."""
        return folder_of(scan(content, seen), languages)

    def has_built(self, site: Site, content: Content) -> None:
        """Note that a build of this site, from this content, has ended well."""

    def output(self, folder: Path, listed: WriteLog) -> Output:
        """Return the output folder; `listed` is the list of what builds have written into it."""
        return Output(folder, listed.add, listed.owns)

    def theme(self, folders: SiteFolders, site: SiteSettings) -> Theme:
        """Return the theme of a site."""
        return Theme(folders.theme, site.tile_address, folders.overrides, site.catalogues, site.look)


def _go_on(content: Content) -> bool:
    if content.failed:
        raise ContentErrors
    return True


class Pipeline:
    """The pipeline of a site, for a `day` (ISO date). `full`: forget what is kept; `finish`: also make what published
    pages need. `workers`: who does it; `tell` is told how far it is. `pelican`: Pelican's own object, where the site
    needs it to run; `ignored`: a sentence for each setting that changes nothing; `additions`: as `Theme` has them.
    `drafts`: make their pages too; `session`: what the process keeps. `reading` and `built` say what the last run found
    and did.
    """

    def __init__(self, parts: SiteParts, day: str) -> None:
        self.site, self.servers, self.folders = parts
        self.day = day
        self.full = self.finish = self.drafts = False
        self.workers = Workers()
        self.tell: Tell = silent
        self.ignored: tuple[str, ...] = ()
        self.additions: dict[str, Mapping[str, Any]] = {}
        self.gate: Gate | None = None
        self.session = Session()
        self.pelican: Any = None
        self.reading: Content | None = None
        self.built: Built | None = None
        self._read: ReadSite | None = None
        self._finished: tuple[KeptFile, ...] = ()
        self._clock = Clock(0)
        self._seen: Seen = {}
        self._looked: Gate | None = None
        self._left: Left | None = None
        self._output: Output | None = None

    @property
    def wanted(self) -> Wanted:
        """How the site's content is to be read."""
        return Wanted(self.site.languages, self.day, self.site.by_date, self.drafts)

    @property
    def stored_as(self) -> str:
        """What the store calls the site: where its output is, seen from the store, so that a site's folder can be moved
        as a whole.
        """
        return relpath(self.folders.output.resolve(), self.folders.store.parent.resolve())

    @property
    def notes(self) -> tuple[str, ...]:
        """What the person who wrote the settings should know, a sentence each."""
        return (*self.ignored, *untranslated(self.site.languages, self.site.catalogues))

    @property
    def files(self) -> tuple[str, ...]:
        """The files that the site had after the last run."""
        return tuple(one.file for one in self._files)

    @property
    def _files(self) -> tuple[KeptFile, ...]:
        return (*(self.built.files if self.built else ()), *self._finished)

    def refuse_settings(self) -> None:
        """Raise `SettingsError` or `LookError` for what settings say and no build can do, though each of them may be
        right by itself: a day that has passed, a colour that can't be read on the theme's.
        """
        security = self.servers.security
        if security and (wrong := expiry_problem(security, self.day)):
            raise SettingsError(wrong)
        if self.site.look != SiteLook():
            self.session.theme(self.folders, self.site).texts  # noqa: B018 - it is the theme that puts the look in

    def read(self) -> Reading:
        """Return the site's content, read and checked as a whole; nothing is kept. Raises `OSError`."""
        from explainers.build.whole_site import read_site

        return read_site(self.folders.content, self.wanted)

    def run(
        self,
        go_on: Callable[[Content], bool] = _go_on,
        before: Callable[[ReadSite], None] | None = None,
        on_page: Callable[[PlannedPage], None] | None = None,
        after: Callable[[], None] | None = None,
    ) -> None:
        """Make the site. `go_on` decides whether to, when the content has been read; `before` and `after` are called
        around the making of the pages, `on_page` for each. Raises `CommandError` (`ContentErrors`, `SettingsError`,
        `ThemeError` …) and `OSError`.
        """
        self.refuse_settings()
        folders, place = self.folders, self.stored_as
        gate = _looking(self.gate)
        self._seen, self.gate = gate.content() if gate else {}, None  # what it has seen counts once
        self._looked = gate

        def make(store: Store) -> Built | None:
            if gate:
                gate.shut()
            jobs, cluster = self.workers.jobs or cores(), self.workers.cluster
            with self.session.store(store) as held, opened_pool(jobs, _tell_trouble, cluster=cluster) as pool:
                made = self._made(held, pool, go_on, before, on_page, after)
            if gate and made:  # while no other build can begin
                store.keep_note(_LEFT, gate.open(self._clock.kept, self._left_now(), self._report(made)))
            return made

        claim_store(folders.store.parent)
        try:
            if with_store(folders.store, place, make, afresh=self.full) and self._read and self.reading:
                self.session.has_built(self._read.site, self.reading)
        except OSError:
            if gate:
                gate.shut()
            raise

    def _left_now(self) -> Left:
        """Return the files of the output as this run has left them."""
        listed = os.lstat(self.folders.output / LIST_NAME)
        if self._left is None or self._output is None:
            files = [(one.file, one.size, one.mtime) for one in self._files]
            return Left.of([*files, (LIST_NAME, listed.st_size, listed.st_mtime_ns)])
        changed = {file: (one.size, one.mtime) if one else None for file, one in self._output.changed.items()}
        self._left.note({**changed, LIST_NAME: (listed.st_size, listed.st_mtime_ns)})
        return self._left

    def _report(self, built: Built) -> str:
        """Return what a build that finds nothing changed reports."""
        assert self.reading is not None, "a run reads first"
        problems, unchecked = self.reading.problems, self.reading.unchecked
        texts = {
            name: reporting.report(problems, (), colour=colour, brief=True)
            for name, colour in (("text", False), ("coloured", True))
        }
        as_json = json.loads(reporting.as_json(problems, unchecked))
        return json.dumps({"json": as_json, **texts, "pages": built.pages, "output": str(self.folders.output)})

    def _made(
        self,
        store: Store,
        pool: Pool | None,
        go_on: Callable[[Content], bool],
        before: Callable[[ReadSite], None] | None,
        on_page: Callable[[PlannedPage], None] | None,
        after: Callable[[], None] | None,
    ) -> Built | None:
        folders, site = self.folders, self.site
        self._clock = Clock.of(folders.store.parent)
        analyse = with_progress(self.tell, "reading", analysed_by(pool))
        folder, remembered = self.session.folder(folders.content, site.languages, self._seen), self.session.remembered
        content = read_content(folder, self.wanted, store, self._clock, analyse, remembered)
        self.reading = content
        if not go_on(content):
            return None
        keep_read(store, content)
        theme = self.session.theme(folders, site)
        if self.additions:
            theme = replace(theme, additions=self.additions)
        if self.finish and site.urls.site:
            from explainers.finishing.look import look_of

            look_of(theme)  # what can't be drawn is told before anything is written
        before_this = remembered.site if remembered else None
        drawings = KeptDrawings(store)
        self._read = read = ReadSite(content.site(site, self.day, before_this, drawings), theme)
        if before:
            before(read)
        # A site's own functions can't travel to other processes, and nobody can tell whether they have changed.
        made_elsewhere = made_by(pool, content, store, drawings)
        make = with_progress(self.tell, "making pages", made_here if self.additions else made_elsewhere)
        full = self.full or bool(self.additions)
        options = BuildOptions(full, self.drafts, folders.content, self.servers, make, remembered)
        with WriteLog.opened(folders.output, store) as listed:
            self._output = output = self.session.output(folders.output, listed)
            self._left = self._looked.left(store.note(_LEFT, str)) if self._looked else None
            output.stands = self._left is not None
            store.keep_note(_LEFT, "")  # until it is known again
            self.built = made = build_pages(
                read.site, read.theme, output, store, options, changes=content.changed, on_page=on_page
            )
            if after:
                after()
            self._finish(read, output, store, made)
            listed.tidy(output, lambda: self._files)
        keep_content(store, content, self.wanted)
        return made

    def _finish(self, read: ReadSite, output: Output, store: Store, made: Built) -> None:
        """Finish the site if that was asked for; else leave nothing finished that no longer fits its page."""
        finished = store.beside("finished")
        self._finished = ()
        if not self.finish and not finished.pages():
            return
        from explainers.finishing.finish import finish, without_stale
        from explainers.finishing.keeper import BuiltPages

        built = BuiltPages(read.site, read.theme, planned_pages(read.site), output, made.files)
        if self.finish:
            finish(built, store, self.tell, full=self.full)
        else:
            without_stale(built, store)
        self._finished = tuple(file for row in finished.pages().values() for file in row.files)


def _tell_trouble(trouble: str) -> None:
    """Tell on standard error what went wrong with a worker."""
    echo(f"explainers: {trouble}", err=True)


def _looking(gate: Gate | None) -> Gate | None:
    """Return a gate that has looked at the inputs; none where it can't."""
    try:
        if gate:
            gate.inputs()
    except (OSError, ValueError):  # reading the site says what is wrong
        return None
    return gate
