"""The command `explainers build` tells what it did, to people and to programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.building_sites import build, site_copy

FISHING = "content/explainers/fishing.md"


@pytest.mark.parametrize(
    ("option", "value", "said"),
    [
        ("--jobs", "0", "it can't be '0': write a whole number from 1 on"),
        ("--jobs", "two", "it can't be 'two': write a whole number from 1 on"),
        ("--executor", "dask", "'dask' isn't an executor"),
        ("--executor", "ray:here", "'ray:here' isn't an executor"),
    ],
)
def test_what_is_no_number_of_jobs_and_no_executor(tmp_path: Path, option: str, value: str, said: str) -> None:
    ended = build(tmp_path, option, value)
    assert ended.returncode == 2
    assert said in ended.stderr
    assert (
        f"it can't be '{value}': write a whole number from 1 on" in ended.stderr
        or f"'{value}' isn't an" in ended.stderr
    )


def test_people_read_what_was_done_and_programs_the_numbers(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    first = json.loads(build(site, "--format", "json").stdout)
    pages = first["pages"]
    assert (first["read"], first["rendered"], first["unchanged"], first["removed"]) == (4, pages, 0, 0)
    assert 0 < pages <= first["written"]
    assert first["problems"] == []
    again = build(site)
    assert again.stdout.startswith(f"built {pages} pages in ")
    assert again.stdout.endswith(f" s: 0 rendered, {pages} unchanged, 0 removed → output/\n")
    told = json.loads(build(site, "--format", "json").stdout)
    assert {**told, "seconds": 0} == {
        **first, "read": 0, "rendered": 0, "written": 0, "unchanged": pages, "seconds": 0,
    }  # fmt: skip


def test_errors_are_told_in_the_form_that_is_asked_for_and_nothing_is_written(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    text = (site / FISHING).read_text(encoding="utf-8").replace("argued about herring", "argued")
    (site / FISHING).write_text(text.replace("[@gazette].\n---", "[@none].\n---"), encoding="utf-8")
    ended = build(site)
    assert (ended.returncode, ended.stdout) == (1, "")
    assert f"{FISHING}:7:" in ended.stderr
    assert ended.stderr.endswith("1 error: nothing was written\n")
    ended = build(site, "--format", "json")
    assert (ended.returncode, ended.stderr) == (1, "")
    assert [(one["path"], one["severity"]) for one in json.loads(ended.stdout)["problems"]] == [(FISHING, "error")]
    assert not (site / "output").exists()
