"""Pages about countries and pairs: relations that are covered first, what happened, and who is on the map."""

from __future__ import annotations

from explainers.pages.country_pages import country, interactive, relation, relations_map
from explainers.site.site import Site
from tests.pages import corpora
from tests.pages.corpora import context, event, explainer, known, with_records

PAIR = ("NO", "SE")


def _site() -> Site:
    explainers = explainer(), explainer("cod", countries=("NO",))
    events = {one.id: one for one in (event(), event("boats", "2025-04", countries=("NO",)))}
    return with_records(known(*explainers), relations={PAIR: corpora.relation()}, events=events)


def test_a_countrys_page_has_its_capital_its_relations_its_events_and_its_explainers() -> None:
    shown = country(context(_site(), "country", "norway"))
    assert (shown.name, shown.capital) == ("Norway", "Oslo")
    assert [row.pair.status for row in shown.relations] == ["closer"]
    assert [item.id for item in shown.timeline] == ["boats", "talks"]
    assert [one.href for one in shown.explainers] == ["../../cod/", "../../herring/"]
    assert [row.locator for card in shown.source_cards for row in card.rows] == ["para. 3"]
    assert [item.id for item in country(context(_site(), "country", "sweden")).timeline] == ["talks"]


def test_a_pairs_page_says_how_it_stands_with_the_receipt_for_it() -> None:
    shown = relation(context(_site(), "relation", "norway-sweden"))
    assert shown.frame.title == "Norway and Sweden: closer – Harbour"
    assert shown.frame.description == "Norway and Sweden: closer. As of March 2025."
    assert shown.since[0] == "As of March 2025."
    assert [mark.number for mark in shown.since[1].marks] == [1]  # type: ignore[union-attr]
    assert [badge.key for badge in shown.unknowns[0][1].badges] == ["unknown"]  # type: ignore[union-attr]
    assert [item.id for item in shown.timeline] == ["talks"]
    assert [link.text for link in shown.countries] == ["Norway", "Sweden"]


def test_the_map_page_has_a_matrix_with_an_empty_diagonal() -> None:
    view, files = relations_map(context(_site(), "map"))
    assert view.summary.startswith("2 countries and the 1 pairs")
    assert view.as_of == "As of March 2025"
    cells = [[cell.pair and cell.pair.status for cell in row.cells] for row in view.matrix]
    assert cells == [[None, "closer"], ["closer", None]]
    assert {name.rpartition(".")[2] for name, _ in files} >= {"js", "css"}
    assert relations_map(context(known(), "map"))[0].as_of == ""


def test_the_long_french_word_of_the_matrix_says_where_it_may_break() -> None:
    assert context(_site(), "map", language="fr").say("competing") == "en concur\u00adrence"


def test_the_interactive_map_leads_back_to_the_map_page_and_names_its_files() -> None:
    view, files = interactive(context(_site(), "interactive"))
    assert view.drawn == "../"
    names = {name for name, _ in files}
    assert view.live.scripts
    assert {one.removeprefix("../../") for one in (*view.live.scripts, *view.live.styles)} <= names
