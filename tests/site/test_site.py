"""Every question to a site has its answer, and notes what it read to find it."""

from __future__ import annotations

from typing import Any

import pytest

from explainers.digest import digest
from explainers.model import (
    Change,
    Download,
    NameEntry,
    PictureFile,
    Term,
)  # fmt: skip
from explainers.prose import Body, Citation, Cite, Paragraph, Prose, TermLink
from explainers.questions import question_name
from explainers.site.answers import CountryPlace, ExplainerSummary
from explainers.site.reads import ATTACHED, each, every, record
from explainers.site.site import Site
from tests.pages.corpora import changed, event, explainer, known, prose_page, relation, with_records

QUOTA = Body((Paragraph(("A ", TermLink("quota", "quota"), ".", Cite((Citation("gazette", (1,)),)))),))
MINISTRY = NameEntry("ministry", {"en": ("the Ministry", "it"), "fr": ("le ministère",)})
SEA = NameEntry("sea", {"en": ("the Sea", "it")})
SE_FIRST = (("SE", "NO"), ("NO", "SE"))


def _site(day: str = "2026-09-17", **settings: Any) -> Site:
    explainers = (
        changed(explainer(body=QUOTA), ("2025-04-01", "update", "So."), ("2025-06-01", "correction", "No.")),
        explainer("cod", date="2025-09-01", countries=("NO",), review_by="2026-09-16"),
        changed(explainer("eel", date="2025-03-02", status="hidden"), ("2025-05-01", "update", "So.")),
        explainer("bass", date="2026-12-01", countries=("SE",), status="draft"),
        explainer("ash", date="2025-03-02", countries=("SE",)),
    )
    return with_records(
        known(*sorted(explainers, key=lambda one: one.slug), day=day, **settings),
        relations={("NO", "SE"): relation()},
        events={
            one.id: one
            for one in (
                event("talks", "2025-03"),
                event("boats", "2025-04-01", countries=("NO",)),
                event("anniversary", "2025-03-02"),
                event("storm", "2024", countries=()),
            )
        },
        terms={"quota": Term("quota", {"en": "quota"}, {"en": "a share"})},
        names={"ministry": MINISTRY, "sea": SEA},
        pages={"about": prose_page()},
        attached={
            "files/cod.pdf": Download("files/cod.pdf", "d"),
            "images/cod.jpg": PictureFile("images/cod.jpg", "d", 640, 480),
        },
    )


ANSWERS: list[tuple[str, tuple[Any, ...], Any, set[str]]] = [
    ("listing", ("cod",), ExplainerSummary("cod", "en", "2025-09-01", None, ("NO",), {"en": "What did they agree?"},
        {"en": "Two ministers met."}), {record("explainer", "cod")}),
    ("listing", ("none",), None, {record("explainer", "none")}),
    ("overdue", ("cod",), True, {record("explainer", "cod"), "has-passed 2026-09-16"}),
    ("overdue", ("herring",), False, {record("explainer", "herring")}),
    ("overdue", ("none",), False, {record("explainer", "none")}),
    ("is_draft", ("bass",), True, {each("slug"), each("status")}),
    ("is_draft", ("eel",), False, {each("slug"), each("status")}),
    ("is_draft", ("none",), False, {each("slug"), each("status")}),
    ("published", (), ("cod", "ash", "herring"), {each("slug"), each("status"), each("date")}),
    ("newest", (), ("cod", "ash"), {"published"}),
    ("shown_explainers", (), ("ash", "cod", "eel", "herring"), {each("slug"), each("status")}),
    ("shown_explainers", (True,), ("ash", "bass", "cod", "eel", "herring"),
        {each("slug"), each("status")}),
    ("changes", (), (("herring", 1), ("herring", 0)), {"published", each("slug"), each("changes")}),
    ("in_country", ("NO",), ("cod", "herring"), {"_by_country"}),
    ("tags", (), (), {"_by_tag"}),
    ("tagged", ("none",), (), {"_by_tag"}),
    ("tag_name", ("none",), "none", {each("slug"), each("tags")}),
    ("in_country", ("DK",), (), {"_by_country"}),
    ("shared", (("SE", "NO"),), ("herring",), {"_by_country"}),
    ("shared", (("SE", "DK"),), (), {"_by_country"}),
    ("country", ("DK",), None, {every("country")}),
    ("country_languages", ("NO",), ("en",), {every("country")}),
    ("country_languages", ("DK",), (), {every("country")}),
    ("place_of", ("SE",), CountryPlace("SE", "sweden", (60.0, 10.0)), {every("country")}),
    ("code_of", ("sweden",), "SE", {every("country")}),
    ("codes", (), ("NO", "SE"), {every("country")}),
    ("relation", (("SE", "NO"),), relation(), {every("country"), every("relation")}),
    ("relations", (), (("NO", "SE"),), {every("relation")}),
    ("pair_of", ("norway-sweden",), ("NO", "SE"), {every("relation")}),
    ("event", ("talks",), event("talks", "2025-03"), {every("events")}),
    ("event", ("none",), None, {every("events")}),
    ("sources", (), ("gazette",), {every("source")}),
    ("named", ("the Ministry",), MINISTRY, {every("names")}),
    ("named", ("le ministère",), MINISTRY, {every("names")}),
    ("named", ("it",), None, {every("names")}),
    ("named", ("nobody",), None, {every("names")}),
    ("term", ("none",), None, {every("glossary")}),
    ("terms", (), ("quota",), {every("glossary")}),
    ("source_uses", ("none",), {}, {"published", each("slug"), each("path"), each("uses"), every("country"),
        every("relation"), every("page"), every("events")}),
    ("term_uses", ("quota",), ("explainers/herring.md",), {"published", each("slug"), each("path"), each("uses"),
        every("country"), every("relation"), every("page"), every("events")}),
    ("page", ("none",), None, {record("page", "none")}),
    ("pages", (), ("about",), {every("page")}),
    ("picture", ("images/cod.jpg",), PictureFile("images/cod.jpg", "d", 640, 480), {ATTACHED}),
    ("download", ("files/cod.pdf",), Download("files/cod.pdf", "d"), {ATTACHED}),
]  # fmt: skip


@pytest.mark.parametrize(
    ("name", "arguments", "answer", "reads"), ANSWERS, ids=[question_name(one[0], *one[1]) for one in ANSWERS]
)
def test_a_question_has_its_answer_and_notes_what_it_read(
    name: str, arguments: tuple[Any, ...], answer: Any, reads: set[str]
) -> None:
    site = _site(newest=2)
    with site.recording() as asked:
        assert getattr(site, name)(*arguments) == answer
    assert list(asked) == [question_name(name, *arguments)], "who asks rests on the answer alone"
    found, rests_on = site.answer(question_name(name, *arguments))
    assert (found, set(rests_on)) == (answer, reads)


def test_whole_records_are_those_of_the_corpus() -> None:
    site = _site()
    assert site.explainer("cod") == site.corpus.explainers["cod"]
    assert site.explainer("none") is None
    assert site.country("NO") == site.corpus.countries["NO"]
    assert site.source("gazette") == site.corpus.sources["gazette"]
    assert site.term("quota") == site.corpus.terms["quota"]
    assert site.page("about") == prose_page()
    for name, read in (("explainer", "explainer cod"), ("source", "source gazette"), ("page", "page about")):
        kind, slug = read.split()
        assert set(site.answer(question_name(name, slug))[1]) == {record(kind, slug)}


@pytest.mark.parametrize("unknown", ["place_of", "source", "picture", "download"])
def test_what_must_be_known_to_be_there_is_an_error_where_it_is_not(unknown: str) -> None:
    with pytest.raises(KeyError):
        getattr(_site(), unknown)("none")


@pytest.mark.parametrize("pair", SE_FIRST)
def test_a_pair_stands_the_same_in_any_order(pair: tuple[str, str]) -> None:
    status = _site().relation_status(pair)
    assert (status.between, status.status, status.slug) == (("NO", "SE"), "closer", "norway-sweden")
    assert (status.since, status.as_of, status.cite) == (None, "2025-03", relation().cite)
    assert status.lead == {"en": Prose(("They share boats.", relation().cite))}


@pytest.mark.parametrize("pair", SE_FIRST)
def test_a_pair_without_a_relation_is_not_covered(pair: tuple[str, str]) -> None:
    relation = known().relation_status(pair)
    assert (relation.between, relation.status, relation.slug, relation.lead) == (("NO", "SE"), "not-covered", "", {})


def test_events_stand_newest_first_for_all_for_a_country_for_a_pair_and_within_countries() -> None:
    site = _site()
    for events, ids in (
        (site.events(), ["boats", "anniversary", "talks", "storm"]),
        (site.events_of("NO"), ["boats", "anniversary", "talks"]),
        (site.events_of("SE"), ["anniversary", "talks"]),
        (site.events_of("DK"), []),
        (site.history(("SE", "NO")), ["anniversary", "talks"]),
        (site.history(("NO", "DK")), []),
        (site.events_within(("NO", "DK")), ["boats"]),
        (site.events_within(("SE", "NO")), ["boats", "anniversary", "talks"]),
        (site.events_within(()), []),
    ):
        assert [one.id for one in events] == ids
    assert set(site.answer("events")[1]) == {every("events")}
    assert set(site.answer(question_name("events_of", "NO"))[1]) == {"events"}


def test_a_source_is_used_by_published_pages_relations_and_events_by_paragraph() -> None:
    found = _site().source_uses("gazette")
    assert list(found) == [1, 2, 3]
    assert found[1] == ("explainers/ash.md", "explainers/cod.md", "explainers/herring.md")
    assert (found[2], found[3]) == (("relations/norway-sweden.md",), ("events.yaml",))


def test_by_date_an_explainer_waits_for_its_day_and_the_day_is_noted() -> None:
    waiting = known(explainer(date="2026-09-18"), day="2026-09-17", by_date=True)
    assert (waiting.is_draft("herring"), waiting.published()) == (True, ())
    assert "has-come 2026-09-18" in waiting.answer("published")[1]
    come = known(explainer(date="2026-09-18"), day="2026-09-18", by_date=True)
    assert (come.is_draft("herring"), come.published()) == (False, ("herring",))


def test_without_by_date_no_day_is_asked() -> None:
    site = known(explainer(date="2026-09-18"), day="2026-09-17")
    assert site.published() == ("herring",)
    assert not any(name.startswith("has-come") for name in site.answer("published")[1])


def test_changes_of_one_day_have_one_order() -> None:
    one = explainer("a", changes=()), explainer("b")
    both = (changed(each_one, ("2025-04-01", "update", "So.")) for each_one in one)
    site = known(*both)
    assert site.changes() == (("b", 0), ("a", 0))
    assert site.corpus.explainers["a"].changes == (Change("2025-04-01", "update"),)


def test_a_digest_is_that_of_the_answer_unless_it_is_at_hand() -> None:
    site = _site()
    assert site.digest("published") == (digest(site.published()), site.answer("published")[1])
    name = question_name("explainer", "cod")
    told = Site(site.corpus, site.settings, site.day, site.known, {("explainer", "cod"): "abc"})
    assert told.digest(name) == ("abc", (record("explainer", "cod"),))
    assert site.digest(name)[0] == digest(site.corpus.explainers["cod"])


@pytest.mark.parametrize("name", ["nothing", "note", "digest", "published [", 'listing [{"a":1}]'])
def test_there_is_no_digest_of_what_is_not_a_question(name: str) -> None:
    with pytest.raises(LookupError):
        _site().digest(name)


def test_every_question_is_asked_here() -> None:
    names = {name for name in vars(Site) if getattr(vars(Site)[name], "is_question", False)}
    asked = {one[0] for one in ANSWERS}
    asked |= {"explainer", "source", "relation_status", "events", "events_of", "history", "events_within"}
    assert names - {"_by_country", "_by_tag"} == asked
