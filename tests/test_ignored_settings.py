"""A setting of Pelican's that changes nothing is told once, one line each; a stock theme is refused in one sentence."""

from __future__ import annotations

from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG

from explainers.ignored_settings import ignored_settings, refused_theme
from explainers.setting_types import TYPES
from tests.building_sites import build, pelican, site_copy, tree

# Settings of Pelican's that do here what they do elsewhere, though nothing of ours asks for their types.
AS_ELSEWHERE = (
    "ARTICLE_PERMALINK_STRUCTURE",
    "AUTHOR_FEED_ATOM",
    "AUTHOR_FEED_RSS",
    "BIND",
    "CATEGORY_FEED_ATOM",
    "EXTRA_PATH_METADATA",
    "FEED_APPEND_REF",
    "LOG_FILTER",
    "OUTPUT_SOURCES",
    "OUTPUT_SOURCES_EXTENSION",
    "PELICAN_CLASS",
    "PLUGIN_PATHS",
    "PORT",
    "RSS_FEED_SUMMARY_ONLY",
    "STATIC_CHECK_IF_MODIFIED",
    "STATIC_CREATE_LINKS",
    "STATIC_EXCLUDES",
    "STATIC_EXCLUDE_SOURCES",
    "STATIC_SAVE_AS",
    "STATIC_URL",
    "TRANSLATION_FEED_ATOM",
)


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


def test_a_new_site_of_pelicans_is_told_once_what_it_says_in_vain(tmp_path: Path) -> None:
    lines = 'AUTHOR = "Ana"\nDELETE_OUTPUT_DIRECTORY = True\nCACHE_CONTENT = True\nARTICLE_EXCLUDES = ["old"]\n'
    told = [one for one in pelican(with_settings(tmp_path, lines)).stderr.splitlines() if one.startswith("warning: ")]
    assert told == [
        "warning: ARTICLE_EXCLUDES changes nothing: content says it itself",
        "warning: AUTHOR counts for Pelican's further feeds alone",
        "warning: CACHE_CONTENT changes nothing: what a build keeps lies in EXPLAINER_STORE",
        "warning: DELETE_OUTPUT_DIRECTORY changes nothing: a build removes what it no longer makes, and leaves what is "
        "not its own",
    ]


IN_VAIN = """
TYPOGRIFY = True
READERS = {"html": None, "txt": object}
DEFAULT_METADATA = {"status": "draft", "save_as": "elsewhere.txt"}
JINJA_ENVIRONMENT = {"extensions": ["nowhere.Nothing"]}
DATE_FORMATS = {"en": ("nowhere", "%d")}
DEFAULT_DATE_FORMAT = "%"
TEMPLATE_PAGES = {"nothing.html": "nothing.html"}
THEME_STATIC_PATHS = ["static", "."]
THEME_STATIC_DIR = "looks"
CACHE_CONTENT = True
LOAD_CONTENT_CACHE = True
CHECK_MODIFIED_METHOD = "nothing"
"""


def test_what_changes_nothing_changes_nothing_where_pelican_copies_files(tmp_path: Path) -> None:
    """It would have acted on each of these, or failed."""
    made = []
    for name, more in (("without", ""), ("with", IN_VAIN)):
        site = with_settings(tmp_path / name, f'STATIC_PATHS = ["extra"]\n{more}')
        (site / "content/extra").mkdir()
        (site / "content/extra/robots.txt").write_text("User-agent: *\n", encoding="utf-8")
        outcome = build(site)
        assert outcome.returncode == 0, outcome.stderr
        assert outcome.stderr.count("changes nothing") == more.count(" = ")
        made.append(tree(site / "output"))
    assert made[0] == made[1]
    assert "extra/robots.txt" in made[0]


def test_every_setting_of_pelicans_is_served_or_told() -> None:
    told = {one.partition(" ")[0] for one in ignored_settings(dict.fromkeys(DEFAULT_CONFIG, ()), {})}
    assert set(DEFAULT_CONFIG) == told | (set(DEFAULT_CONFIG) & {*TYPES, *AS_ELSEWHERE})
    assert not told & set(AS_ELSEWHERE)


def test_relative_links_are_told_without_pelican_too(tmp_path: Path) -> None:
    told = build(with_settings(tmp_path, "RELATIVE_URLS = True\n")).stderr
    assert "warning: RELATIVE_URLS changes nothing: links between pages are relative anyway" in told


def test_a_setting_of_ours_that_nobody_has_is_told_without_pelican_too(tmp_path: Path) -> None:
    told = build(with_settings(tmp_path, 'EXPLAINER_LICENSE = "CC BY 4.0"\n'))
    assert "EXPLAINER_LICENSE changes nothing: there is no such setting; did you mean EXPLAINER_LICENCE?" in told.stderr
    assert ignored_settings({"EXPLAINER_WHATEVER": 1, "SITEMAP": {}}, {}) == (
        "EXPLAINER_WHATEVER changes nothing: there is no such setting",
    )


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


@pytest.mark.parametrize("name", ["simple", "notmyidea"])
def test_pelicans_option_for_themes_is_refused_by_the_same_sentence(tmp_path: Path, name: str) -> None:
    told = pelican(site_copy("minimal", tmp_path), "-t", name)
    assert (told.returncode, told.stderr.splitlines()[-1]) == (2, f"explainers: {refused_theme(name)}")
    assert not (tmp_path / "output").exists()


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
