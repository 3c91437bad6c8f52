"""`check --fix` in memory: only what is certain is written, and only where nothing else goes wrong by it."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainers.build.content import Wanted
from explainers.build.live_site import LiveSite
from explainers.editing.fixing import diff, fixed_files

SITE = Path(__file__).resolve().parents[1] / "checks/site"
WANTED = Wanted(("en", "fr"), "2024-01-01")


@pytest.fixture
def page(tmp_path: Path) -> Path:
    shutil.copytree(SITE / "content", tmp_path / "content")
    (tmp_path / "content/explainers/neutral-zone.fr.md").unlink()
    return tmp_path / "content/explainers/neutral-zone.md"


def _fixed(page: Path, added: str) -> tuple[str, int]:
    """Return what becomes of lines behind a page's text, and how many problems that mends."""
    with page.open("a", encoding="utf-8", newline="") as file:
        file.write(added)
    found = fixed_files(LiveSite(page.parents[1], WANTED))
    before = page.read_bytes().decode()
    if not found:
        return added, 0
    (one,) = found
    assert one.before == before
    assert one.after.startswith(before.removesuffix(added))
    assert diff(one.path, one.before, one.after).startswith("--- a/content/explainers/neutral-zone.md")
    return one.after.removeprefix(before.removesuffix(added)), one.mended


CERTAIN = [
    ("\nEnvoys met [wire, para 1].\n", "\nEnvoys met [@wire, para. 1].\n", 1),
    ("\r\n#### Deep\r\n\r\nEnvoys met [wire, para 1].\r\n", "\r\n## Deep\r\n\r\nEnvoys met [@wire, para. 1].\r\n", 2),
    (
        "\n[Sweden](../countries/sweden.md) [@wire, para. 1].\n",
        "\n[Sweden]({filename}../countries/sweden.md) [@wire, para. 1].\n",
        1,
    ),
]
UNSURE = [
    "\nEnvoys met [@wir, para. 1].\n",  # a guess
    "\nStockholm has it [@wire, para. 4].\n",  # pledged or stated: the editor knows
    "\nEnvoys met [nobody, para 1].\n",  # there is no such source: another problem would come
    "\nEnvoys met [@wire, para. 1].\n",  # nothing is wrong
]


@pytest.mark.parametrize(("added", "becomes", "mended"), CERTAIN)
def test_what_is_certain_is_written(page: Path, added: str, becomes: str, mended: int) -> None:
    assert _fixed(page, added) == (becomes, mended)


@pytest.mark.parametrize("added", UNSURE)
def test_what_is_not_certain_is_left_alone(page: Path, added: str) -> None:
    assert _fixed(page, added) == (added, 0)


def test_one_suggestion_that_does_harm_keeps_no_other_from_being_written(page: Path) -> None:
    becomes, mended = _fixed(page, "\nEnvoys met [nobody, para 1].\n\n#### Deep\n")
    assert (becomes, mended) == ("\nEnvoys met [nobody, para 1].\n\n## Deep\n", 1)
