"""The workflows: pinned, with few rights, and every command in them exists."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from importlib import util
from pathlib import Path
from typing import Any

import pytest
import yaml

import tasks
from explainers.cli import _parser as command_parser
from explainers.commands.publish_arguments import argument_parser
from explainers.editing.new_site import NewSite, site_files
from tests.playing.github import read_workflow

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
ACTIONS = {
    "actions/cache",
    "actions/checkout",
    "actions/configure-pages",
    "actions/deploy-pages",
    "actions/setup-python",
    "actions/upload-artifact",
    "actions/upload-pages-artifact",
}


# Not `github.ref_name`: a tag may have the name of the branch.
ON_DEFAULT_BRANCH = "github.ref == format('refs/heads/{0}', github.event.repository.default_branch)"


def workflow(name: str) -> dict[str, Any]:
    return read_workflow(ROOT / ".github" / "workflows" / name)


def steps(path: Path) -> list[dict[str, Any]]:
    return [step for job in read_workflow(path)["jobs"].values() for step in job["steps"]]


@pytest.fixture
def publish() -> dict[str, Any]:
    return workflow("publish.yml")


@pytest.fixture
def check() -> dict[str, Any]:
    return workflow("check.yml")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_a_known_one_pinned_to_a_commit_with_its_version(path: Path) -> None:
    lines = re.findall(r"uses: (.*)", path.read_text("utf-8"))
    assert len(lines) == sum("uses" in step for step in steps(path))
    for line in lines:
        found = re.fullmatch(r"(?P<name>[\w/-]+)@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)
        assert found, line
        assert found["name"] in ACTIONS


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_text_from_outside_gets_into_a_shell_but_through_the_environment(path: Path) -> None:
    for step in steps(path):
        assert "${{" not in step.get("run", "")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_shell_step_is_sound_bash_and_every_command_in_it_exists(path: Path) -> None:
    for script in (step["run"] for step in steps(path) if "run" in step):
        subprocess.run(("bash", "-n"), input=script.encode(), check=True)
        for line in script.splitlines():
            assert_known(shlex.split(line, comments=True))


def assert_known(words: list[str]) -> None:
    """Assert that a line of a script begins with a command of this project, whose arguments can be read."""
    end = next((at for at, word in enumerate(words) if word in ("||", "&&", ">", ">>")), len(words))
    program, arguments = words[:2], words[2:end]
    if words[0] == ".ci/run":
        assert os.access(ROOT / words[0], os.X_OK)
    elif program == ["python3", "publish.py"]:
        assert argument_parser().parse_args(arguments).command
    elif program == ["python3", "tasks.py"]:
        assert words[2] in tasks._tasks()
        if words[2] in tasks.HANDED_OVER:
            assert command_parser().parse_args(arguments).command == words[2]
    else:
        assert words[0].partition("=")[0] in ("echo", "cmp", "SAID")


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_the_workflow_fits_the_schema_of_its_host(path: Path) -> None:
    if util.find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed")
    command = (
        sys.executable,
        "-m",
        "check_jsonschema",
        "--builtin-schema",
        "vendor.github-workflows",
        str(path),
    )
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize(
    "linter",
    [("zizmor", "--offline", "--no-config", "--strict-collection"), ("actionlint", "-no-color")],
    ids=lambda words: words[0],
)
def test_linters_of_workflows_find_nothing(linter: tuple[str, ...]) -> None:
    program = Path(sys.executable).parent / linter[0]
    if not program.exists():
        pytest.skip(f"{linter[0]} is not installed")
    command = (str(program), *linter[1:], *map(str, WORKFLOWS))
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_a_pull_request_gets_all_it_needs_without_a_secret_or_a_right_to_write(check: dict[str, Any]) -> None:
    assert set(check["on"]) == {"pull_request", "workflow_dispatch"}
    assert check["permissions"] == {"contents": "read"}
    assert not any("permissions" in job or "environment" in job for job in check["jobs"].values())
    for path in WORKFLOWS:
        text = path.read_text("utf-8")
        assert "pull_request_target" not in text
        assert "secrets" not in text
        assert "github.token" not in text


def test_only_the_newest_state_of_a_pull_request_is_checked(check: dict[str, Any]) -> None:
    assert check["concurrency"] == {"group": "check-${{ github.ref }}", "cancel-in-progress": True}


def test_a_pull_request_gets_annotations_a_log_for_code_scanning_and_a_preview_though_it_has_problems(
    check: dict[str, Any],
) -> None:
    done = check["jobs"]["check"]["steps"]
    scripts = {step["run"]: step.get("if", "") for step in done if "run" in step}
    always = "${{ !cancelled() }}"
    assert scripts["python3 tasks.py check --format github"] == ""
    assert next(when for script, when in scripts.items() if "--format sarif" in script) == always
    (handing,) = (step for step in done if "upload-artifact" in step.get("uses", ""))
    assert (handing["with"]["path"].split(), handing["if"]) == (["preview", "check.sarif"], always)
    assert handing["with"]["include-hidden-files"] is True


def test_no_site_is_published_that_was_built_with_what_a_cache_kept(
    publish: dict[str, Any], check: dict[str, Any]
) -> None:
    used = [step.get("uses", "") for job in publish["jobs"].values() for step in job["steps"]]
    assert not any("actions/cache" in each for each in used)
    (kept,) = (step["with"] for step in check["jobs"]["check"]["steps"] if "actions/cache" in step.get("uses", ""))
    assert kept["path"] == ".cache/explainers"
    assert "requirements/site.txt" in kept["key"]


def test_only_the_job_that_publishes_may_write(publish: dict[str, Any]) -> None:
    assert publish["permissions"] == {"contents": "read"}
    assert publish["jobs"]["build"]["permissions"] == {"contents": "read", "pages": "read"}
    assert [name for name, job in publish["jobs"].items() if "write" in str(job.get("permissions"))] == ["deploy"]


def test_a_fork_without_pages_is_tested_and_told_what_to_do(publish: dict[str, Any]) -> None:
    steps_of_build = publish["jobs"]["build"]["steps"]
    (asking,) = (step for step in steps_of_build if step.get("id") == "pages")
    (telling,) = (step for step in steps_of_build if "Pages isn't set up" in step.get("run", ""))
    assert asking["continue-on-error"] is True
    assert "steps.pages.outcome == 'failure'" in telling["if"]
    assert "choose GitHub Actions as the source of Pages" in telling["run"]


def test_two_pythons_have_to_build_the_same_release(publish: dict[str, Any]) -> None:
    pythons = {
        step["with"]["python-version"]
        for job in publish["jobs"].values()
        for step in job["steps"]
        if "setup-python" in step.get("uses", "")
    }
    assert pythons == {"3.11", "3.13"}


@pytest.fixture
def gitlab() -> dict[str, Any]:
    found: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    return found


def test_gitlab_publishes_the_default_branch_alone_and_one_at_a_time(gitlab: dict[str, Any]) -> None:
    pages = gitlab["pages"]
    assert pages["resource_group"] == "production"
    assert pages["interruptible"] is False
    assert pages["rules"] == [{"if": '$CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH && $CI_PIPELINE_SOURCE != "schedule"'}]
    assert pages["artifacts"] == {"paths": ["public"]}
    assert gitlab["test"]["script"] == [".ci/run"]
    assert gitlab["variables"]["GIT_DEPTH"] == "0"
    for job in gitlab.values():
        for line in job.get("script", ()) if isinstance(job, dict) else ():
            assert_known(shlex.split(line))


def test_gitlab_publishes_what_was_checked_and_what_two_pythons_have_built(gitlab: dict[str, Any]) -> None:
    build, again = gitlab["build"], gitlab["again"]
    assert gitlab["pages"]["needs"] == ["test", "build", "again"]
    assert build["artifacts"]["paths"] == ["public", "public.build.json"]
    assert {gitlab["default"]["image"], again["image"]} == {"python:3.13-bookworm", "python:3.11-bookworm"}
    assert "cmp public.build.json again.build.json" in again["script"]
    assert not any("publish.py build" in line for line in gitlab["pages"]["script"])


def test_gitlab_shows_a_merge_request_once_and_with_a_preview(gitlab: dict[str, Any]) -> None:
    assert [rule["if"] for rule in gitlab["workflow"]["rules"] if rule.get("when") == "never"] == [
        "$CI_COMMIT_BRANCH && $CI_OPEN_MERGE_REQUESTS"
    ]
    assert gitlab["preview"]["rules"] == [{"if": '$CI_PIPELINE_SOURCE == "merge_request_event"'}]
    assert gitlab["preview"]["artifacts"]["expose_as"] == "Preview"


def test_the_pipeline_of_gitlab_fits_the_schema_of_its_host() -> None:
    if util.find_spec("check_jsonschema") is None:
        pytest.skip("check-jsonschema is not installed")
    command = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.gitlab-ci", "--data-transform",
               "gitlab-ci", str(ROOT / ".gitlab-ci.yml"))  # fmt: skip
    done = subprocess.run(command, check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_only_the_default_branch_is_published_by_the_one_job_that_may(publish: dict[str, Any]) -> None:
    deploy = publish["jobs"]["deploy"]
    assert deploy["permissions"] == {"pages": "write", "id-token": "write"}
    assert deploy["needs"] == ["build", "again"]
    assert deploy["environment"]["name"] == "github-pages"
    assert deploy["if"].split(" && ") == [ON_DEFAULT_BRANCH, "needs.build.outputs.address"]  # Pages is set up


def test_publications_stand_in_one_line_and_none_that_waits_is_dropped(publish: dict[str, Any]) -> None:
    concurrency = publish["concurrency"]
    assert concurrency["group"].startswith("${{ " + ON_DEFAULT_BRANCH + " && 'publish' || ")
    assert concurrency["queue"] == "max"
    assert "cancel-in-progress" not in concurrency
    assert not any("concurrency" in job for job in publish["jobs"].values())


def test_what_is_published_is_what_was_checked_with_all_its_files(publish: dict[str, Any]) -> None:
    names = [step.get("uses", step.get("run", "")).split("@")[0].strip() for step in publish["jobs"]["build"]["steps"]]
    tested, built = (
        names.index(".ci/run"),
        next(at for at, name in enumerate(names) if "publish.py build" in name),
    )
    assert tested < built < names.index("actions/upload-pages-artifact")
    uploaded = publish["jobs"]["build"]["steps"][names.index("actions/upload-pages-artifact")]["with"]
    assert uploaded == {"path": "output", "include-hidden-files": True}
    assert not any("publish.py build" in step.get("run", "") for step in publish["jobs"]["deploy"]["steps"])


def test_the_history_is_there_and_no_token_stays_in_the_clone(publish: dict[str, Any]) -> None:
    checkout = publish["jobs"]["build"]["steps"][0]["with"]
    assert checkout == {"fetch-depth": 0, "persist-credentials": False}


def test_what_changes_by_itself_is_looked_at_every_week_with_no_right_but_to_read() -> None:
    weekly = workflow("weekly.yml")
    assert weekly["permissions"] == {"contents": "read"}
    assert [job.get("permissions") for job in weekly["jobs"].values()] == [None, {"contents": "read", "pages": "read"}]
    assert set(weekly["on"]) == {"schedule", "workflow_dispatch"}
    minute, hour, day, month, weekday = weekly["on"]["schedule"][0]["cron"].split()
    assert (day, month, weekday.isdecimal(), hour.isdecimal(), minute.isdecimal()) == ("*", "*", True, True, True)


def of_the_week() -> list[str]:
    """Return the commands of the weekly jobs that ask others, here and on GitLab."""
    asking = [
        line
        for step in steps(ROOT / ".github" / "workflows" / "weekly.yml")
        for line in step.get("run", "").splitlines()
    ]
    gitlab: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab-ci.yml").read_text("utf-8"))
    return [line for line in (*asking, *gitlab["weekly"]["script"]) if "publish.py build" not in line]


def test_sources_links_and_expiries_are_looked_at_on_both_hosts() -> None:
    asked = [" ".join(line.split()[1:3]) for line in of_the_week()]
    assert asked == ["tasks.py source", "publish.py links", "publish.py expiries"] * 2


@pytest.mark.parametrize("line", of_the_week())
def test_what_cannot_be_reached_does_not_fail_the_week_and_a_change_does(line: str) -> None:
    for code, ends in ((0, 0), (1, 1), (2, 1), (3, 0)):
        tried = f"python3() {{ return {code}; }}\n{line}"
        assert subprocess.run(("bash", "-e", "-c", tried), check=False).returncode == ends


# ---- of new sites --------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def of_new_sites(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The workflows of a site that `explainers new site` makes."""
    site = NewSite("News", ("en",), ("EC",), "https://news.alt", "", "", "2026-11-29")
    folder = tmp_path_factory.mktemp("site")
    made = []
    for path, text in site_files(site, "1.0"):
        if path.startswith(".github/workflows/"):
            made.append(folder / path)
            made[-1].parent.mkdir(parents=True, exist_ok=True)
            made[-1].write_text(text, encoding="utf-8")
    return made


def test_linters_and_the_schema_find_nothing_in_workflows_of_new_sites(of_new_sites: list[Path]) -> None:
    bin_folder, names = Path(sys.executable).parent, [str(path) for path in of_new_sites]
    schema = (sys.executable, "-m", "check_jsonschema", "--builtin-schema", "vendor.github-workflows")
    for program in (("zizmor", "--offline", "--no-config"), ("actionlint", "-no-color")):
        if (bin_folder / program[0]).exists():
            subprocess.run((str(bin_folder / program[0]), *program[1:], *names), check=True, capture_output=True)
    if util.find_spec("check_jsonschema"):
        subprocess.run((*schema, *names), check=True, capture_output=True)


def test_new_sites_have_the_same_actions_and_the_same_promises(
    of_new_sites: list[Path], publish: dict[str, Any]
) -> None:
    ours = {line for path in WORKFLOWS for line in re.findall(r"uses: (.*)", path.read_text("utf-8"))}
    assert {line for path in of_new_sites for line in re.findall(r"uses: (.*)", path.read_text("utf-8"))} <= ours
    theirs = {path.name: read_workflow(path) for path in of_new_sites}
    assert theirs["publish.yml"]["jobs"]["deploy"]["if"] == publish["jobs"]["deploy"]["if"]
    assert theirs["publish.yml"]["concurrency"]["queue"] == "max"
    assert theirs["check.yml"]["permissions"] == {"contents": "read"}
    assert theirs["check.yml"]["on"] == "pull_request"
