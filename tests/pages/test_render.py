"""From a page of the plan to bytes: made only where the view is another than its files show."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.pages.machine_views import RobotsView
from explainers.pages.plan import PlannedPage
from explainers.pages.render import WantedPage, made, rendered
from explainers.pages.templates import Theme, ThemeError
from tests.pages.corpora import SITE, explainer, known

ROBOTS = PlannedPage("robots.txt", "robots", "en")


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/robots.txt").write_text("\n\nSitemap: {{ sitemap }} é\n\n\n", encoding="utf-8")
    return Theme(tmp_path)


def test_a_template_sees_its_view_and_gives_utf_8_with_one_line_end(theme: Theme) -> None:
    assert rendered(theme, "robots.txt", "en", RobotsView("x")) == "Sitemap: x é\n".encode()


def test_a_name_that_the_view_lacks_is_an_error_with_its_template(theme: Theme) -> None:
    (theme.folder / "templates/robots.txt").write_text("{{ sitemapp }}", encoding="utf-8")
    with pytest.raises(ThemeError, match=r"robots\.txt"):
        rendered(Theme(theme.folder), "robots.txt", "en", RobotsView("x"))


def test_a_page_whose_files_show_its_view_is_not_made(theme: Theme) -> None:
    site = known(explainer())
    first = made(site, theme, WantedPage(ROBOTS))
    assert first.files == (("robots.txt", f"Sitemap: {SITE}/sitemap.xml é\n".encode()),)
    again = made(site, theme, WantedPage(ROBOTS, first.view))
    assert (again.files, again.view, again.reads) == (None, first.view, first.reads)
    other = made(known(site="https://b.example"), theme, WantedPage(ROBOTS, first.view))
    assert other.files is not None
    assert other.view != first.view


def test_files_beside_a_page_are_made_only_where_they_say_something_else(root: Path) -> None:
    theme, page = Theme(root / "theme"), PlannedPage("herring/index.html", "explainer", "en", "herring")
    first = made(known(explainer()), theme, WantedPage(page))
    by_template = made(known(explainer()), theme, WantedPage(page, "", first.beside))
    assert first.files
    assert by_template.files
    assert by_template.files[0] == first.files[0]
    assert [(name, None) for name, _ in first.files[1:]] == [*by_template.files[1:]] != []
    by_title = made(known(explainer(title="Other")), theme, WantedPage(page, first.view, first.beside))
    assert by_title.files
    assert all(data and b"Other" in data for _, data in by_title.files)


def test_a_page_says_in_order_what_it_asked(theme: Theme, root: Path) -> None:
    page = PlannedPage("glossary/index.html", "glossary", "en")
    reads = made(known(explainer()), Theme(root / "theme"), WantedPage(page)).reads
    assert list(reads) == sorted(reads)
    assert {"terms", "pages"} <= set(reads)
