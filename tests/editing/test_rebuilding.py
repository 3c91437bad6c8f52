"""What the repository keeps of a source is nothing that its text can be rebuilt from.

Somebody who had all that a record keeps (opening words, quotations, figures, names) and knew where in its paragraph
each of them stands, could put so much of the text together. Opening words are kept in the order of the text, so they
are limited; quotations are printed, attributed and few; figures and names say nothing of the words between them.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple

import pytest

from explainers.checks.evidence import paragraphs_of
from explainers.model import Source
from explainers.reading.documents import read_document
from explainers.reading.openings import MOST_WORDS, folded

ROOT = Path(__file__).resolve().parents[2]
MOST_OPENING = 1 / 5
"""The share of a paragraph that its opening and its end may be."""
MOST_IN_A_ROW = 7
"""How many words in a row may be known outside of quotations: the rule against copied text begins at eight."""


class Known(NamedTuple):
    """Of a paragraph: its words, and the places of those that are kept, by what they are kept as."""

    words: tuple[str, ...]
    opening: frozenset[int]
    quoted: frozenset[int]
    named: frozenset[int]

    @property
    def most_in_a_row(self) -> int:
        """The longest run of words that are known to follow each other, quotations aside."""
        runs = "".join("x" if place in self.opening - self.quoted else " " for place in range(len(self.words)))
        return max(map(len, runs.split()), default=0)


def _split(text: str) -> tuple[str, ...]:
    return tuple(re.sub(r"^[\W_]+|[\W_]+$", "", word) for word in folded(text).split() if re.search(r"[^\W_]", word))


def _places(kept: str, words: tuple[str, ...]) -> set[int]:
    """Return the places of words that are kept, wherever they stand in a row."""
    wanted = _split(kept)
    starts = (place for place in range(len(words)) if wanted and words[place : place + len(wanted)] == wanted)
    return {place + number for place in starts for number in range(len(wanted))}


def known_of(source: Source, text: str) -> list[Known]:
    """Return what is known of each paragraph of a source's text by its record."""
    sealed = source.sealed
    assert sealed is not None
    found = []
    for number, paragraph in enumerate(paragraphs_of(text), start=1):
        words = _split(paragraph)
        ends = sealed.opens.get(number, ())
        opening = {*range(len(_split(ends[0])))} if ends else set()
        opening |= {*range(len(words) - len(_split(ends[1])), len(words))} if len(ends) > 1 else set()
        parts = (part for one in source.quotations if one.para == number for part in re.split(r"…|\[…\]", one.text))
        quoted = set().union(*(_places(part, words) for part in parts))
        rounded = (one.partition(" ")[2] for one in (sealed.rounded or {}).get(number, ()))
        listed = [*sealed.names.get(number, ()), *sealed.figures.get(number, ())]
        listed += [*sealed.weekdays.get(number, ()), *rounded]
        named = set().union(*(_places(one, words) for one in listed))
        found.append(Known(words, frozenset(opening), frozenset(quoted), frozenset(named)))
    return found


def share(known: list[Known]) -> float:
    """Return the share of a text's words that could be put in their places."""
    words = sum(len(one.words) for one in known)
    return sum(len(one.opening | one.quoted | one.named) for one in known) / words


def _read(record: Path) -> Source:
    found = read_document(f"content/sources/{record.name}", record.read_bytes(), ("en", "fr")).record
    assert isinstance(found, Source)
    return found


def _holds(source: Source, text: str) -> None:
    known = known_of(source, text)
    assert source.sealed is not None
    assert source.sealed.opens
    for one in known:
        assert len(one.opening) <= min(MOST_WORDS, len(one.words) * MOST_OPENING)
        assert one.most_in_a_row <= MOST_IN_A_ROW
    words = sum(len(one.words) for one in known)
    assert sum(len(one.opening) for one in known) <= words * MOST_OPENING
    assert share(known) < 1 / 2


def test_no_text_of_a_test_site_can_be_rebuilt_from_its_record() -> None:
    site = ROOT / "tests/sites/complete"
    _holds(_read(site / "content/sources/gazette.yaml"), (site / "texts/gazette.txt").read_text(encoding="utf-8"))


def test_no_text_of_the_projects_own_sources_can_be_rebuilt_from_its_record(source_texts: Path) -> None:
    records = [ROOT / f"content/sources/{text.stem}.yaml" for text in sorted(source_texts.glob("*.txt"))]
    assert records
    for record in records:
        _holds(_read(record), (source_texts / f"{record.stem}.txt").read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    ("kept", "places"), [("Ann Lee", {1, 2}), ("lee, bo", {2, 3}), ("Bo Ann", set()), ("…", set()), ("the", {0, 4})]
)
def test_words_that_are_kept_are_found_wherever_they_stand_in_a_row(kept: str, places: set[int]) -> None:
    assert _places(kept, _split("The “Ann Lee” – Bo the second.")) == places
