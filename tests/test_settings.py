"""Settings of wrong types, settings files that fail, folders that aren't there: one sentence each, and exit code 2."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from explainers.cli import main
from explainers.settings import TYPES, SettingsError, check_types, site_folders
from tests.building_sites import site_copy

RIGHT: dict[str, Any] = {"DEFAULT_LANG": "en", "PATH": "content", "OUTPUT_PATH": "output", "THEME": "theme"}
WRONG: list[tuple[str, Any]] = [
    ("DEFAULT_LANG", None),
    ("DEFAULT_LANG", 5),
    ("PATH", 5),
    ("OUTPUT_PATH", None),
    ("THEME", ["theme"]),
    ("THEME_TEMPLATES_OVERRIDES", "templates"),
    ("THEME", "a\0b"),
    ("EXPLAINER_STORE", 5),
    ("SITENAME", 5),
    ("SITESUBTITLE", b"Bytes"),
    ("SITEURL", 5),
    ("EXPLAINER_LANGUAGES", "en"),
    ("EXPLAINER_LANGUAGES", 5),
    ("EXPLAINER_LANGUAGES", [5]),
    ("EXPLAINER_LANGUAGES", {"en": 1}),
    ("EXPLAINER_NAMES", ["x"]),
    ("EXPLAINER_NAMES", {"fr": "Repères"}),
    ("EXPLAINER_NAMES", {"fr": {"SITENAME": 5}}),
    ("EXPLAINER_NAMES", {5: {}}),
    ("EXPLAINER_REPORT", ["mailto:a@b.example"]),
    ("EXPLAINER_SECURITY", "mailto:a@b.example"),
    ("EXPLAINER_SECURITY", {"contact": 5, "expires": "2027-06-30"}),
    ("EXPLAINER_HEADERS", "no"),
    ("EXPLAINER_LICENCE", 5),
    ("EXPLAINER_LICENCE", {"name": 5}),
    ("EXPLAINER_LOOK", "dark"),
    ("EXPLAINER_TAG", 5),
    ("MAP_TILES", "https://tiles.example"),
    ("MAP_TILES", {"url": 5, "attribution": "x"}),
    ("FEED_MAX_ITEMS", "x"),
    ("FEED_MAX_ITEMS", [20]),
    ("FEED_MAX_ITEMS", -1),
    ("FEED_MAX_ITEMS", True),
    ("WITH_FUTURE_DATES", "no"),
    ("TIMEZONE", 5),
    ("CACHE_PATH", None),
    ("DEFAULT_DATE_FORMAT", None),
    ("DATE_FORMATS", None),
    ("MARKDOWN", 0),
    ("TIMEZONE", "Nowhere/Town"),
    ("TIMEZONE", ""),
    ("PLUGINS", "explainers"),
    ("STATIC_PATHS", "images"),
    ("JINJA_FILTERS", 5),
    ("JINJA_FILTERS", {"shout": "str.upper"}),
    ("JINJA_GLOBALS", 5),
    ("ARTICLE_URL", 5),
    ("MAP_URL", ["map/"]),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_of_a_wrong_type_is_named_with_what_it_can_be(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^{name} can't be ") as wrong:
        check_types({**RIGHT, name: value})
    assert "\n" not in str(wrong.value)
    assert ": write " in str(wrong.value)


def test_every_setting_of_the_table_has_a_wrong_value_above() -> None:
    addresses = {name for name in TYPES if name.endswith(("_URL", "_ATOM"))}
    assert set(TYPES) - addresses - {name for name, _ in WRONG} == {"RELATIVE_URLS", "JINJA_TESTS"}


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"SITENAME": None, "FEED_MAX_ITEMS": None, "ARTICLE_URL": False, "MAP_TILES": None, "JINJA_FILTERS": {}},
        {"PATH": Path("content"), "EXPLAINER_LANGUAGES": ("en", "fr"), "TIMEZONE": "Europe/Paris"},
    ],
)
def test_what_pelican_takes_for_nothing_said_is_right(right: dict[str, object]) -> None:
    check_types({**RIGHT, **right})


def test_a_long_value_is_cut_and_can_not_steer_the_terminal() -> None:
    with pytest.raises(SettingsError) as wrong:
        check_types({**RIGHT, "PLUGINS": "\x1b[2J" * 500})
    assert len(str(wrong.value)) < 150
    assert "\x1b" not in str(wrong.value)


def test_a_store_that_settings_name_lies_beside_the_content_wherever_commands_are_typed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir("/")
    folders = {name: str(tmp_path / name.lower()) for name in ("PATH", "OUTPUT_PATH", "THEME")}
    assert site_folders({**folders, "EXPLAINER_STORE": "kept"}).store == tmp_path / "kept/store.sqlite"


# ---- settings files ----------------------------------------------------------------------------------------------


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = site_copy("minimal", tmp_path)
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    return folder


def told(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    """Return the one sentence that a command ends with, and exit code 2."""
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.count("\n") == 1
    return printed.err


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("1 / 0", "pelicanconf.py can't be used: pelicanconf.py, line 12: ZeroDivisionError: division by zero"),
        ("def (", "pelicanconf.py can't be used: pelicanconf.py, line 12: invalid syntax"),
        ("import nowhere", "line 12: ModuleNotFoundError: No module named 'nowhere'"),
        ("raise SystemExit('set SITE first')", "line 12: SystemExit: set SITE first"),
        ("from beside import x", "beside.py, line 2: KeyError: 'SITE'"),
        ("FEED_MAX_ITEMS = 'x'", "FEED_MAX_ITEMS can't be 'x': write a whole number, such as 20, or None"),
        ("THEME = 'thme'", "there is no theme folder"),
        ("SITEURL = 'https://[x'", "SITEURL: 'https://[x' isn't a site's address: write https://HOST/PATH"),
        ("SITEURL = 'https://desk:hunter2@x.example'", "SITEURL: an address with a user in it isn't a site's address"),
        ("SITEURL = 'news.example'", "SITEURL: 'news.example' isn't a site's address"),
        ("ARTICLE_URL = 'x/'", "the address 'x/' is the same for all pages: it needs {slug}"),
        ("EXPLAINER_LANGUAGES = ['xx-']", "EXPLAINER_LANGUAGES: 'xx-' isn't the code of a language"),
    ],
)
@pytest.mark.parametrize("command", ["check", "build"])
def test_settings_that_fail_are_told_with_their_line(
    site: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
    command: str,
    line: str,
    sentence: str,
) -> None:
    monkeypatch.syspath_prepend(site)
    (site / "beside.py").write_text("import os\nx = {}['SITE']\n", encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"{line}\n")
    assert sentence in told(capsys, command)
    assert not (site / "output").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("check", "--settings", "nowhere.py"), "there is no settings file 'nowhere.py'"),
        (("build", "--settings", "content"), "there is no settings file 'content'"),
        (("check", "--settings", "site.toml"), "'site.toml' isn't a Python file: a settings file has a name that ends"),
        (("check", "--settings", "binary.py"), "binary.py can't be used: "),
        (("build", "--content", "contnet"), "did you mean 'content'?"),
        (("check", "--content", "nowhere"), "there is no content folder"),
        (("check", "--content", "pelicanconf.py"), "is a file, not a folder"),
        (("new", "country", "SE", "--content", "nowhere"), "there is no content folder"),
        (("source", "status", "--content", "nowhere"), "there is no content folder"),
        (("serve", "--content", "nowhere", "--port", "0"), "there is no content folder"),
    ],
)
def test_what_is_not_there_is_told(
    site: Path, capsys: pytest.CaptureFixture[str], arguments: tuple[str, ...], sentence: str
) -> None:
    (site / "site.toml").write_text("", encoding="utf-8")
    (site / "binary.py").write_bytes(b"\xff\xfe\x00")
    assert sentence in told(capsys, *arguments)


@pytest.mark.parametrize("command", ["check", "build"])
def test_an_empty_content_folder_says_how_to_begin(
    site: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    (site / "empty").mkdir()
    assert main([command, "--content", "empty"]) == 1
    assert "begin with explainers new country XX" in capsys.readouterr().err
    assert not (site / "output").exists()
