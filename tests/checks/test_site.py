"""What rules know of the site: what citations can stand for, and what each answer rests on."""

from __future__ import annotations

from explainers.checks.evidence import Support, support_of
from explainers.checks.site import CheckedSite
from explainers.prose import Citation
from explainers.reading.documents import read_document
from tests.checks.examples import DAY, site_files, texts
from tests.joining import joined


def site(*, text: bool = False) -> CheckedSite:
    documents = [
        read_document(f"content/{path}", data, ("en", "fr"))
        for path, data in site_files().items()
        if not path.startswith("images/")
    ]
    return CheckedSite(joined(documents)[0], ("en", "fr"), DAY, texts() if text else None)


def supported(known: CheckedSite, *citations: Citation) -> Support:
    return support_of(citations, known.evidence)


def test_paragraphs_that_are_cited_together_support_a_claim_together() -> None:
    one, two = (supported(site(), Citation("wire", (number,))) for number in (1, 2))
    both = supported(site(), Citation("wire", (1, 2)))
    assert "15" in two.figures - one.figures
    assert "karlstad" in one.words - two.words
    assert (both.figures, both.words) == (one.figures | two.figures, one.words | two.words)


def test_what_a_paragraph_has_is_kept_and_what_is_cited_together_is_not_as_it_hardly_ever_comes_again() -> None:
    known = site()
    for citations, kept in (
        ((Citation("wire", (1,)),), True),
        ((Citation("wire", (1,), "said"),), True),
        ((Citation("wire", (1, 2)),), False),
        ((Citation("wire", (1,)), Citation("gazette")), False),
    ):
        assert (supported(known, *citations) is supported(known, *citations)) is kept


def test_names_are_known_by_what_they_stand_for() -> None:
    support = supported(site(), Citation("wire", (2,)))
    assert support.meant >= {"country:NO", "country:SE", "ministry"}


def test_a_source_that_is_not_sealed_is_unchecked_and_one_that_is_not_there_supports_nothing() -> None:
    unsealed = supported(site(), Citation("gazette"), Citation("wire", (1,)))
    assert (unsealed.unchecked, unsealed.known) == (("gazette",), True)
    for citations in ((Citation("nobody"),), (Citation("", (), "analysis"),), ()):
        none = supported(site(), *citations)
        assert (none.known, none.figures, none.unchecked) == (False, frozenset(), ())


def test_a_text_that_is_at_hand_is_looked_at_in_place_of_the_seal() -> None:
    without, with_text = site().evidence("wire"), site(text=True).evidence("wire")
    assert without is not None
    assert with_text is not None
    assert without.text is None
    assert with_text.text == texts()["wire"]


def test_an_answer_rests_on_what_was_read_for_it_also_when_it_is_kept() -> None:
    known = site()
    for _ in range(2):
        with known.recording() as reads:
            supported(known, Citation("wire", (1,)), Citation("gazette"))
        assert set(reads) == {"evidence wire", "evidence gazette", "book"}


def test_a_source_that_is_not_there_is_asked_for_so_that_a_new_one_is_noticed() -> None:
    known = site()
    with known.recording() as reads:
        assert known.evidence("nobody") is None
    assert list(reads) == ["evidence nobody"]


def test_what_somebody_is_called_rests_on_the_names() -> None:
    known = site()
    for name, forms in (("ministry", {"ministry", "ministère"}), ("nobody", {"nobody"})):
        with known.recording() as reads:
            called = known.book.called(name)
        assert (set(called) >= forms, list(reads)) == (True, ["book"])
