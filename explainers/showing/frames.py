"""What stands around a page: window title, navigation, languages, feed, footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, cast

from explainers.model import Explainer
from explainers.page_kinds import PAGE_KINDS, PageKind
from explainers.showing.sharing import social
from explainers.showing.sheet import Sheet
from explainers.showing.structured_data import structured_data
from explainers.showing.views import Alternate, Frame, Link
from explainers.showing.words import direction

__all__ = ["alternates", "frame", "own_languages"]

_HEADER: Final = sorted((kind for kind in PAGE_KINDS if kind.header), key=lambda kind: kind.header)
_FOOTER: Final = sorted((kind for kind in PAGE_KINDS if kind.footer), key=lambda kind: kind.footer)


def frame(
    sheet: Sheet, title: str, description: str, content_language: str = "", *, record: Explainer | None = None
) -> Frame:
    """Return the frame of a page: its title (empty: the site's name alone), and a description for machines.

    `content_language`: the language of the page's own words, where it is not the page's. `record`: the explainer that
    the page is about.
    """
    names = sheet.facts.settings.names[sheet.language]
    absolute = sheet.urls.site and sheet.kind != "not-found"
    own = _own_languages(sheet) if absolute else ()
    return Frame(
        language=sheet.language,
        direction=cast("Literal['ltr', 'rtl']", direction(sheet.language)),
        content_language=content_language,
        title=f"{title} – {names.name}" if title else names.name,
        description=description,
        site_name=names.name,
        home=sheet.link("home"),
        canonical=_canonical(sheet, own) if absolute else "",
        alternates=alternates(sheet, own) if absolute else (),
        navigation=_navigation(sheet),
        footer=_footer(sheet),
        languages=_languages(sheet),
        feed=Link(names.name, sheet.link("feed")),
        icon=sheet.link("icon"),
        structured=structured_data(sheet, title, record),
        social=social(sheet, title, record),
        licence=sheet.say(
            "Text: CC BY 4.0. Country shapes: Natural Earth, changed to follow the view of the United Nations; "
            "ISC and BSD licences."
        ),
    )


def own_languages(sheet: Sheet, texts: Iterable[str] | None) -> tuple[str, ...]:
    """Return the languages that a page has a text of its own in, in the site's order. In the others it shows the
    original's, and is no page of its own for search engines. `texts`: the languages of its texts; `None` for pages that
    are put together, such as lists, which have all.
    """
    return tuple(one for one in sheet.urls.languages if texts is None or one in texts)


def _own_languages(sheet: Sheet) -> tuple[str, ...]:
    facts, slug = sheet.facts, sheet.slug
    texts: Iterable[str] | None = None
    if sheet.kind == "explainer":
        listing = facts.listing(slug)
        texts = listing.titles if listing else None
    elif sheet.kind == "country":
        texts = facts.country_languages(next(code for code in facts.codes() if facts.spot(code).slug == slug))
    elif sheet.kind == "relation":
        texts = next(one for pair in facts.relations() if (one := facts.standing(pair)).slug == slug).lead
    elif sheet.kind == "page":
        page = facts.page(slug)
        texts = page.texts if page else None
    return own_languages(sheet, texts)


def _canonical(sheet: Sheet, own: tuple[str, ...]) -> str:
    """Return the address under which search engines should know a page: its own, or that of the text it shows."""
    language = sheet.language if sheet.language in own else own[0]
    return sheet.urls.absolute(sheet.urls.address(sheet.kind, language, sheet.slug))


def alternates(sheet: Sheet, own: tuple[str, ...]) -> tuple[Alternate, ...]:
    """Return the page's absolute addresses in the languages that it has a text in (`own`), and for readers of others
    (``x-default``); none where that is one language only, or not the page's.
    """
    if len(own) == 1 or sheet.language not in own:
        return ()
    return tuple(
        Alternate(name, sheet.urls.absolute(sheet.urls.address(sheet.kind, language, sheet.slug)))
        for name, language in (*zip(own, own, strict=True), ("x-default", own[0]))
    )


def _navigation(sheet: Sheet) -> tuple[Link, ...]:
    explainers = Link(sheet.say("Explainers"), sheet.link("home", fragment="explainers"))
    return (explainers, *(_single(sheet, kind) for kind in _HEADER))


def _single(sheet: Sheet, kind: PageKind) -> Link:
    return Link(sheet.say(kind.label), sheet.link(kind.name), current=sheet.kind == kind.name)


def _footer(sheet: Sheet) -> tuple[Link, ...]:
    pages = [slug for slug in sheet.facts.pages() if slug != "home"]
    links = []
    for slug in sorted(pages, key=lambda slug: slug != "method"):
        page = sheet.facts.page(slug)
        assert page is not None, "pages are listed by slug"
        text, language = sheet.chosen(page.texts, page.language)
        current = sheet.kind == "page" and sheet.slug == slug
        links.append(Link(text.title, sheet.link("page", slug), language, current))
    return (*links, *(_single(sheet, kind) for kind in _FOOTER), Link(sheet.say("Feed"), sheet.link("feed")))


def _languages(sheet: Sheet) -> tuple[Link, ...]:
    """Return the same page in the other languages, by their own names."""
    from babel import Locale

    links = []
    for language in sheet.urls.languages:
        if language != sheet.language:
            name = str(Locale.parse(language.replace("-", "_")).get_display_name() or language)
            href = sheet.link(sheet.kind, sheet.slug, language=language)
            links.append(Link(sheet.capitalised(name), href, language))
    return tuple(links)
