"""What a source can be cited for: its own date and name always, the rest by paragraph."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from explainers.checks.book import NameBook
from explainers.checks.evidence import Evidence, also_values, date_values, following, paragraphs_of, sealed_facts
from explainers.model import Corpus, NameEntry, ParagraphNote, Quotation, Sealed, Source
from explainers.prose import Citation
from explainers.reading.seals import text_digest

NAMES = {"ministry": NameEntry("ministry", {"en": ("the ministry",)})}
BOOK = NameBook(Corpus({}, {}, {}, {}, {}, {}, NAMES, {}), ["en"])
TEXT = ("Norway paid 15 crowns in May 1905.", "Staaff said so.", "He met Staaff.")


def source(sealed: Sealed | None = None, facts: tuple[str, ...] = ()) -> Source:
    notes = {2: ParagraphNote(by=("the ministry",), also={"1904": "last year"})}
    quotations = (Quotation(3, "so", {"en": "Karl Staaff", "fr": "Charles Staaff"}),)
    return Source(
        "wire", "T", "Northern Wire", "1905-09-23", "https://a.example", "en",
        paragraphs=notes, quotations=quotations, sealed=sealed, facts=facts,
    )  # fmt: skip


def test_paragraphs_are_the_lines_that_are_not_blank() -> None:
    assert paragraphs_of("\n One. \n\n\nTwo.\r\n \t\nThree") == ("One.", "Two.", "Three")
    assert paragraphs_of(" \n") == ()


def test_a_text_is_kept_as_digest_count_figures_and_names() -> None:
    facts = sealed_facts(TEXT, "en", BOOK)
    assert (facts.digest, facts.count) == (text_digest(TEXT), 3)
    assert facts.figures == {1: ("15", "1905-05")}
    # A word that begins a sentence is a name where it is one inside of another.
    assert facts.names == {1: ("Norway",), 2: ("Staaff",), 3: ("Staaff",)}


@pytest.mark.parametrize(
    ("edtf", "values"),
    [("1905", {"1905"}), ("1905-09", {"1905", "1905-09", "--09"}), ("nothing", set()), ("1904/1905", {"1904", "1905"})],
)
def test_a_date_stands_for_itself_and_its_parts(edtf: str, values: set[str]) -> None:
    assert date_values(edtf) == values


@pytest.mark.parametrize(
    ("listed", "values"),
    [("0400", {"400"}), ("1.50", {"1.5"}), ("1.0", {"1"}), ("0", {"0"}), ("1905~", {"1905"}), ("1905", {"1905"})],
)
def test_a_number_that_is_listed_is_compared_as_it_is_counted(listed: str, values: set[str]) -> None:
    assert also_values(listed) == values


def test_a_paragraph_has_its_figures_what_follows_from_it_and_the_sources_own_date() -> None:
    evidence = Evidence(source(sealed_facts(TEXT, "en", BOOK)), BOOK)
    assert evidence.checked
    assert {"15", "1905-05", "1905-09-23"} <= evidence.paragraph(1).figures
    assert "1904" not in evidence.paragraph(1).figures
    assert "1904" in evidence.paragraph(2).figures
    assert "15" not in evidence.paragraph(2).figures


def test_a_paragraph_names_who_is_in_it_behind_it_or_quoted_there() -> None:
    evidence = Evidence(source(sealed_facts(TEXT, "en", BOOK)), BOOK)
    assert evidence.paragraph(1).meant == {"country:NO"}
    assert "norway" not in evidence.paragraph(1).words
    assert {"northern", "wire"} <= evidence.paragraph(1).words
    assert evidence.paragraph(2).meant == {"ministry"}
    assert {"charles", "karl", "staaff"} <= evidence.paragraph(3).words


def test_a_source_without_a_seal_has_the_facts_that_are_listed() -> None:
    evidence = Evidence(source(facts=("400",)), BOOK)
    assert not evidence.checked
    assert "400" in evidence.paragraph(9).figures
    assert "400" not in Evidence(source(Sealed("d", 1), ("400",)), BOOK).own_values
    assert Evidence(source(), BOOK, TEXT).checked


def test_a_citation_without_paragraphs_stands_for_all() -> None:
    assert list(Evidence(source(Sealed("d", 3)), BOOK).numbers(Citation("wire"))) == [1, 2, 3]
    assert list(Evidence(source(), BOOK).numbers(Citation("wire"))) == [1, 2]
    assert list(Evidence(source(Sealed("d", 3)), BOOK).numbers(Citation("wire", (2,)))) == [2]


@pytest.mark.parametrize(
    ("values", "days", "published", "follows", "does_not"),
    [
        (["--05"], [], "2026-05-12", {"2026-05"}, {"2025-05"}),
        (["--12"], [], "2026-02-03", {"2025-12", "2025"}, {"2026-12"}),
        (["--06-01"], [], "2026-05-12", {"2026-06-01"}, {"2025-06-01"}),
        (["--05"], [], "2026-05", {"2026-05"}, set()),
        (["--05"], [], "2026", set(), {"2026-05"}),
        (["400"], [], "2026-05-12", set(), {"2026-05-12"}),
        ([], ["tuesday"], "2026-03-05", {"2026-03-03", "--03-03", "2026-03-10"}, {"2026-03-04", "2026-02-24"}),
        ([], ["tuesday"], "2026-03-05~", set(), {"2026-03-03"}),
        ([], [], "2026-03-05", set(), {"2026-03-03"}),
    ],
)
def test_what_follows_from_the_date_of_a_source(
    values: list[str], days: list[str], published: str, follows: set[str], does_not: set[str]
) -> None:
    found = following(values, days, published)
    assert follows <= found
    assert not does_not & found


def test_the_days_of_the_week_that_a_paragraph_names_are_kept() -> None:
    kept = sealed_facts(["Ils sont venus mardi.", "Rien."], "fr", BOOK)
    assert kept.weekdays == {1: ("tuesday",)}
    evidence = Evidence(replace(source(kept), published="2026-03-05"), BOOK)
    assert "--03-03" in evidence.paragraph(1).figures
    assert "2026-03-03" not in evidence.paragraph(2).figures
