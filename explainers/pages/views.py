"""What templates see: one frozen struct a template, and the parts that they are made of.

This is the contract between Python and the theme: a template reads the fields of its view by their names, and
nothing else but the documented globals of `explainers.pages.templates`. Every address is a link relative to
the page, unless it says otherwise; every text is in the language of the page, unless a `language` beside it
says otherwise (an empty one means: the page's). `Markup` is safe HTML, `str` is escaped when it is shown.
"""

from __future__ import annotations

from typing import Final, Literal

from markupsafe import Markup

from explainers.pages.data_views import DataRecord, DataSource
from explainers.pages.index_parts import IndexLetter
from explainers.pages.machine_views import (
    MachineView,
)
from explainers.pages.numbered import Listed, Numbered, Shown
from explainers.pages.view_parts import (
    Alternate,
    Badge,
    ChangeItem,
    CorrectionItem,
    CountryPair,
    Figure,
    LabelledDate,
    Link,
    LiveMap,
    MatrixRow,
    RelationRow,
    Sidebar,
    Social,
    SourceCard,
    SourceItem,
    StatusMeaning,
    Teaser,
    TermItem,
    Text,
    TimelineItem,
    TimelineSection,
    When,
)

__all__ = [
    "CorrectionsView",
    "CountryView",
    "DataView",
    "ExplainerView",
    "Frame",
    "GlossaryView",
    "HomeView",
    "InteractiveView",
    "MapView",
    "MethodView",
    "NotFoundView",
    "PageView",
    "RelationView",
    "SearchView",
    "SourcesView",
    "TagView",
    "TimelineView",
    "View",
]

_NOTHING: Final = Markup()


# ---- pages -----------------------------------------------------------------------------------------------


class Frame(Shown, frozen=True):
    """What stands around every page.

    Fields: `language` and `direction` of the interface; `content_language`, where the page's own words are in
    another language because they are not translated yet (else empty); `title` for the window, `description`;
    `site_name`; `home`, the address of the home page; `canonical` (absolute, empty without SITEURL) and
    `alternates`; `navigation`, `footer`, `languages` (the switch: other languages only) and the Atom `feed`
    (link); `licence`, a line of plain text for the footer; `icon`, the address of the site's icon (SVG; empty:
    none); `logo`, that of its own logo (SVG; empty: the theme's mark stands for it); `structured`, the page's data for
    machines, JSON-LD for one ``<script>`` (empty: none); `social`, what it looks like where it is shared (`None`
    without SITEURL).
    """

    language: str
    direction: Literal["ltr", "rtl"]
    content_language: str
    title: str
    description: str
    site_name: str
    home: str
    canonical: str
    alternates: tuple[Alternate, ...]
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    languages: tuple[Link, ...]
    feed: Link
    licence: str
    icon: str = ""
    logo: str = ""
    structured: Markup = _NOTHING
    social: Social | None = None


class HomeView(Shown, frozen=True):
    """``home.html``: headline and summary; the story as the editors tell it, or else in its events, oldest first;
    explainers, newest first; the relations at a glance; what changed lately (new pages too); receipts.
    """

    frame: Frame
    title: str
    summary: str
    body: Text
    story: Listed[TimelineItem]
    explainers: tuple[Teaser, ...]
    sidebar: Sidebar
    changes: tuple[CorrectionItem, ...]
    source_cards: Listed[SourceCard]


class ExplainerView(Shown, frozen=True):
    """``explainer.html``, in the order of the page: see pages of the design.

    `current`: how current the page is, a sentence (or empty). `overdue`: the day its review was due, where that
    has passed. `draft`: whether it is a draft. `cite`: how to cite the page, one line; `cite_files`: the same for
    programs, by format. `report`: where to report an error (an address, or empty). `tags`: links to the pages
    of its tags (none, unless `TAG_URL` is set). `timeline` has the events of its question, newest first; `events` is
    the address of the page with all.
    """

    frame: Frame
    pair: CountryPair | None
    title: str
    summary: str
    dates: tuple[LabelledDate, ...]
    minutes: int
    current: str
    overdue: When | None
    draft: bool
    key_points: tuple[Text, ...]
    contents: tuple[Link, ...]
    body: Text
    unknowns: tuple[Text, ...]
    changes: tuple[ChangeItem, ...]
    sidebar: Sidebar
    timeline: Listed[TimelineItem]
    events: str
    source_cards: Listed[SourceCard]
    cite: str
    cite_files: tuple[Link, ...]
    report: str
    tags: tuple[Link, ...] = ()


class CountryView(Shown, frozen=True):
    """``country.html``: name, capital, a map of it with those it has relations with, profile, its relation
    with each other country, its events (newest first; `events` is the address of the page with all), the explainers it
    is in, receipts.
    """

    frame: Frame
    name: str
    capital: str
    map: Figure | None
    body: Text
    relations: tuple[Numbered[RelationRow], ...]
    timeline: Listed[TimelineItem]
    events: str
    explainers: tuple[Teaser, ...]
    source_cards: Listed[SourceCard]


class RelationView(Shown, frozen=True):
    """``relation.html``: the pair that is its heading; since when and as of when, with receipts; the countries'
    pages; map, text, what isn't known, the relations of the two with others, history (newest first; `events` is
    the address of the page with all), the explainers that cover both, receipts.
    """

    frame: Frame
    pair: CountryPair
    since: Text
    countries: tuple[Link, Link]
    map: Figure | None
    body: Text
    unknowns: tuple[Text, ...]
    others: tuple[Numbered[RelationRow], ...]
    timeline: Listed[TimelineItem]
    events: str
    explainers: tuple[Teaser, ...]
    source_cards: Listed[SourceCard]


class MapView(Shown, frozen=True):
    """``map.html``: the drawn map, an overview with all countries whole, the matrix, the pairs in words,
    receipts; `interactive` is the address of the interactive map, `live` what opens it in place of the drawn one,
    `countries` their pages.
    """

    frame: Frame
    title: str
    summary: str
    map: Figure
    overview: Figure
    interactive: str
    live: LiveMap
    countries: tuple[Link, ...]
    as_of: str
    matrix: tuple[MatrixRow, ...]
    rows: tuple[Numbered[RelationRow], ...]
    source_cards: Listed[SourceCard]


class InteractiveView(Shown, frozen=True):
    """``interactive.html``: the interactive map as a page of its own, and the address of the drawn map for those
    without scripts.
    """

    frame: Frame
    title: str
    summary: str
    live: LiveMap
    drawn: str


class TimelineView(Shown, frozen=True):
    """``timeline.html``: every event, newest first, then by country; receipts."""

    frame: Frame
    title: str
    summary: str
    items: Listed[TimelineItem]
    sections: tuple[TimelineSection, ...]
    source_cards: Listed[SourceCard]


class GlossaryView(Shown, frozen=True):
    """``glossary.html``: the terms in alphabetical order of the page's language."""

    frame: Frame
    title: str
    summary: str
    terms: tuple[TermItem, ...]


class TagView(Shown, frozen=True):
    """``tag.html``: the explainers that have a tag, newest first."""

    frame: Frame
    title: str
    summary: str
    explainers: tuple[Teaser, ...]


class SourcesView(Shown, frozen=True):
    """``sources.html``: each source, and which pages lean on which of its paragraphs."""

    frame: Frame
    title: str
    summary: str
    sources: tuple[SourceItem, ...]


class CorrectionsView(Shown, frozen=True):
    """``corrections.html``: corrections and clarifications, newest first, and the feed of them."""

    frame: Frame
    title: str
    summary: str
    feed: Link
    items: tuple[CorrectionItem, ...]


class DataView(Shown, frozen=True):
    """``data.html``: the data files, and the kinds of records that stand within others; the licence, how to cite
    the data (one line), and where the words of closed lists are explained (or `None`).
    """

    frame: Frame
    title: str
    summary: str
    sources: tuple[DataSource, ...]
    parts: tuple[DataRecord, ...]
    licence: Link | None
    cite: str
    meanings: Link | None


class SearchView(Shown, frozen=True):
    """``search.html``: the address of the program that searches, and the index A–Z."""

    frame: Frame
    title: str
    summary: str
    program: str
    letters: tuple[IndexLetter, ...]


class PageView(Shown, frozen=True):
    """``page.html``: a page of prose, such as *about*."""

    frame: Frame
    title: str
    summary: str
    contents: tuple[Link, ...]
    body: Text


class MethodView(Shown, frozen=True):
    """``method.html``: how claims are checked, with what badges, statuses and kinds of events mean (the ids of
    badges, statuses and kinds are their keys, the latter two behind ``status-`` and ``kind-``).
    """

    frame: Frame
    title: str
    summary: str
    contents: tuple[Link, ...]
    body: Text
    badges: tuple[Badge, ...]
    statuses: tuple[StatusMeaning, ...]
    kinds: tuple[tuple[str, str, str], ...]


class NotFoundView(Shown, frozen=True):
    """``404.html``: shown at any address, so that all its addresses are absolute paths."""

    frame: Frame
    explainers: tuple[Teaser, ...]


View = (
    HomeView
    | ExplainerView
    | CountryView
    | RelationView
    | MapView
    | InteractiveView
    | TimelineView
    | GlossaryView
    | SourcesView
    | TagView
    | CorrectionsView
    | DataView
    | SearchView
    | PageView
    | MethodView
    | NotFoundView
    | MachineView
)
