"""What pages are for (an explainer, a country, a pair, a tag, a text, or themselves alone): what each is called in
addresses and in questions, and which languages it is written in. The plan, search, the sitemap and frames all ask here.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from typing import Any, NamedTuple

from explainers.page_kinds import METHOD, PAGE_KINDS, PageKind
from explainers.site.site import Site

__all__ = ["Subject", "key_of", "languages_of", "prose_slugs", "subjects"]


class Subject(NamedTuple):
    """What a page is for: its kind, its slug (empty for a page that stands alone), and `key`, what questions call it: a
    country's code, the pair of a relation, otherwise the slug.
    """

    kind: PageKind
    slug: str
    key: Any


def subjects(site: Site, explainers: Iterable[str]) -> Iterator[Subject]:
    """Yield what pages are for, in the order of kinds; of explainers, those with the slugs that are given."""
    for kind in PAGE_KINDS:
        if kind.one_for != "subject":
            yield Subject(kind, "", "")
        elif kind.name == "explainer":
            yield from (Subject(kind, slug, slug) for slug in explainers)
        elif kind.name == "country":
            yield from (Subject(kind, site.place_of(code).slug, code) for code in site.codes())
        elif kind.name == "tag":
            tags = site.tags() if site.settings.urls.patterns[kind.name] else ()
            yield from (Subject(kind, slug, slug) for slug in tags)
        elif kind.name == "relation":
            yield from (Subject(kind, site.relation_status(pair).slug, pair) for pair in site.relations())
        else:
            yield from (Subject(kind, slug, slug) for slug in prose_slugs(site))


def prose_slugs(site: Site) -> tuple[str, ...]:
    """Return the slugs of the pages of prose but for the home page: those that are written, and the one on the method,
    which badges lead to, and which is made where none is written.
    """
    return tuple(sorted({*site.pages(), METHOD} - {"home"}))


def key_of(site: Site, kind: str, slug: str) -> Any:
    """Return what questions call the subject of a page that is there; see `Subject`."""
    if kind == "country":
        return site.code_of(slug)
    if kind == "relation":
        return site.pair_of(slug)
    return slug


def languages_of(site: Site, kind: str, key: Any) -> Collection[str] | None:
    """Return the languages that a subject's page has a text of its own in; `None` for a page that is put together."""
    if kind == "explainer":
        listing = site.listing(key)
        return listing.titles if listing else None
    if kind == "country":
        return site.country_languages(key)
    if kind == "relation":
        return site.relation_status(key).lead
    if kind == "page":
        page = site.page(key)
        return page.texts if page else None
    return None
