"""A repository to play workflows in: this one as it is in the work tree, with a few small pages for its content."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.byte_code import lend_byte_code
from tests.repositories import git, taken_files

__all__ = ["BRANCH", "commit", "environment", "origin_in", "prepare", "run"]

ROOT = Path(__file__).resolve().parents[2]
BRANCH = "trunk"  # a default branch of any name
METHOD = "---\ntitle: How we check\nsummary: Where statements come from.\n---\n\nWe read the sources.\n"
STAMP = (
    "import json, sys; sys.path.insert(0, '.'); import tasks;"
    "(tasks.VENV / tasks.STAMP).write_text(json.dumps(tasks._fresh_stamp('dev')))"
)


def origin_in(folder: Path, content: Path | None, only: tuple[str, ...] = ("",)) -> Path:
    """Make a repository as the work tree is, with a default branch of its own name. `content` takes the place of the
    content that is there; `only` files whose paths begin so are taken.
    """
    folder.mkdir(parents=True)
    for name in taken_files(ROOT):
        left = content and name.startswith("content/")
        if name.startswith(only) and not left and (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)
    if content:
        shutil.copytree(content, folder / "content")
        (folder / "content/pages").mkdir()
        (folder / "content/pages/method.md").write_text(METHOD, encoding="utf-8")
    git(folder, "init", "--quiet", "--initial-branch", BRANCH)
    commit(folder, "Begin")
    return folder


def commit(folder: Path, subject: str) -> str:
    """Commit all that is in a folder; return the commit."""
    git(folder, "add", "--all")
    git(folder, "commit", "--quiet", "--allow-empty", "--message", subject)
    return git(folder, "rev-parse", "HEAD")


def prepare(clone: Path) -> None:
    """Give a clone the environment that its first command would make, out of the one that these tests run in."""
    ours, theirs = Path(sys.executable).parent, clone / ".venv"
    (theirs / "bin").mkdir(parents=True)
    for entry in ours.parent.iterdir():
        if entry.name not in ("bin", "finished.json"):
            (theirs / entry.name).symlink_to(entry)
    for entry in ours.iterdir():
        if entry.name != "explainers":
            (theirs / "bin" / entry.name).symlink_to(entry)
    command = theirs / "bin" / "explainers"
    command.write_text(
        f"#!{theirs}/bin/python\nimport sys\nsys.path.insert(0, {json.dumps(str(clone))})\n"
        "from explainers.cli import main\nsys.exit(main())\n",
        encoding="utf-8",
    )
    command.chmod(0o755)
    lend_byte_code(ROOT / "explainers", clone / "explainers")
    subprocess.run((str(theirs / "bin" / "python"), "-c", STAMP), cwd=clone, check=True, env=environment())


def environment() -> dict[str, str]:
    """Return what any program needs, and nothing that would lead it elsewhere."""
    passed = (
        "HOME",
        "PATH",
        "PYTHONPYCACHEPREFIX",
        "TMPDIR",
        *(name for name in os.environ if name.startswith("PIP_")),
    )
    return {name: os.environ[name] for name in passed if name in os.environ} | {"LANG": "C.UTF-8"}


def run(words: Sequence[str], folder: Path, variables: dict[str, str]) -> subprocess.CompletedProcess[str]:
    """Run a command with these variables alone; its standard error is in its standard output."""
    return subprocess.run(
        words, cwd=folder, env=variables, check=False, text=True, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT, errors="replace",
    )  # fmt: skip
