"""Two commits side by side, page for page, so that a slower change is seen before it lands:
`tasks.py bench --against COMMIT`.

Both build the same sites cold, in one process, in turns. From the quickest builds of the smallest and the largest site
follows what a build costs once and what each page adds, and each commit's own `bench/stages.py` says at which stage.
The quickest counts, since whatever else a machine does can only add to it.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from bench.corpus import made_site, write_site
from bench.measuring import delete_aside, measured, set_aside
from bench.programs import ROOT
from bench.stages import STAGES

__all__ = ["compared", "told"]

_PAGES: Final = (20, 220)
"""Explainers of the two sites: few, so that a comparison takes minutes."""


@dataclass(frozen=True, slots=True)
class Costs:
    """What builds of a commit cost, in seconds of CPU: once, for each page, and for each page by stage (empty where the
    commit can't tell).
    """

    once: float
    page: float
    stages: Mapping[str, float]


def compared(commit: str, folder: Path, rounds: int) -> tuple[Costs, Costs]:
    """Return what builds cost at a commit, and as the repository stands now. Sites and the commit's files are below
    `folder`. Raises `RuntimeError` where a build fails, `subprocess.CalledProcessError` where there is no such commit.
    """
    shutil.rmtree(folder, ignore_errors=True)
    trees = (_tree_of(commit, folder / "commit"), ROOT)
    sites = {pages: _site(pages, folder / str(pages)) for pages in _PAGES}
    quickest: dict[tuple[Path, int], float] = {}
    for _ in range(rounds):
        for pages, site in sites.items():
            for tree in trees:
                cost = _built(tree, site)
                quickest[tree, pages] = min(cost, quickest.get((tree, pages), cost))
    delete_aside(folder)
    few, many = _PAGES
    found = []
    for tree in trees:
        page = (quickest[tree, many] - quickest[tree, few]) / (many - few)
        found.append(Costs(quickest[tree, few] - few * page, page, _stages(tree, sites[many])))
    return found[0], found[1]


def _tree_of(commit: str, folder: Path) -> Path:
    folder.mkdir(parents=True)
    archive = subprocess.run(["git", "archive", commit], cwd=ROOT, capture_output=True, check=True).stdout
    subprocess.run(["tar", "-x", "-C", str(folder)], input=archive, check=True)
    return folder


def _site(pages: int, folder: Path) -> Path:
    folder.mkdir(parents=True)
    write_site(made_site(pages), folder)
    return folder


def _variables(tree: Path) -> dict[str, str]:
    return {"PYTHONPATH": str(tree), "PYTHONHASHSEED": "0", "PYTHONDONTWRITEBYTECODE": ""}


def _built(tree: Path, site: Path) -> float:
    """Return the seconds of CPU that a cold build of a site takes with the package of a tree, and its own theme."""
    set_aside(site, ("output", ".cache", "theme"))
    shutil.copytree(tree / "theme", site / "theme")
    settings = site / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8").replace(repr(str(ROOT / "theme")), '"theme"')
    settings.write_text(text, encoding="utf-8")
    return measured([sys.executable, "-m", "explainers.cli", "build", "--jobs", "1"], site, _variables(tree)).cpu


def _stages(tree: Path, site: Path) -> dict[str, float]:
    program = tree / "bench" / "stages.py"
    if not program.exists():
        return {}
    found: dict[str, float] = json.loads(measured([sys.executable, str(program), "."], site, _variables(tree)).said)
    return found


def told(commit: str, before: Costs, now: Costs) -> str:
    """Return two commits' costs as lines of text, with how many times what it was each is now."""
    rows: list[tuple[str, float | None, float | None]] = [
        ("once, s", before.once, now.once),
        ("each page, ms", 1000 * before.page, 1000 * now.page),
        *((f"  {name}, ms", _of(name, before.stages), _of(name, now.stages)) for name in STAGES),
    ]
    head = f"{'CPU of a cold build':<22}{commit[:12]:>14}{'now':>10}{'ratio':>8}"
    return "\n".join([head, *(f"{what:<22}{_shown(a):>14}{_shown(b):>10}{_ratio(a, b):>8}" for what, a, b in rows)])


def _of(name: str, stages: Mapping[str, float]) -> float | None:
    return 1000 * stages[name] if name in stages else None


def _shown(value: float | None) -> str:
    return "–" if value is None else f"{value:.2f}"


def _ratio(before: float | None, now: float | None) -> str:
    return f"{now / before:.2f}" if before and now is not None else "–"
