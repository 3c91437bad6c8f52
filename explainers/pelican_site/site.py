"""`SitePelican`: Pelican's own class with the engine inside, so that `pelican`, its options and its plugins go on
working.

The order of a run: read and check everything; any error stops here, with nothing written. Then Pelican's
contexts and signals, the engine's pages, Pelican's feeds and static files. Where nothing has changed, nothing of that
happens, and the engine isn't even loaded.
"""

from __future__ import annotations

import copy
import json
import logging
from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pelican import Pelican
from pelican.generators import ArticlesGenerator, PagesGenerator
from pelican.log import FatalLogger
from pelican.plugins import signals
from pelican.settings import DEFAULT_CONFIG, read_settings

from explainers.call_stack import with_room
from explainers.catalogues import untranslated
from explainers.digest import digest_of_bytes
from explainers.failures import CommandError, failed_command
from explainers.ignored_settings import IDLE, ignored_settings, refused_theme
from explainers.interrupts import interrupted
from explainers.page_kinds import ADDRESSES
from explainers.plurals import counted
from explainers.setting_types import SettingsError, check_types
from explainers.settings import defaults, server_settings, site_folders, site_settings
from explainers.site_file import DERIVED, PLAIN, day_of_build, gate_of, is_plain, nothing_compiled_kept
from explainers.terminal import echo, fail, prepare_output, takes_colour

if TYPE_CHECKING:
    from explainers.build.content import Content
    from explainers.build.store import KeptFile
    from explainers.build.up_to_date import Gate
    from explainers.pages.plan import PlannedPage
    from explainers.pipeline import Pipeline, ReadSite

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
        ours, said = defaults(DEFAULT_CONFIG, settings), _said(settings)
        if "THEME" in ours:  # as plain settings have it, for there is one gate
            settings["THEME"] = PLAIN["THEME"]
        _refuse_stock_theme(settings["THEME"])
        _refuse_subsites(settings)
        given = {**PLAIN, **settings, **{name: ours[name] for name in ADDRESSES if name in ours}}
        settings.update(ours)
        self._parts = site_settings(settings), server_settings(settings), site_folders(settings)
        self._day = day_of_build()
        self._ignored = ignored_settings(said, defaults({}, {}))
        added = {kind: settings.get(f"JINJA_{kind.upper()}") for kind in ("filters", "globals", "tests")}
        self._additions = {kind: named for kind, named in added.items() if named}
        # Looked at before Pelican changes its settings
        self._plain = copy.deepcopy(given) if is_plain(given, _unsaid(ours)) else None
        settings.update(_idle())
        self.quiet = False
        self._last_report: tuple[Any, ...] = ()
        self._told_notes = False
        self._failure = ""
        super().__init__(settings)

    @cached_property
    def pipeline(self) -> Pipeline:
        """The site's pipeline, which a run needs where something has changed."""
        from explainers.pipeline import Pipeline, SiteParts

        made = Pipeline(SiteParts(*self._parts), self._day)
        made.ignored, made.additions = self._ignored, self._additions
        return made

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

    @with_room
    def _run(self) -> None:
        self._tell_notes()
        plain = None if _warnings_are_fatal() else self._plain  # a build that changes nothing tells no warnings
        gate: Gate | None = gate_of(plain, self._day, finish=False) if plain else None
        if gate and (report := gate.unchanged()) is not None:
            self._tell(json.loads(report)["pages"], rendered=0, removed=0)
        else:
            self.pipeline.gate = gate
            self.make()

    def make(self) -> None:
        """Build the site. Raises as the pipeline's `run` does."""
        self._forbid_wiping()
        generators: list[Any] = []

        def feeds() -> None:
            built = self.pipeline.built
            assert built is not None, "pages are made before this"
            _refuse_clashes(self._context["staticfiles"], self.pipeline.folders.content, built.files)
            writer = self._get_writer()
            for generator in generators:
                if hasattr(generator, "generate_output"):
                    generator.generate_output(writer)

        self.pipeline.run(self._goes_on, lambda read: generators.extend(self._contexts(read)), self._written, feeds)
        if generators:
            signals.finalized.send(self)
            built = self.pipeline.built
            assert built is not None, "a run that read everything has built"
            self._tell(built.pages, built.rendered, built.removed)

    def _written(self, page: PlannedPage) -> None:
        """Tell plugins of a page, made or not: a site map has all of them."""
        path = str(self.pipeline.folders.output / page.file)
        signals.content_written.send(path, context={**self._context, "output_file": page.file})

    def _goes_on(self, reading: Content) -> bool:
        """Tell the problems, unless they are those of the last run. Raises `ContentErrors`."""
        from explainers import reporting
        from explainers.pipeline import ContentErrors

        problems, unchecked = reading.problems, reading.new_unchecked
        if (problems or unchecked) and not self.quiet and problems != self._last_report:
            echo(reporting.report(problems, unchecked, colour=takes_colour(), brief=True), err=True)
        self._last_report = problems
        if reading.failed:
            errors = counted(reporting.counts(problems)["error"], "error")
            raise ContentErrors(f"{errors} in the content: nothing was written")
        if (warnings := reporting.counts(problems)["warning"]) and _warnings_are_fatal():
            raise ContentErrors(f"{counted(warnings, 'warning')} in the content, fatal here: nothing was written")
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
        from explainers.pelican_site.generators import ExplainersGenerator, NoPagesGenerator

        ours = {ArticlesGenerator: ExplainersGenerator, PagesGenerator: NoPagesGenerator}
        return [ours.get(cls, cls) for cls in super()._get_generator_classes()]

    def _get_writer(self) -> Any:
        from explainers.pelican_site.writer import ExplainersWriter

        chosen = super()._get_writer()
        return (
            chosen
            if type(chosen).__module__ != "pelican.writers"
            else ExplainersWriter(self.output_path, self.settings)
        )

    def _tell_notes(self) -> None:
        """Tell once what the person who wrote the settings should know."""
        if not self.quiet and not self._told_notes:
            site = self._parts[0]
            notes = (*self._ignored, *untranslated(site.languages, site.catalogues))
            for note in notes:
                echo(f"warning: {note}", err=True)
            if notes and _warnings_are_fatal():
                raise SettingsError(f"{counted(len(notes), 'warning')} of settings, fatal here: nothing was written")
        self._told_notes = True

    def _tell(self, pages: int, rendered: int, removed: int) -> None:
        if not self.quiet:
            echo(f"Done: {pages} pages, {rendered} rendered, {pages - rendered} unchanged, {removed} removed.")


def _warnings_are_fatal() -> bool:
    """Whether Pelican was told so, by ``--fatal warnings``."""
    return bool(FatalLogger.fatal_lvl <= logging.WARNING)


def _refuse_stock_theme(folder: str) -> None:
    """Raise `SettingsError` for a theme that lies where Pelican has its own."""
    stock = Path(DEFAULT_CONFIG["THEME"]).parent
    if Path(folder).parent == stock and (wrong := refused_theme(Path(folder).name)):
        raise SettingsError(wrong)


def _refuse_clashes(copied: Iterable[Any], content: Path, made: Iterable[KeptFile]) -> None:
    """Raise `SettingsError` for a file that Pelican would copy to where the build has made another one: readers got
    whichever is newer.
    """
    digests = {one.file: one.digest for one in made}
    for one in copied:
        file, source = one.save_as, one.get_relative_source_path()
        if file in digests and digest_of_bytes((content / source).read_bytes()) != digests[file]:
            raise SettingsError(
                f"'{source}' of STATIC_PATHS would be copied to '{file}', which the build makes itself: "
                "leave it out, or give it another address in EXTRA_PATH_METADATA"
            )


def _refuse_subsites(settings: Mapping[str, Any]) -> None:
    """Raise `SettingsError` for the plugin that runs Pelican once for each language, within the first run: ours makes
    them all, and the second would wait without end for the store that the first one holds.
    """
    if any(str(plugin).rpartition(".")[2] == "i18n_subsites" for plugin in settings.get("PLUGINS") or ()):
        raise SettingsError(
            "the plugin i18n_subsites can't be used, since a build makes all languages: leave it out, and write "
            'EXPLAINER_LANGUAGES = ["en", "fr"], with names in EXPLAINER_NAMES'
        )


def _idle() -> dict[str, Any]:
    """Return what Pelican has of the settings that change nothing, whatever a file says."""
    usual = {**DEFAULT_CONFIG, **defaults({}, {})}
    return {name: copy.copy(usual[name]) for name in IDLE if name in usual}


def _unsaid(ours: Mapping[str, Any]) -> dict[str, Any]:
    """Return what of Pelican's defaults makes no difference: not those that a file says, where we have another one."""
    others = defaults({}, {}).keys() - ours.keys()
    return {name: value for name, value in DEFAULT_CONFIG.items() if name not in others}


def _said(settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return the settings that a file says, as far as Pelican lets them be told from its defaults."""
    nothing = object()
    said = {
        name: value
        for name, value in settings.items()
        if name not in DERIVED and DEFAULT_CONFIG.get(name, nothing) != value
    }
    for one, other in (("ARTICLE", "PAGE"), ("PAGE", "ARTICLE")):  # Pelican adds the folders of the other kind
        excluded = settings.get(f"{one}_EXCLUDES", ())
        if set(excluded) - set(settings.get(f"{other}_PATHS", ())):
            said[f"{one}_EXCLUDES"] = excluded
    return said


def site_of_pelican(settings: str, overrides: dict[str, Any]) -> Pipeline:
    """Return the site of a settings file that asks for something of Pelican's own. It may raise anything."""
    logging.getLogger("pelican.settings").addFilter(_WithoutOrdinary())
    with nothing_compiled_kept():
        read = read_settings(settings, override=overrides)
    site = SitePelican(read)
    site.quiet = True
    site.pipeline.pelican = site
    return site.pipeline
