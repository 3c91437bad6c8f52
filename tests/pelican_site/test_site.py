"""Pelican's own command ends as the others do: a sentence and an exit code, on any terminal."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.building_sites import ROOT, Outcome, edit, pelican, run, site_copy


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return site_copy("minimal", tmp_path)


def with_settings(site: Path, line: str) -> Path:
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f'TIMEZONE = "UTC"\n{line}\n')
    return site


def with_theme(site: Path, file: str, text: str | None) -> Path:
    """Give a site its own theme, a file of which has a line more, or is gone."""
    shutil.copytree(ROOT / "theme", site / "theme")
    path = site / "theme" / file
    if text is None:
        path.unlink()
    else:
        path.write_text(f"{path.read_text(encoding='utf-8')}{text}\n", encoding="utf-8")
    return with_settings(site, f"THEME = {str(site / 'theme')!r}")


def ended(outcome: Outcome) -> tuple[int, str]:
    """Return exit code and the last line, having seen that there is no traceback."""
    assert "Traceback" not in outcome.stderr + outcome.stdout
    return outcome.returncode, outcome.stderr.splitlines()[-1]


def test_a_broken_template_is_one_sentence(site: Path) -> None:
    outcome = pelican(with_theme(site, "templates/map.html", "{% if %}"))
    code, line = ended(outcome)
    assert code == 2
    assert line.startswith("explainers: The theme 'theme' can't be used: templates/map.html, line ")


def test_a_template_that_is_missing_is_one_sentence(site: Path) -> None:
    outcome = pelican(with_theme(site, "templates/timeline.html", None))
    assert ended(outcome) == (2, "explainers: The theme 'theme' can't be used: it has no file templates/timeline.html")
    assert not (site / "output/index.html").exists()


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("FEED_MAX_ITEMS = 'x'", "FEED_MAX_ITEMS can't be 'x': write a whole number, such as 20, or None"),
        ("JINJA_FILTERS = {'shout': 5}", "JINJA_FILTERS can't be {'shout': 5}: write functions by name, such as"),
        ("PLUGINS = ['explainers', 'i18n_subsites']", "the plugin i18n_subsites can't be used, since a build"),
        ("TIMEZONE = ''", "TIMEZONE can't be '': write one of the IANA's, such as Europe/Oslo"),
        ("TIMEZONE = 'Nowhere'", "TIMEZONE can't be 'Nowhere': write one of the IANA's, such as Europe/Oslo"),
        ("EXPLAINER_SECURITY = {'contact': 'mailto:a@b.example', 'expires': '2020-01-01'}", "EXPLAINER_SECURITY"),
    ],
)
def test_wrong_settings_are_one_sentence(site: Path, line: str, sentence: str) -> None:
    code, told = ended(pelican(with_settings(site, line)))
    assert code == 2
    assert told.startswith(f"explainers: {sentence}")


def test_an_empty_content_folder_says_how_to_begin(site: Path) -> None:
    shutil.rmtree(site / "content")
    (site / "content").mkdir()
    outcome = pelican(with_settings(site, ""))
    assert ended(outcome) == (1, "explainers: 1 error in the content: nothing was written")
    assert "begin with explainers new country XX" in outcome.stderr


def test_a_full_or_closed_disk_has_exit_code_three(site: Path) -> None:
    (site / "blocked").write_text("a file where the store's folder would be", encoding="utf-8")
    code, line = ended(pelican(with_settings(site, "EXPLAINER_STORE = 'blocked/store'")))
    assert code == 3
    assert f"{site / 'blocked'}" in line


def test_what_a_terminal_lacks_is_replaced(site: Path) -> None:
    page = site / "content/explainers/fishing.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\nΩmega → uncited.\n", encoding="utf-8")
    code, line = ended(pelican(with_settings(site, ""), PYTHONIOENCODING="latin-1"))
    assert (code, line) == (1, "explainers: 1 error in the content: nothing was written")


def test_feeds_and_files_that_settings_ask_of_pelican_are_there(site: Path) -> None:
    (site / "content/extra").mkdir()
    (site / "content/extra/domain").write_text("harbour.example\n", encoding="utf-8")
    lines = (
        'AUTHOR = "Ana"\nAUTHOR_FEED_ATOM = "feeds/by-{slug}.xml"\nCATEGORY_FEED_ATOM = "feeds/{slug}.atom.xml"\n'
        'STATIC_PATHS = ["extra"]\nEXTRA_PATH_METADATA = {"extra/domain": {"path": "CNAME"}}'
    )
    outcome = pelican(with_settings(site, lines))
    assert outcome.returncode == 0
    assert "EXTRA_PATH_METADATA" not in outcome.stderr
    output = site / "output"
    # The address of the feed for categories is Pelican's own default: it counts, since the file says it.
    assert {"by-ana.xml", "misc.atom.xml"} <= {file.name for file in (output / "feeds").iterdir()}
    assert (output / "CNAME").read_text(encoding="utf-8") == "harbour.example\n"


@pytest.mark.parametrize("file", ["robots.txt", "glossary/index.html"])
def test_a_file_that_would_stand_where_the_build_has_its_own_is_refused(site: Path, file: str) -> None:
    (site / "content/extra").mkdir()
    (site / "content/extra/mine").write_text("User-agent: *\nDisallow: /\n", encoding="utf-8")
    lines = f'STATIC_PATHS = ["extra"]\nEXTRA_PATH_METADATA = {{"extra/mine": {{"path": "{file}"}}}}'
    for _ in range(2):  # the second time, the site's own is older
        assert ended(pelican(with_settings(site, lines))) == (
            2,
            f"explainers: 'extra/mine' of STATIC_PATHS would be copied to '{file}', which the build makes itself: "
            "leave it out, or give it another address in EXTRA_PATH_METADATA",
        )
        assert (site / "output" / file).read_bytes() != (site / "content/extra/mine").read_bytes()
        (site / "content/extra/mine").touch()


def test_warnings_are_fatal_where_pelican_is_told_so(site: Path) -> None:
    edit(site, "content/explainers/fishing.md", "\ndate:", "\nreview_by: 2026-01-01\ndate:")
    assert pelican(with_settings(site, "")).returncode == 0
    code, last = ended(pelican(site, "--fatal", "warnings"))
    assert (code, "1 warning in the content, fatal here: nothing was written" in last) == (1, True), last
    code, last = ended(pelican(with_settings(site, "MENUITEMS = ()"), "--fatal", "warnings"))
    assert (code, "1 warning of settings, fatal here: nothing was written" in last) == (2, True), last


def test_settings_that_hide_a_module_of_python_are_told_as_such(site: Path) -> None:
    (site / "pelicanconf.py").rename(site / "json.py")
    code, last = ended(run(site, "pelican", "content", "-s", "json.py"))
    assert (code, last.partition(" has the name")[0]) == (2, "explainers: the settings file 'json.py'")
