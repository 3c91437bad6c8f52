"""The step that draws cards: one for each page that is shared, drawn again only where what it shows has changed."""

from __future__ import annotations

from pathlib import Path

from explainers.build.output import Output
from explainers.build.progress import silent
from explainers.build.store import opened_store
from explainers.finishing.cards import cards
from explainers.finishing.keeper import BuiltPages, Keeper
from explainers.pages.plan import planned_pages
from explainers.pages.sharing import Card
from explainers.pages.templates import Theme
from explainers.pages.view_parts import CountryPair
from explainers.site.site import Site
from tests.building_sites import ROOT
from tests.pages.corpora import explainer, known

THEME = Theme(ROOT / "theme")


def _draw(folder: Path, site: Site, theme: Theme = THEME) -> tuple[int, set[str]]:
    """Return how many cards had to be drawn, and the files that are there."""
    output = Output(folder / "output")
    with opened_store(folder / "store", "one") as store:
        keeper = Keeper(output, store)
        cards(BuiltPages(site, theme, planned_pages(site), output, ()), keeper, silent)
        keeper.close()
    files = (folder / "output").rglob("*.png")
    return keeper.made, {path.relative_to(folder / "output").as_posix() for path in files}


def test_pages_that_are_shared_have_a_card_and_only_what_changed_is_drawn_again(tmp_path: Path) -> None:
    made, files = _draw(tmp_path, known(explainer(), explainer("cod", countries=("NO",), title="Cod?")))
    assert {"cards/herring.png", "cards/cod.png", "cards/index.png", "cards/map.png"} <= files
    assert made == len(files)
    assert _draw(tmp_path, known(explainer(), explainer("cod", countries=("NO",), title="Cod!"))) == (1, files)
    made, fewer = _draw(tmp_path, known(explainer()))
    assert (made, fewer) == (0, files - {"cards/cod.png"})


def test_a_site_without_an_address_has_no_cards(tmp_path: Path) -> None:
    assert _draw(tmp_path, known(explainer(), site="")) == (0, set())


def test_a_card_in_words_says_what_it_shows() -> None:
    pair = CountryPair("Norway", "Sweden", ("NO", "SE"), "closer", "Growing closer", "closer", "+", "closer", "")
    shown = Card("Harbour", "What did the talks bring?", pair)
    assert shown.words == "Norway + Sweden (closer). What did the talks bring? – Harbour"
    without = Card("Le Port", "Qui peut pêcher où\N{NARROW NO-BREAK SPACE}?", None)
    assert without.words == "Qui peut pêcher où\N{NARROW NO-BREAK SPACE}? – Le Port"
