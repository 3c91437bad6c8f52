"""The files of a new site: settings, the command to publish, and content that explains the format by being an example.

Pure: what a site is like is given. The example's words stand in ``example/LANGUAGE.yaml``, the other files in
``site_files/``. Seals and digests of originals are written by the commands that write them in any site.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from string import Template
from typing import Any, Final

from msgspec import Struct

from explainers.content_kinds import file_of_kind
from explainers.countries import country_names
from explainers.digest import digest
from explainers.editing.capitals import capital
from explainers.editing.new import Refused, no_such_country, page_source
from explainers.editing.schemas import vscode_files
from explainers.editing.yaml_edits import flow_list, flow_map, scalar
from explainers.folders import SOURCE_TEXTS, text_file
from explainers.locales import base_language
from explainers.reading.slugs import file_slug

__all__ = ["EXAMPLE", "SOURCE", "SOURCE_TEXT", "NewSite", "is_untouched", "site_files"]

EXAMPLE: Final = "example"
"""The slug of the example."""
SOURCE: Final = "method"
"""The key of the source that it cites: the page on the site's method."""
_MARK: Final = (
    "# The first explainer that 'explainers new explainer' makes takes the place of this one, unless it was changed: "
)
SOURCE_TEXT: Final = f"{SOURCE_TEXTS}/{text_file(SOURCE)}"


class NewSite(Struct, frozen=True):
    """What is told of a new site: its name, languages (the first is that of the originals), the codes of its countries,
    the address that readers type, the name of the texts' licence and where errors are reported (or empty), and the day.
    """

    name: str
    languages: tuple[str, ...]
    countries: tuple[str, ...]
    address: str
    licence: str
    report: str
    day: str

    @property
    def mark(self) -> str:
        """What marks its folders when it is published."""
        whole = digest((self.name, self.languages, self.countries, self.day))
        return f"{file_slug(self.name) or 'site'}-{whole[:6]}"


def site_files(site: NewSite, version: str) -> Iterator[tuple[str, str]]:
    """Yield the files of a new site, as path and text; `version` is the engine's. Raises `Refused`."""
    yield from _around(site, version)
    for number, language in enumerate(site.languages):
        words = _words(language)
        if words is None and number:
            continue  # readers are shown the original
        suffix = "" if number == 0 else f".{language}"
        for path, text in _pages(site, words or _words("en") or {}, original=number == 0):
            yield f"content/{path}{suffix}.md", text
    for code in site.countries:
        yield from _country(code, site.languages)
    yield f"content/sources/{SOURCE}.yaml", _source(site)
    yield "content/glossary.yaml", _glossary(site)
    first = _words(site.languages[0]) or _words("en") or {}
    yield SOURCE_TEXT, "\n".join(text for _, text in first["method"]["sections"]) + "\n"


@lru_cache(maxsize=8)
def _words(language: str) -> Mapping[str, Any] | None:
    import yaml

    file = Path(__file__).with_name("example") / f"{base_language(language)}.yaml"
    return yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None


def _by_language(site: NewSite, key: str) -> dict[str, str]:
    found = {language: words[key] for language in site.languages if (words := _words(language))}
    return found or {site.languages[0]: (_words("en") or {})[key]}


# ---- around the content ----------------------------------------------------------------------------------


def _around(site: NewSite, version: str) -> Iterator[tuple[str, str]]:
    values = {
        "name": json.dumps(site.name, ensure_ascii=False),
        "language": json.dumps(site.languages[0]),
        "languages": json.dumps(site.languages),
        "report": json.dumps(site.report),
        "licence": json.dumps(site.licence, ensure_ascii=False) if site.licence else "None",
        "address": json.dumps(site.address),
        "mark": json.dumps(site.mark),
    }
    yield "pelicanconf.py", _filled("pelicanconf.py.txt", values)
    yield "publish.py", _filled("publish.py.txt", values)
    yield "README.md", _filled("README.md", {"name": site.name, "countries": ",".join(site.countries[:2])})
    yield ".gitignore", _filled("gitignore.txt", {})
    yield "requirements.txt", _filled("requirements.txt", {"version": version})
    for name in ("check.yml", "publish.yml"):
        yield f".github/workflows/{name}", _filled(name, {})
    yield from ((path, data.decode()) for path, data in vscode_files("content"))


def _filled(name: str, values: Mapping[str, str]) -> str:
    text = (Path(__file__).with_name("site_files") / name).read_text(encoding="utf-8")
    return Template(text).substitute(values)


# ---- content ---------------------------------------------------------------------------------------------


def _pages(site: NewSite, words: Mapping[str, Any], *, original: bool) -> Iterator[tuple[str, str]]:
    """Yield the pages in one language, as path without ending and text."""
    about, method, explainer = words["about"], words["method"], words["explainer"]
    licence = Template(words["licence"]).substitute(name=site.licence) if site.licence else words["no_licence"]
    sections = "\n\n".join(f"## {heading}\n\n{text}" for heading, text in method["sections"])
    yield "pages/about", _page(about, [], Template(about["body"]).substitute(licence=licence))
    yield "pages/method", _page(method, [], sections)
    own = [f"date: {site.day}", f"countries: {flow_list(site.countries)}"] if original else []
    lists = [f"{key}: |\n" + "\n".join(f"  - {one}" for one in explainer[key]) for key in ("key_points", "unknowns")]
    yield f"explainers/{EXAMPLE}", _marked(_page(explainer, [*own, *lists], explainer["body"]))


def _page(words: Mapping[str, str], keys: Sequence[str], body: str) -> str:
    titled = (f"{key}: {scalar(words[key])}" for key in ("title", "summary"))
    return page_source([*titled, *keys], f"\n{body.strip()}\n")


def _marked(text: str) -> str:
    """Return the example with a line that tells later whether anybody has changed it."""
    return text.replace("---\n", f"---\n{_MARK}{digest(text)}\n", 1)


def is_untouched(text: str) -> bool:
    """Return whether a file is the example as it was made, in any language."""
    lines = text.replace("\r\n", "\n").split("\n")
    marks = [line.removeprefix(_MARK) for line in lines if line.startswith(_MARK)]
    rest = [line for line in lines if not line.startswith((_MARK, "translated_from: "))]
    return marks == [digest("\n".join(rest))]


def _country(code: str, languages: Sequence[str]) -> Iterator[tuple[str, str]]:
    name = country_names(languages[0]).get(code)
    if name is None:
        raise Refused(no_such_country(code, languages[0]))
    path = f"content/{file_of_kind('country', file_slug(name)).removesuffix('.md')}"
    for number, language in enumerate(languages):
        found = capital(code, language)
        if found is None:
            raise Refused(f"there is no capital on record for '{code}': make the site without, then new country {code}")
        front = [f"capital: {scalar(found.name)}"]
        if number == 0:
            front = [f"code: {code}", *front, f"marker: [{found.latitude}, {found.longitude}]"]
        yield f"{path}.{language}.md" if number else f"{path}.md", page_source(front)


def _source(site: NewSite) -> str:
    titles = _words(site.languages[0]) or _words("en") or {}
    quotations = _by_language(site, "quotation")
    first, *others = quotations
    lines = [
        f"title: {scalar(titles['method']['title'])}",
        f"publisher: {flow_map(_by_language(site, 'publisher'))}",
        f"published: {site.day}",
        f"url: {site.address}/{SOURCE}/",
        f"language: {site.languages[0]}",
        "quotations:",
        "  - para: 2",
        f"    text: {scalar(quotations[first])}",
        f"    speaker: {flow_map(_by_language(site, 'speaker'))}",
    ]
    if others:
        lines.append(f"    translations: {flow_map({other: quotations[other] for other in others})}")
    return "\n".join([*lines, ""])


def _glossary(site: NewSite) -> str:
    terms, means = _by_language(site, "term"), _by_language(site, "means")
    return f"- id: receipt\n  term: {flow_map(terms)}\n  means: {flow_map(means)}\n"
