"""What each source can be cited for, made ready once: figures, names, who says so, quotations, by paragraph.

It comes from what `source seal` has written; where the source's text is at hand, from the text itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, timedelta
from functools import cached_property
from typing import Final

from msgspec import Struct

from explainers import dates
from explainers.checks.book import NameBook, called_forms, is_country, words_of
from explainers.checks.rounding import rounded_figures
from explainers.model import ParagraphNote, Sealed, Source
from explainers.prose import Citation
from explainers.reading.figures import figures, implied
from explainers.reading.months import weekdays, weekdays_in
from explainers.reading.names import Name, starts_sentence
from explainers.reading.seals import text_digest

__all__ = [
    "Evidence", "Paragraph", "Support", "also_values", "date_values", "following", "paragraphs_of", "sealed_facts",
    "support_of",
]  # fmt: skip

_NO_NOTE: Final = ParagraphNote()


def paragraphs_of(text: str) -> tuple[str, ...]:
    """Return the paragraphs of a source's text as they are counted: its lines that are not blank."""
    return tuple(line.strip() for line in text.splitlines() if line.strip())


_CAPITAL: Final = re.compile(r"[^\W\d_](?:\w|[-\u2010\u2011](?=\w))*")


def sealed_facts(paragraphs: Sequence[str], language: str, book: NameBook) -> Sealed:
    """Return what is kept of a source's text: its digest, how many paragraphs, their figures and names.

    A word that begins a sentence is a name if it is one inside of a sentence somewhere in the text.
    """
    all_names = [book.names(text, language) for text in paragraphs]
    inside = frozenset(word for listed in all_names for name in listed for word in name.text.split())
    kept: dict[str, dict[int, tuple[str, ...]]] = {"figures": {}, "names": {}, "weekdays": {}, "rounded": {}}
    for number, (text, listed) in enumerate(zip(paragraphs, all_names, strict=True), start=1):
        first = [(match.start(), match[0]) for match in _CAPITAL.finditer(text) if match[0] in inside]
        first = [one for one in first if starts_sentence(text, one[0]) and not _is_in(one[0], listed)]
        placed = sorted([*first, *((name.start, name.text) for name in listed)])
        found: Mapping[str, Iterable[str]] = {
            "figures": (figure.value for figure in figures(text, language)),
            "names": (name for _, name in placed),
            "weekdays": weekdays_in(text, language),
            "rounded": rounded_figures(text, language),
        }
        for field, values in found.items():
            if each := tuple(dict.fromkeys(values)):
                kept[field][number] = each
    return Sealed(text_digest(paragraphs), len(paragraphs), **kept)


def _is_in(place: int, listed: Sequence[Name]) -> bool:
    return any(name.start <= place < name.end for name in listed)


def date_values(edtf: str) -> frozenset[str]:
    """Return the values of figures that an EDTF date stands for, whole and in part.

    >>> sorted(date_values("2023-11-08~"))
    ['--11', '--11-08', '2023', '2023-11', '2023-11-08']
    """
    try:
        parts = dates.parts(edtf)
    except ValueError:
        return frozenset()
    return frozenset().union(*map(implied, parts))


def following(values: Iterable[str], days: Iterable[str], published: str) -> frozenset[str]:
    """Return the dates that follow from a source's own date: the year of a month that stands without one, the one
    nearest to it (of two, the earlier); the day that a weekday is, within a week before or after it.

    `values` and `days` are those of a paragraph, `published` is EDTF. Where it is only about a day, no weekday follows.

    >>> sorted(following(["--12"], ["tuesday"], "2026-01-08"))
    ['--01-06', '--01-13', '--12', '2025', '2025-12', '2026-01-06', '2026-01-13']
    """
    own = _OWN_DATE.match(published)
    if own is None:
        return frozenset()
    found: set[str] = set()
    here = 12 * int(own["year"]) + int(own["month"])
    for value in values:
        if value.startswith("--"):
            month = int(value[2:4])
            year = (here - month + 5) // 12  # from half a year before to five months after
            found |= implied(f"{year:04}{value[1:]}")
    if own["day"] and not published[own.end() :]:
        day = date(int(own["year"]), int(own["month"]), int(own["day"]))
        wanted = {weekdays("en").get(name) for name in days}
        near = [day + timedelta(days=delta) for delta in range(-6, 7)] if wanted else []
        shown = [one.isoformat() for one in near if one.isoweekday() in wanted]
        found |= {*shown, *(f"-{one[4:]}" for one in shown)}
    return frozenset(found)


_OWN_DATE: Final = re.compile(r"(?P<year>\d{4})-(?P<month>\d\d)(?:-(?P<day>\d\d))?(?![\dX/])", re.ASCII)


class Paragraph(Struct, frozen=True):
    """What one paragraph can be cited for: values of figures; what its names stand for, and the words of names
    that aren't a listed country's; whether one of the figures was rounded, as far as is known.
    """

    figures: frozenset[str]
    meant: frozenset[str]
    words: frozenset[str]
    rounded: bool = False


class Evidence:
    """What a source can be cited for. `checked`: it is sealed, or its text is at hand."""

    def __init__(self, source: Source, book: NameBook, text: Sequence[str] | None = None) -> None:
        self.source, self.book, self.text = source, book, text
        self.sealed = sealed_facts(text, source.language, book) if text is not None else source.sealed
        self._paragraphs: dict[int, Paragraph] = {}
        self._supports: dict[tuple[int, ...], Support] = {}
        self._noted: dict[tuple[int, ...], Sequence[tuple[int, ParagraphNote]]] = {}

    @property
    def checked(self) -> bool:
        """Whether figures and names of its paragraphs are known."""
        return self.sealed is not None

    def note(self, number: int) -> ParagraphNote:
        """Return the editor's note on a paragraph; an empty one where there is none."""
        return self.source.paragraphs.get(number, _NO_NOTE)

    def numbers(self, citation: Citation) -> Sequence[int]:
        """Return the paragraphs that a citation stands for: all of them where it names none."""
        if citation.paragraphs:
            return citation.paragraphs
        count = self.sealed.count if self.sealed else max((0, *self.source.paragraphs))
        return range(1, count + 1)

    def has(self, citation: Citation) -> bool:
        """Return whether the source has the paragraphs that a citation names, as far as its seal tells."""
        return not self.sealed or all(1 <= number <= self.sealed.count for number in citation.paragraphs)

    def noted(self, citation: Citation) -> Sequence[tuple[int, ParagraphNote]]:
        """Return which paragraphs that a citation stands for have notes, with these; kept, as many pages cite them."""
        found = self._noted.get(citation.paragraphs)
        if found is None:
            notes = self.source.paragraphs
            its = [(number, notes[number]) for number in self.numbers(citation) if number in notes] if notes else []
            found = self._noted[citation.paragraphs] = its
        return found

    def support(self, citation: Citation) -> Support:
        """Return what a citation stands for by itself; that of one paragraph is kept, as many pages cite it."""
        if len(citation.paragraphs) != 1:
            return self._supported(citation)
        found = self._supports.get(citation.paragraphs)
        if found is None:
            found = self._supports[citation.paragraphs] = self._supported(citation)
        return found

    def _supported(self, citation: Citation) -> Support:
        unchecked = () if self.checked else (citation.source,)
        return Support(self.cited(citation), known=self.has(citation), unchecked=unchecked)

    def cited(self, citation: Citation) -> Sequence[Paragraph]:
        """Return what a citation stands for: its paragraphs, each with what any citation of the source stands for."""
        return [self.paragraph(number) for number in self.numbers(citation)] or [self.own]

    def paragraph(self, number: int) -> Paragraph:
        """Return what a paragraph can be cited for; nothing but the source's own date where nothing is known."""
        found = self._paragraphs.get(number)
        if found is None:
            found = self._paragraphs[number] = self._made(number)
        return found

    def _made(self, number: int) -> Paragraph:
        note, sealed = self.note(number), self.sealed
        values = [*(sealed.figures.get(number, ()) if sealed else ())]
        days = sealed.weekdays.get(number, ()) if sealed else ()
        follows = following(values, days, self.source.published)
        allowed = self.own_values.union(*map(implied, values), *map(also_values, note.also), follows)
        speakers = [
            form
            for quotation in self.source.quotations
            if quotation.para == number
            for form in called_forms(quotation.speaker)
        ]
        named = [*(sealed.names.get(number, ()) if sealed else ()), *note.by, *speakers]
        language = self.source.language
        meant = [self.book.meant_within(name, language) for name in named]
        words = [words_of(name) for name in named if not is_country(self.book.meant(name))]
        rounded = sealed is not None and number in (sealed.rounded or ())
        return Paragraph(allowed, self.own.meant.union(*meant), self.own.words.union(*words), rounded)

    @cached_property
    def own_values(self) -> frozenset[str]:
        """What any citation of the source may give: its own date; for one without a seal, what it lists."""
        facts = () if self.sealed else self.source.facts
        return date_values(self.source.published).union(*map(also_values, facts))

    @cached_property
    def own(self) -> Paragraph:
        """What any citation of the source stands for: its own date, and its name."""
        source = self.source
        named = [source.key, *called_forms(source.publisher), *(called_forms(source.short) if source.short else ())]
        meant = [self.book.meant_within(name, source.language) for name in named]
        return Paragraph(self.own_values, frozenset().union(*meant), frozenset().union(*map(words_of, named)))

    @cached_property
    def text_figures(self) -> Mapping[int, tuple[str, ...]]:
        """The figures by paragraph as they are known."""
        return self.sealed.figures if self.sealed else {}


class Support:
    """What some parts have, taken together: the paragraphs that a citation names, or what several citations stand for;
    put together where it is asked for, as most of what a whole page cites never is. `unchecked`: the keys of cited
    sources whose text nobody has looked at; `known`: all that is cited is there.
    """

    def __init__(
        self, parts: Sequence[Paragraph | Support] = (), *, known: bool = False, unchecked: tuple[str, ...] = ()
    ) -> None:
        self._parts, self.known, self.unchecked = parts, known, unchecked

    @cached_property
    def rounded(self) -> bool:
        """Whether one of them has a figure that was rounded."""
        return any(part.rounded for part in self._parts)

    @cached_property
    def figures(self) -> frozenset[str]:
        """The values of their figures."""
        return _together([part.figures for part in self._parts])

    @cached_property
    def meant(self) -> frozenset[str]:
        """What their names stand for."""
        return _together([part.meant for part in self._parts])

    @cached_property
    def words(self) -> frozenset[str]:
        """The words of their names."""
        return _together([part.words for part in self._parts])


def support_of(citations: Sequence[Citation], evidence_of: Callable[[str], Evidence | None]) -> Support:
    """Return what citations can stand for, all of them together; nothing is known of it where one names a source that
    isn't there, or can't be read.
    """
    if len(citations) == 1 and citations[0].source:
        evidence = evidence_of(citations[0].source)
        return evidence.support(citations[0]) if evidence else Support()
    parts = []
    for one in citations:
        if one.source:
            evidence = evidence_of(one.source)
            if evidence is None:
                return Support()
            parts.append(evidence.support(one))
    # What a paragraph that isn't there would have, nobody knows: `unknown-paragraph` is told alone.
    known = bool(parts) and all(part.known for part in parts)
    return Support(parts, known=known, unchecked=tuple(sorted({key for part in parts for key in part.unchecked})))


def _together(sets: Sequence[frozenset[str]]) -> frozenset[str]:
    """Return what is in one of several sets: one alone, as of most citations, as it is kept of its paragraph."""
    return sets[0] if len(sets) == 1 else frozenset().union(*sets)


def also_values(value: str) -> frozenset[str]:
    """Return what a value that an editor lists stands for: a date whole and in part, a number as it is."""
    if "-" in value or "/" in value or value[-1:] in "~?%X":
        return date_values(value)
    return frozenset({_plain(value)})


def _plain(number: str) -> str:
    whole, _, fraction = number.partition(".")
    fraction = fraction.rstrip("0")
    return (whole.lstrip("0") or "0") + (f".{fraction}" if fraction else "")
