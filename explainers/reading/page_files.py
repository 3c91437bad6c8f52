"""The kinds of pages and what their front matter holds: explainers, countries, relations, and other pages.

A translation holds only what is language; all else comes from its original.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from explainers.model import (
    CHANGE_KINDS,
    CORRECTING,
    STATUSES,
    Change,
    ChangeText,
    Country,
    CountryText,
    Explainer,
    ExplainerText,
    Page,
    PageText,
    Relation,
    RelationText,
)
from explainers.prose import Body, Prose
from explainers.publication import STATES
from explainers.reading.findings import Findings, Stretch
from explainers.reading.nodes import Node
from explainers.reading.prose_types import Citations, ProseLine, ProseList, note_values
from explainers.reading.schema import MISSING, Fields, Key, ListOf, Missing, Part, fields
from explainers.reading.typography import typeset
from explainers.reading.values import DRAFT, Choice, CountryCode, Day, Edtf, Line, Pair, Slug

__all__ = ["PAGE_KEYS", "TEXT_KEYS", "Text", "page_record", "page_text"]

_LONGEST_SUMMARY: Final = 200


class _ChangeType(Part, frozen=True):
    """An entry under ``changes``; a translation has its texts alone."""

    translation: bool = False

    def value(self, node: Node, found: Findings) -> tuple[Change | None, ChangeText] | Missing:
        """Return the change and its texts."""
        values = fields(node, self.keys, found, _from_original({"date", "kind"}) if self.translation else None)
        if values is MISSING:
            return MISSING
        takes_back = not self.translation and values.get("kind") in CORRECTING
        complete = values.complete
        if takes_back and "was" not in values.nodes:
            message = "the key 'was' is missing: what did the page say before?"
            found.report("missing-key", (node.start, node.start), message, "was:")
            complete = False
        was, now = values.get("was"), values.get("now")
        was_prose = ProseLine.prose(was, found, "change-was", cited=False) if was else Prose()
        now_prose = ProseLine.prose(now, found, "change-now", cited=takes_back) if now else Prose()
        if not complete:
            return MISSING
        change = None if self.translation else Change(values.get("date"), values.get("kind"))
        return change, ChangeText(was_prose, now_prose)


_PELICANS: Final = {
    key: f"Pelican's key '{key}' changes nothing here: {why}"
    for keys, why in {
        "slug save_as url": "a page's address comes from the name of its file, so rename the file",
        "category": "explainers have tags, and no categories: take it out, or make it one of the tags",
        "author authors": "pages are signed by nobody: take it out",
        "lang": "the language stands in the file's name, as in NAME.fr.md: take it out",
        "translation": "a translation is called NAME.fr.md, beside NAME.md: take it out",
        "template": "each kind of page has its template: take it out",
        "keywords": "write tags instead: [one, two]",
        "description": "write summary instead, which search engines are given too",
    }.items()
    for key in keys.split()
}


def _from_original(keys: set[str]) -> dict[str, str]:
    return {key: f"the key '{key}' comes from the original: take it out of the translation" for key in keys}


_CHANGE_TEXTS: Final = {
    "was": Key(ProseLine(), "what stood there; an update need not say it"),
    "now": Key(ProseLine(), "what the page says now, with its source", required=True),
}
_CHANGE: Final = {
    "date": Key(Day(), "the day of the change: 2026-11-24", required=True),
    "kind": Key(Choice(CHANGE_KINDS), "what kind of change it is", required=True),
    **_CHANGE_TEXTS,
}
_CHANGES: Final = "what changed after publication, each entry with its day"

_TITLE: Final = {
    "title": Key(Line(), "its title, in a line", required=True),
    "summary": Key(
        Line(longest=_LONGEST_SUMMARY),
        f"what a reader finds, in up to {_LONGEST_SUMMARY} characters; no citation, but what it names must stand in "
        "what the page cites",
        required=True,
    ),
}
_UNKNOWNS: Final = {
    "unknowns": Key(ProseList(kind="unknown"), "what the sources do not say, as a list below a |, each with its source")
}
_KEY_POINTS: Final = {
    "key_points": Key(ProseList(kind="key-point"), "what matters most, as a list below a |, each with its source")
}
_DRAFT: Final = {"status": DRAFT}
_TRANSLATED: Final = {
    "translated_from": Key(Line(), "which version of the original this stands for: new translation writes it")
}

PAGE_KEYS: Final[Mapping[str, Mapping[str, Key]]] = {
    "explainer": {
        **_TITLE,
        "date": Key(Day(), "the day of publication: 2026-11-24", required=True),
        "modified": Key(Day(), "the day of the last change"),
        "review_by": Key(Day(), "after this day, a warning reminds you to look at it again"),
        "countries": Key(
            ListOf(CountryCode(), unique=True), "the codes of its countries, the main one first: [NO, SE]",
            required=True,
        ),
        "tags": Key(ListOf(Line(), unique=True, commas=True), "words to find it by: [fishing, quotas]"),
        "status": Key(Choice(STATES), "whether readers find it; published, if it isn't said"),
        **_KEY_POINTS,
        **_UNKNOWNS,
        "events": Key(
            ListOf(Slug(), unique=True),
            "the ids of the events that belong to its question; else its page shows all between its countries",
        ),
        "changes": Key(ListOf(_ChangeType(_CHANGE)), _CHANGES),
    },
    "country": {
        "code": Key(CountryCode(), "its code of ISO 3166-1; its name in every language comes from it", required=True),
        "capital": Key(Line(), "its capital", required=True),
        "marker": Key(Pair(), "where it is marked on maps: [latitude, longitude]", required=True),
        **_DRAFT,
    },
    "relation": {
        "between": Key(ListOf(CountryCode()), "the codes of its two countries: [NO, SE]", required=True),
        "status": Key(Choice((*STATUSES, "draft")), "how the two countries stand to each other", required=True),
        "since": Key(Edtf(), "since when: 2025, 2025-03, 2025-03-05~"),
        "as_of": Key(Edtf(), "the date of the newest source", required=True),
        "cite": Key(Citations(), 'the source of the status, in quotation marks: "[@key, para. 1]"', required=True),
        **_UNKNOWNS,
    },
    "page": {
        **_TITLE,
        "events": Key(
            ListOf(Slug(), unique=True),
            "in home.md only: the ids of the events that the first page tells where it has no text",
        ),
        **_DRAFT,
    },
}  # fmt: skip
"""The keys of originals, by kind."""

TEXT_KEYS: Final[Mapping[str, Mapping[str, Key]]] = {
    "explainer": {
        **_TITLE, **_KEY_POINTS, **_UNKNOWNS,
        "changes": Key(ListOf(_ChangeType(_CHANGE_TEXTS, translation=True)), "the texts of the original's changes"),
        **_DRAFT, **_TRANSLATED,
    },
    "country": {"capital": PAGE_KEYS["country"]["capital"], **_DRAFT, **_TRANSLATED},
    "relation": {**_UNKNOWNS, **_DRAFT, **_TRANSLATED},
    "page": {**_TITLE, **_DRAFT, **_TRANSLATED},
}  # fmt: skip
"""The keys of translations, by kind."""

Text = ExplainerText | CountryText | RelationText | PageText
"""What of a page is language."""


# ---- values ----------------------------------------------------------------------------------------------


def page_values(kind: str, slug: str, root: Node, found: Findings, *, translation: bool) -> Fields | Missing:
    """Return the values of a page's front matter, and note the blocks in it."""
    originals = PAGE_KEYS[kind]
    if kind == "page" and slug != "home":
        originals = {**_TITLE, **_DRAFT}
    if not translation:
        values = fields(root, originals, found, _PELICANS)
    else:
        texts = TEXT_KEYS[kind]
        values = fields(root, texts, found, _PELICANS | _from_original(set(originals) - set(texts)))
    if values is MISSING:
        return MISSING
    for key in ("title", "summary"):
        stretch = values.get(key)
        if stretch:
            found.words("title" if key == "title" else "summary", stretch)
            _report_citation(stretch, key, found)
    if kind == "relation" and not translation:
        _note_relation(values, found)
    if kind == "country" and not translation and "code" in values.values and "marker" in values.values:
        _check_marker(values, found)
    for name, span in zip(values.get("events", ()), values.items("events"), strict=False):
        found.refer("event", name, span)
    return values


def _check_marker(values: Fields, found: Findings) -> None:
    """Report a marker that does not stand in its country."""
    from explainers.maps.inside import away_from

    code, (latitude, longitude) = values.get("code"), values.get("marker")
    away = away_from(code, latitude, longitude)
    if away is None or away <= _FARTHEST_MARKER:
        return
    exchanged = [(longitude, latitude), (-latitude, longitude), (latitude, -longitude), (-latitude, -longitude)]
    exchanged += [(-longitude, latitude), (longitude, -latitude), (-longitude, -latitude)]
    near = [(away_from(code, *place) or 0, place) for place in exchanged if abs(place[0]) <= 90]
    least, meant = min(near)
    message = f"this is {away:,.0f} km away from the country {code}: latitude stands first, south and west are negative"
    suggestion = f"[{meant[0]:g}, {meant[1]:g}]" if least <= _FARTHEST_MARKER else None
    found.report("unlikely-value", values.span("marker"), message, suggestion)


_FARTHEST_MARKER: Final = 150.0  # kilometres: shapes are coarse, and small islands are missing from them


def _report_citation(stretch: Stretch, key: str, found: Findings) -> None:
    at = stretch.text.find("[@")
    if at >= 0:
        span = stretch.span(at, len(stretch.text))
        found.report("bad-citation", span, f"a {key} carries no citation: its words stand in what the page cites")


def page_text(kind: str, values: Fields, body: Body, language: str) -> Text | None:
    """Return what of a page is language, or `None` where something is missing."""
    if not values.complete:
        return None

    def line(key: str) -> str:
        stretch = values.get(key)
        return typeset(stretch.text.strip(), language) if stretch else ""

    def plain(key: str) -> str:
        return str(values.get(key).text.strip()) if values.get(key) else ""

    source = plain("translated_from")
    if kind == "explainer":
        changes = tuple(text for _, text in values.get("changes", ()))
        points, unknowns = values.get("key_points", ()), values.get("unknowns", ())
        return ExplainerText(line("title"), line("summary"), points, unknowns, changes, body, source)
    if kind == "country":
        return CountryText(line("capital"), body, source)
    if kind == "relation":
        return RelationText(values.get("unknowns", ()), body, source)
    return PageText(line("title"), line("summary"), body, source)


def page_record(kind: str, slug: str, values: Fields, text: Any, found: Findings) -> Any:
    """Return the record of an original, with its one text."""
    common: dict[str, Any] = {
        "slug": slug,
        "path": found.path,
        "language": found.language,
        "texts": {found.language: text},
    }
    get = values.get
    if kind == "explainer":
        return Explainer(
            **common,
            date=get("date"),
            countries=get("countries"),
            modified=get("modified"),
            review_by=get("review_by"),
            tags=tuple(tag.text.strip() for tag in get("tags", ())),
            changes=tuple(change for change, _ in get("changes", ())),
            status=get("status", "published"),
            events=get("events", ()),
        )
    if kind == "country":
        return Country(**common, code=get("code"), marker=get("marker"))
    if kind == "relation":
        return _relation(common, values, found)
    return Page(**common, events=get("events", ()))


def _relation(common: dict[str, Any], values: Fields, found: Findings) -> Relation | None:
    between = values.get("between")
    if len(between) != 2:
        found.report("wrong-type", values.span("between"), "a relation is between two countries: [NO, SE]")
        return None
    since: Stretch | None = values.get("since")
    return Relation(
        **common,
        between=between,
        status="not-stated" if values.get("status") == "draft" else values.get("status"),
        as_of=values.get("as_of").text.strip(),
        cite=values.get("cite"),
        since=since.text.strip() if since else None,
    )


def _note_relation(values: Fields, found: Findings) -> None:
    """Note a relation's status and dates as blocks, each with the relation's citation."""
    keys = ("since", "as_of") if values.get("status") == "draft" else ("status", "since", "as_of")
    note_values(values, {key: key for key in keys}, found)
