"""The workflows, played: every command of theirs runs, in fresh clones, with the environment of their hosts."""

from __future__ import annotations

import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from tests.playing.github import Host, Job, concurrency_group, play, read_workflow
from tests.playing.gitlab import play_pipeline
from tests.playing.repositories import BRANCH, commit, environment, origin_in
from tests.repositories import git

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = ROOT / ".github" / "workflows"
CONTENT = ROOT / "tests" / "sites" / "minimal" / "content"
ADDRESS = "https://desk.github.io/news"
TESTS = {".ci/run": "test -x .ci/run && echo 'here the tests run'"}  # this is one of them
PUBLISH, CHECK, WEEKLY = (read_workflow(WORKFLOWS / f"{name}.yml") for name in ("publish", "check", "weekly"))


@pytest.fixture(scope="module")
def origin(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return origin_in(tmp_path_factory.mktemp("origin") / "news", CONTENT)


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A repository for plays in which all scripts are replaced: what would be played is all that they ask."""
    return origin_in(tmp_path_factory.mktemp("empty") / "news", None, only=(".ci/", "requirements/"))


@pytest.fixture(scope="module")
def published(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Host, dict[str, Job]]:
    """A push to the default branch, where Pages is set up. The second build brings what the first one made: only a long
    test builds twice.
    """
    place = tmp_path_factory.mktemp("publish")
    built = place / "build" / "workspace"
    (again,) = (step["run"].strip() for step in PUBLISH["jobs"]["again"]["steps"] if "run" in step)
    brought = again.replace(again.splitlines()[0], f"cp -r {built}/output {built}/output.build.json .")
    host = Host(origin, place, pages_url=ADDRESS, replaced=TESTS | {again: brought})
    return host, play(PUBLISH, host)


def outcomes(jobs: dict[str, Job]) -> dict[str, str]:
    return {name: job.result for name, job in jobs.items()}


def test_what_is_pushed_to_the_default_branch_is_tested_built_twice_and_goes_live(
    published: tuple[Host, dict[str, Job]],
) -> None:
    host, jobs = published
    assert outcomes(jobs) == dict.fromkeys(("build", "again", "deploy"), "success"), jobs
    assert host.live
    assert f'<link rel="canonical" href="{ADDRESS}/">' in (host.live / "index.html").read_text("utf-8")
    built = {path.relative_to(host.place / "build/workspace/output") for path in built_files(host)}
    assert {path.relative_to(host.live) for path in host.live.rglob("*") if path.is_file()} == built


def built_files(host: Host) -> list[Path]:
    folder = host.place / "build" / "workspace" / "output"
    return [path for path in folder.rglob("*") if path.is_file()]


def test_the_release_is_the_same_in_both_builds_and_stands_in_each_summary(
    published: tuple[Host, dict[str, Job]],
) -> None:
    _, jobs = published
    release = jobs["build"].outputs["release"]
    assert re.fullmatch(r"[0-9a-f]{20}", release)
    assert all(release in job.summary for job in jobs.values())
    assert f"Release {release} is live at {ADDRESS}/" in jobs["deploy"].summary


def test_a_fork_without_pages_is_told_what_to_do_after_its_tests_and_publishes_nothing(
    empty: Path, tmp_path: Path
) -> None:
    known = TESTS | scripts_of("publish.py build")
    host = Host(empty, tmp_path, replaced=known, prepared=False)
    jobs = play(PUBLISH, host)
    assert outcomes(jobs) == {"build": "success", "again": "success", "deploy": "skipped"}
    names = [step.name for step in jobs["build"].steps if step.outcome == "success"]
    assert names.index("Test") < names.index("Say what to do where Pages isn't set up")
    for said in (jobs["build"].step("Say what to do").log, jobs["build"].summary):
        assert "choose GitHub Actions as the source of Pages" in said


@pytest.mark.parametrize("ref", ["refs/heads/other", f"refs/tags/{BRANCH}", "refs/heads/dependabot/pip/x"])
def test_nothing_but_the_default_branch_is_published_or_waits_for_it(empty: Path, tmp_path: Path, ref: str) -> None:
    replaced = TESTS | scripts_of("publish.py build")
    host = Host(empty, tmp_path, ref=ref, pages_url=ADDRESS, replaced=replaced, prepared=False)
    assert outcomes(play(PUBLISH, host)) == {"build": "success", "again": "success", "deploy": "skipped"}
    assert host.live is None
    assert concurrency_group(PUBLISH, host) == f"test-{ref}"
    assert concurrency_group(PUBLISH, Host(empty, tmp_path)) == "publish"


@pytest.mark.parametrize("failing", [".ci/run", "publish.py build", "publish.py check --release"])
def test_nothing_is_published_where_tests_fail_or_builds_differ(empty: Path, tmp_path: Path, failing: str) -> None:
    replaced = TESTS | scripts_of("publish.py build") | dict.fromkeys(scripts_of(failing), "exit 1")
    jobs = play(PUBLISH, Host(empty, tmp_path, pages_url=ADDRESS, replaced=replaced, prepared=False))
    assert "failure" in outcomes(jobs).values()
    assert jobs["deploy"].result == "skipped"


def scripts_of(words: str) -> dict[str, str]:
    """Return the scripts that have some words in them, each with one that only makes what the next steps need."""
    steps = [step for job in PUBLISH["jobs"].values() for step in job["steps"]]
    made = 'mkdir -p output && echo hello > output/index.html && echo "release=0" >> "$GITHUB_OUTPUT"'
    return {step["run"].strip(): made for step in steps if words in step.get("run", "")}


def test_the_week_ends_well_where_nobody_can_be_reached_and_asks_the_live_site_only_where_there_is_one(
    empty: Path, tmp_path: Path
) -> None:
    unreached = "python3() { return 3; }\n"
    steps = [step for job in WEEKLY["jobs"].values() for step in job["steps"] if "run" in step]
    replaced = {
        step["run"].strip(): unreached + step["run"].replace("python3 publish.py build", "true") for step in steps
    }
    for url, outcome in ((ADDRESS, "success"), ("", "skipped")):
        host = Host(empty, tmp_path / outcome, "schedule", pages_url=url, replaced=replaced, prepared=False)
        jobs = play(WEEKLY, host)
        assert outcomes(jobs) == {"sources": "success", "site": "success"}
        assert jobs["site"].step("what expires").outcome == outcome


@pytest.fixture(scope="module")
def pulled(origin: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Host, Job]:
    """A pull request with a page that has a problem; what `publish.yml` plays too isn't played again."""
    place = tmp_path_factory.mktemp("check")
    changed = place / "origin"
    git(place, "clone", "--quiet", str(origin), str(changed))
    page = changed / "content" / "explainers" / "fishing.md"
    page.write_text(page.read_text("utf-8") + "\nNobody has said so. [@nobody, para. 3]\n", encoding="utf-8")
    commit(changed, "Say more")
    replaced = TESTS | {"python3 tasks.py docs": "true"}  # nothing of the site
    host = Host(changed, place / "played", "pull_request", "refs/pull/7/merge", replaced=replaced)
    return host, play(CHECK, host)["check"]


def test_a_problem_in_a_pull_request_stands_at_its_line_and_fails_it(pulled: tuple[Host, Job]) -> None:
    _, job = pulled
    assert job.result == "failure"
    assert job.step("every problem").outcome == "failure"
    (line,) = (line for line in job.step("every problem").log.splitlines() if line.startswith("::error"))
    assert "file=content/explainers/fishing.md,line=" in line
    assert "title=unknown-source" in line


def test_code_scanning_gets_the_problem_of_a_pull_request_too(pulled: tuple[Host, Job]) -> None:
    host, job = pulled
    assert job.step("code scanning").outcome == "success"
    log = json.loads((host.artifacts["preview"] / "check.sarif").read_text("utf-8"))
    errors = [result for result in log["runs"][0]["results"] if result["level"] == "error"]
    assert [result["ruleId"] for result in errors] == ["unknown-source"]


@pytest.mark.slow
def test_a_pull_request_without_a_problem_has_a_preview_that_opens_anywhere(origin: Path, tmp_path: Path) -> None:
    host = Host(origin, tmp_path, "pull_request", "refs/pull/8/merge", replaced=TESTS | scripts_of("publish.py build"))
    job = play(CHECK, host)["check"]
    assert job.result == "success", [step.log for step in job.steps]
    home = (host.artifacts["preview"] / "preview" / "index.html").read_text("utf-8")
    assert 'href="http' not in home
    assert list(host.kept), "what the build kept is there for the next one"
    assert "python3 -m http.server -d preview" in job.summary


def test_a_job_of_a_pull_request_sees_no_secret(empty: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DEPLOY_TOKEN", "c0ffee-c0ffee")
    steps = CHECK["jobs"]["check"]["steps"]
    listing = {step["run"].strip(): "env" for step in steps if "run" in step}
    host = Host(empty, tmp_path, "pull_request", "refs/pull/9/merge", replaced=listing, prepared=False)
    job = play(CHECK, host)["check"]
    seen = {line.partition("=")[0] for step in job.steps for line in step.log.splitlines()}
    assert "GITHUB_SHA" in seen
    assert not [name for name in seen if re.search("TOKEN|SECRET|PASSWORD", name)]


# ---- GitLab --------------------------------------------------------------------------------------

PIPELINE = ROOT / ".gitlab-ci.yml"
LINES = [
    line for job in yaml.safe_load(PIPELINE.read_text("utf-8")).values() if "script" in job for line in job["script"]
]
QUICK = dict.fromkeys(LINES, "mkdir -p preview public && echo hello > public/index.html && touch public.build.json")


def test_gitlab_tests_builds_twice_and_publishes_the_default_branch(empty: Path, tmp_path: Path) -> None:
    played = play_pipeline(PIPELINE, empty, tmp_path, {}, QUICK, prepared=False)
    assert played.results == dict.fromkeys(("test", "build", "again", "pages"), True)
    assert (played.folders["pages"] / "public" / "index.html").read_text("utf-8") == "hello\n"


def test_gitlab_publishes_nothing_where_two_pythons_build_two_releases(empty: Path, tmp_path: Path) -> None:
    (compare,) = (line for line in LINES if line.startswith("cmp"))
    differing = QUICK | {compare: f"echo other > again.build.json; {compare}"}
    played = play_pipeline(PIPELINE, empty, tmp_path, {}, differing, prepared=False)
    assert (played.results["again"], "pages" in played.results) == (False, False)


@pytest.mark.parametrize(
    ("given", "jobs"),
    [
        ({"CI_COMMIT_BRANCH": "other"}, {"test"}),
        ({"CI_COMMIT_BRANCH": "other", "CI_OPEN_MERGE_REQUESTS": "desk/news!7"}, set()),
        ({"CI_COMMIT_BRANCH": "", "CI_PIPELINE_SOURCE": "merge_request_event"}, {"test", "preview"}),
        ({"CI_COMMIT_BRANCH": "", "CI_COMMIT_TAG": BRANCH}, set()),
        ({"CI_PIPELINE_SOURCE": "schedule"}, {"weekly"}),
    ],
)
def test_gitlab_publishes_nothing_but_the_default_branch(
    empty: Path, tmp_path: Path, given: dict[str, str], jobs: set[str]
) -> None:
    assert set(play_pipeline(PIPELINE, empty, tmp_path, given, QUICK, prepared=False).results) == jobs


# ---- all of it -----------------------------------------------------------------------------------


@pytest.mark.slow
def test_all_of_it_from_nothing_with_the_site_as_it_is(tmp_path: Path) -> None:
    """Each clone makes its environment as its first command does, and builds the whole site, with the Pythons that the
    machine has.
    """
    origin = origin_in(tmp_path / "news", None)
    host = Host(origin, tmp_path / "publish", pages_url=ADDRESS, replaced=TESTS, prepared=False)
    jobs = play(PUBLISH, host)
    assert set(outcomes(jobs).values()) == {"success"}, [step.log for job in jobs.values() for step in job.steps]
    pull = Host(origin, tmp_path / "check", "pull_request", "refs/pull/7/merge", replaced=TESTS, prepared=False)
    (checked,) = play(CHECK, pull).values()
    assert checked.result == "success", [step.log for step in checked.steps]
    weekly = play(WEEKLY, Host(origin, tmp_path / "weekly", "schedule", pages_url=ADDRESS, prepared=False))
    assert set(outcomes(weekly).values()) <= {"success", "failure"}  # as the world's pages are
    assert "links to other sites: " in weekly["site"].step("links").log
    played = play_pipeline(PIPELINE, origin, tmp_path / "gitlab", {"CI_PAGES_URL": ADDRESS}, TESTS, prepared=False)
    assert all(played.results.values()), played.logs
    assert (played.folders["pages"] / "public.build.json").read_bytes() == (
        host.place / "build" / "workspace" / "output.build.json"
    ).read_bytes()


@pytest.mark.slow
def test_the_workflows_of_a_new_site_work_as_they_are(tmp_path: Path) -> None:
    ours = shlex.join(("exec", "env", f"PYTHONPATH={ROOT}", sys.executable))
    python, command = f'{ours} "$@"', f'{ours} -m explainers.cli "$@"'
    installed = "\n".join(
        f"printf '%s\\n' '#!/bin/sh' {shlex.quote(does)} > \"$(dirname \"$(command -v python)\")/{name}\""
        for name, does in (("explainers", command), ("python", python))
    )
    site = ("new", "site", str(tmp_path / "news"), "--languages", "en", "--countries", "EC", "--address", ADDRESS)
    made = (sys.executable, "-m", "explainers.cli", *site)
    subprocess.run(made, check=True, capture_output=True, env=environment() | {"PYTHONPATH": str(ROOT)})
    git(tmp_path / "news", "init", "--quiet", "--initial-branch", BRANCH)
    commit(tmp_path / "news", "Begin")
    install = {"pip install -r requirements.txt": installed + '\nchmod +x "$(dirname "$(command -v python)")"/*'}
    for name, event, ref, jobs in (
        ("publish.yml", "push", f"refs/heads/{BRANCH}", ("build", "deploy")),
        ("check.yml", "pull_request", "refs/pull/1/merge", ("check",)),
    ):
        host = Host(tmp_path / "news", tmp_path / name, event, ref, ADDRESS, install, prepared=False)
        played = play(read_workflow(tmp_path / "news" / ".github" / "workflows" / name), host)
        assert outcomes(played) == dict.fromkeys(jobs, "success"), [s.log for j in played.values() for s in j.steps]
