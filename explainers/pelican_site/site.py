"""`SitePelican`: Pelican's own class with the engine inside, so that `pelican`, its options and its plugins go on
working.

The order of a run: read and check everything; any error stops here, with nothing written. Then Pelican's
contexts and signals, the engine's pages, Pelican's feeds and static files.
"""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Mapping
from typing import Any, Final

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG, read_settings

from explainers import reporting
from explainers.build.content import Content
from explainers.build.engine import Built
from explainers.failures import CommandError, failed_command
from explainers.ignored_settings import ignored_settings
from explainers.interrupts import interrupted
from explainers.page_kinds import ADDRESSES
from explainers.pages.plan import PlannedPage
from explainers.pelican_site.generators import ExplainersGenerator, NoPagesGenerator
from explainers.pelican_site.writer import ExplainersWriter
from explainers.pipeline import ContentErrors, Pipeline, ReadSite, SiteParts
from explainers.plurals import counted
from explainers.settings import check_types, defaults, server_settings, site_folders, site_settings
from explainers.site_file import DERIVED, PLAIN, day_of_build, gate_of, is_plain, nothing_compiled_kept
from explainers.terminal import echo, fail, prepare_output, takes_colour

__all__ = ["SitePelican", "site_of_pelican"]

# Pelican warns of these while it reads settings; here the first is an ordinary preview, and UTC our default.
_ORDINARY: Final = ("Feeds generated without SITEURL", "No timezone information specified")

logger = logging.getLogger("pelican")


class _WithoutOrdinary(logging.Filter):
    """Leaves out warnings that mean nothing on a site of explainers."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_ORDINARY)


class _OneSentence(logging.Filter):
    """Pelican logs what ends a run with a traceback, in a narrow column. What has a sentence of its own is given by
    that, as by every other command.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        wrong = record.exc_info[1] if record.exc_info else None
        if isinstance(wrong, CommandError):
            fail(str(wrong), wrong.exitcode)
        return not isinstance(wrong, CommandError)


class SitePelican(Pelican):  # type: ignore[misc]
    """Pelican for a site of explainers. `pipeline` does the work, and says what the last run found and did."""

    def __init__(self, settings: dict[str, Any]) -> None:
        prepare_output()
        logger.addFilter(_OneSentence())
        check_types(settings)
        if settings["THEME"] == DEFAULT_CONFIG["THEME"]:  # Pelican's own, whose templates know nothing of our pages
            settings["THEME"] = PLAIN["THEME"]
        ours, said = defaults(DEFAULT_CONFIG, settings), _said(settings)
        given = {**PLAIN, **settings, **{name: ours[name] for name in ADDRESSES if name in ours}}
        settings.update(ours)
        parts = SiteParts(site_settings(settings), server_settings(settings), site_folders(settings))
        self.pipeline = Pipeline(parts, day_of_build())
        self.pipeline.ignored = ignored_settings(said, defaults({}, {}))
        added = {kind: settings.get(f"JINJA_{kind.upper()}") for kind in ("filters", "globals", "tests")}
        self.pipeline.additions = {kind: named for kind, named in added.items() if named}
        # Looked at before Pelican changes its settings
        self._plain = copy.deepcopy(given) if is_plain(given, DEFAULT_CONFIG) else None
        self.quiet = False
        self._last_report: tuple[Any, ...] = ()
        self._told_notes = False
        self._failure = ""
        super().__init__(settings)

    def run(self) -> None:
        """Build the site, if anything has changed. Raises `CommandError`, but for the same again: Pelican's reload
        calls this without waiting after an error, and must be answered by a pause for the next change.
        """
        try:
            self._run()
            self._failure = ""
        except KeyboardInterrupt:
            raise SystemExit(interrupted("explainers")) from None
        except (CommandError, OSError) as failed:
            wrong = failed_command(failed)
            again, self._failure = str(wrong) == self._failure, str(wrong)
            if not again:
                raise wrong from failed

    def _run(self) -> None:
        self._tell_notes()
        gate = gate_of(self._plain, self.pipeline.day, finish=self.pipeline.finish) if self._plain else None
        self.pipeline.gate = gate
        if gate and not self.pipeline.full and (report := gate.unchanged()) is not None:
            self._tell_unchanged(report)
        else:
            self.make()

    def make(self) -> None:
        """Build the site. Raises as the pipeline's `run` does."""
        self._forbid_wiping()
        generators: list[Any] = []

        def feeds() -> None:
            writer = self._get_writer()
            for generator in generators:
                if hasattr(generator, "generate_output"):
                    generator.generate_output(writer)

        self.pipeline.run(self._goes_on, lambda read: generators.extend(self._contexts(read)), self._written, feeds)
        if generators:
            signals.finalized.send(self)
            self._tell(self.pipeline.built)

    def _written(self, page: PlannedPage) -> None:
        """Tell plugins of a page, made or not: a site map has all of them."""
        path = str(self.pipeline.folders.output / page.file)
        signals.content_written.send(path, context={**self._context, "output_file": page.file})

    def _goes_on(self, reading: Content) -> bool:
        """Tell the problems, unless they are those of the last run. Raises `ContentErrors`."""
        problems, unchecked = reading.problems, reading.new_unchecked
        if (problems or unchecked) and not self.quiet and problems != self._last_report:
            echo(reporting.report(problems, unchecked, colour=takes_colour(), brief=True), err=True)
        self._last_report = problems
        if reading.failed:
            errors = counted(reporting.counts(problems)["error"], "error")
            raise ContentErrors(f"{errors} in the content: nothing was written")
        return True

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

    def _tell_notes(self) -> None:
        """Tell once what the person who wrote the settings should know."""
        for note in () if self.quiet or self._told_notes else self.pipeline.notes:
            echo(f"warning: {note}", err=True)
        self._told_notes = True

    def _tell_unchanged(self, report: str) -> None:
        self._tell(Built(json.loads(report)["pages"], 0, 0, 0))

    def _tell(self, built: Built | None) -> None:
        if built and not self.quiet:
            echo(
                f"Done: {built.pages} pages, {built.rendered} rendered, {built.unchanged} unchanged, "
                f"{built.removed} removed."
            )


def _said(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that a file says, as far as Pelican lets them be told from its defaults."""
    nothing = object()
    return {
        name: value
        for name, value in settings.items()
        if name not in DERIVED and DEFAULT_CONFIG.get(name, nothing) != value
    }


def site_of_pelican(settings: str, overrides: dict[str, Any]) -> Pipeline:
    """Return the site of a settings file that asks for something of Pelican's own. It may raise anything."""
    logging.getLogger("pelican.settings").addFilter(_WithoutOrdinary())
    with nothing_compiled_kept():
        read = read_settings(settings, override=overrides)
    site = SitePelican(read)
    site.quiet = True
    site.pipeline.pelican = site
    return site.pipeline
