"""`SitePelican`: Pelican's own class with the engine inside, so that `pelican`, its options and its plugins go on
working.

The order of a run: read and check everything; any error stops here, with nothing written. Then Pelican's
contexts and signals, the engine's pages, Pelican's feeds and static files.
"""

from __future__ import annotations

import logging
import sys
from datetime import UTC, datetime
from os import environ
from os.path import relpath
from typing import Any, NamedTuple

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG

from explainers import reporting
from explainers.building.engine import BuildOptions, Built, build_pages
from explainers.building.inputs import Checking, Reading, read_site
from explainers.building.output import Output
from explainers.building.server_files import expiry_problem
from explainers.building.store import Store, opened_store
from explainers.knowing.facts import Facts
from explainers.knowing.knowledge import Knowledge
from explainers.pelican_site.generators import ExplainersGenerator, NoPagesGenerator
from explainers.pelican_site.settings import (
    SettingsError,
    defaults,
    server_settings,
    site_folders,
    site_settings,
)
from explainers.pelican_site.writer import ExplainersWriter
from explainers.showing.pages import planned_pages
from explainers.showing.templates import Theme

__all__ = ["ContentErrors", "SitePelican", "day_of_build"]

logger = logging.getLogger("pelican")


class ContentErrors(Exception):
    """The content has errors: nothing was written. They have been told already."""

    exitcode = 1


class _WithoutTraceback(logging.Filter):
    """Pelican logs what ends a run with a traceback; for errors in the content that is noise."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and isinstance(record.exc_info[1], ContentErrors):
            record.msg, record.args, record.exc_info = str(record.exc_info[1]), (), None
        return True


class ReadSite(NamedTuple):
    """What Pelican's generators need of the site: what is known, and the theme."""

    knowledge: Knowledge
    theme: Theme


def day_of_build() -> str:
    """Return the day of the build as an ISO date: `SOURCE_DATE_EPOCH` says it, else it is today in UTC."""
    epoch = environ.get("SOURCE_DATE_EPOCH")
    moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    return moment.date().isoformat()


class SitePelican(Pelican):  # type: ignore[misc]
    """Pelican for a site of explainers. `full`, `finish`, `day` and `quiet` are for the engine's own
    command.

    `problems` and `built` say what the last run found and did.
    """

    def __init__(self, settings: dict[str, Any]) -> None:
        settings.update(defaults(DEFAULT_CONFIG, settings))
        self.site = site_settings(settings)
        self.servers = server_settings(settings)
        self.folders = site_folders(settings)
        self.full = False
        self.finish = False
        self.quiet = False
        self.day = day_of_build()
        self.reading: Reading | None = None
        self.built: Built | None = None
        self._told: tuple[Any, ...] = ()
        super().__init__(settings)
        logger.addFilter(_WithoutTraceback())

    @property
    def checking(self) -> Checking:
        """How the site's content is checked."""
        return Checking(self.day, by_date=not self.settings.get("WITH_FUTURE_DATES", True))

    def run(self) -> None:
        """Build the site. Raises `ContentErrors` where the content has errors, and `SettingsError` for a setting that
        is out of date.
        """
        if wrong := self.servers.security and expiry_problem(self.servers.security, self.day):
            raise SettingsError(wrong)
        self.reading = read_site(self.folders.content, self.site.languages, self.checking)
        if self._stopped(self.reading):
            return
        knowledge = Knowledge(self.reading.corpus, self.site, self.day)
        read = ReadSite(knowledge, Theme(self.folders.theme))
        output = Output(self.folders.output)
        self._forbid_wiping()
        generators = self._contexts(read)
        writer = self._get_writer()
        # Seen from the store, so that a site's folder can be moved as a whole.
        place = relpath(self.folders.output.resolve(), self.folders.store.parent.resolve())
        with opened_store(self.folders.store, place) as store:
            options = BuildOptions(full=self.full, content=self.folders.content, servers=self.servers)
            self.built = build_pages(
                read.knowledge, read.theme, output, store, options,
                on_page=lambda page: signals.content_written.send(
                    str(self.folders.output / page.file), context={**self._context, "output_file": page.file}
                ),
            )  # fmt: skip
            for generator in generators:
                if hasattr(generator, "generate_output"):
                    generator.generate_output(writer)
            self._finish(knowledge, output, store)
        signals.finalized.send(self)
        self._tell()

    def _finish(self, knowledge: Knowledge, output: Output, store: Store) -> None:
        """Finish the site if that was asked for; else leave nothing finished that no longer fits its page."""
        from explainers.finishing.compressed import without_stale
        from explainers.finishing.kept import BuiltPages

        files = tuple(file for row in store.pages().values() for file in row.files)
        built = BuiltPages(knowledge, planned_pages(Facts(knowledge)), output, files)
        if not self.finish:
            without_stale(built, store)
            return
        from explainers.finishing.finish import finish

        finish(built, store, full=self.full)

    def _stopped(self, reading: Reading) -> bool:
        """Tell the problems. Raise where there are errors, once: Pelican's reload asks again without waiting,
        and must be answered by a pause for the next change.
        """
        if reading.problems and not self.quiet and reading.problems != self._told:
            colour = sys.stderr.isatty() and "NO_COLOR" not in environ
            print(reporting.as_text(reading.problems, colour=colour), file=sys.stderr)
        if reading.unchecked and not self.quiet and reading.problems != self._told:
            print(reporting.unchecked_text(reading.unchecked), file=sys.stderr)
        again, self._told = reading.problems == self._told, reading.problems
        if reading.failed and not again:
            found = reporting.counts(reading.problems)["error"]
            what = "1 error" if found == 1 else f"{found} errors"
            raise ContentErrors(f"{what} in the content: nothing was written")
        return reading.failed

    def _forbid_wiping(self) -> None:
        """What we do not own is left alone: what we own and no longer make is removed, one by one."""
        self.delete_outputdir = False

    def _contexts(self, read: ReadSite) -> list[Any]:
        """Return Pelican's generators, their contexts filled and their signals sent."""
        context = {
            **self.settings,
            "generated_content": {},
            "static_links": set(),
            "static_content": {},
            "localsiteurl": self.settings["SITEURL"],
            "explainers_site": read,
        }
        self._context = context
        generators = [
            cls(
                context=context,
                settings=self.settings,
                path=self.path,
                theme=self.theme,
                output_path=self.output_path,
            )
            for cls in self._get_generator_classes()
        ]
        for generator in generators:
            if hasattr(generator, "generate_context"):
                generator.generate_context()
        signals.all_generators_finalized.send(generators)
        return generators

    def _get_generator_classes(self) -> list[type]:
        ours = {ArticlesGenerator: ExplainersGenerator, PagesGenerator: NoPagesGenerator}
        return [ours.get(cls, cls) for cls in super()._get_generator_classes()]

    def _get_writer(self) -> Any:
        chosen = super()._get_writer()
        return (
            chosen
            if type(chosen).__module__ != "pelican.writers"
            else ExplainersWriter(self.output_path, self.settings)
        )

    def _tell(self) -> None:
        if self.built and not self.quiet:
            built = self.built
            print(
                f"Done: {built.pages} pages, {built.rendered} rendered, {built.unchanged} unchanged, "
                f"{built.removed} removed."
            )
