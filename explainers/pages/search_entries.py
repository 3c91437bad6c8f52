"""What search finds: the pages that are worth finding, each in its own language."""

from __future__ import annotations

from msgspec import Struct

from explainers.pages.page_context import PageContext
from explainers.pages.search_page import kind_in_words
from explainers.pages.subjects import languages_of, subjects
from explainers.site.site import Site
from explainers.urls import file_of

__all__ = ["SearchedPage", "searched_pages"]


class SearchedPage(Struct, frozen=True, order=True):
    """A page that search finds: its file relative to the output folder, its language, its kind in a word of that
    language (or empty), and what it is about, where that has a name: who looks for the name finds this page first.
    """

    file: str
    language: str
    kind: str = ""
    name: str = ""


def searched_pages(site: Site) -> tuple[SearchedPage, ...]:
    """Return the pages that search finds, in the order of their files.

    Left out are pages without words of their own (a wrong address, the interactive map, the search page), what is
    not listed anywhere (hidden explainers, drafts), and an original that stands in where a translation is missing:
    it is found in its own language.
    """
    urls, found = site.settings.urls, []
    contexts = {language: PageContext(site, "home", language) for language in urls.languages}
    home = site.page("home")
    for kind, slug, key in subjects(site, site.published()):
        if not kind.searched:
            continue
        languages = languages_of(site, kind.name, key) if kind.name != "home" or home is None else home.texts
        for language in urls.languages:
            if languages is None or language in languages:
                file, context = file_of(urls.address(kind.name, language, slug)), contexts[language]
                name = context.country(key) if kind.name == "country" else ""
                found.append(SearchedPage(file, language, kind_in_words(context, kind.name), name))
    return tuple(sorted(found))
