"""A settings file becomes a site, with Pelican only where it is needed, or a sentence on what is wrong with it."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from explainers.commands.opening import site_of
from explainers.setting_types import SettingsError


def opened(text: str = "", settings: str = "pelicanconf.py") -> object:
    """Return Pelican's object of the site in the current folder, whose settings have more lines at their end."""
    with Path(settings).open("a", encoding="utf-8") as file:
        file.write(text)
    return site_of(settings, None, None, None).pelican


def told(text: str) -> str:
    with pytest.raises(SettingsError) as wrong:
        opened(text)
    return str(wrong.value)


def test_a_site_that_needs_nothing_of_pelican_is_opened_without_it(site: Path) -> None:
    assert site.is_dir()
    assert opened() is None


def test_one_that_needs_it_is_opened_with_it_and_is_the_same_site(site: Path) -> None:
    plain = site_of("pelicanconf.py", None, "out", None)
    assert opened('STATIC_PATHS = ["images"]\n') is not None
    pelicans = site_of("pelicanconf.py", None, "out", None)
    assert (pelicans.site, pelicans.servers, pelicans.folders) == (plain.site, plain.servers, plain.folders)
    assert pelicans.folders.output == site / "out"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("x = (\n", "pelicanconf.py can't be used: pelicanconf.py, line 10, column 5: '(' was never closed"),
        ("\nx = 1 / 0\n", "pelicanconf.py can't be used: pelicanconf.py, line 11: ZeroDivisionError: division by zero"),
        (
            "import other\n",
            "pelicanconf.py can't be used: other.py, line 1: NameError: name 'unknown' is not defined: "
            "if these are words, write 'unknown'",
        ),
        ("raise SystemExit(3)\n", "pelicanconf.py can't be used: pelicanconf.py, line 10: SystemExit: 3"),
        ('PATH = "contents"\n', "there is no content folder '{site}/contents'. Did you mean 'content'?"),
        ('PATH = "pelicanconf.py"\n', "the content folder '{site}/pelicanconf.py' is a file, not a folder"),
        ('THEME = "nowhere/at/all"\n', "there is no theme folder '{site}/nowhere/at/all'"),
    ],
)
def test_what_is_wrong_with_settings_is_told_with_its_line(
    site: Path, monkeypatch: pytest.MonkeyPatch, text: str, message: str
) -> None:
    monkeypatch.delitem(sys.modules, "other", raising=False)  # what settings import stays, whoever imported it before
    (site / "other.py").write_text("unknown\n", encoding="utf-8")
    monkeypatch.syspath_prepend(str(site))
    assert told(text) == message.replace("{site}", str(site))


def test_a_settings_file_that_is_not_there_is_told(site: Path) -> None:
    assert site.is_dir()
    with pytest.raises(SettingsError, match=r"there is no settings file 'other.py': name it with --settings"):
        site_of("other.py", None, None, None)


def test_a_folder_of_the_command_stands_for_that_of_the_settings_wherever_they_say_it_is(site: Path) -> None:
    (site / "pelicanconf.py").write_text(
        (site / "pelicanconf.py").read_text(encoding="utf-8") + 'PATH = "gone"\n', encoding="utf-8"
    )
    assert site_of("pelicanconf.py", "content", None, None).folders.content == site / "content"


def test_the_settings_file_that_may_be_meant_is_named(site: Path) -> None:
    with pytest.raises(SettingsError, match=r"no settings file 'pelicancnf\.py'.* Did you mean 'pelicanconf\.py'\?$"):
        site_of("pelicancnf.py", None, None, None)
