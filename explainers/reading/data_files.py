"""The kinds of data files and what they hold: events, the glossary, names, and sources."""

from __future__ import annotations

import collections.abc
from typing import Any, Final

from explainers.model import (
    EVENT_KINDS,
    KEPT_BY_PARAGRAPH,
    Called,
    Elsewhere,
    Event,
    NameEntry,
    ParagraphNote,
    Quotation,
    Sealed,
    Source,
    Term,
    Watch,
)
from explainers.prose import ATTRIBUTIONS, Cite
from explainers.reading.findings import Findings, Stretch
from explainers.reading.nodes import Mapping, Node, YamlSequence, text_under
from explainers.reading.openings import MOST_WORDS, word_count
from explainers.reading.prose_types import Citations, cite_span, note_values
from explainers.reading.schema import MISSING, Fields, Key, ListOf, MapOf, Part, fields
from explainers.reading.slugs import is_own
from explainers.reading.typography import typeset
from explainers.reading.values import (
    DRAFT,
    Choice,
    CountryCode,
    Edtf,
    Language,
    Line,
    LineByLanguage,
    Number,
    Slug,
    WebAddress,
)  # fmt: skip

__all__ = ["ENTRY_KEYS", "NOWHERE", "OWN_ID", "SOURCE_KEYS", "entries", "entry_ids", "source"]

_ID: Final = Key(Slug(), "its id: small letters, digits and hyphens", required=True)
OWN_ID: Final = "pages give such ids to their own parts (at-…, m1, r1, map-title): take another"
NOWHERE: Final = "nowhere"
"""What stands in the place of a source's key where no source is known."""
_TEXTS: Final = MapOf("language", Line(), complete=True)

ENTRY_KEYS: Final[collections.abc.Mapping[str, collections.abc.Mapping[str, Key]]] = {
    "events": {
        "id": _ID,
        "when": Key(Edtf(), "when it was, as exact as the source is: 2023, 2023-02, 2023-11-08~", required=True),
        "kind": Key(Choice(EVENT_KINDS), "whether it happened, or how the source has it", required=True),
        "countries": Key(ListOf(CountryCode(), unique=True), "the codes of its countries: [NO, SE]", required=True),
        "text": Key(_TEXTS, "a sentence on it, in each language", required=True),
        "cite": Key(Citations(), 'its source, in quotation marks: "[@key, para. 1]"', required=True),
    },
    "glossary": {
        "id": _ID,
        "term": Key(_TEXTS, "the term, in each language", required=True),
        "means": Key(_TEXTS, "what it means, in each language: a definition, without figures or dates", required=True),
    },
    "names": {
        "id": Key(Slug(), "its id; for a country's people and government, the name of its file", required=True),
        "forms": Key(
            MapOf("any-language", ListOf(Line())), "what it is called, by language, in full first", required=True
        ),
    },
}
"""The keys of the entries of data files, by kind."""


# ---- events, glossary, names -----------------------------------------------------------------------------


def entries(kind: str, root: Node | None, found: Findings) -> tuple[Any, ...] | None:
    """Return the entries of a data file that could be read, or `None` where it isn't a list."""
    if root is None:
        return ()
    if not isinstance(root, YamlSequence):
        found.report("wrong-type", (root.start, root.start + 1), "a list is expected here, each entry with - before it")
        return None
    lines: dict[str, int] = {}
    records = []
    for node in root.items:
        values = fields(node, ENTRY_KEYS[kind], found)
        if values is MISSING:
            continue
        _report_second(values, lines, found)
        if kind != "names":  # the others are places of their pages
            _report_own(values, found)
        record = _ENTRIES[kind](values, found)
        if values.complete:
            records.append(record)
    return tuple(records)


def entry_ids(root: Node | None) -> tuple[str, ...]:
    """Return the ids of a data file's entries, also of those that could not be read."""
    items = root.items if isinstance(root, YamlSequence) else []
    return tuple(id.value for item in items if (id := text_under(item, "id")))


def _report_second(values: Fields, lines: dict[str, int], found: Findings) -> None:
    """Note that an id was there before."""
    name = values.get("id")
    if not name:
        return
    span = values.span("id")
    if name in lines:
        found.report("duplicate-slug", span, f"the id '{name}' stands twice, first in line {lines[name]}")
    lines.setdefault(name, found.file.line_column(span[0])[0])


def _report_own(values: Fields, found: Findings) -> None:
    """Note that an id is one of those that pages give themselves."""
    name = values.get("id", "")
    if is_own(name):
        found.report("unknown-value", values.span("id"), OWN_ID, f"the-{name}")


def _texts(values: Fields, key: str) -> dict[str, str]:
    return _typeset(values.get(key, {}))


def _typeset(texts: collections.abc.Mapping[str, Stretch]) -> dict[str, str]:
    return {language: typeset(stretch.text.strip(), language) for language, stretch in texts.items()}


def _event(values: Fields, found: Findings) -> Event:
    cite: Cite = values.get("cite", Cite(()))
    name = values.get("id", "")
    texts: dict[str, Stretch] = values.get("text", {})
    for language, stretch in texts.items():
        span = cite_span(values)
        found.words("event", stretch, name=name, language=language, citations=cite.citations, cite_span=span)
    note_values(values, {key: f"{name}.{key}" for key in ("when", "kind")}, found)
    when = values.get("when")
    return Event(
        name, when.text.strip() if when else "", values.get("kind", "happened"), values.get("countries", ()),
        _texts(values, "text"), cite,
    )  # fmt: skip


def _term(values: Fields, found: Findings) -> Term:
    name = values.get("id", "")
    for kind, key in (("term", "term"), ("definition", "means")):
        texts: dict[str, Stretch] = values.get(key, {})
        for language, stretch in texts.items():
            found.words("term" if kind == "term" else "definition", stretch, name=name, language=language)
    return Term(name, _texts(values, "term"), _texts(values, "means"))


def _name(values: Fields, found: Findings) -> NameEntry:  # noqa: ARG001 - as the others
    forms = values.get("forms", {})
    return NameEntry(
        values.get("id", ""),
        {language: tuple(form.text.strip() for form in listed) for language, listed in forms.items()},
    )


_ENTRIES: Final = {"events": _event, "glossary": _term, "names": _name}


# ---- sources ---------------------------------------------------------------------------------------------


_HOW: Final = Choice(ATTRIBUTIONS)
_WATCH: Final = Part(
    {
        "words": Key(ListOf(Line()), "the words; * stands for any ending", required=True),
        "how": Key(_HOW, "the word that a citation needs then", required=True),
    }
)
_NOTE: Final = Part(
    {
        "how": Key(ListOf(_HOW, unique=True), "the words that a citation of it may have"),
        "by": Key(ListOf(Line()), "who says so: a claim names one of them"),
        "also": Key(
            MapOf("figure", Line()), "what follows from its words, as date or number: the words it follows from"
        ),
        "watch": Key(ListOf(_WATCH), "words that need a certain word in the citation"),
    }
)
_QUOTATION: Final = Part(
    {
        "para": Key(Number(), "the paragraph that it stands in", required=True),
        "text": Key(Line(), "its words", required=True),
        "speaker": Key(LineByLanguage(), "who says it: one text, or one for each language", required=True),
        "translations": Key(MapOf("language", Line()), "its words in the site's other languages"),
        "seal": Key(Line(), "that the words were found in the text: source seal writes it"),
    }
)
_ELSEWHERE: Final = Part(
    {
        "paras": Key(ListOf(Number(), unique=True), "the paragraphs", required=True),
        "part": Key(LineByLanguage(), "words for it, if it is only a part of them"),
        "source": Key(Slug(), "the key of the source that has them, or nowhere", required=True),
        "note": Key(_TEXTS, "what readers should know of it, in each language"),
    }
)
_KEPT: Final = {
    "figures": "the figures and dates of each paragraph",
    "names": "the names in each paragraph",
    "opens": "how each paragraph begins and ends, in a few words",
    "weekdays": "the days of the week that each paragraph names",
    "rounded": "the figures that each paragraph rounds, and which way",
}
_SEALED: Final = Part(
    {
        "digest": Key(Line(), "the digest of the text", required=True),
        "count": Key(Number(), "how many paragraphs it has", required=True),
        **{name: Key(MapOf("paragraph", ListOf(Line())), _KEPT[name]) for name in KEPT_BY_PARAGRAPH},
    }
)

SOURCE_KEYS: Final[collections.abc.Mapping[str, Key]] = {
    "title": Key(Line(), "its title, as published", required=True),
    "publisher": Key(LineByLanguage(), "who published it: one text, or one for each language", required=True),
    "short": Key(LineByLanguage(), "a shorter name of the publisher"),
    "published": Key(Edtf(), "when: 2023-11-08, or 2023-11-08~ where it is not certain", required=True),
    "url": Key(WebAddress(), "its address", required=True),
    "archived": Key(WebAddress(), "the address of a copy that lasts"),
    "language": Key(Language(), "the language that it is written in: en", required=True),
    "paragraphs": Key(MapOf("paragraph", _NOTE), "your notes on its paragraphs, by number"),
    "elsewhere": Key(ListOf(_ELSEWHERE), "which paragraphs of your copy don't stand on the page behind url"),
    "quotations": Key(ListOf(_QUOTATION), "what pages quote of it; source seal adds them"),
    "sealed": Key(_SEALED, "what is kept of its text: source seal writes it"),
    "facts": Key(ListOf(Line()), "the figures and dates that a source without a seal may be cited for"),
    "status": DRAFT,
}
"""The keys of a source's record."""


def source(key: str, root: Node | None, found: Findings) -> Source | None:
    """Return a source's record, or `None` where something is missing."""
    if root is None:
        found.report("empty-value", (0, 0), "this file is empty")
        return None
    values = fields(root, SOURCE_KEYS, found)
    if values is MISSING:
        return None
    for name in ("publisher", "short"):
        _note_called(name, values.get(name), found)
    _note_quotations(values, found)
    _note_elsewhere(key, values, found)
    sealed = _sealed(values.get("sealed"))
    if sealed:
        _report_sealed(values, sealed.count, found)
    return _source(key, values, sealed) if values.complete and not values.mistyped else None


def _source(key: str, values: Fields, sealed: Sealed | None) -> Source:
    text = {name: values.get(name).text.strip() for name in ("title", "published")}
    notes: dict[int, Fields] = values.get("paragraphs", {})
    return Source(
        key,
        **text,
        publisher=_called(values.get("publisher")),
        url=values.get("url"),
        language=values.get("language"),
        short=_called(values.get("short")) if values.get("short") else None,
        archived=values.get("archived"),
        paragraphs={number: _note(note) for number, note in sorted(notes.items())},
        elsewhere=tuple(_elsewhere(one) for one in values.get("elsewhere", ())),
        quotations=tuple(_quotation(one) for one in values.get("quotations", ())),
        sealed=sealed,
        facts=_lines(values, "facts"),
    )


def _lines(values: Fields, key: str) -> tuple[str, ...]:
    return tuple(stretch.text.strip() for stretch in values.get(key, ()))


def _called(value: Stretch | dict[str, Stretch]) -> Called:
    return _typeset(value) if isinstance(value, dict) else value.text.strip()


def _note(values: Fields) -> ParagraphNote:
    also: dict[str, Stretch] = values.get("also", {})
    return ParagraphNote(
        how=values.get("how", ()),
        by=_lines(values, "by"),
        also={figure: stretch.text.strip() for figure, stretch in also.items()},
        watch=tuple(Watch(_lines(one, "words"), one.get("how")) for one in values.get("watch", ())),
    )


def _quotation(values: Fields) -> Quotation:
    translations: dict[str, Stretch] = values.get("translations", {})
    return Quotation(
        values.get("para"),
        values.get("text").text.strip(),
        _called(values.get("speaker")),
        {language: stretch.text.strip() for language, stretch in translations.items()},
        values.get("seal").text.strip() if values.get("seal") else "",
    )


def _elsewhere(values: Fields) -> Elsewhere:
    name = values.get("source")
    part = _called(values.get("part")) if values.get("part") else None
    return Elsewhere(tuple(sorted(values.get("paras"))), "" if name == NOWHERE else name, part, _texts(values, "note"))


def _sealed(values: Fields | None) -> Sealed | None:
    if values is None:
        return None
    kept = {
        name: {number: tuple(one.text.strip() for one in listed) for number, listed in sorted(values.get(name).items())}
        for name in KEPT_BY_PARAGRAPH
        if values.get(name) is not None
    }
    return Sealed(values.get("digest").text.strip(), values.get("count"), **kept)


def _report_openings(values: Fields, found: Findings) -> None:
    """Note where more is on record of how a paragraph opens and ends than may be kept of it."""
    sealed: Fields = values.get("sealed")
    for number, ends in sealed.get("opens", {}).items():
        words = sum(word_count(one.text) for one in ends)
        if len(ends) > 2 or words > MOST_WORDS:
            message = (
                f"of paragraph {number} more is kept than its beginning and its end, {MOST_WORDS} words in all: "
                "run explainers source seal"
            )
            found.report("unknown-value", sealed.span("opens"), message)


def _note_called(name: str, value: Stretch | dict[str, Stretch] | None, found: Findings) -> None:
    """Note what something is called by language; a text for every language needs no translation."""
    for language, stretch in value.items() if isinstance(value, dict) else ():
        found.words("called", stretch, name=name, language=language)


def _note_quotations(values: Fields, found: Findings) -> None:
    language = values.get("language", found.language)
    for number, one in enumerate(values.get("quotations", ()), start=1):
        found.words("sealed-quotation", one.get("text"), name=str(number), language=language)
        for other, stretch in one.get("translations", {}).items():
            found.words("translation", stretch, name=str(number), language=other)
        _note_called(f"speaker {number}", one.get("speaker"), found)


def _note_elsewhere(key: str, values: Fields, found: Findings) -> None:
    """Note the sources that a source's paragraphs stand in, and the words for it; a paragraph stands in one place."""
    seen: set[int] = set()
    for number, one in enumerate(values.get("elsewhere", ()), start=1):
        name = one.get("source")
        if name == key:
            message = f"this is '{key}' itself: name the source that has these paragraphs, or {NOWHERE}"
            found.report("unknown-value", one.span("source"), message)
        elif name and name != NOWHERE:
            found.refer("source", name, one.span("source"))
        _note_called(f"part {number}", one.get("part"), found)
        _note_called(f"note {number}", one.get("note"), found)
        for para, span in zip(one.get("paras", ()), one.items("paras"), strict=False):
            if para in seen:
                message = f"paragraph {para} stands twice under elsewhere: it has one entry"
                found.report("unknown-value", span, message)
        seen.update(one.get("paras", ()))


def _report_sealed(values: Fields, count: int, found: Findings) -> None:
    """Note paragraphs that the source does not have, and more of its words than may be kept."""
    _report_openings(values, found)
    message = f"this source has {count} paragraphs"
    node = values.nodes.get("paragraphs")
    for number in values.get("paragraphs", {}):
        if number > count and isinstance(node, Mapping):
            key = node.pairs[str(number)][0]
            found.report("unknown-paragraph", (key.start, key.end), message)
    for one in values.get("quotations", ()):
        if one.get("para") > count:
            found.report("unknown-paragraph", one.span("para"), message)
    for one in values.get("elsewhere", ()):
        for para, span in zip(one.get("paras", ()), one.items("paras"), strict=False):
            if para > count:
                found.report("unknown-paragraph", span, message)
