"""What stands around a page: window title, navigation, languages, feed, footer."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, Literal, cast

from explainers.cldr import cldr_of
from explainers.model import Explainer
from explainers.page_kinds import KINDS, METHOD, PAGE_KINDS, PageKind
from explainers.pages.page_context import PageContext, shared
from explainers.pages.sharing import social
from explainers.pages.structured_data import structured_data
from explainers.pages.subjects import key_of, languages_of, prose_slugs
from explainers.pages.view_parts import Alternate, Link
from explainers.pages.views import Frame
from explainers.pages.words import direction

__all__ = ["alternates", "frame", "method_title", "own_languages", "prose_title"]

_HEADER: Final = sorted((kind for kind in PAGE_KINDS if kind.header), key=lambda kind: kind.header)
_FOOTER: Final = sorted((kind for kind in PAGE_KINDS if kind.footer), key=lambda kind: kind.footer)


def frame(
    context: PageContext, title: str, description: str, content_language: str = "", *, record: Explainer | None = None
) -> Frame:
    """Return the frame of a page: its title (empty: the site's name alone), and a description for machines.

    `content_language`: the language of the page's own words, where it is not the page's. `record`: the explainer that
    the page is about.
    """
    names = context.site_names
    absolute = context.urls.site and not KINDS[context.kind].anywhere
    own = _own_languages(context) if absolute else ()
    return Frame(
        language=context.language,
        direction=cast("Literal['ltr', 'rtl']", direction(context.language)),
        content_language=content_language,
        title=f"{title} – {names.name}" if title else names.name,
        description=description,
        site_name=names.name,
        home=context.link("home"),
        canonical=_canonical(context, own) if absolute else "",
        alternates=alternates(context, own) if absolute else (),
        navigation=_navigation(context, context.kind),
        footer=_footer(context, context.kind, context.slug if context.kind == "page" else ""),
        languages=_languages(context),
        feed=Link(names.name, context.link("feed")),
        icon=context.link("icon"),
        logo=context.link("icon") if context.site.settings.look.logo else "",
        structured=structured_data(context, title, record),
        social=social(context, title, record),
        licence=_licence(context),
    )


@shared
def _licence(context: PageContext) -> str:
    """Return the line on licences: that of the texts, if one was chosen, and those of the maps."""
    licence = context.site.settings.licence
    shapes = context.say(
        "Country shapes: Natural Earth, changed to follow the view of the United Nations; ISC and BSD licences."
    )
    if licence is None:
        return shapes
    text = context.say("Text: %(licence)s.", licence=licence.name)
    return f"{text} {shapes}"


def own_languages(context: PageContext, texts: Iterable[str] | None) -> tuple[str, ...]:
    """Return the languages that a page has a text of its own in, in the site's order. In the others it shows the
    original's, and isn't a page of its own for search engines. `texts`: the languages of its texts; `None` for pages
    that are put together, such as lists, which have all.
    """
    return tuple(one for one in context.urls.languages if texts is None or one in texts)


def _own_languages(context: PageContext) -> tuple[str, ...]:
    key = key_of(context.site, context.kind, context.slug)
    return own_languages(context, languages_of(context.site, context.kind, key))


def _canonical(context: PageContext, own: tuple[str, ...]) -> str:
    """Return the address under which search engines should know a page: its own, or that of the text it shows."""
    language = context.language if context.language in own else own[0]
    return context.urls.absolute(context.urls.address(context.kind, language, context.slug))


def alternates(context: PageContext, own: tuple[str, ...]) -> tuple[Alternate, ...]:
    """Return the page's absolute addresses in the languages that it has a text in (`own`), and for readers of others
    (``x-default``); none where that is one language only, or not the page's.
    """
    if len(own) == 1 or context.language not in own:
        return ()
    return tuple(
        Alternate(name, context.urls.absolute(context.urls.address(context.kind, language, context.slug)))
        for name, language in (*zip(own, own, strict=True), ("x-default", own[0]))
    )


@shared
def _navigation(context: PageContext, here: str) -> tuple[Link, ...]:
    """Return the links on top of pages; `here` is the kind of the page."""
    explainers = Link(context.say("Explainers"), context.link("home", fragment="explainers"))
    return (explainers, *(_single(context, kind, here) for kind in _HEADER))


def _single(context: PageContext, kind: PageKind, here: str) -> Link:
    return Link(context.say(kind.label), context.link(kind.name), current=here == kind.name)


@shared
def _footer(context: PageContext, here: str, own: str) -> tuple[Link, ...]:
    """Return the links at the foot of pages; `here` is the kind of the page, `own` its slug if it is one of prose."""
    links = []
    for slug in sorted(prose_slugs(context.site), key=lambda slug: slug != METHOD):
        title, language = prose_title(context, slug)
        links.append(Link(title, context.link("page", slug), language, here == "page" and own == slug))
    feed = Link(context.say("Feed"), context.link("feed"))
    return (*links, *(_single(context, kind, here) for kind in _FOOTER), feed)


def prose_title(context: PageContext, slug: str) -> tuple[str, str]:
    """Return the title of a page of prose, and its language where that isn't the page's."""
    page = context.site.page(slug)
    if page is None:
        return method_title(context), ""
    text, language = context.chosen(page.texts, page.language)
    return text.title, language


def method_title(context: PageContext) -> str:
    """Return what the page on the method is called where none is written."""
    return context.say("How claims are checked")


def _languages(context: PageContext) -> tuple[Link, ...]:
    """Return the same page in the other languages, by their own names."""
    links = []
    for language in context.urls.languages:
        if language != context.language:
            name = cldr_of(language).own_name or language
            href = context.link(context.kind, context.slug, language=language)
            links.append(Link(context.capitalised(name), href, language))
    return tuple(links)
