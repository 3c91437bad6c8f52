"""Plays a workflow of GitHub's on this machine: every `run` step of every job, in fresh clones, with the variables that
GitHub gives. Actions are played by what stands below `ACTIONS`: small equivalents that keep their promises.
"""

from __future__ import annotations

import fnmatch
import shutil
import subprocess
import sys
import tarfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml

from tests.playing.expressions import evaluate, filled, holds
from tests.playing.repositories import BRANCH, environment, prepare, run
from tests.repositories import git

__all__ = ["ActionFailed", "Host", "Job", "Step", "play", "read_workflow"]

_BASH = ("bash", "--noprofile", "--norc", "-eo", "pipefail")  # GitHub's `shell: bash`


class ActionFailed(Exception):
    """An action ends its step with an error."""


@dataclass
class Host:
    """What stands around a workflow.

    Fields: `origin`, the repository; `place`, a folder for all that is made; `event` and `ref` that started it;
    `pages_url`, where Pages would show the site, or empty where nobody has set it up; `replaced`, scripts that others
    take the place of; `prepared`, whether clones have their environment already.
    """

    origin: Path
    place: Path
    event: str = "push"
    ref: str = f"refs/heads/{BRANCH}"
    pages_url: str = ""
    replaced: Mapping[str, str] = field(default_factory=dict)
    prepared: bool = True
    artifacts: dict[str, Path] = field(default_factory=dict)
    kept: dict[str, Path] = field(default_factory=dict)  # by actions/cache
    live: Path | None = None


@dataclass
class Step:
    """A step that was played: its name, its outcome (`success`, `failure`, `skipped`), what it printed."""

    name: str
    outcome: str
    log: str = ""


@dataclass
class Job:
    """A job that was played, with the summary that its steps wrote."""

    result: str
    steps: list[Step] = field(default_factory=list)
    outputs: dict[str, str] = field(default_factory=dict)
    summary: str = ""

    def step(self, name: str) -> Step:
        """Return the step that has these words in its name."""
        (found,) = (step for step in self.steps if name in step.name)
        return found


def read_workflow(path: Path) -> dict[str, Any]:
    """Return a workflow; YAML 1.1 takes the bare word `on` for "yes"."""
    read: dict[Any, Any] = yaml.safe_load(path.read_text("utf-8"))
    return {"on" if key is True else key: value for key, value in read.items()}


def play(workflow: Mapping[str, Any], host: Host) -> dict[str, Job]:
    """Play the jobs of a workflow, each after those that it needs; return them by name."""
    played: dict[str, Job] = {}
    waiting = dict(workflow["jobs"])
    while waiting:
        name = next(name for name, job in waiting.items() if set(_needs(job)) <= set(played))
        played[name] = _Play(host, name, waiting.pop(name), played).job()
    return played


def _needs(job: Mapping[str, Any]) -> list[str]:
    needs = job.get("needs", [])
    return [needs] if isinstance(needs, str) else needs


class _Play:
    """One job while it is played."""

    def __init__(self, host: Host, name: str, job: Mapping[str, Any], before: Mapping[str, Job]) -> None:
        self.host, self.name, self.said = host, name, job
        self.folder = host.place / name
        self.workspace = self.folder / "workspace"
        self.path = environment()["PATH"]
        self.failed = False
        self.at_the_end: list[Callable[[], object]] = []
        self.steps: dict[str, Any] = {}
        needed = {each: before[each] for each in _needs(job)}
        self.went_well = all(each.result == "success" for each in needed.values())
        needs = {each: {"result": one.result, "outputs": one.outputs} for each, one in needed.items()}
        self.names: dict[str, Any] = {"github": _github(host), "needs": needs, "steps": self.steps, "env": {}}
        self.played = Job("success")

    def functions(self, went_well: bool) -> dict[str, Callable[..., Any]]:
        return {
            "always": lambda: True,
            "cancelled": lambda: False,
            "failure": lambda: not went_well,
            "format": lambda text, *values: _formatted(text, values),
            "hashFiles": partial(_hash_of, self.workspace),
            "success": lambda: went_well,
        }

    def job(self) -> Job:
        if not holds(str(self.said.get("if", "success()")), self.names, self.functions(self.went_well)):
            return Job("skipped")
        self.workspace.mkdir(parents=True)
        for number, step in enumerate(self.said["steps"]):
            self._step(number, step)
        for each in self.at_the_end:
            each()
        self.played.result = "failure" if self.failed else "success"
        for name, text in self.said.get("outputs", {}).items():
            self.played.outputs[name] = filled(text, self.names, self.functions(True))
        summaries = sorted(self.folder.glob("summary-*"))
        self.played.summary = "".join(each.read_text("utf-8") for each in summaries)
        return self.played

    def _step(self, number: int, step: Mapping[str, Any]) -> None:
        done = Step(str(step.get("name", step.get("uses", step.get("run")))), "skipped")
        self.played.steps.append(done)
        if not holds(step.get("if"), self.names, self.functions(not self.failed)):
            return
        output = self.folder / f"output-{number:02}"
        output.touch()
        outputs: dict[str, str] = {}
        if "run" in step:
            done.outcome, done.log = self._run(number, step, output)
        else:
            done.outcome, done.log, outputs = self._use(step)
        outputs |= dict(line.split("=", 1) for line in output.read_text("utf-8").splitlines())
        if "id" in step:
            self.steps[step["id"]] = {"outcome": done.outcome, "outputs": outputs}
        self.failed |= done.outcome == "failure" and not step.get("continue-on-error", False)

    def _run(self, number: int, step: Mapping[str, Any], output: Path) -> tuple[str, str]:
        script = self.folder / f"script-{number:02}.sh"
        script.write_text(self.host.replaced.get(step["run"].strip(), step["run"]), encoding="utf-8")
        own = {name: filled(str(text), self.names, self.functions(True)) for name, text in step.get("env", {}).items()}
        github = self.names["github"]
        variables = environment() | {
            "CI": "true",
            "GITHUB_ACTIONS": "true",
            "GITHUB_EVENT_NAME": github["event_name"],
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REF": github["ref"],
            "GITHUB_REPOSITORY": github["repository"],
            "GITHUB_SHA": github["sha"],
            "GITHUB_STEP_SUMMARY": str(self.folder / f"summary-{number:02}"),
            "GITHUB_WORKSPACE": str(self.workspace),
            "PATH": self.path,
            **own,
        }
        done = run((*_BASH, str(script)), self.workspace, variables)
        return ("failure" if done.returncode else "success"), done.stdout

    def _use(self, step: Mapping[str, Any]) -> tuple[str, str, dict[str, str]]:
        name = step["uses"].partition("@")[0]
        values = {
            key: filled(str(text), self.names, self.functions(True)) for key, text in step.get("with", {}).items()
        }
        try:
            return "success", "", ACTIONS[name](self, values)
        except ActionFailed as failed:
            return "failure", str(failed), {}


def _github(host: Host) -> dict[str, Any]:
    return {
        "event": {"repository": {"default_branch": BRANCH, "name": "news"}},
        "event_name": host.event,
        "ref": host.ref,
        "ref_name": host.ref.partition("/")[2].partition("/")[2],
        "repository": "desk/news",
        "repository_owner": "desk",
        "sha": git(host.origin, "rev-parse", "HEAD"),
    }


def _formatted(text: str, values: tuple[Any, ...]) -> str:
    for number, value in enumerate(values):
        text = text.replace(f"{{{number}}}", str(value))
    return text


def _hash_of(folder: Path, *patterns: str) -> str:
    paths = git(folder, "ls-files").splitlines()
    found = [path for path in paths if any(fnmatch.fnmatch(path, pattern) for pattern in patterns)]
    return sha256(b"".join((folder / path).read_bytes() for path in found)).hexdigest() if found else ""


# ---- actions -------------------------------------------------------------------------------------


def _checkout(job: _Play, values: Mapping[str, str]) -> dict[str, str]:
    depth = () if values.get("fetch-depth") == "0" else ("--depth", "1")
    origin = job.host.origin.resolve()
    command = ("git", "clone", "--quiet", *depth, origin.as_uri() if depth else str(origin), str(job.workspace))
    subprocess.run(command, check=True, capture_output=True)
    if job.host.prepared:
        prepare(job.workspace)
    return {}


def _setup_python(job: _Play, values: Mapping[str, str]) -> dict[str, str]:
    """Put a Python of this version first, if the machine has it: else the one that is there."""
    found = shutil.which(f"python{values['python-version']}") if not job.host.prepared else None
    works = found and not subprocess.run((found, "-c", ""), check=False, capture_output=True).returncode
    folder = job.folder / "python"
    folder.mkdir()
    python = getattr(sys, "_base_executable", sys.executable)
    for name in ("python", "python3"):
        (folder / name).write_text(f'#!/bin/sh\nexec "{found if works else python}" "$@"\n', encoding="utf-8")
        (folder / name).chmod(0o755)
    job.path = f"{folder}:{job.path}"
    return {}


def _configure_pages(job: _Play, _: Mapping[str, str]) -> dict[str, str]:
    if not job.host.pages_url:
        raise ActionFailed("Get Pages site failed: not found")
    return {"base_url": job.host.pages_url}


def _cache(job: _Play, values: Mapping[str, str]) -> dict[str, str]:
    kept, path = job.host.kept, job.workspace / values["path"]
    prefixes = (values["key"], *values.get("restore-keys", "").split())
    found = next((key for prefix in prefixes for key in reversed(kept) if key.startswith(prefix)), None)
    if found:
        shutil.copytree(kept[found], path)

    def keep() -> None:
        if path.is_dir() and values["key"] not in kept:
            kept[values["key"]] = Path(shutil.copytree(path, job.host.place / f"kept-{len(kept)}"))

    job.at_the_end.append(keep)
    return {"cache-hit": str(found == values["key"]).lower()}


def _upload(job: _Play, values: Mapping[str, str]) -> dict[str, str]:
    goal = job.host.place / f"artifact-{values['name']}"
    for path in filter(Path.exists, (job.workspace / name for name in values["path"].split())):
        if path.is_dir():
            hidden = None if values.get("include-hidden-files") == "True" else shutil.ignore_patterns(".*")
            shutil.copytree(path, goal / path.name, ignore=hidden)
        else:
            goal.mkdir(exist_ok=True)
            shutil.copy2(path, goal / path.name)
    job.host.artifacts[values["name"]] = goal
    return {}


def _upload_pages(job: _Play, values: Mapping[str, str]) -> dict[str, str]:
    """Make the archive that Pages takes; the action leaves out hidden files unless it is told otherwise."""
    folder, archive = job.workspace / values["path"], job.host.place / "artifact.tar"
    with_hidden = values.get("include-hidden-files") == "True"

    def taken(member: tarfile.TarInfo) -> tarfile.TarInfo | None:
        parts = Path(member.name).parts
        left = {".git", ".github"} & set(parts) or (not with_hidden and any(part.startswith(".") for part in parts))
        return None if left else member

    with tarfile.open(archive, "w", dereference=True) as tar:
        for entry in sorted(folder.iterdir()):
            tar.add(entry, entry.name, filter=taken)
    job.host.artifacts["github-pages"] = archive
    return {}


def _deploy_pages(job: _Play, _: Mapping[str, str]) -> dict[str, str]:
    """Unpack the archive under the rules of Pages: files and folders that all may read, with a home page."""
    job.host.live = job.host.place / "live"
    with tarfile.open(job.host.artifacts["github-pages"]) as tar:
        for member in tar.getmembers():
            readable = member.mode & (0o005 if member.isdir() else 0o004)
            if not (member.isfile() or member.isdir()) or not readable:
                raise ActionFailed(f"'{member.name}' can't be shown")
        tar.extraction_filter = getattr(tarfile, "data_filter", None)  # since Python 3.11.4
        tar.extractall(job.host.live)
    if not (job.host.live / "index.html").is_file():
        raise ActionFailed("there is no home page")
    return {"page_url": f"{job.host.pages_url}/"}


ACTIONS: Mapping[str, Callable[[_Play, Mapping[str, str]], dict[str, str]]] = {
    "actions/cache": _cache,
    "actions/checkout": _checkout,
    "actions/configure-pages": _configure_pages,
    "actions/deploy-pages": _deploy_pages,
    "actions/setup-python": _setup_python,
    "actions/upload-artifact": _upload,
    "actions/upload-pages-artifact": _upload_pages,
}


def concurrency_group(workflow: Mapping[str, Any], host: Host) -> str:
    """Return the group in which a run waits for others."""
    functions = {"format": lambda text, *values: _formatted(text, values)}
    text = workflow["concurrency"]["group"]
    whole = text.startswith("${{") and text.count("${{") == 1 and text.endswith("}}")
    names = {"github": _github(host)}
    return str(evaluate(text[3:-2], names, functions)) if whole else filled(text, names, functions)
