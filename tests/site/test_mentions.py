"""Citations and terms are found however deep they stand in a record, in their order."""

from __future__ import annotations

from explainers.model import ExplainerText, RelationText
from explainers.prose import (
    BlockQuotation,
    Body,
    Cell,
    Citation,
    Cite,
    Emphasis,
    Line,
    Link,
    List,
    PageLink,
    Paragraph,
    Prose,
    Table,
    TermLink,
)
from explainers.site.mentions import citations_in, cited_and_leant_on, leans_on, leans_on_and_terms, links_in
from tests.pages.corpora import relation

A, B, C, D, E = (Citation("gazette", (number,)) for number in range(1, 6))
OWN, SILENT = Citation("", (), "analysis"), Citation("gazette", (6,), "unknown")


def _cite(*citations: Citation) -> Cite:
    return Cite(citations)


def test_citations_are_found_in_every_kind_of_block_in_the_order_of_the_text() -> None:
    body = Body(
        (
            Paragraph((Emphasis(("He ", _cite(A))), Link("https://a.example/", (_cite(B),)))),
            List(((Line((_cite(C),)),),)),
            Table((Cell((_cite(D),)),), ((Cell(("x",)),),)),
            BlockQuotation((Paragraph(("Fair",)),), ("Ann", _cite(E)), (), "en"),
        )
    )
    assert list(citations_in(body)) == [A, B, C, D, E]


def test_an_own_thought_names_no_source_and_is_no_citation_of_one() -> None:
    parts = (_cite(OWN, A), _cite(OWN))
    assert list(citations_in(Prose(parts))) == [A]
    assert list(leans_on(Prose(parts))) == [A]


def test_statements_do_not_lean_on_silence_whether_the_place_or_the_word_says_so() -> None:
    text = RelationText((Prose(("Who?", _cite(A))),), Body((Paragraph((_cite(B, SILENT),)),)))
    record = relation(cite=_cite(C), texts={"en": text})
    assert list(citations_in(record)) == [C, A, B, SILENT]
    assert list(leans_on(record)) == [C, B]


def test_what_a_text_cites_and_leans_on_is_found_at_once() -> None:
    body = Body((Paragraph((_cite(B, SILENT), _cite(OWN))),))
    text = ExplainerText("", "", (Prose((_cite(C),)),), (Prose(("Who?", _cite(A))),), body=body)
    assert cited_and_leant_on(text) == ((C, A, B, SILENT), (C, B))
    assert cited_and_leant_on(text) == (tuple(citations_in(text)), tuple(leans_on(text)))


def test_terms_are_found_as_often_as_they_stand_and_in_mappings_and_tuples_too() -> None:
    quota, eel = TermLink("quota", "quotas"), TermLink("eel", "eels")
    record = {"en": (Prose((quota, Emphasis((eel,)))),), "fr": Prose((quota,))}
    assert leans_on_and_terms(record) == ([], ["quota", "eel", "quota"])


def test_terms_in_what_sources_do_not_say_are_told_in_their_place_its_citations_are_not() -> None:
    one, two, three = (TermLink(name, name) for name in ("one", "two", "three"))
    silent = (Prose((two, _cite(A))),)
    text = ExplainerText("", "", (Prose((one, _cite(B))),), silent, body=Body((Paragraph((three, _cite(C))),)))
    assert leans_on_and_terms((text, Prose((_cite(A),)), text)) == ([B, C, A, B, C], ["one", "two", "three"] * 2)


def test_texts_and_what_is_missing_mention_nothing() -> None:
    for nothing in ("[gazette 4]", None, (), {}, 4):
        assert list(citations_in(nothing)) == []
        assert leans_on_and_terms(nothing) == ([], [])


def test_links_to_pages_are_found_but_not_those_to_other_sites() -> None:
    page = PageLink("explainers/two.md", "next")
    assert list(links_in(Prose((Link("https://a.example/", ("a",)), Emphasis((Link(page, ("b",)),)))))) == [page]
