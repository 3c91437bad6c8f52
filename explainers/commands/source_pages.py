"""The commands `explainers source add`, which makes a source of a page, and `explainers source compare`, which tells
whether a page is still what is cited of it. They are the only ones that fetch anything.
"""

from __future__ import annotations

import argparse
import json
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from explainers.commands.arguments import add_site, add_source_text, site_of_options, source_key
from explainers.exit_codes import ExitCode
from explainers.folders import SOURCE_TEXTS, text_file
from explainers.git import git_says
from explainers.terminal import echo, echo_data, fail, shortened

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading
    from explainers.editing.comparing import SourceReport
    from explainers.editing.extract import PageText
    from explainers.pipeline import Pipeline

__all__ = ["add_page_actions"]

_IGNORED: Final = "# Texts of sources belong to those who published them: none of them goes into the repository.\n*\n"
_WIDEST: Final = 100  # characters of a paragraph that are shown


def add_page_actions(actions: argparse._SubParsersAction[Any]) -> None:
    """Add the actions to those of `source`."""
    add = actions.add_parser("add", help="make a source of a page: its record, its text, its seal")
    add.add_argument("key", type=source_key, metavar="KEY", help="what citations will call it")
    add.add_argument("url", nargs="?", default="", metavar="URL", help="the page's address")
    add.add_argument("--file", type=Path, metavar="FILE", help="a page that you have saved, instead of fetching it")
    add.add_argument(
        "--text", type=Path, metavar="FILE", help=f"where to keep its text (default {SOURCE_TEXTS}/KEY.txt)"
    )
    add_site(add)
    add.set_defaults(run=_add)
    compare = actions.add_parser("compare", help="compare sources with their pages as they are now")
    compare.add_argument("key", type=source_key, nargs="?", metavar="KEY", help="the source's key")
    compare.add_argument("--all", action="store_true", help="compare all sources")
    compare.add_argument("--format", choices=("text", "json", "github"), default="text", help="how to print it")
    compare.add_argument("--save", type=Path, metavar="FILE", help="keep the page's text, to seal the source by it")
    add_source_text(compare)
    add_site(compare)
    compare.set_defaults(run=_compare)


# ---- add -------------------------------------------------------------------------------------------------


def _add(options: argparse.Namespace) -> int:
    from explainers.editing.extract import PageText
    from explainers.editing.extraction import extracted
    from explainers.editing.fetch import Absent, fetched, page_in_file

    if not options.url and not options.file:
        return fail("give the page's address, or a page that you have saved: --file FILE", ExitCode.USAGE)
    site = site_of_options(options)
    if refused := _refused(options, site):
        return fail(f"{refused}. Nothing was written", ExitCode.USAGE)
    page = page_in_file(options.file) if options.file else fetched(options.url)
    if isinstance(page, Absent):
        code = ExitCode.OUTSIDE if page.kind == "unreachable" else ExitCode.USAGE
        on_web = options.url.startswith(("https://", "http://")) and not options.file
        hint = "" if not on_web else ": save the page in your browser, and add it with --file FILE"
        return fail(f"{page.why}{hint}. Nothing was written", code)
    text = extracted(page.html)
    if not isinstance(text, PageText):
        why = text.why if text else "no text could be taken out of this page"
        step = "save its text, a paragraph a line, and use new source and seal"
        return fail(f"{why}: {step}. Nothing was written", ExitCode.PROBLEMS)
    return _write(options, site, text, (page.url if options.url else "") or options.url or text.url)


def _refused(options: argparse.Namespace, site: Pipeline) -> str:
    """Return why a source can't be added, as a sentence without its full stop; nothing if it can."""
    from explainers.editing.new import Refused, source

    try:
        path, _ = source(options.key, site.site.languages[0])
    except Refused as refused:
        return str(refused)
    shown, record = site.folders.shown(path), site.folders.content / path
    if record.exists() and not _is_unsealed(record):
        return f"{shown} is there already: explainers source compare {options.key} compares it with its page"
    if options.text and _is_in_repository(options.text):
        return (
            f"'{options.text}' would be part of the repository, and the text belongs to those who published it: "
            f"name a place outside of it, or leave --text out"
        )
    return ""


def _is_unsealed(record: Path) -> bool:
    """Return whether a source's file isn't sealed: its editor has made it, or a run of `source add` was cut short."""
    return record.is_file() and b"\nsealed:" not in record.read_bytes()


def _is_in_repository(path: Path) -> bool:
    """Return whether git would take a file along."""
    folder = next((one for one in path.resolve().parents if one.is_dir()), Path("/"))
    if not any((one / ".git").exists() for one in (folder, *folder.parents)):
        return False
    try:
        return git_says(folder, "check-ignore", "--quiet", str(path.resolve())) is None
    except OSError:
        return True


def _write(options: argparse.Namespace, site: Pipeline, text: PageText, url: str) -> int:
    """Write a page's text and record, and seal the source."""
    from explainers.commands.sealing import seal_by_text
    from explainers.editing.files import create, replace
    from explainers.editing.new import source_of_page

    path, record = source_of_page(options.key, url, text, site.site.languages[0])
    file, data = site.folders.content / path, record.encode()
    kept: Path = options.text or site.folders.source_texts / text_file(options.key)
    shown = kept.relative_to(Path.cwd()) if kept.is_relative_to(Path.cwd()) else kept
    if kept.exists() and not (kept.is_file() and kept.read_bytes() == text.data):
        step = "name another place with --text FILE, or move it away"
        return fail(f"'{shown}' is there already, with another text: {step}. Nothing was written", ExitCode.USAGE)
    begun = file.is_file()
    if begun and file.read_bytes() != data:
        step = f"explainers source seal {options.key} seals it"
        said = f"{site.folders.shown(path)} is there already, but not sealed: {step}. Nothing was written"
        return fail(said, ExitCode.USAGE)
    if not options.text:
        _make_ignored(site.folders.source_texts)
    kept.parent.mkdir(parents=True, exist_ok=True)
    replace(kept, text.data)
    if not begun:  # else by a run that was cut short before the seal
        create(file, data)
    for number, paragraph in enumerate(text.paragraphs, start=1):
        echo(f"{number:4}  {shortened(paragraph, _WIDEST)}")
    echo(
        f"made {site.folders.shown(path)}, and kept the text in {shown}: check that all of it is the source's", err=True
    )
    _tell_missing(record, options.key, shown)
    return seal_by_text(site, options.key, kept, as_is=True)  # a page says itself what its paragraphs are


def _tell_missing(record: str, key: str, text: Path) -> None:
    """Say which keys of a source's record its page has no value for."""
    missing = [name for name in ("title", "publisher", "published", "url") if f"\n{name}:\n" in f"\n{record}"]
    if missing:
        again = f"then run explainers source seal {key} --text {text}"
        said = f"the page doesn't say its {', '.join(missing)}: fill in the record, take out status: draft, {again}"
        echo(said, err=True)


def _make_ignored(folder: Path) -> None:
    """Make a folder that git leaves aside, unless somebody has said already what git is to do with it."""
    from explainers.editing.files import create

    with suppress(FileExistsError):
        create(folder / ".gitignore", _IGNORED.encode())


# ---- compare ---------------------------------------------------------------------------------------------


def _compare(options: argparse.Namespace) -> int:
    from explainers.commands.sealing import no_source
    from explainers.editing.comparing import as_github, as_record, as_words, exit_code

    if bool(options.key) == options.all:
        return fail("name one source, or compare them all: --all", ExitCode.USAGE)
    if options.save and (options.all or _is_in_repository(options.save)):
        return fail("--save keeps the text of one source, in a file outside of the repository", ExitCode.USAGE)
    site = site_of_options(options)
    reading = site.read()
    known = sorted(document.slug for document in reading.documents if document.kind == "source")
    if options.key and options.key not in known:
        return no_source(options.key, known)
    found = []
    for key in [options.key] if options.key else known:
        one = _compared(reading, key, options.source_text or site.folders.source_texts, options.save)
        found.append(one)
        if options.format == "text":
            echo(as_words(one))
    if options.format == "json":
        echo_data(json.dumps({"sources": [as_record(one) for one in found]}, ensure_ascii=False))
    elif options.format == "github":
        echo("\n".join(as_github(one, site.folders.content.name) for one in found))
    return exit_code(found)


def _compared(reading: Reading, key: str, texts: Path, save: Path | None) -> SourceReport:
    from explainers.checks.evidence import paragraphs_of
    from explainers.editing.comparing import compared_source, unread_source
    from explainers.editing.extraction import extracted
    from explainers.editing.fetch import Absent, WebPage, fetched
    from explainers.editing.files import replace

    source = reading.site.corpus.sources.get(key)
    if source is None:
        return unread_source(key)
    page: WebPage | Absent = fetched(source.url)
    now = page if isinstance(page, Absent) else extracted(page.html)
    if isinstance(now, Absent):
        page, now = now, None
    file = texts / text_file(key)  # before `save`, which may be the same
    text = paragraphs_of(file.read_text(encoding="utf-8-sig", errors="replace")) if file.is_file() else None
    if save and now:
        save.parent.mkdir(parents=True, exist_ok=True)
        replace(save, now.data)
    return compared_source(source, page, now, reading.documents, reading.site, text)
