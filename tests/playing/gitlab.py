"""Plays a pipeline of GitLab's on this machine: the scripts of its jobs, stage after stage, in fresh clones, with the
variables that GitLab gives. Artifacts go from job to job as they do there.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.playing.repositories import BRANCH, environment, prepare, run

__all__ = ["Pipeline", "play_pipeline"]

_OTHERS = ("cache", "default", "stages", "variables", "workflow")
_TERM = re.compile(r'\s*\$(?P<name>\w+)\s*(?:(?P<sign>==|!=)\s*(?:\$(?P<other>\w+)|"(?P<text>[^"]*)"))?\s*')


@dataclass
class Pipeline:
    """A pipeline that was played: by job, whether it went well; what the jobs printed; the folders they worked in."""

    results: dict[str, bool] = field(default_factory=dict)
    logs: dict[str, str] = field(default_factory=dict)
    folders: dict[str, Path] = field(default_factory=dict)


def play_pipeline(
    file: Path, origin: Path, place: Path, given: Mapping[str, str], replaced: Mapping[str, str], prepared: bool = True
) -> Pipeline:
    """Play a pipeline; `given` are variables that differ from those of a push to the default branch."""
    said = yaml.safe_load(file.read_text("utf-8"))
    variables = {"CI_COMMIT_BRANCH": BRANCH, "CI_DEFAULT_BRANCH": BRANCH, "CI_PIPELINE_SOURCE": "push", **given}
    played = Pipeline()
    if not _wanted(said["workflow"]["rules"], variables):
        return played
    jobs = {name: job for name, job in said.items() if name not in _OTHERS and _wanted(job.get("rules"), variables)}
    for stage in said["stages"]:
        for name, job in ((name, job) for name, job in jobs.items() if job["stage"] == stage):
            needs = job.get("needs", [each for each, other in jobs.items() if _before(said, other, stage)])
            if not all(played.results.get(each) for each in needs):
                continue
            folder = _folder(origin, place / name, [(jobs[each], played.folders[each]) for each in needs], prepared)
            own = {key: text.replace("$CI_PROJECT_DIR", str(folder)) for key, text in said["variables"].items()}
            script = "\n".join(replaced.get(line, line) for line in job["script"])
            everything = environment() | {"CI": "true", "CI_PROJECT_DIR": str(folder), **variables, **own}
            done = run(("bash", "-eo", "pipefail", "-c", script), folder, everything)
            played.results[name], played.logs[name] = not done.returncode, done.stdout
            played.folders[name] = folder
    return played


def _before(said: Mapping[str, Any], job: Mapping[str, Any], stage: str) -> bool:
    return bool(said["stages"].index(job["stage"]) < said["stages"].index(stage))


def _folder(origin: Path, folder: Path, needed: Sequence[tuple[Mapping[str, Any], Path]], prepared: bool) -> Path:
    subprocess.run(("git", "clone", "--quiet", str(origin), str(folder)), check=True, capture_output=True)
    if prepared:
        prepare(folder)
    for job, source in needed:
        for path in job.get("artifacts", {}).get("paths", ()):
            whole = source / path
            if whole.is_dir():
                shutil.copytree(whole, folder / path)
            else:
                shutil.copy2(whole, folder / path)
    return folder


def _wanted(rules: Sequence[Mapping[str, str]] | None, variables: Mapping[str, str]) -> bool:
    """Whether the first rule that holds lets a job run."""
    if rules is None:
        return True
    first = next((rule for rule in rules if _holds(rule["if"], variables)), {"when": "never"})
    return first.get("when") != "never"


def _holds(text: str, variables: Mapping[str, str]) -> bool:
    return all(_term(part, variables) for part in text.split("&&"))


def _term(text: str, variables: Mapping[str, str]) -> bool:
    found = _TERM.fullmatch(text)
    if not found:
        raise ValueError(f"'{text}' can't be read")
    value = variables.get(found["name"], "")
    other = variables.get(found["other"], "") if found["other"] else found["text"]
    return bool(value) if not found["sign"] else (value == other) == (found["sign"] == "==")
