"""The command `explainers new site`: a folder with a site that builds, checks, serves and publishes at once."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

from explainers.commands.arguments import add_day, shown
from explainers.commands.asking import asked, asker, listed
from explainers.exit_codes import ExitCode
from explainers.hosts import is_of_examples
from explainers.site_file import day_of_build
from explainers.terminal import echo, fail

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading
    from explainers.editing.new_site import NewSite
    from explainers.pipeline import Pipeline

__all__ = ["add_new_site"]

_OF_COUNTRY: Final = 2  # letters of a language's code that are written in capitals: pt-BR


def add_new_site(kinds: argparse._SubParsersAction[Any]) -> None:
    """Add the command to those of `explainers new`."""
    parser = kinds.add_parser("site", help="a site of its own, ready to be written in and published")
    add = parser.add_argument
    add("folder", metavar="FOLDER", help="a folder that is empty or isn't there yet")
    add("--languages", metavar="CODES", help="its languages, that of the originals first: es,en")
    add("--countries", metavar="CODES", help="the countries that it begins with, by ISO 3166-1: EC,PE")
    add("--name", metavar="NAME", help="what readers call it")
    add("--address", metavar="URL", help="what readers type: https://news.example")
    add("--licence", metavar="NAME", help="the licence of its texts: 'CC BY 4.0'; without it, readers are told of none")
    add("--report", metavar="ADDRESS", help="where readers report an error: mailto:… or https://…")
    add_day(parser, "the day of its first page")
    parser.set_defaults(run=_make)


def _make(options: argparse.Namespace) -> int:
    from explainers import __version__
    from explainers.editing.files import filling
    from explainers.editing.new import Refused
    from explainers.editing.new_site import site_files
    from explainers.ownership import claim_new_folder

    folder = Path(options.folder).absolute()
    claim_new_folder(folder)
    try:
        site = _asked(options, folder.name)
        files = dict(site_files(site, __version__))
    except Refused as refused:
        return fail(f"{refused}. Nothing was written", ExitCode.USAGE)
    with filling(folder) as made:
        _write(made, files)
    _tell(site, folder)
    return ExitCode.DONE


# ---- what it is like -------------------------------------------------------------------------------------


def _asked(options: argparse.Namespace, folder: str) -> NewSite:
    """Return what a site is like, by the options; on a terminal, what they leave open is asked. Raises `Refused`."""
    from explainers.editing.new import Refused
    from explainers.editing.new_site import NewSite
    from explainers.settings import is_report_address, site_url

    ask = asker()
    languages = listed(asked(options.languages, ask, "Languages, the originals' first", "en"))
    countries = listed(asked(options.countries, ask, "Countries, by code (EC,PE)", ""))
    if not countries:
        raise Refused("name the countries that it begins with: --countries EC,PE")
    name = asked(options.name, ask, "What readers call it", folder.replace("-", " ").capitalize())
    report = asked(options.report, ask, "Where readers report an error (mailto:…, https://…, or nothing)", "")
    if report and not is_report_address(report):
        raise Refused(f"'{report}' isn't an address for reports: write mailto:… or https://…")
    return NewSite(
        name,
        tuple(dict.fromkeys(map(_checked, languages))),
        tuple(dict.fromkeys(code.upper() for code in countries)),
        site_url(asked(options.address, ask, "The address that readers type", f"https://{_host(name)}.example")),
        asked(options.licence, ask, "Licence of the texts (CC BY 4.0, or nothing)", ""),
        report,
        options.today or day_of_build(),
    )


def _checked(language: str) -> str:
    from explainers.editing.new import Refused
    from explainers.locales import locale_of

    base, *regions = language.split("-")
    code = "-".join((base.lower(), *(one.upper() if len(one) == _OF_COUNTRY else one for one in regions)))
    try:
        locale_of(code)
    except ValueError as unknown:
        raise Refused(f"{unknown}: write es,en, for instance") from None
    return code


def _host(name: str) -> str:
    from explainers.reading.slugs import file_slug

    return file_slug(name) or "site"


# ---- making it -------------------------------------------------------------------------------------------


def _write(folder: Path, files: dict[str, str]) -> None:
    """Write a site's files, then what is derived from them: the seals of its source, the digests of originals."""
    from explainers.commands.opening import site_of
    from explainers.commands.schema import write_schemas
    from explainers.editing.files import create
    from explainers.editing.schemas import SCHEMA_FOLDER

    for path, text in files.items():
        create(folder / path, text.encode())
    settings = str(folder / "pelicanconf.py")
    site = site_of(settings, None, None, None)
    _seal(site, site.read(), folder)
    _renew(site, site.read())
    write_schemas(site, site.read(), folder / SCHEMA_FOLDER)


def _seal(site: Pipeline, reading: Reading, folder: Path) -> None:
    from explainers.checks.evidence import paragraphs_of
    from explainers.content_kinds import file_of_kind
    from explainers.editing.files import replace
    from explainers.editing.new_site import SOURCE, SOURCE_TEXT
    from explainers.editing.seal import printed_quotations, sealed_record

    path = site.folders.content / file_of_kind("source", SOURCE)
    paragraphs = paragraphs_of((folder / SOURCE_TEXT).read_text(encoding="utf-8"))
    printed = printed_quotations(reading.documents, reading.site, SOURCE)
    replace(path, sealed_record(SOURCE, path.read_bytes(), paragraphs, printed, reading.site.book).data)


def _renew(site: Pipeline, reading: Reading) -> None:
    from explainers.editing.files import replace
    from explainers.editing.new import renewed

    by_path = {document.inner_path: document for document in reading.documents}
    for path, document in by_path.items():
        if not document.original and path.endswith(".md"):
            original = by_path[path.removesuffix(".md").rpartition(".")[0] + ".md"]
            replace(site.folders.content / path, renewed(document, original))


def _tell(site: NewSite, folder: Path) -> None:
    from explainers.content_kinds import file_of_kind
    from explainers.editing.new_site import SOURCE

    echo(f"made a site in {shown(folder)}: {', '.join(site.countries)}, in {', '.join(site.languages)}. What is next:")
    for words, what in (
        (f"cd {folder.name}", ""),
        ("explainers serve --open", "the site in the browser, while you write"),
        (f'explainers new explainer "…?" --countries {",".join(site.countries)}', "takes the example's place"),
        ("python3 publish.py build", "the site for its readers; deploy dir:PATH publishes it"),
    ):
        echo(f"    {words:<52} {what}".rstrip())
    if is_of_examples(urlsplit(site.address).hostname or ""):
        echo(f"The address {site.address} is an example: write that which readers type into publish.py and")
        echo(f"content/{file_of_kind('source', SOURCE)}.")
