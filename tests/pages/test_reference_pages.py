"""Pages to look things up in: each lists all there is, in its order, with links to where it is used."""

from __future__ import annotations

import msgspec

from explainers.model import ParagraphNote, Quotation, Sealed, Term
from explainers.pages.reference_pages import corrections_page, glossary, sources, timeline_page
from explainers.prose import Body, Citation, Cite, Paragraph, TermLink
from tests.pages.corpora import changed, context, event, explainer, known, prose_page, relation, with_records


def test_the_timeline_has_all_events_newest_first_and_again_by_country() -> None:
    events = {one.id: one for one in (event(), event("boats", "2025-04", countries=("NO",)))}
    shown = timeline_page(context(with_records(known(), events=events), "timeline"))
    assert [item.id for item in shown.items] == ["boats", "talks"]
    assert [(one.country.text, [link.href for _, link in one.events]) for one in shown.sections] == [
        ("Norway", ["#boats", "#talks"]), ("Sweden", ["#talks"]),
    ]  # fmt: skip
    assert shown.sections[1].events[0][1].text == "They held talks."


def test_the_glossary_is_in_alphabetical_order_and_says_where_a_term_is_used() -> None:
    terms = {id: Term(id, {"en": word}, {"en": "x"}) for id, word in (("z", "zone"), ("e", "état"), ("f", "Fish"))}
    body = Body((Paragraph((TermLink("f", "fish"), TermLink("z", "zone"))),))
    text = msgspec.structs.replace(relation().texts["en"], body=body)
    site = with_records(
        known(explainer(body=body)), terms=terms, relations={("NO", "SE"): relation(texts={"en": text})}
    )
    shown = glossary(context(site, "glossary"))
    assert [one.term for one in shown.terms] == ["état", "Fish", "zone"]
    assert shown.terms[0].used == ()
    assert [(link.text, link.href) for link in shown.terms[1].used] == [
        ("What did they agree?", "../herring/"), ("Norway and Sweden", "../relations/norway-sweden/"),
    ]  # fmt: skip


def test_a_source_has_each_paragraph_with_its_pages_badges_and_quotations() -> None:
    site = known(explainer())
    source = msgspec.structs.replace(
        site.corpus.sources["gazette"], sealed=Sealed("abc", 4), paragraphs={2: ParagraphNote(how=("pledged",))},
        quotations=(Quotation(2, "Fair", "Ann Lee"),),
    )  # fmt: skip
    cite = Cite((Citation("gazette"),))
    about = prose_page()
    text = msgspec.structs.replace(about.texts["en"], body=Body((Paragraph(("So.", cite)),)))
    pages = {"about": msgspec.structs.replace(about, texts={"en": text})}
    site = with_records(site, sources={"gazette": source}, pages=pages, events={"talks": event()})
    (item,) = sources(context(site, "sources")).sources
    assert (item.key, item.sealed, item.digest, item.language) == ("gazette", True, "abc", "")
    assert [(use.number, use.label, [link.text for link in use.pages]) for use in item.paragraphs] == [
        (0, "The report", ["About us"]), (1, "Para. 1", ["What did they agree?"]), (2, "Para. 2", []),
        (3, "Para. 3", ["Timeline"]), (4, "Para. 4", []),
    ]  # fmt: skip
    assert [badge.key for badge in item.paragraphs[2].hows] == ["pledged"]
    assert item.paragraphs[2].quotations == (("Fair", "Ann Lee"),)


def test_corrections_are_corrections_and_clarifications_newest_first() -> None:
    kinds = (("2025-04-01", "correction", "1."), ("2025-05-01", "update", "2."), ("2025-06-01", "clarification", "3."))
    shown = corrections_page(context(known(changed(explainer(), *kinds)), "corrections"))
    assert [one.change.now for one in shown.items] == [("3.",), ("1.",)]
    assert shown.feed.text == "Feed of corrections"
