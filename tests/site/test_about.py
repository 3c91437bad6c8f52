"""The small record of an explainer has what lists and feeds need, and what the explainer uses."""

from __future__ import annotations

from explainers.model import ExplainerText
from explainers.prose import Body, Citation, Cite, Paragraph, Prose, TermLink
from explainers.site.about import Uses, about, uses_in, uses_of
from tests.pages.corpora import changed, explainer


def test_it_has_what_lists_show_and_nothing_of_the_text() -> None:
    record = changed(explainer(tags=("fish",), review_by="2026-01-01"), ("2025-04-01", "update", "It is so."))
    found = about(record)
    assert (found.slug, found.path, found.date) == ("herring", "explainers/herring.md", "2025-03-02")
    assert (found.countries, found.tags, found.review_by) == (("NO", "SE"), ("fish",), "2026-01-01")
    assert found.changes == record.changes
    assert (found.modified, found.status) == (None, "published")


def test_titles_and_summaries_are_by_language_in_alphabetical_order() -> None:
    texts = {"fr": ExplainerText("Quoi ?", "Deux."), "en": ExplainerText("What?", "Two.")}
    found = about(explainer(texts=texts, language="fr"))
    assert list(found.titles.items()) == [("en", "What?"), ("fr", "Quoi ?")]
    assert list(found.summaries.items()) == [("en", "Two."), ("fr", "Deux.")]
    assert found.language == "fr"


def test_places_are_each_there_once_by_source_and_number_and_terms_in_the_order_of_the_text() -> None:
    first, second = Cite((Citation("gazette", (7, 2)),)), Cite((Citation("afp"), Citation("gazette", (2,))))
    parts = (TermLink("quota", "quotas"), first, TermLink("eel", "eels"), second, TermLink("quota", "a quota"))
    uses = uses_of(explainer(body=Body((Paragraph(parts),))))
    assert uses == Uses((("afp", 0), ("gazette", 2), ("gazette", 7)), ("quota", "eel"))


def test_what_an_explainer_uses_is_known_in_bytes() -> None:
    record = explainer(body=Body((Paragraph((TermLink("eel", "eels"), Cite((Citation("afp", (3,)),)))),)))
    assert uses_in(about(record).uses) == uses_of(record)
    assert ("afp", 3) in uses_of(record).places


def test_what_a_source_does_not_say_is_not_leaned_on_but_its_terms_are_used() -> None:
    silent = Prose((TermLink("eel", "eel"), Cite((Citation("gazette", (9,)),))))
    assert uses_of(explainer(unknowns=(silent,))) == Uses((("gazette", 1),), ("eel",))


def test_several_records_are_taken_together_and_nothing_uses_nothing() -> None:
    one = Prose((Cite((Citation("b", (1,)),)),))
    other = Prose((Cite((Citation("a", (1,)),)),))
    assert uses_of((one, other)).places == (("a", 1), ("b", 1))
    assert uses_of(()) == Uses()
