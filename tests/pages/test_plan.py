"""The plan: every page of a site once, with its file and template, and what its view reads."""

from __future__ import annotations

import pytest

from explainers.pages.machine_views import SitemapView
from explainers.pages.plan import PlannedPage, planned_pages, shown, template_of
from explainers.pages.views import ExplainerView, MethodView
from explainers.site_settings import SiteNames
from tests.pages.corpora import SITE, explainer, known, prose_page, relation, with_records

NAMES = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}


def test_every_page_stands_once_in_the_order_of_files_in_each_language_but_those_for_the_whole_site() -> None:
    site = known(explainer(), explainer("cod", status="hidden"), explainer("eel", status="draft"), names=NAMES)
    plan = planned_pages(site)
    files = [page.file for page in plan]
    assert files == sorted(set(files))
    assert {"herring/index.html", "fr/herring/index.html", "cod/index.html", "fr/countries/norway/index.html"} <= {
        *files
    }
    assert [page.language for page in plan if page.kind in ("sitemap", "robots")] == ["en", "en"]
    assert not any("eel" in file for file in files)


def test_drafts_have_pages_where_they_are_asked_for() -> None:
    site = known(explainer("eel", status="draft"))
    drafts = set(planned_pages(site, drafts=True)) - set(planned_pages(site))
    assert drafts == {PlannedPage("eel/index.html", "explainer", "en", "eel")}


def test_pages_of_prose_and_relations_are_planned_by_slug_and_home_has_one_page() -> None:
    pages = {slug: prose_page(slug) for slug in ("about", "home", "method")}
    site = with_records(known(), pages=pages, relations={("NO", "SE"): relation()})
    plan = planned_pages(site)
    assert [page.slug for page in plan if page.kind == "page"] == ["about", "method"]
    assert [page.slug for page in plan if page.kind == "relation"] == ["norway-sweden"]
    assert [page.file for page in plan if page.kind == "home"] == ["index.html"]


@pytest.mark.parametrize(
    ("kind", "slug", "template"),
    [("page", "about", "page.html"), ("page", "method", "method.html"), ("explainer", "method", "explainer.html"),
     ("not-found", "", "404.html"), ("corrections-feed", "", "atom.xml")],
)  # fmt: skip
def test_a_page_has_the_template_of_its_kind_and_the_method_page_one_of_its_own(
    kind: str, slug: str, template: str
) -> None:
    assert template_of(PlannedPage("x", kind, "en", slug)) == template


def test_a_page_is_shown_with_the_files_beside_it() -> None:
    site = with_records(known(explainer()), pages={"method": prose_page("method")})
    made = shown(site, PlannedPage("herring/index.html", "explainer", "en", "herring"))
    assert made.template == "explainer.html"
    assert isinstance(made.view, ExplainerView)
    assert {one.name.rpartition(".")[2] for one in made.files} >= {"bib", "ris"}
    method = shown(site, PlannedPage("method/index.html", "page", "en", "method"))
    assert (type(method.view), method.files) == (MethodView, ())


def test_what_machines_read_has_absolute_addresses() -> None:
    view = shown(known(explainer()), PlannedPage("sitemap.xml", "sitemap", "en")).view
    assert isinstance(view, SitemapView)
    assert all(entry.href.startswith(SITE) for entry in view.entries)
