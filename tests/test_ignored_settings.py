"""A setting of Pelican's that changes nothing is told once, one line each; a stock theme is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

from explainers.ignored_settings import ignored_settings
from tests.building_sites import build, pelican, site_copy


def with_settings(folder: Path, lines: str) -> Path:
    site = site_copy("minimal", folder)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(lines)
    return site


def test_each_setting_that_changes_nothing_is_told(tmp_path: Path) -> None:
    told = build(with_settings(tmp_path, "MENUITEMS = (('a', 'b'),)\nDEFAULT_PAGINATION = 5\nDIRECT_TEMPLATES = []\n"))
    assert told.returncode == 0
    assert [line.partition("warning: ")[2] for line in told.stderr.splitlines() if "warning: " in line] == [
        "DEFAULT_PAGINATION changes nothing: lists have no pages of their own",
        "MENUITEMS changes nothing: the theme has no such place",
    ]


def test_pelicans_own_command_tells_them_too(tmp_path: Path) -> None:
    told = pelican(with_settings(tmp_path, "MENUITEMS = (('a', 'b'),)\n"))
    assert "warning: MENUITEMS changes nothing: the theme has no such place" in told.stderr


def test_a_file_that_lies_where_its_address_says_is_not_told() -> None:
    said = {"ARTICLE_URL": "{slug}.html", "ARTICLE_SAVE_AS": "{slug}.html", "PAGE_URL": "p/{slug}/"}
    assert ignored_settings({**said, "PAGE_SAVE_AS": "p/{slug}/index.html"}, {}) == ()
    assert ignored_settings({**said, "PAGE_SAVE_AS": "elsewhere/{slug}.html"}, {}) == (
        "PAGE_SAVE_AS changes nothing: the engine makes all pages",
    )


def test_a_stock_theme_is_refused_in_one_sentence(tmp_path: Path) -> None:
    told = build(with_settings(tmp_path, "THEME = 'simple'\n"))
    assert told.returncode == 2
    assert "'simple' is a theme of Pelican's, whose templates know nothing of sources and receipts" in told.stderr


def test_own_filters_globals_and_tests_reach_templates(tmp_path: Path) -> None:
    lines = (
        "JINJA_FILTERS = {'shout': str.upper}\nJINJA_GLOBALS = {'year': 2027}\n"
        "JINJA_TESTS = {'loud': lambda text: text.isupper()}\nTHEME_TEMPLATES_OVERRIDES = ['own']\n"
    )
    site = with_settings(tmp_path, lines)
    (site / "own").mkdir()
    text = "{{ 'harbour'|shout }} {{ year }} {{ 'A' is loud }} {{ sitemap }}"
    (site / "own/robots.txt").write_text(text, encoding="utf-8")
    assert build(site).returncode == 0
    assert (site / "output/robots.txt").read_text(encoding="utf-8").startswith("HARBOUR 2027 True ")
