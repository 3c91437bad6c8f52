"""Gate: every reference within the site leads somewhere.

Codes: ``broken-reference`` for an address of this site that no file answers to; ``missing-fragment`` for a
place in a page that the page hasn't; ``not-well-formed`` for a page, feed, sitemap or JSON file that can't be
read. Read are the addresses in HTML attributes, style sheets, feeds (their entries' texts too), sitemaps,
``robots.txt``, JSON files and JSON blocks in pages, all against the site's real address, with the folder that
it lies below. ``404.html`` is shown at any depth, so nothing in it may be relative.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from itertools import filterfalse
from typing import Final

import msgspec
from msgspec import Struct

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.addresses import Lost, Target, page_address, target_of
from explainers.publishing.gates.markup import (
    Head,
    NotWellFormed,
    Page,
    Reference,
    css_references,
    page_of,
    xml_of,
)
from explainers.publishing.kinds import encoding_of, kind_of
from explainers.publishing.scan import problem_at
from explainers.terminal import shortened

__all__ = ["PagesRead", "pages_read", "redirects_of"]

_LINKING: Final = ("link", "id", "loc", "guid", "url", "enclosure")
_LONGEST: Final = 80  # characters of an address in a message
_PLAIN: Final = re.compile(r"[\w./-]+", re.ASCII)  # a path that stands as it is in the file's own address
_RELATIVE_KEYS: Final = ("src", "start_url", "scope")


class PagesRead(Struct, frozen=True):
    """What was found where all pages were read: `problems`, and by path what each page says of itself."""

    problems: tuple[Problem, ...]
    heads: dict[str, Head]

    @property
    def redirects(self) -> dict[str, str]:
        """By path, where the pages lead that do nothing but lead on."""
        return {path: head.leads_to for path, head in self.heads.items() if head.leads_to}


class _Resolver:
    """Knows where addresses lead; pages share most of theirs."""

    def __init__(self, site: BuiltSite) -> None:
        self._site_url, self._files = site.record.site_url, site.files
        self._home = f"{self._site_url}/"
        plain = filter(_PLAIN.fullmatch, site.files)
        self._known: dict[str, Target | Lost | None] = {page_address(self._site_url, path): None for path in plain}

    def asked(self, address: str, base: str) -> Target | Lost | None:
        """Return what is left to ask of an address: a place that a page must have, why it leads nowhere, or nothing."""
        if address in self._known and base.startswith(self._home):
            return self._known[address]
        found = target_of(address, base, self._site_url, self._files)
        if isinstance(found, Target) and not (found.fragment and found.path.endswith(".html")):
            found = None
        if address.startswith(("/", "http://", "https://")) and base.startswith(self._home):
            self._known[address] = found
        return found


def pages_read(site: BuiltSite) -> PagesRead:
    """Return a problem for each reference within the site that leads nowhere, and what pages say of themselves: to
    read a page takes longer than all that is asked of it.
    """
    problems: list[Problem] = []
    places: dict[Target, list[tuple[str, Reference]]] = {}
    anchors: dict[str, frozenset[str]] = {}
    heads: dict[str, Head] = {}
    resolver = _Resolver(site)
    for path in filterfalse(encoding_of, site.files):
        base = page_address(site.record.site_url, path)
        try:
            if path.endswith(".html"):
                page = page_of(site.read(path))
                anchors[path], heads[path] = page.anchors, page.head
                base = page.base or base
                found = _of_page(page, site.record.site_url)
            else:
                found = _of_file(site, path)
            problems.extend(_lost(resolver, path, base, found, places))
        except NotWellFormed as error:
            problems.append(problem_at(path, "not-well-formed", str(error)))
    for target, references in places.items():
        if target.fragment not in anchors.get(target.path, (target.fragment,)):  # a page that can't be read is told
            problems.extend(_lost_place(target, *each) for each in references)
    return PagesRead(tuple(dict.fromkeys(problems)), heads)


def redirects_of(site: BuiltSite) -> dict[str, str]:
    """Return, by path, where the pages lead that do nothing but lead on (`meta http-equiv=refresh`)."""
    candidates = {path: data for path in site.pages if b"refresh" in (data := site.read(path)).lower()}
    pages: dict[str, str] = {}
    for path, data in candidates.items():
        with suppress(NotWellFormed):  # `pages_read` reports it
            pages[path] = page_of(data).leads_to
    return {path: goal for path, goal in pages.items() if goal}


def _lost(
    resolver: _Resolver,
    path: str,
    base: str,
    found: Iterable[Reference],
    places: dict[Target, list[tuple[str, Reference]]],
) -> Iterator[Problem]:
    """Yield a problem for each reference of a file that leads nowhere; those that lead to a place are added to it."""
    anywhere = path == "404.html"
    for reference in found:
        asked = (anywhere and _relative(reference.value)) or resolver.asked(reference.value, base)
        if isinstance(asked, Lost):
            said = f"'{shortened(reference.value, _LONGEST)}' leads nowhere: {asked.message}"
            yield problem_at(path, "broken-reference", said, max(reference.line, 1), asked.suggestion)
        elif asked:
            places.setdefault(asked, []).append((path, reference))


def _lost_place(target: Target, path: str, reference: Reference) -> Problem:
    said = f"'{shortened(reference.value, _LONGEST)}' leads to a place that {target.path} hasn't"
    return problem_at(path, "missing-fragment", said, max(reference.line, 1))


def _relative(address: str) -> Lost | None:
    if address.startswith(("/", "#", "?")) or ":" in address.partition("/")[0]:
        return None
    return Lost("this page is shown at any depth, so its addresses begin with a slash")


def _of_page(page: Page, site_url: str) -> Iterator[Reference]:
    yield from page.references
    for block in page.data:
        yield from _of_json(block.value.encode(), site_url, block.line)


def _of_file(site: BuiltSite, path: str) -> Iterator[Reference]:
    kind, ending = kind_of(path), path.rpartition(".")[2]
    if kind in ("feed", "sitemap"):
        yield from _of_xml(site.read(path))
    elif ending == "css":
        yield from css_references(site.read(path).decode("utf-8", "replace"))
    elif ending in ("json", "geojson", "jsonld", "webmanifest"):
        yield from _of_json(site.read(path), site.record.site_url, 0, ending == "webmanifest")
    elif path == "robots.txt":
        yield from _of_robots(site.read(path).decode("utf-8", "replace"))


def _of_xml(data: bytes) -> Iterator[Reference]:
    for element in xml_of(data):
        if "href" in element.attributes:
            yield Reference(element.attributes["href"], element.line)
        if element.name in _LINKING and element.text.strip().startswith(("http://", "https://")):
            yield Reference(element.text.strip(), element.line)
        if element.attributes.get("type") == "html" or element.name in ("description", "encoded"):
            yield from _of_markup(element.text, element.line)


def _of_markup(text: str, line: int) -> Iterator[Reference]:
    if "<" in text:
        yield from (Reference(each.value, line) for each in page_of(text.encode()).references)


def _of_robots(text: str) -> Iterator[Reference]:
    for number, line in enumerate(text.splitlines(), 1):
        field, _, value = line.partition(":")
        if field.strip().lower() == "sitemap":
            yield Reference(value.strip(), number)


def _of_json(data: bytes, site_url: str, line: int, relative: bool = False) -> Iterator[Reference]:
    # In data, only a whole string that begins with the site's own address is surely a reference; an id in
    # JSON-LD may have a fragment that is no place in a page.
    try:
        pending = [("", msgspec.json.decode(data))]
    except msgspec.DecodeError as error:
        raise NotWellFormed("it isn't JSON") from error
    while pending:
        key, value = pending.pop()
        if isinstance(value, dict):
            pending.extend(value.items())
        elif isinstance(value, list):
            pending.extend((key, each) for each in value)
        elif isinstance(value, str) and (
            value == site_url or value.startswith(f"{site_url}/") or (relative and key in _RELATIVE_KEYS)
        ):
            yield Reference(value.partition("#")[0], line)
