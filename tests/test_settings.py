"""Settings of wrong types, settings files that fail, folders that aren't there: one sentence each, and exit code 2."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.cli import main
from explainers.settings import site_folders
from tests.building_sites import site_copy


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
        ("def (", "pelicanconf.py can't be used: pelicanconf.py, line 12, column 5: invalid syntax"),
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
        (("build", "--content", "contnet"), "Did you mean 'content'?"),
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
