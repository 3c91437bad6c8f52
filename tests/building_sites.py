"""Building sites in tests, the way people do: by the commands, in a copy of the site's folder."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from explainers.cli import main
from explainers.ownership import LIST_NAME

ROOT = Path(__file__).resolve().parent.parent
SITES = ROOT / "tests" / "sites"
DAY = "1789603200"  # 2026-09-17, as seconds


@dataclass(frozen=True)
class Outcome:
    """How a command ended, and what it said."""

    returncode: int
    stdout: str
    stderr: str


def site_copy(name: str, folder: Path) -> Path:
    """Return a copy of one of the golden sites, using the repository's theme."""
    copy = folder / name
    shutil.copytree(SITES / name, copy, ignore=shutil.ignore_patterns("expected", "output", ".cache", "__pycache__"))
    settings = copy / "pelicanconf.py"
    text = settings.read_text(encoding="utf-8").replace('"../../../theme"', repr(str(ROOT / "theme")))
    settings.write_text(text, encoding="utf-8")
    return copy


def edit(folder: Path, file: str, old: str, new: str) -> None:
    """Change words of a file in a folder, which has them."""
    path = folder / file
    text = path.read_text(encoding="utf-8")
    assert old in text, file
    path.write_text(text.replace(old, new), encoding="utf-8")


def edited(file: str, old: str, new: str) -> Callable[[Path], object]:
    """Return an edit that is made later, in the folder that is named then."""
    return lambda folder: edit(folder, file, old, new)


def build(site: Path, *options: str, **environment: str) -> Outcome:
    """Run `explainers build` in a site's folder, in this process: what it needs is loaded only once."""
    said, told = StringIO(), StringIO()
    with (
        chdir(site),
        patch.dict(os.environ, {"SOURCE_DATE_EPOCH": DAY, **environment}),
        redirect_stdout(said),
        redirect_stderr(told),
    ):
        try:
            code = main(["build", *options])
        except SystemExit as stopped:
            code = int(stopped.code or 0)
    return Outcome(code, said.getvalue(), told.getvalue())


def run(site: Path, *command: str, **environment: str) -> Outcome:
    """Run a module's command in a site's folder, in a process of its own."""
    variables = {**os.environ, "PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": DAY, **environment}
    ended = subprocess.run([sys.executable, "-m", *command], cwd=site, env=variables, capture_output=True, check=False)
    said, told = (stream.decode(errors="replace") for stream in (ended.stdout, ended.stderr))
    return Outcome(ended.returncode, said, told)


def pelican(site: Path, *options: str, **environment: str) -> Outcome:
    """Run Pelican's own command, as its users do."""
    return run(site, "pelican", "content", "-s", "pelicanconf.py", "-o", "output", *options, **environment)


def tree(folder: Path) -> dict[str, bytes]:
    """Return all files below a folder with their bytes, but for the list that a build keeps of what it has made."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != LIST_NAME
    }
