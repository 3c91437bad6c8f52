"""The command `explainers new`: a file with what is known of it filled in. Nothing that is there is written over."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from explainers.commands.arguments import add_day, add_site, no_language, site_language, site_of_options, source_key
from explainers.commands.new_site import add_new_site
from explainers.content_kinds import TRANSLATED
from explainers.exit_codes import ExitCode
from explainers.terminal import echo, fail

if TYPE_CHECKING:
    from explainers.build.whole_site import Reading
    from explainers.pipeline import Pipeline
    from explainers.reading.documents import Document

__all__ = ["add_new"]


class _Made(Struct, frozen=True):
    path: str  # below the content folder
    text: str
    besides: str = ""  # what else there is to do, in a sentence


_Maker = Callable[[argparse.Namespace, "Pipeline", "Reading"], _Made]


def add_new(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("new", help="make a file, ready to write in")
    kinds = parser.add_subparsers(dest="kind", required=True, metavar="KIND")
    add_new_site(kinds)
    words = kinds.add_parser("words", help="a file for the interface in a language, to be filled in or changed")
    words.add_argument("language", metavar="LANGUAGE", help="the language: pt")
    add_site(words)
    words.set_defaults(run=_interface)
    one = _kind(kinds, "explainer", "an explainer", _explainer)
    one.add_argument("title", nargs="?", metavar="TITLE", help="its title, in quotation marks")
    one.add_argument("--countries", metavar="CODES", help="codes with commas, the main country first: NO,SE")
    one = _kind(kinds, "country", "a country", _country)
    one.add_argument("code", metavar="CODE", help="its code of ISO 3166-1: NO")
    one = _kind(kinds, "relation", "a relation of two countries", _relation)
    one.add_argument("codes", nargs="+", metavar="CODE", help="the codes of the two: NO SE")
    one = _kind(kinds, "source", "a source", _source)
    one.add_argument("key", type=source_key, metavar="KEY", help="what citations call it: afp")
    one = kinds.add_parser("translation", help="a translation; if it is there, renew translated_from in it")
    one.add_argument("page", metavar="PATH", help="the page: explainers/defence-ties")
    one.add_argument("language", metavar="LANGUAGE", help="the language: fr")
    add_site(one)
    one.set_defaults(run=_translation)


def _kind(kinds: argparse._SubParsersAction[Any], name: str, words: str, maker: _Maker) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = kinds.add_parser(name, help=words)
    add_site(parser)
    add_day(parser, "its date")
    parser.set_defaults(run=lambda options: _make(options, maker))
    return parser


def _make(options: argparse.Namespace, maker: _Maker) -> int:
    from explainers.editing.new import Refused

    site = site_of_options(options)
    try:
        made = maker(options, site, site.read())
    except Refused as refused:
        return fail(str(refused), ExitCode.USAGE)
    path = site.folders.shown(made.path)
    code = _create(site, path, made.text, "open it and write; explainers check says what is missing")
    if code == ExitCode.DONE and made.path.startswith("explainers/"):
        _retire_example(site.folders.content)
    if code == ExitCode.DONE and made.besides:
        echo(made.besides)
    return code


def _create(site: Pipeline, path: str, text: str, then: str) -> int:
    """Make a file, by its path from the site's folder, say what to do `then`, and return the exit code."""
    from explainers.editing.files import create

    try:
        create(site.folders.root / path, text.encode())
    except FileExistsError:
        return fail(f"{path} is there already: nothing was changed", ExitCode.USAGE)
    echo(f"made {path}: {then}")
    return ExitCode.DONE


def _interface(options: argparse.Namespace) -> int:
    """Make a site's own catalogue of interface texts: with the package's words, or empty ones."""
    from explainers.catalogues import path_in_site
    from explainers.editing.interface import new_catalogue

    site = site_of_options(options)
    language = site_language(site.site.languages, options.language)
    if language is None:
        return no_language(site, options.language)
    path, text = path_in_site(language), new_catalogue(language)
    return _create(site, path, text, "what you write in it counts before the words of the package")


def _retire_example(content: Path) -> None:
    """Remove the example that a new site has, in all languages; not where anybody has changed it."""
    from explainers.editing.new_site import EXAMPLE, is_untouched

    folder = content / "explainers"
    files = [*folder.glob(f"{EXAMPLE}.md"), *folder.glob(f"{EXAMPLE}.*.md")]
    if not files or not all(is_untouched(file.read_text(encoding="utf-8", errors="replace")) for file in files):
        return
    for file in files:
        file.unlink()
    echo("removed the example that the site began with: this explainer takes its place")


def _explainer(options: argparse.Namespace, site: Pipeline, reading: Reading) -> _Made:
    """Return a new explainer; on a terminal, what wasn't told is asked. Raises `Refused`."""
    from explainers.commands.asking import asked, asker, listed
    from explainers.editing.new import country_slugs, explainer, untold_pairs

    ask, slugs = asker(), country_slugs(reading.documents)
    title = asked(options.title, ask, "Its title, best a question")
    known = ", ".join(sorted(slugs))
    countries = asked(options.countries, ask, f"Its countries, the main one first{f' ({known})' if known else ''}")
    codes = listed(countries)
    made = explainer(title, codes, site.day, slugs)
    return _Made(*made, _of_pairs(untold_pairs(codes, reading.documents)))


def _of_pairs(pairs: Sequence[tuple[str, str]]) -> str:
    """Return what readers are told of pairs that no relation is about, and how to make one; nothing without pairs."""
    if not pairs:
        return ""
    named = ", ".join(map(" and ".join, pairs))
    step = f"once a source says how they stand to each other, explainers new relation {' '.join(pairs[0])}"
    return f"no relation is about {named} yet, and pages will say that our sources don't cover it: {step}"


def _country(options: argparse.Namespace, site: Pipeline, reading: Reading) -> _Made:
    from explainers.editing.new import country

    return _Made(*country(options.code, site.site.languages[0], reading.documents))


def _relation(options: argparse.Namespace, site: Pipeline, reading: Reading) -> _Made:  # noqa: ARG001 - as the others
    from explainers.commands.asking import listed
    from explainers.editing.new import Refused, relation

    codes = listed(",".join(options.codes))
    if len(codes) == 1:  # as the file is called
        codes = codes[0].split("-")
    if len(codes) != len(("one", "the other")):
        raise Refused("a relation is between two countries: new relation NO SE")
    return _Made(*relation(codes[0], codes[1], reading.documents))


def _source(options: argparse.Namespace, site: Pipeline, reading: Reading) -> _Made:  # noqa: ARG001 - as the others
    from explainers.editing.new import source

    return _Made(*source(options.key, site.site.languages[0]))


# ---- translations ----------------------------------------------------------------------------------------


def _no_page(name: str, content: str, documents: Iterable[Document]) -> str:
    from explainers.nearest import nearest

    pages = {one.slug: one.inner_path for one in documents if one.original and one.kind in TRANSLATED}
    slug = name.rpartition("/")[2].partition(".")[0]
    near = pages.get(nearest(slug, pages, cutoff=0.75) or "")
    return f"there is no page {name}.md in {content}/" + (f". Did you mean {near}?" if near else "")


def _translation(options: argparse.Namespace) -> int:
    site = site_of_options(options)
    first, *others = site.site.languages
    language = site_language(others, options.language)
    if language is None:
        why = " (that is the originals' language)" if site_language((first,), options.language) else ""
        said = f"the site is translated into {', '.join(others) or 'no language'}, not '{options.language}'{why}"
        return fail(said, ExitCode.USAGE)
    name = options.page.removeprefix(f"{site.folders.content.name}/").removesuffix(".md")
    reading = site.read()
    by_path = {document.inner_path: document for document in reading.documents}
    original = by_path.get(f"{name}.md")
    if original is None or not original.original or original.kind not in TRANSLATED:
        return fail(_no_page(name, site.folders.content.name, reading.documents), ExitCode.USAGE)
    path = f"{name}.{language}.md"
    try:
        echo(_translated(site, reading, original, path, by_path.get(path)))
    except ValueError as refused:
        return fail(str(refused), ExitCode.PROBLEMS)
    return ExitCode.DONE


def _translated(site: Pipeline, reading: Reading, original: Document, path: str, there: Document | None) -> str:
    """Make a translation at a path below the content folder, or renew the one that is `there`; return what was done, as
    a sentence. Raises `ValueError` where it can't be done.
    """
    from explainers.editing.files import create, replace
    from explainers.editing.new import renewed, translation

    file, shown = site.folders.content / path, site.folders.shown(path)
    if there is None:
        create(file, translation(original, path.split(".")[-2]).encode())
        return f"made {shown} with the words of the original: write over them"
    is_new = replace(file, renewed(there, original))
    told = [one for one in reading.problems if one.code == "translation-differs" and one.path == there.path]
    if told:
        done = f"renewed translated_from in {shown}" if is_new else f"{shown} stands for the original as it is"
        where = f"line {min(one.place.line for one in told)}"
        return f"{done}, but doesn't say the same yet, from {where} on: explainers check tells where"
    if is_new:
        return f"renewed translated_from in {shown}: it stands for the original as it is"
    return f"{shown} is up to date with the original"
