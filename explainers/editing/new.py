"""New files, ready to write in: explainers, countries, relations, sources, translations. Pure: what is there is given.

What only a person can say is left empty, and each file is a draft: it stops nothing, and `explainers check` says what
is to be written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import combinations
from typing import Final

from explainers.checks.book import folded
from explainers.checks.languages import original_digest
from explainers.content_kinds import Kind, file_of_kind
from explainers.countries import country_name, country_names, is_country_code, meant_code
from explainers.editing.capitals import capital
from explainers.editing.extract import PageText
from explainers.editing.sums import sums_in
from explainers.editing.yaml_edits import YamlFile, scalar
from explainers.locales import codes_in
from explainers.model import STATUSES
from explainers.nearest import nearest
from explainers.reading.data_files import NOWHERE
from explainers.reading.documents import Document
from explainers.reading.front_matter import FrontMatter, front_matter
from explainers.reading.page_files import TEXT_KEYS
from explainers.reading.slugs import file_slug, ordered_pair, pair_slug, slug

__all__ = [
    "Refused", "country", "country_slugs", "explainer", "no_such_country", "page_source", "relation", "renewed",
    "source", "source_of_page", "translation", "untold_pairs",
]  # fmt: skip

_DRAFT = "status: draft  # take this line out to publish"
_MONTHS_TO_REVIEW = 6
_LONGEST_SLUG = 60
_FILE: Final = re.compile(r"\S+\.(?:md|markdown|txt)", re.IGNORECASE)


class Refused(ValueError):
    """What can't be made, as a plain sentence for the person who asked for it."""


def country_slugs(documents: Iterable[Document]) -> dict[str, str]:
    """Return the slugs of the countries that have a file, by code; what is not filled in yet is one of them."""
    return {code: one.slug for one in _originals(documents, "country") for code in one.countries}


def _originals(documents: Iterable[Document], kind: Kind) -> Iterator[Document]:
    return (one for one in documents if one.kind == kind and one.original)


def explainer(title: str, codes: Sequence[str], day: str, slugs: Mapping[str, str]) -> tuple[str, str]:
    """Return the path below the content folder and the text of a new explainer; `slugs` are the countries', by code.
    Raises `Refused`.
    """
    if not title:
        raise Refused('name its title, best a question: new explainer "TITLE"')
    if _FILE.fullmatch(title):
        raise Refused(f"'{title}' is the name of a file: give the title, and the file is named after that")
    name = _short_slug(title)
    if not name:
        raise Refused("a title needs a letter or a digit: its file is named after it")
    if not codes:
        raise Refused("name its countries, the main one first: --countries NO,SE")
    codes = [code.upper() for code in codes]
    for number, code in enumerate(codes):
        _country_slug(code, slugs)
        if code in codes[:number]:
            raise Refused(f"the country '{code}' stands twice: name each once, the main one first")
    lines = [
        f"title: {scalar(title)}",
        "summary:  # what a reader finds, in up to 200 characters",
        f"date: {day}",
        f"review_by: {_months_later(day, _MONTHS_TO_REVIEW)}",
        f"countries: [{', '.join(codes)}]",
        _DRAFT,
        "# key_points: |",
        "#   - What matters most [@key, para. 1].",
        "# unknowns: |",
        "#   - What the sources do not say [@key, para. 1].",
    ]
    return file_of_kind("explainer", name), page_source(lines)


def untold_pairs(codes: Iterable[str], documents: Sequence[Document]) -> tuple[tuple[str, str], ...]:
    """Return the pairs among countries that no relation is about yet, not even a draft, by codes in their order."""
    told = {frozenset(one.countries) for one in _originals(documents, "relation")}
    pairs = combinations([code.upper() for code in codes], 2)
    return tuple(pair for pair in pairs if frozenset(pair) not in told)


def country(code: str, language: str, documents: Iterable[Document]) -> tuple[str, str]:
    """Return path and text of a new country; `documents` are the site's files. Raises `Refused`."""
    if len(codes_in(code)) > 1:
        raise Refused(f"one country at a time: new country {codes_in(code)[0].upper()}")
    code = code.upper()
    name = country_names(language).get(code)
    if name is None:
        raise Refused(no_such_country(code, language))
    if there := next((one for one in _originals(documents, "country") if code in one.countries), None):
        raise Refused(f"{there.inner_path} is about {name} already: nothing was changed")
    found = capital(code, language)
    known = [f"capital: {scalar(found.name)}", f"marker: [{found.latitude}, {found.longitude}]"] if found else []
    lines = [f"code: {code}", *(known or ["capital:", "marker:  # of its capital: [latitude, longitude]"]), _DRAFT]
    return file_of_kind("country", file_slug(name)), page_source(lines)


def no_such_country(code: str, language: str) -> str:
    """Return a sentence about a code that no country has, with the code that may be meant: another code of the
    country was typed, its name or how that begins.

    >>> no_such_country("UK", "en")
    "no country has the code 'UK': it is two letters, by ISO 3166-1. United Kingdom is 'GB'"
    """
    names = country_names(language)
    called = {folded(name): one for one, name in names.items()}
    typed = folded(code)
    meant = [one] if (one := meant_code(code)) else []
    if not meant and len(typed) > 2:
        meant = [one for name, one in called.items() if name.startswith(typed)]
        meant = meant or [called[near] for near in (nearest(typed, called, cutoff=0.75),) if near]
    known = [f"{names[one]} is '{one}'" for one in meant[:3] if one in names]
    sentence = f"no country has the code '{code}': it is two letters, by ISO 3166-1"
    return f"{sentence}. {', '.join(known)}" if known else sentence


def relation(first: str, second: str, documents: Sequence[Document]) -> tuple[str, str]:
    """Return path and text of a new relation; `documents` are the site's files. Raises `Refused`."""
    first, second = first.upper(), second.upper()
    slugs = country_slugs(documents)
    if first == second:
        raise Refused("a country has no relation with itself")
    pair = ordered_pair((first, second), lambda code: _country_slug(code, slugs))
    if there := next((one for one in _originals(documents, "relation") if set(one.countries) == set(pair)), None):
        raise Refused(f"{there.inner_path} is about this pair already: nothing was changed")
    lines = [
        f"between: [{', '.join(pair)}]",
        f"status: draft  # to publish, write one of: {' '.join(STATUSES)}",
        "as_of:  # the date of the newest source",
        'cite:  # "[@key, para. 1, stated]"',
    ]
    return file_of_kind("relation", pair_slug(slugs[code] for code in pair)), page_source(lines)


def source(key: str, language: str) -> tuple[str, str]:
    """Return path and text of a new source. Raises `Refused`."""
    _check_key(key)
    lines = ["title:", "publisher:", "published:  # 2023-11-08, or 2023-11-08~ where it is not certain", "url:"]
    lines += [*_NOTES, f"language: {language}", _DRAFT]
    return file_of_kind("source", key), "\n".join(lines) + "\n"


def source_of_page(key: str, url: str, page: PageText, language: str) -> tuple[str, str]:
    """Return path and text of the source that a page is. What the page doesn't say of itself is left to be filled in,
    and the source is a draft until then. Raises `Refused`.
    """
    _check_key(key)
    given = {"title": page.title, "publisher": page.publisher, "published": page.published, "url": url}
    plain = {name: value if name == "published" else scalar(value) for name, value in given.items() if value}
    lines = [f"{name}: {plain[name]}" if name in plain else f"{name}:" for name in given]
    lines += [*_NOTES, f"language: {page.language or language}", *([] if all(given.values()) else [_DRAFT])]
    return file_of_kind("source", key), "\n".join(lines) + "\n"


_NOTES: Final = ("# paragraphs:", "#   1: {how: [said], by: [who says so]}")


def _check_key(key: str) -> None:
    if key.startswith(("https://", "http://")):
        raise Refused(f"a source has a key of your own, before its address: explainers source add KEY {key}")
    if not key or slug(key).strip("-") != key or "_" in key:
        raise Refused(f"a source's key has small letters, digits and hyphens: {slug(key).strip('-') or 'key'}")
    if len(key) > _LONGEST_SLUG:
        raise Refused(f"a source's key has up to {_LONGEST_SLUG} characters; this one has {len(key)}")
    if key == NOWHERE:
        raise Refused(f"'{NOWHERE}' stands for no source: take another key")


def page_source(keys: Sequence[str], body: str = "\n") -> str:
    """Return the text of a page, of the lines of its front matter and what stands below it."""
    return "\n".join(["---", *keys, "---", body])


def _country_slug(code: str, slugs: Mapping[str, str]) -> str:
    if code not in slugs:
        if not is_country_code(code):
            raise Refused(no_such_country(code, "en"))
        known = ", ".join(sorted(slugs)) or "none"
        raise Refused(
            f"there is no country '{code}' ({country_name(code, 'en')}) in countries/ (there are: {known}); "
            f"make it: explainers new country {code}"
        )
    return slugs[code]


def _short_slug(title: str) -> str:
    """Return a slug of a title, cut between words."""
    whole = file_slug(title)
    return (
        whole if len(whole) <= _LONGEST_SLUG else whole[: _LONGEST_SLUG + 1].rpartition("-")[0] or whole[:_LONGEST_SLUG]
    )


def _months_later(day: str, months: int) -> str:
    """Return the same day some months later, or the last one of that month.

    >>> _months_later("2026-08-31", 6)
    '2027-02-28'
    """
    first = date.fromisoformat(day)
    year, month = divmod(first.month - 1 + months, 12)
    for last in (first.day, 30, 29, 28):
        try:
            return date(first.year + year, month + 1, last).isoformat()
        except ValueError:
            continue
    raise AssertionError("every month has 28 days")


# ---- translations ----------------------------------------------------------------------------------------


_NOT_WORDS: Final = frozenset(("status", "translated_from"))


def translation(original: Document, language: str) -> str:
    """Return the text of a new translation: the original's words with their citations, to be written over; sums in the
    numbers of its language; all that is not language left out. Raises `Refused` where the original can't be read.
    """
    text, front = _with_front_matter(original)
    file = YamlFile(text[front.start : front.end].encode())
    keys = [key for key in TEXT_KEYS.get(original.kind, ()) if key not in _NOT_WORDS]
    kept = [file.source_of(key) for key in keys if file.node(file.root, key) is not None]
    kept = [_without_dates(part) if part.startswith("changes:") else part for part in kept]
    body = text[front.body :].replace("\r\n", "\n")
    text = page_source([*kept, _DRAFT, f"translated_from: {original_digest(original)}"], body)
    return sums_in(text, original.language, language)


def _without_dates(changes: str) -> str:
    """Return the source of changes without what comes from the original: their dates and kinds."""
    lines: list[str] = []
    dash = ""
    for line in changes.split("\n"):
        item = line.lstrip(" -")
        if item.startswith(("date:", "kind:")):
            dash = line[: len(line) - len(item)] if "-" in line[: len(line) - len(item)] else dash
            continue
        lines.append(dash + item if dash else line)
        dash = ""
    return "\n".join(lines)


def renewed(translated: Document, original: Document) -> bytes:
    """Return a translation with the digest of its original; nothing else in it is changed. Raises `Refused`."""
    text, front = _with_front_matter(translated)
    file = YamlFile(text[front.start : front.end].encode())
    file.set(file.root, "translated_from", original_digest(original))
    return b"".join((text[: front.start].encode(), file.result(), text[front.end :].encode()))


def _with_front_matter(document: Document) -> tuple[str, FrontMatter]:
    """Return the text of a page as it is typed, and where its front matter stands. Raises `Refused`."""
    text = document.data.decode("utf-8")
    front = front_matter(text)
    if front is None or front.body is None:
        raise Refused(f"{document.inner_path} has no front matter that can be read: run explainers check")
    return text, front
