"""Pages of prose, the page for a wrong address, and what is there for machines."""

from __future__ import annotations

from explainers.model import STATUSES, ExplainerText
from explainers.pages.plan import planned_pages
from explainers.pages.prose_pages import method, not_found, page, robots, sitemap
from explainers.site_settings import SiteNames
from tests.pages.corpora import SITE, context, explainer, known, prose_page, with_records

NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}


def test_a_page_of_prose_has_its_text_and_leads_to_its_main_headings() -> None:
    site = with_records(known(names=NAMES), pages={"about": prose_page()})
    shown = page(context(site, "page", "about"))
    assert (shown.title, shown.summary) == ("About us", "What this is.")
    assert [(link.text, link.href) for link in shown.contents] == [("Who", "#who")]
    assert "We write." in str(shown.body[0])
    assert page(context(site, "page", "about", "fr")).frame.content_language == "en"


def test_the_method_page_has_every_badge_status_and_kind_besides() -> None:
    site = with_records(known(), pages={"method": prose_page("method")})
    shown = method(context(site, "page", "method"))
    assert shown.title == "About us"
    assert {one.pair.status for one in shown.statuses} == {*STATUSES, "not-covered"}
    assert {(one.pair.first, one.pair.second, one.pair.href) for one in shown.statuses} == {("A", "B", "")}
    assert ("happened", "happened", "Our source says that it took place.") in shown.kinds


def test_a_site_that_has_written_none_has_a_page_on_its_method_which_badges_and_the_footer_lead_to() -> None:
    site = known()
    shown = method(context(site, "page", "method"))
    assert (shown.title, shown.contents, shown.body) == ("How claims are checked", (), ())
    assert [one.key for one in shown.badges]
    assert next((one.text, one.current) for one in shown.frame.footer) == ("How claims are checked", True)
    assert [one.file for one in planned_pages(site) if one.slug == "method"] == ["method/index.html"]


def test_a_wrong_address_offers_the_newest_explainers_from_the_root() -> None:
    site = known(*(explainer(slug, date=f"2025-03-0{day}") for day, slug in enumerate("abc", 1)), newest=2)
    shown = not_found(context(site, "not-found"))
    assert [teaser.href for teaser in shown.explainers] == ["/strait/c/", "/strait/b/"]
    assert shown.frame.canonical == ""


def test_the_sitemap_has_pages_in_the_languages_of_their_texts_with_days_of_content() -> None:
    texts = {"en": ExplainerText("What?", "So."), "fr": ExplainerText("Quoi ?", "Voilà.")}
    records = (explainer(modified="2025-04-01"), explainer("eel", texts=texts), explainer("cod", status="hidden"))
    site = with_records(known(*records, names=NAMES), pages={"about": prose_page(), "home": prose_page("home")})
    entries = {one.href.removeprefix(SITE): one for one in sitemap(context(site, "home")).entries}
    assert (entries["/herring/"].modified, entries["/herring/"].alternates) == ("2025-04-01", ())
    assert entries["/"].modified == entries["/fr/"].modified == "2025-04-01"
    assert [one.language for one in entries["/fr/eel/"].alternates] == ["en", "fr", "x-default"]
    assert {"/about/", "/countries/norway/", "/fr/glossary/"} <= set(entries)
    assert not {"/fr/herring/", "/cod/", "/fr/about/", "/home/"} & set(entries)


def test_robots_are_told_of_the_sitemap_where_the_site_has_an_address() -> None:
    assert robots(context(known(), "home")).sitemap == f"{SITE}/sitemap.xml"
    assert robots(context(known(site=""), "home")).sitemap == ""
