"""The parts that views are made of: what `explainers.pages.views` says of views holds for them too."""

from __future__ import annotations

from typing import ClassVar, Literal

from markupsafe import Markup

from explainers.pages.numbered import Numbered, Shown

__all__ = [
    "Alternate",
    "Badge",
    "BadgeStyle",
    "ChangeItem",
    "Checked",
    "CorrectionItem",
    "CountryPair",
    "DateMark",
    "Family",
    "Figure",
    "LabelledDate",
    "Link",
    "LiveMap",
    "Mark",
    "Marks",
    "MatrixCell",
    "MatrixRow",
    "Original",
    "ParagraphUse",
    "RelationRow",
    "Sidebar",
    "Social",
    "SourceCard",
    "SourceCardRow",
    "SourceItem",
    "StatusMeaning",
    "Teaser",
    "TermItem",
    "TermRef",
    "Text",
    "TimelineItem",
    "TimelineSection",
    "When",
    "Whereabouts",
]

Family = Literal["closer", "apart", "mixed", "none"]
BadgeStyle = Literal["open", "filled", "plain", "bare"]


# ---- small parts -----------------------------------------------------------------------------------------


class Link(Shown, frozen=True, cache_hash=True):
    """A link: its words, address, the language of what it leads to, whether it leads to this very page."""

    text: str
    href: str
    language: str = ""
    current: bool = False


class Alternate(Shown, frozen=True):
    """The same page in another language: absolute address, for ``<link rel="alternate" hreflang>``."""

    language: str
    href: str


class Social(Shown, frozen=True):
    """What a page looks like where it is shared (the Open Graph protocol; absolute addresses): `kind` of page,
    its title without the site's name; `locale` and those of the same page in other languages (``en_GB``); the
    address of its picture, the picture's width and height in pixels and words for it; for an article the days of
    publication and of the last change (ISO dates, or empty).
    """

    kind: Literal["website", "article"]
    title: str
    locale: str
    others: tuple[str, ...]
    image: str
    width: int
    height: int
    alt: str
    published: str = ""
    modified: str = ""


class When(Shown, frozen=True, cache_hash=True):
    """A date in words, and for ``<time datetime>`` (empty where HTML has no value for it)."""

    words: str
    machine: str = ""


class LabelledDate(Shown, frozen=True):
    """A date with what happened then: *Published*, *Changed*, *Next review*."""

    label: str
    when: When


class Badge(Shown, frozen=True, cache_hash=True):
    """How a source has something: key (``pledged``), word, meaning, the address of its explanation, and its style."""

    key: str
    word: str
    meaning: str
    href: str
    style: BadgeStyle


class Mark(Shown, frozen=True, cache_hash=True):
    """A receipt mark: the receipt's number; the id of this mark (empty for all but the first with the number,
    which the source card leads back to); the address of its row on the source card; its words in the margin, such as
    ``AFP, para. 4`` (empty: none in the margin here), and the word how that goes below (or empty).
    """

    ends: ClassVar[tuple[str, ...]] = ("id", "href")

    number: int
    id: str
    href: str
    margin: str = ""
    how: str = ""


class Marks(Shown, frozen=True, cache_hash=True):
    """What tells where a claim comes from: its badges, then its marks (none for the editors' own thought). It stands
    behind the claim, or, where it `leads`, before it.
    """

    further: ClassVar[str] = "marks"

    badges: tuple[Badge, ...]
    marks: tuple[Mark, ...]
    leads: bool = False


class TermRef(Shown, frozen=True, cache_hash=True):
    """Words that link to their explanation in the glossary."""

    text: str
    href: str


class Original(Shown, frozen=True, cache_hash=True):
    """The words of a quotation in the language in which they were said or written."""

    words: str
    language: str


class Checked(Shown, frozen=True, cache_hash=True):
    """Stands at the end of a quotation's caption: whether its words were checked against the source's seal;
    for a translated quotation the originals, which are what was checked.
    """

    passed: bool
    originals: tuple[Original, ...] = ()


Text = tuple[Markup | Marks | Numbered[Marks] | TermRef | Checked, ...]
"""HTML with what the theme draws itself in between; the component `text` renders it."""


# ---- relations and maps ----------------------------------------------------------------------------------


class CountryPair(Shown, frozen=True, cache_hash=True):
    """Two countries and how they stand: their names and codes; `status` (a status of the model, or
    ``not-covered``), its words (*Growing closer*) and in short (*closer*, with soft hyphens where a narrow column
    may break it), the sign (``+ − ±``, or empty), the family that gives the colour, the
    address of the pair's page (empty where there is none).
    """

    first: str
    second: str
    codes: tuple[str, str]
    status: str
    words: str
    short: str
    sign: str
    family: Family
    href: str


class RelationRow(Shown, frozen=True, cache_hash=True):
    """A row in a list of relations: its pair; the latest on it in one sentence with its receipt (empty: none),
    and when that was, where it is an event (`None`: it is a sentence of the relation's text); since when and
    as of when, in words that stand alone (*Since September 2022, as of 8 November 2023*; empty: not covered).
    """

    further: ClassVar[str] = "latest"

    pair: CountryPair
    latest: Text
    when: When | None
    since: str


class Figure(Shown, frozen=True):
    """A drawn map: inline SVG, complete with title and description, and its caption (empty in a sidebar)."""

    svg: Markup
    caption: str


class Sidebar(Shown, frozen=True):
    """*Who stands where*: a small map (or `None`), the pairs (those not covered last), the date they are as of
    in words (where it is one for all, else empty), and the address of the map page.
    """

    map: Figure | None
    rows: tuple[RelationRow | Numbered[RelationRow], ...]
    as_of: str
    href: str


class LiveMap(Shown, frozen=True):
    """The interactive map: markup for the element that it opens in, addresses of its style sheets and scripts."""

    markup: Markup
    styles: tuple[str, ...]
    scripts: tuple[str, ...]


class MatrixCell(Shown, frozen=True):
    """A cell of the matrix of pairs; `None` on the diagonal."""

    pair: CountryPair | None


class MatrixRow(Shown, frozen=True):
    """A row of the matrix: the country's name, its page, and a cell for each country."""

    country: Link
    cells: tuple[MatrixCell, ...]


# ---- lists -----------------------------------------------------------------------------------------------

DateMark = Literal["day", "month", "year", "span"]


class TimelineItem(Shown, frozen=True, cache_hash=True):
    """An event: id; date; how exact (`mark`), about (`approximate`), not done yet (`hollow`); its text."""

    further: ClassVar[str] = "text"

    id: str
    when: When
    mark: DateMark
    approximate: bool
    hollow: bool
    text: Text


class TimelineSection(Shown, frozen=True):
    """A country's events on the timeline page: the country's page, and links to the events above."""

    country: Link
    events: tuple[tuple[When, Link], ...]


class Teaser(Shown, frozen=True):
    """An explainer in a list: its main pair (or `None`), title, address, summary, when it was published and
    changed in words, the language of its words where it isn't the page's.
    """

    pair: CountryPair | None
    title: str
    href: str
    summary: str
    published: When
    changed: When | None
    language: str = ""


class ChangeItem(Shown, frozen=True):
    """An entry of *what changed* on an explainer: date, kind in words, what was said and what is right."""

    when: When
    kind: str
    was: Text
    now: Text


class CorrectionItem(Shown, frozen=True):
    """An entry of the list of corrections: a change, and the page it is on."""

    change: ChangeItem
    page: Link


class Whereabouts(Shown, frozen=True, cache_hash=True):
    """Where paragraphs stand that aren't behind their source's link: in words, in which report, if any, and a note."""

    words: str
    report: Link | None
    note: str = ""


class SourceCardRow(Shown, frozen=True, cache_hash=True):
    """A receipt on a source card: number, id (the target of its marks), locator (*para. 4*, *the report*), badge, the
    address of its first mark, our sum over its figures (or empty), the address that opens the source there (or empty),
    where paragraphs stand that aren't there.
    """

    ends: ClassVar[tuple[str, ...]] = ("id", "back")

    number: int
    id: str
    locator: str
    badge: Badge
    back: str
    sum: str = ""
    href: str = ""
    elsewhere: tuple[Whereabouts, ...] = ()


class SourceCard(Shown, frozen=True, cache_hash=True):
    """The receipts of one source: title, the source's own address, language, publisher and date in words
    (*AFP. Published about 8 November 2023. 15 paragraphs.*), an archived copy (or empty), rows.
    """

    further: ClassVar[str] = "rows"

    title: str
    href: str
    language: str
    about: str
    archived: str
    rows: tuple[SourceCardRow | Numbered[SourceCardRow], ...]


class TermItem(Shown, frozen=True):
    """A term of the glossary: id, the term, what it means, where it is used."""

    id: str
    term: str
    means: str
    used: tuple[Link, ...]


class ParagraphUse(Shown, frozen=True):
    """A paragraph of a source: its number (0: the source as a whole), how it may be cited (badges), which pages cite
    it, its sealed quotations with speakers; the address that opens the source at it (or empty), where else it stands.
    """

    number: int
    label: str
    hows: tuple[Badge, ...]
    pages: tuple[Link, ...]
    quotations: tuple[tuple[str, str], ...]
    href: str = ""
    elsewhere: tuple[Whereabouts, ...] = ()


class SourceItem(Shown, frozen=True):
    """A source on the sources page: key, title, address, its language, publisher, date, archived copy, whether it is
    sealed, the digest of its text, its paragraphs; what our copy is made up of, where that isn't the page (or empty).
    """

    key: str
    title: str
    href: str
    language: str
    about: str
    archived: str
    sealed: bool
    digest: str
    paragraphs: tuple[ParagraphUse, ...]
    make_up: str = ""


class StatusMeaning(Shown, frozen=True):
    """A status on the method page: an example pair, and what it means."""

    pair: CountryPair
    meaning: str
