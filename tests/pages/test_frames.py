"""What stands around a page: titles, languages, what search engines are told, navigation and footer."""

from __future__ import annotations

import pytest

from explainers.model import ExplainerText
from explainers.pages.frames import alternates, frame, own_languages
from explainers.pages.view_parts import Alternate
from explainers.site_settings import SiteNames
from tests.pages.corpora import SITE, context, explainer, known, prose_page, with_records

NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}
BOTH = {"en": ExplainerText("What?", "So."), "fr": ExplainerText("Quoi ?", "Voilà.")}


def test_a_title_has_the_name_of_the_site_which_stands_alone_where_there_is_none() -> None:
    page = context(known(explainer(), names=NAMES), "map", language="fr")
    assert frame(page, "Carte", "d").title == "Carte – Le Port"
    shown = frame(page, "", "d")
    assert (shown.title, shown.language, shown.direction, shown.description) == ("Le Port", "fr", "ltr", "d")


@pytest.mark.parametrize(
    ("texts", "own"), [(None, ("en", "fr")), (("fr", "de"), ("fr",)), (("fr", "en"), ("en", "fr"))]
)
def test_own_languages_are_those_of_the_texts_in_the_order_of_the_site(
    texts: tuple[str, ...] | None, own: tuple[str, ...]
) -> None:
    assert own_languages(context(known(names=NAMES), "home"), texts) == own


def test_a_page_that_is_translated_is_known_under_each_address() -> None:
    page = context(known(explainer(texts=BOTH), names=NAMES), "explainer", "herring", "fr")
    shown = frame(page, "Quoi ?", "d")
    assert shown.canonical == f"{SITE}/fr/herring/"
    assert shown.alternates == (
        Alternate("en", f"{SITE}/herring/"), Alternate("fr", f"{SITE}/fr/herring/"),
        Alternate("x-default", f"{SITE}/herring/"),
    )  # fmt: skip
    assert [(link.text, link.href, link.language) for link in shown.languages] == [("English", "../../herring/", "en")]


def test_a_page_that_shows_the_original_is_known_under_the_address_of_that() -> None:
    page = context(known(explainer(), names=NAMES), "explainer", "herring", "fr")
    shown = frame(page, "What?", "d", "en")
    assert (shown.canonical, shown.alternates, shown.content_language) == (f"{SITE}/herring/", (), "en")
    assert alternates(page, ("en", "fr")) != ()
    assert alternates(page, ("fr",)) == ()


@pytest.mark.parametrize(("site", "kind"), [("", "map"), (SITE, "not-found")])
def test_what_has_no_address_of_its_own_names_none(site: str, kind: str) -> None:
    shown = frame(context(known(explainer(), site=site, names=NAMES), kind), "x", "d")
    assert (shown.canonical, shown.alternates, shown.social) == ("", (), None)


def test_navigation_marks_the_page_that_it_stands_on() -> None:
    shown = frame(context(known(explainer()), "map"), "x", "d")
    assert (shown.navigation[0].text, shown.navigation[0].href) == ("Explainers", "../#explainers")
    assert [link.href for link in shown.navigation if link.current] == ["./"]


def test_the_footer_has_the_method_first_then_other_pages_and_the_feed_last() -> None:
    pages = {slug: prose_page(slug, title) for slug, title in (("about", "About"), ("home", "H"), ("method", "How"))}
    shown = frame(context(with_records(known(), pages=pages), "page", "about"), "x", "d")
    assert [link.text for link in shown.footer][:2] == ["How", "About"]
    assert [link.text for link in shown.footer if link.current] == ["About"]
    assert shown.footer[-1].text == "Feed"
    assert shown.feed.text == "Harbour"
