"""What the site knows, as frozen records: explainers, countries, relations, events, sources and the rest.

Records hold no places (a moved line changes no page) and nothing computed from other records. Text in
several languages is a mapping from language to text. Records are msgspec structs: equal and hashable by
value, quick to digest, safe to load from a cache that others may have written.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final, Literal, get_args

from msgspec import Struct, field

from explainers.prose import Attribution, Body, Citation, Cite, Prose
from explainers.publication import State

__all__ = [
    "CHANGE_KINDS",
    "CORRECTING",
    "EVENT_KINDS",
    "KEPT_BY_PARAGRAPH",
    "STATUSES",
    "TONES",
    "TONE_SIGNS",
    "Attached",
    "Called",
    "Change",
    "ChangeKind",
    "ChangeText",
    "Corpus",
    "Country",
    "CountryText",
    "Download",
    "Elsewhere",
    "Event",
    "EventKind",
    "Explainer",
    "ExplainerText",
    "NameEntry",
    "Page",
    "PageText",
    "ParagraphNote",
    "PictureFile",
    "Quotation",
    "Relation",
    "RelationText",
    "Sealed",
    "Source",
    "Status",
    "Term",
    "Tone",
    "Watch",
    "attribution",
    "called",
]

Status = Literal["allied", "closer", "steady", "competing", "strained", "apart", "not-stated"]
Tone = Literal["closer", "apart", "mixed"]
EventKind = Literal["happened", "pledged", "planned", "alleged", "denied"]
ChangeKind = Literal["correction", "clarification", "update"]

STATUSES: Final[tuple[Status, ...]] = get_args(Status)
TONES: Final[Mapping[str, Tone]] = {
    "allied": "closer",
    "closer": "closer",
    "apart": "apart",
    "steady": "mixed",
    "competing": "mixed",
    "strained": "mixed",
}
"""How a status is shown, in colour, line and sign; those that say nothing of how two countries stand have none."""
TONE_SIGNS: Final[Mapping[str, str]] = {"closer": "+", "apart": "\N{MINUS SIGN}", "mixed": "±"}

EVENT_KINDS: Final[tuple[EventKind, ...]] = get_args(EventKind)
CHANGE_KINDS: Final[tuple[ChangeKind, ...]] = get_args(ChangeKind)
CORRECTING: Final[tuple[ChangeKind, ...]] = ("correction", "clarification")
"""The kinds of changes that take back what was said."""


# ---- pages -----------------------------------------------------------------------------------------------


class Change(Struct, frozen=True):
    """An entry under *what changed*: an ISO date, and its kind."""

    date: str
    kind: ChangeKind


class ChangeText(Struct, frozen=True):
    """The words of a change; `was` is empty where an update has nothing to take back."""

    was: Prose
    now: Prose


class ExplainerText(Struct, frozen=True, tag="explainer-text"):
    """What of an explainer is language. `key_points` and `unknowns` are one prose an item."""

    title: str
    summary: str
    key_points: tuple[Prose, ...] = ()
    unknowns: tuple[Prose, ...] = ()
    changes: tuple[ChangeText, ...] = ()
    body: Body = Body()
    translated_from: str = ""


class Explainer(Struct, frozen=True, tag="explainer"):
    """An explainer: dates are ISO days, `countries` ISO 3166-1 alpha-2 codes (the first is the main one);
    `status` is Pelican's; `language` is the original's, and `texts` has at least that. `events`: the ids of those that
    belong to its question (none: all that are between its countries).
    """

    slug: str
    path: str
    language: str
    date: str
    countries: tuple[str, ...]
    texts: Mapping[str, ExplainerText]
    modified: str | None = None
    review_by: str | None = None
    tags: tuple[str, ...] = ()
    changes: tuple[Change, ...] = ()
    status: State = "published"
    events: tuple[str, ...] = ()


class CountryText(Struct, frozen=True, tag="country-text"):
    """What of a country is language; its name comes from CLDR, not from here."""

    capital: str
    body: Body = Body()
    translated_from: str = ""


class Country(Struct, frozen=True, tag="country"):
    """A country: ISO 3166-1 alpha-2 code, and its marker as latitude and longitude in degrees."""

    slug: str
    path: str
    language: str
    code: str
    marker: tuple[float, float]
    texts: Mapping[str, CountryText]


class RelationText(Struct, frozen=True, tag="relation-text"):
    """What of a relation is language."""

    unknowns: tuple[Prose, ...] = ()
    body: Body = Body()
    translated_from: str = ""


class Relation(Struct, frozen=True, tag="relation"):
    """A relation between two countries (codes in the order of their slugs). `since` and `as_of` are EDTF."""

    slug: str
    path: str
    language: str
    between: tuple[str, str]
    status: Status
    as_of: str
    cite: Cite
    texts: Mapping[str, RelationText]
    since: str | None = None


class Event(Struct, frozen=True, tag="event"):
    """A dated event: `when` is EDTF, `countries` codes."""

    id: str
    when: str
    kind: EventKind
    countries: tuple[str, ...]
    text: Mapping[str, str]
    cite: Cite

    @property
    def how(self) -> Attribution | None:
        """How its source has it where its citation doesn't say; `None` for what happened."""
        return None if self.kind == "happened" else self.kind


class Term(Struct, frozen=True, tag="term"):
    """A term of the glossary and what it means, by language."""

    id: str
    term: Mapping[str, str]
    means: Mapping[str, str]


class NameEntry(Struct, frozen=True, tag="name"):
    """A person, an organisation or a place: its forms by language, the full one first."""

    id: str
    forms: Mapping[str, tuple[str, ...]]


class PageText(Struct, frozen=True, tag="page-text"):
    """What of a page is language."""

    title: str
    summary: str
    body: Body = Body()
    translated_from: str = ""


class Page(Struct, frozen=True, tag="page"):
    """A page that isn't an explainer: about, method, or the home page's words, which tell the story (`events`: the
    ids of those that tell it where there are no words, in the order of time; none: the newest).
    """

    slug: str
    path: str
    language: str
    texts: Mapping[str, PageText]
    events: tuple[str, ...] = ()


# ---- sources ---------------------------------------------------------------------------------------------


class Watch(Struct, frozen=True):
    """Words that make a claim a matter of care: a claim with one of `words` (a trailing ``*`` stands for any
    ending) needs the word `how`.
    """

    words: tuple[str, ...]
    how: Attribution


class ParagraphNote(Struct, frozen=True):
    """The editor's notes on a paragraph: which words it may be cited with, who says so, what follows from
    its own words (EDTF date or number, by the words that it follows from), and words to watch.
    """

    how: tuple[Attribution, ...] = ()
    by: tuple[str, ...] = ()
    also: Mapping[str, str] = field(default_factory=dict)
    watch: tuple[Watch, ...] = ()


def attribution(
    citation: Citation, notes: Iterable[ParagraphNote], default: Attribution | None = None
) -> Attribution | None:
    """Return how a source has what is cited: as written, or `default`, which the citation's place implies, or the only
    word that the notes on its paragraphs allow. What cites no source is the editors' analysis. `None`: nothing says it.
    """
    if citation.how or default:
        return citation.how or default
    if not citation.source:
        return "analysis"
    allowed = {how for note in notes for how in note.how}
    return allowed.pop() if len(allowed) == 1 else None


Called = str | Mapping[str, str]
"""What somebody or something is called: the same in every language, or by language."""


def called(name: Called, language: str) -> str:
    """Return what somebody or something is called in a language, or in the first that there is."""
    return name if isinstance(name, str) else name.get(language) or next(iter(name.values()), "")


class Quotation(Struct, frozen=True):
    """A quotation that pages print: its paragraph, words, speaker, translations by language, and seal."""

    para: int
    text: str
    speaker: Called
    translations: Mapping[str, str] = field(default_factory=dict)
    seal: str = ""


class Elsewhere(Struct, frozen=True):
    """Paragraphs of a source that don't stand, as they are in our copy, on the page behind its address: the key of the
    source that has them (empty: none that we know of has), `part` in words where that holds for a part of them only,
    and the editors' note by language.
    """

    paras: tuple[int, ...]
    source: str = ""
    part: Called | None = None
    note: Mapping[str, str] = field(default_factory=dict)


class Sealed(Struct, frozen=True):
    """What `source seal` keeps of a source's text: its digest, the number of paragraphs, and figures and names by
    paragraph; `opens`, how those that stand behind its address begin there, and how they end, in a few words;
    `weekdays`, the days of the week that each names, in English and small letters; `rounded`, which figures have a word
    before them that says that they were rounded, and how (``400 about``): `None` in seals that were made before it was
    kept.
    """

    digest: str
    count: int
    figures: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    names: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    opens: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    weekdays: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    rounded: Mapping[int, tuple[str, ...]] | None = None


KEPT_BY_PARAGRAPH: Final = tuple(name for name in Sealed.__struct_fields__ if name not in ("digest", "count"))
"""The fields of `Sealed` that have something of each paragraph by its number, in the order in which it is written."""


class Source(Struct, frozen=True, tag="source"):
    """A source, without its text. `published` is EDTF; `short` is its name in the margin (else its publisher's);
    `elsewhere`, which of its paragraphs don't stand behind `url`; `facts` are figures and dates that one without a seal
    may be cited for.
    """

    key: str
    title: str
    publisher: Called
    published: str
    url: str
    language: str
    short: Called | None = None
    archived: str | None = None
    paragraphs: Mapping[int, ParagraphNote] = field(default_factory=dict)
    elsewhere: tuple[Elsewhere, ...] = ()
    quotations: tuple[Quotation, ...] = ()
    sealed: Sealed | None = None
    facts: tuple[str, ...] = ()

    @property
    def short_name(self) -> Called:
        """What it is called where there is little room: its short name, or its publisher's."""
        return self.short or self.publisher

    def elsewhere_of(self, paragraphs: Iterable[int]) -> tuple[tuple[Elsewhere, tuple[int, ...]], ...]:
        """Return what is said of those of some paragraphs that don't stand behind the source's address, and which of
        them each entry is about.
        """
        of = ((entry, tuple(number for number in paragraphs if number in entry.paras)) for entry in self.elsewhere)
        return tuple((entry, here) for entry, here in of if here)

    @property
    def absent(self) -> frozenset[int]:
        """The paragraphs of which nothing stands behind its address."""
        return frozenset(number for entry in self.elsewhere if entry.part is None for number in entry.paras)

    @property
    def cut(self) -> frozenset[int]:
        """The paragraphs of which a part doesn't stand behind its address."""
        return frozenset(number for entry in self.elsewhere if entry.part is not None for number in entry.paras)


class PictureFile(Struct, frozen=True, tag="picture-file"):
    """A picture's file, relative to the content folder: the digest of its bytes, width and height in pixels as it is
    seen (turned as the camera says), and whether it has transparent parts.
    """

    path: str
    digest: str
    width: int
    height: int
    transparent: bool = False


class Download(Struct, frozen=True, tag="download"):
    """A file that readers can take home, relative to the content folder (``files/report.pdf``), with the digest of its
    bytes.
    """

    path: str
    digest: str


Attached = PictureFile | Download
"""A file that pages show or offer, made of one in the content folder."""


class Corpus(Struct, frozen=True):
    """All records of a site: by slug, code, id or key, each mapping in sorted order; relations by their pair; the files
    that pages show or offer by path.
    """

    explainers: Mapping[str, Explainer]
    countries: Mapping[str, Country]
    relations: Mapping[tuple[str, str], Relation]
    events: Mapping[str, Event]
    sources: Mapping[str, Source]
    terms: Mapping[str, Term]
    names: Mapping[str, NameEntry]
    pages: Mapping[str, Page]
    attached: Mapping[str, Attached] = field(default_factory=dict)
