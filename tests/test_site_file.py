"""A settings file is run as it is written, without Pelican; what the engine doesn't understand is left to Pelican."""

from __future__ import annotations

import os
import re
import sys
from contextlib import suppress
from datetime import UTC, datetime
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest

from explainers.build.up_to_date import Left
from explainers.failures import CommandError
from explainers.site_file import (
    PLAIN,
    day_of_build,
    folder_overrides,
    gate_of,
    is_plain,
    nothing_compiled_kept,
    plain_settings,
)


def plain(folder: Path, **more: Any) -> dict[str, Any]:
    """Return the settings of a site that needs nothing of Pelican."""
    for name in ("content", "theme"):
        (folder / name).mkdir(exist_ok=True)
    own = {"PATH": str(folder / "content"), "OUTPUT_PATH": str(folder / "output"), "THEME": str(folder / "theme")}
    return {**PLAIN, **own, "PELICAN_CLASS": "explainers.SitePelican", "PLUGINS": ["explainers"], **more}


@pytest.mark.parametrize(
    ("epoch", "day"),
    [("0", "1970-01-01"), ("86399", "1970-01-01"), ("86400", "1970-01-02"), ("1789603200", "2026-09-17")],
)
def test_the_day_of_the_build_is_that_of_source_date_epoch_in_utc(
    epoch: str, day: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    assert day_of_build() == day


@pytest.mark.parametrize("epoch", ["tomorrow", "9" * 14, "9" * 30])
def test_one_that_is_no_time_is_told_by_its_name(epoch: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    with pytest.raises(CommandError, match=f"SOURCE_DATE_EPOCH is '{epoch}'"):
        day_of_build()


@pytest.mark.parametrize("epoch", [None, ""])
def test_without_one_it_is_today(epoch: str | None, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("SOURCE_DATE_EPOCH", raising=False)
    if epoch is not None:
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch)
    before = datetime.now(UTC).date().isoformat()
    assert before <= day_of_build() <= datetime.now(UTC).date().isoformat()


def test_only_folders_that_are_given_stand_for_settings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert folder_overrides(None, "", None) == {}
    assert folder_overrides("a/../b", None, "s") == {
        "PATH": os.path.realpath("b"), "EXPLAINER_STORE": os.path.realpath("s")
    }  # fmt: skip


def test_paths_of_a_settings_file_are_seen_from_its_folder(tmp_path: Path) -> None:
    file = tmp_path / "conf.py"
    file.write_text('PATH = "content"\nTHEME = "../theme"\nSITENAME = "A"\nlower = 1\n', encoding="utf-8")
    values = plain_settings(str(file), {"OUTPUT_PATH": "/out"})
    assert (values["PATH"], values["THEME"]) == (str(tmp_path / "content"), str(tmp_path.parent / "theme"))
    assert (values["OUTPUT_PATH"], values["SITENAME"], values["DEFAULT_LANG"]) == ("/out", "A", "en")
    assert "lower" not in values


def test_a_file_that_is_saved_again_is_read_again_and_nothing_compiled_is_kept(tmp_path: Path) -> None:
    file = tmp_path / "conf.py"
    for name in ("A", "B"):
        file.write_text(f'SITENAME = "{name}"\n', encoding="utf-8")
        os.utime(file, (10**9, 10**9))
        assert plain_settings(str(file), {})["SITENAME"] == name
    assert sorted(tmp_path.iterdir()) == [file]


def test_python_keeps_again_what_it_compiles_afterwards_whatever_happened(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "dont_write_bytecode", False)
    seen: list[bool] = []
    with suppress(ValueError), nothing_compiled_kept():
        seen.append(sys.dont_write_bytecode)
        raise ValueError
    assert seen == [True]
    assert not sys.dont_write_bytecode


@pytest.mark.parametrize("name", ["conf.txt", "conf"])
def test_a_settings_file_has_a_name_of_python(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text("SITENAME = 'A'\n", encoding="utf-8")
    with pytest.raises(CommandError, match=re.escape(f"'{tmp_path / name}'")):
        plain_settings(str(tmp_path / name), {})


@pytest.mark.parametrize("name", ["re", "json", "jinja2", "explainers"])
def test_settings_that_would_hide_a_module_others_need_are_refused_before_they_run(name: str, tmp_path: Path) -> None:
    file = tmp_path / f"{name}.py"
    file.write_text("raise AssertionError\n", encoding="utf-8")
    before = import_module(name)
    with pytest.raises(CommandError, match=rf"'{name}\.py' has the name of a module .* give it another name"):
        plain_settings(str(file), {})
    assert import_module(name) is before


def test_a_site_is_plain_while_the_engine_understands_all_its_settings(tmp_path: Path) -> None:
    assert is_plain(plain(tmp_path, SITENAME="A", EXPLAINER_TAG="x", PUBLISH_TO="y", MAP_TILES={}))
    assert is_plain(plain(tmp_path, STATIC_PATHS=["images"]), {"STATIC_PATHS": ["images"]})


@pytest.mark.parametrize(
    "more",
    [
        {"PLUGINS": ["explainers", "other"]}, {"PELICAN_CLASS": "pelican.Pelican"}, {"THEME": 5},
        {"THEME": "/nowhere/at/all"}, {"PATH": "/nowhere/at/all"}, {"STATIC_PATHS": ["other"]}, {"JINJA_FILTERS": {}},
    ],
)  # fmt: skip
def test_anything_else_needs_pelican(more: dict[str, Any], tmp_path: Path) -> None:
    assert not is_plain(plain(tmp_path, **more), {"STATIC_PATHS": ["images"]})


@pytest.mark.parametrize(
    ("day", "finish", "more", "told"),
    [
        ("2026-01-01", False, {}, "all is well"),
        ("2026-01-01", False, {"DEBUG": True}, "all is well"),
        ("2026-01-02", False, {}, None),
        ("2026-01-01", True, {}, None),
        ("2026-01-01", False, {"SITENAME": "B"}, None),
        ("2026-01-01", False, {"EXPLAINER_TAG": "x"}, None),
        ("2026-01-01", False, {"EXPLAINER_STORE": "elsewhere"}, None),
    ],
)
def test_the_gate_depends_on_what_settings_say_the_day_and_finishing(
    day: str, finish: bool, more: dict[str, Any], told: str | None, tmp_path: Path
) -> None:
    (tmp_path / ".cache/explainers").mkdir(parents=True)
    built = gate_of(plain(tmp_path), "2026-01-01", finish=False)
    seen = built.inputs()
    built.open(lambda time: time, Left.of(()), "all is well")
    assert seen
    assert gate_of(plain(tmp_path, **more), day, finish=finish).unchanged() == told
