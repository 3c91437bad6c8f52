"""The kinds of pages: one record each, from which addresses, settings, the plan, lists and navigation follow.

Nothing is imported here but Python's own modules, so that whether anything has changed can be decided with no more.
What makes the view of each kind stands in `explainers.pages.plan`; docs/page-kinds.md says how to add one.
"""

from __future__ import annotations

from typing import Final, Literal, NamedTuple

__all__ = ["ADDRESSES", "KINDS", "METHOD", "PAGE_KINDS", "PELICAN_DEFAULTS", "SETTINGS", "PageKind", "names_of"]


def _mark(text: str) -> str:
    """Mark a text for the catalogue of interface texts."""
    return text


class PageKind(NamedTuple):
    """A kind of page.

    `address`: the pattern of its addresses (of a kind with a page for each subject, empty: there are none unless the
    setting says where). `one_for`: whether a site has one, each language has one, or each subject (an explainer, a
    country …) in each language. `setting`: what changes its address, if anything does; `pelican`: what Pelican has for
    that setting by itself.

    `label`: its name in navigation and in the index; `title`: its name on its card (empty: it has no card of its own,
    or is named after its subject). `header`, `footer`: its place in the navigation there, 0 for none. `listed`:
    whether the sitemap has it; `searched`: whether search finds it; `absolute`: whether its links are absolute.
    `anywhere`: it is shown at any address, so none is told for it. `part_of`: the kind of the page that it belongs to,
    which stands above it and lends it its card. `word`: what a page of this kind is, in lists of several kinds (empty:
    nothing is said).
    """

    name: str
    address: str
    one_for: Literal["site", "language", "subject"] = "language"
    setting: str = ""
    pelican: str = ""
    label: str = ""
    title: str = ""
    header: int = 0
    footer: int = 0
    listed: bool = True
    searched: bool = True
    absolute: bool = False
    anywhere: bool = False
    part_of: str = ""
    word: str = ""


PAGE_KINDS: Final = (
    PageKind("home", "", label=_mark("Home")),
    PageKind("explainer", "{slug}/", "subject", "ARTICLE_URL", "{slug}.html", word=_mark("Explainer")),
    PageKind("country", "countries/{slug}/", "subject", "COUNTRY_URL", word=_mark("Country")),
    PageKind("relation", "relations/{slug}/", "subject", "RELATION_URL", word=_mark("Two countries")),
    PageKind("tag", "", "subject", "TAG_URL", "tag/{slug}.html", word=_mark("Topic")),
    PageKind("map", "map/", setting="MAP_URL", label=_mark("Map"), title=_mark("Who stands where"), header=1),
    PageKind(
        "interactive", "map/interactive/", setting="INTERACTIVE_MAP_URL", label=_mark("Interactive map"), part_of="map",
        searched=False,
    ),
    PageKind(
        "timeline", "timeline/", setting="TIMELINE_URL", label=_mark("Timeline"), title=_mark("What happened when"),
        header=2,
    ),
    PageKind(
        "glossary", "glossary/", setting="GLOSSARY_URL", label=_mark("Glossary"), title=_mark("Glossary"), footer=3
    ),
    PageKind("sources", "sources/", setting="SOURCES_URL", label=_mark("Sources"), title=_mark("Sources"), footer=1),
    PageKind(
        "corrections", "corrections/", setting="CORRECTIONS_URL", label=_mark("Corrections"),
        title=_mark("Corrections"), footer=2,
    ),
    PageKind("data", "data/", setting="DATA_URL", label=_mark("Open data"), title=_mark("Open data"), footer=4),
    PageKind(
        "search", "search/", setting="SEARCH_URL", label=_mark("Search"), title=_mark("Search"), header=3,
        searched=False,
    ),
    PageKind("page", "{slug}/", "subject", "PAGE_URL", "pages/{slug}.html"),
    PageKind("not-found", "404.html", listed=False, searched=False, anywhere=True),
    PageKind(
        "feed", "feeds/all.atom.xml", setting="FEED_ALL_ATOM", pelican="feeds/all.atom.xml", listed=False,
        searched=False, absolute=True,
    ),
    PageKind(
        "corrections-feed", "feeds/corrections.atom.xml", setting="CORRECTIONS_FEED_ATOM", listed=False,
        searched=False, absolute=True,
    ),
    PageKind("sitemap", "sitemap.xml", "site", listed=False, searched=False),
    PageKind("robots", "robots.txt", "site", listed=False, searched=False),
)  # fmt: skip
"""All kinds of pages, in the order in which the sitemap has those that it lists."""

METHOD: Final = "method"
"""The slug of the page that says how claims are checked: badges lead to it, so that every site has one."""

KINDS: Final = {kind.name: kind for kind in PAGE_KINDS}
"""The kinds of pages by name."""

SETTINGS: Final = {kind.setting: kind for kind in PAGE_KINDS if kind.setting}
"""The kinds of pages by the settings that change their addresses."""

PELICAN_DEFAULTS: Final = {kind.setting: kind.pelican for kind in PAGE_KINDS if kind.pelican}
"""The settings of addresses that Pelican knows too, with what it has for them."""

ADDRESSES: Final = {name: SETTINGS[name].address for name in PELICAN_DEFAULTS}
"""The same, with what they are here where nobody says them."""


def names_of(*, one_for: Literal["site", "language", "subject"]) -> tuple[str, ...]:
    """Return the names of the kinds of which there is one for the site, each language or each subject.

    >>> names_of(one_for="subject")
    ('explainer', 'country', 'relation', 'tag', 'page')
    """
    return tuple(kind.name for kind in PAGE_KINDS if kind.one_for == one_for)
