"""Maps for pages: what they show, in words too."""

from __future__ import annotations

from explainers.pages.figures import drawn, interactive_map, overview
from explainers.pages.page_context import PageContext
from explainers.site_settings import SiteNames
from tests.pages.corpora import context, explainer, known, relation, with_records

PAIR = ("NO", "SE")
NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}


def page(language: str = "en", status: str = "closer") -> PageContext:
    """Return the context of the map page."""
    relations = {PAIR: relation(status=status)} if status else {}
    return context(with_records(known(explainer(), names=NAMES), relations=relations), "map", "", language)


def test_a_map_says_in_words_what_it_shows_in_the_language_of_the_page() -> None:
    svg = drawn(page(), PAIR, [PAIR], main=None).svg
    assert ">Map: Norway, Sweden</title>" in svg
    assert ">Norway and Sweden: closer.</desc>" in svg
    assert "Norvège" in drawn(page("fr"), PAIR, [PAIR], main=None).svg


def test_a_large_map_has_links_and_a_caption_and_a_small_one_neither() -> None:
    large, small = (drawn(page(), PAIR, [PAIR], main="NO", page=large) for large in (True, False))
    assert 'href="../relations/norway-sweden/" aria-label="Norway and Sweden: closer"' in large.svg
    assert 'href="../countries/norway/"' in large.svg
    assert large.caption.endswith("Lines join capitals.")
    assert ("<a " in small.svg, small.caption) == (False, "")
    assert 'class="subject"' in small.svg


def test_a_pair_that_is_not_stated_or_not_covered_has_words_and_no_line() -> None:
    for status, words in (("not-stated", "not stated"), ("", "not covered")):
        shown = drawn(page(status=status), PAIR, [PAIR], main=None, page=True)
        assert f"Norway and Sweden: {words}." in shown.svg
        assert 'class="line' not in shown.svg
        assert "Lines" not in shown.caption


def test_the_overview_shows_each_country_whole_without_lines() -> None:
    shown = overview(page(), PAIR)
    assert 'id="overview-title">All countries whole<' in shown.svg
    assert shown.caption == "All of them whole, at one scale."
    assert 'class="line' not in shown.svg


def test_the_interactive_map_comes_with_its_files_and_the_words_of_the_page() -> None:
    live, files = interactive_map(page())
    assert {*live.styles, *live.scripts} <= {f"../{name}" for name, _ in files}
    script = b"".join(data for name, data in files if "/interactive." in name and name.endswith(".js")).decode()
    assert "Capital: Oslo" in script
    assert "Growing closer" in script
    assert "../relations/norway-sweden/" in script
