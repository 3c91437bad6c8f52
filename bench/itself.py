"""This repository's own site, built cold, beside stock Pelican with as many pages: `tasks.py bench --itself`.

Its pages are of all kinds, in two languages, and few: what a build pays once weighs most here, as it does in anybody's
first minutes. Stock Pelican builds as many articles of `bench/corpus.py`, in turns with it.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from statistics import median
from typing import Final

from bench.corpus import made_site
from bench.measuring import delete_aside, measured
from bench.programs import ROOT, own_program, stock_program
from bench.stock import write_stock

__all__ = ["measured_itself"]

_PARTS: Final = ("content", "theme", "pelicanconf.py")


def measured_itself(folder: Path, rounds: int, variables: dict[str, str]) -> str:
    """Return what both cold builds cost, in words: medians of some rounds. Everything is made below `folder`. Raises
    `RuntimeError` where a build fails.
    """
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    for part in _PARTS:
        (shutil.copytree if (ROOT / part).is_dir() else shutil.copy)(ROOT / part, folder / part)
    ours, stock = own_program(folder.resolve()), stock_program(folder.resolve())
    measured(ours.command, ours.folder, variables)
    pages = len(list((folder / "output").rglob("*.html")))
    write_stock(made_site(pages), folder / "stock")
    costs: dict[str, list[float]] = {ours.name: [], stock.name: []}
    for _ in range(rounds):
        for program in (ours, stock):
            program.forget()
            costs[program.name].append(measured(program.command, program.folder, variables).cpu)
    delete_aside(folder)
    mine, its = (median(costs[program.name]) for program in (ours, stock))
    return (
        f"this site, {pages} pages, cold: {mine:.2f} s of CPU; stock Pelican, {pages} articles: {its:.2f} s; "
        f"ratio {mine / its:.2f} (must 1.5, aim 1.0)"
    )
