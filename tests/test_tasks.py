"""`python3 tasks.py TASK` brings its own ground, whatever it finds, and then is the command it stands for."""

from __future__ import annotations

import ast
import base64
import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable, Mapping
from importlib.metadata import distribution
from pathlib import Path

import pip
import pytest

import tasks

BARE_PYTHON = getattr(sys, "_base_executable", None) or sys.executable
# An interpreter whose environments have the pip of ours, where Python's own unpack and compile one for seconds. None is
# finished while there is a file `held` beside it.
LENDING_PIP = f"""#!/bin/sh
[ "$*" = "-I -m venv $4" ] || exec "{BARE_PYTHON}" "$@"
"{BARE_PYTHON}" -I -m venv --without-pip "$4" && ln -s "{Path(pip.__file__).parent}" "$4"/lib/python*/site-packages/
tries=0
while [ -e "$(dirname "$0")/held" ] && [ $((tries += 1)) -lt 60000 ]; do sleep 0.01; done
"""
# Runs `tasks.py` as a script by an interpreter that makes environments by another one.
BY_ANOTHER = """
import runpy, sys
sys._base_executable, *sys.argv = sys.argv[1:]
runpy.run_path(sys.argv[0], run_name="__main__")
"""
# A command that tells what reached it, and ends with the code that it was told.
ECHO = """
import json, os, sys
def main():
    told = {"arguments": sys.argv[1:], "folder": os.getcwd(), "prefix": sys.prefix}
    print(json.dumps(told | {name: os.environ.get(name) for name in ("PATH", "PYTHONPATH")}))
    return next((int(word[5:]) for word in sys.argv if word.startswith("code=")), 0)
if __name__ == "__main__":
    sys.exit(main())
"""
# What installs the project: hatchling's part, without its packages.
BACKEND = """
import pathlib, zipfile
def build_editable(folder, config_settings=None, metadata_directory=None):
    name = "explainers-1-py3-none-any.whl"
    texts = {
        "explainers.pth": str(pathlib.Path.cwd()),
        "explainers-1.dist-info/METADATA": "Metadata-Version: 2.1\\nName: explainers\\nVersion: 1\\n",
        "explainers-1.dist-info/WHEEL": "Wheel-Version: 1.0\\nRoot-Is-Purelib: true\\nTag: py3-none-any\\n",
        "explainers-1.dist-info/entry_points.txt": "[console_scripts]\\nexplainers = explainers.cli:main\\n",
    }
    texts["explainers-1.dist-info/RECORD"] = "".join(f"{path},,\\n" for path in texts)
    with zipfile.ZipFile(pathlib.Path(folder) / name, "w") as wheel:
        for path, text in texts.items():
            wheel.writestr(path, text)
    return name
"""
PYPROJECT = """
[build-system]
requires = []
build-backend = "backend"
backend-path = ["."]
[project]
name = "explainers"
version = "1"
"""


def wheel(folder: Path, name: str, files: Mapping[str, bytes]) -> str:
    """Make a wheel, version 1, and return its line for a requirements file."""
    metadata = f"{name}-1.dist-info"
    files = {path: text for path, text in files.items() if ".dist-info/" not in path} | {
        f"{metadata}/METADATA": f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n".encode(),
        f"{metadata}/WHEEL": b"Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    path = folder / f"{name}-1-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        record = ""
        for inside, text in files.items():
            archive.writestr(inside, text)
            digest = base64.urlsafe_b64encode(hashlib.sha256(text).digest()).rstrip(b"=").decode()
            record += f"{inside},sha256={digest},{len(text)}\n"
        archive.writestr(f"{metadata}/RECORD", record + f"{metadata}/RECORD,,\n")
    return f"{name}==1 --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def installed(name: str) -> dict[str, bytes]:
    """Return the files of an installed package by their paths."""
    files = distribution(name).files or ()
    return {str(file): file.read_binary() for file in files if file.parts[0] != ".." and file.suffix != ".pyc"}


def loaded_by(path: str) -> set[str]:
    """Return the paths of the modules of ours that a file loads, and of those that these load."""
    body = ast.parse((tasks.ROOT / path).read_text()).body
    statements = [one for each in body for one in (each, *(each.body if isinstance(each, ast.If) else ()))]
    names = [one.module for one in statements if isinstance(one, ast.ImportFrom) and one.module]
    ours = {f"{name.replace('.', '/')}.py" for name in names if name.startswith(("explainers.", "tests."))}
    return ours.union(*map(loaded_by, ours))


class Project:
    """A repository with the real `tasks.py`, few and small requirements, and commands that echo."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.venv = folder, folder / ".venv"
        self.lends_pip = False
        self.held = folder / "held"
        self.wheels = folder.parent / "wheels"  # pip reads a list of addresses, parted by spaces
        self.site = folder / "requirements/site.txt"
        for path in (self.wheels, folder / "requirements", folder / "explainers", folder / "home"):
            path.mkdir(parents=True)
        shutil.copy(tasks.__file__, folder)
        for path in loaded_by("tasks.py"):
            (folder / path).parent.mkdir(exist_ok=True)
            shutil.copy(tasks.ROOT / path, folder / path)
        texts = {"pyproject.toml": PYPROJECT, "backend.py": BACKEND, "publish.py": ECHO}
        for name, text in (texts | {"explainers/cli.py": ECHO, "explainers/__init__.py": ""}).items():
            (folder / name).write_text(text)
        site = wheel(self.wheels, "invoke", installed("invoke"))
        pytest_line = wheel(self.wheels, "pytest", {"pytest.py": ECHO.encode()})
        self.site.write_text(site)
        (folder / "requirements/dev.txt").write_text(site + pytest_line)

    def own(self, task: str, *action: str) -> list[str]:
        """Return what a task itself gives its command: the site's settings, wherever it is called."""
        finish = ["--finish"] if task == "build" else []
        return [task, *action, *finish, "--settings", str(self.folder / "pelicanconf.py")]

    def environment(self, *, network: bool = True, **more: str) -> dict[str, str]:
        reach = {"PIP_FIND_LINKS": str(self.wheels)} if network else {}
        bare = {"PATH": os.defpath, "HOME": str(self.folder / "home"), "PIP_NO_INDEX": "1"}
        return {**bare, **reach, **more}

    def start(self, *words: str, network: bool = True, **more: str) -> subprocess.Popen[str]:
        lending = self.folder / "python"
        lending.write_text(LENDING_PIP)
        lending.chmod(0o755)
        by = ["-c", BY_ANOTHER, str(lending)] if self.lends_pip else []
        return subprocess.Popen(
            [BARE_PYTHON, *by, str(self.folder / "tasks.py"), *words],
            env=self.environment(network=network, **more),
            cwd=self.folder / "home",
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def run(self, *words: str, network: bool = True, **more: str) -> Ended:
        return Ended(self.start(*words, network=network, **more))


class Ended:
    """A command that has ended: its exit code, what it told people, and what its echo told."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        out, self.told = process.communicate(timeout=600)
        self.code = process.returncode
        self.echo = json.loads(out) if out.startswith("{") else {}
        self.out = out


def until(true: Callable[[], bool]) -> None:
    """Wait until something is true, ten minutes at most: machines may be busy."""
    end = time.monotonic() + 600
    while not true():
        assert time.monotonic() < end, "it did not come to that within ten minutes"
        time.sleep(0.01)


# ---- what needs no .venv -------------------------------------------------------------------------


def test_without_a_task_all_tasks_are_listed_with_what_they_do(tmp_path: Path) -> None:
    ended = Project(tmp_path / "project").run()
    assert ended.code == 0
    lines = [line.split(maxsplit=1) for line in ended.out.splitlines()[1:]]
    assert [name for name, _ in lines] == [
        "build",
        "check",
        "new",
        "source",
        "renew",
        "serve",
        "publish",
        "test",
        "lint",
        "bench",
        "docs",
        "pictures",
        "lock",
    ]
    assert all(what.endswith(".") for _, what in lines)
    assert not (tmp_path / "project/.venv").exists()


def test_an_unknown_task_is_wrong_usage_and_makes_nothing(tmp_path: Path) -> None:
    ended = Project(tmp_path / "project").run("biuld")
    assert (ended.code, ended.out) == (2, "")
    assert ended.told.startswith("tasks.py: there is no task 'biuld'. Did you mean 'build'?")
    assert "  build " in ended.told
    assert not (tmp_path / "project/.venv").exists()


def test_an_older_python_is_told_which_one_is_needed() -> None:
    code = "import runpy, sys; sys.version_info = (3, 9, 2); runpy.run_path(sys.argv[1], run_name='__main__')"
    ended = Ended(
        subprocess.Popen(
            [BARE_PYTHON, "-c", code, tasks.__file__],
            stderr=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
    )
    assert ended.code == 2
    assert ended.told.startswith("tasks.py needs Python 3.11 or newer")
    assert "3.9" in ended.told


def test_an_older_python_can_read_the_file() -> None:
    ast.parse(Path(tasks.__file__).read_bytes(), feature_version=(3, 6))


def test_of_the_environment_only_what_reaches_an_index_is_left_to_pip(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    harm = (
        "PYTHONPATH",
        "PYTHONHOME",
        "PIP_TARGET",
        "PIP_USER",
        "PIP_CONSTRAINT",
        "PIP_NO_DEPS",
        "PIP_PREFIX",
    )
    reach = ("PIP_INDEX_URL", "PIP_EXTRA_INDEX_URL", "PIP_PROXY", "PIP_CERT", "SOURCE_DATE_EPOCH", "NO_COLOR")
    for name in (*harm, *reach, "VIRTUAL_ENV"):
        monkeypatch.setenv(name, "given")
    left = tasks.environment()
    assert not left.keys() & set(harm)
    assert {left[name] for name in reach} == {"given"}
    assert left["VIRTUAL_ENV"] == str(tasks.VENV)
    assert left["PATH"].startswith(f"{tasks.VENV}/bin:")


# ---- .venv ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> tuple[Project, Ended]:
    """A project, and its first run in an environment that would lead Python and pip elsewhere.

    Tests use it one after the other, since to make a `.venv` takes seconds; each leaves a whole one, and those made
    after the first have their pip from here.
    """
    folder = tmp_path_factory.mktemp("tasks") / "a project"
    project = Project(folder)
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir()
    for name in ("explainers.py", "pip.py", "invoke.py", "venv.py"):
        (elsewhere / name).write_text("raise SystemExit('this is not the right one')")
    foreign = {
        "PYTHONPATH": str(elsewhere),
        "PIP_TARGET": str(elsewhere / "target"),
        "VIRTUAL_ENV": "/nowhere",
    }
    made = project.run("build", "--full", "two words", network=True, PIP_USER="1", **foreign)
    project.lends_pip = True
    return project, made


@pytest.fixture
def project(first: tuple[Project, Ended], tmp_path: Path) -> Project:
    """A project without `.venv`."""
    bare = Project(tmp_path / "project")
    bare.lends_pip = True
    return bare


@pytest.mark.server
class TestFirstRun:
    def test_makes_the_environment_says_so_in_one_line_and_runs_the_task(self, first: tuple[Project, Ended]) -> None:
        project, ended = first
        assert ended.code == 0, ended.told
        assert ended.told.count("\n") == 1
        assert ended.told.startswith("tasks.py: making .venv from requirements/site.txt")
        assert ended.echo["prefix"] == str(project.venv)
        assert ended.echo["PYTHONPATH"] is None
        assert not (project.folder / "elsewhere/target").exists()

    def test_passes_arguments_on_untouched_and_works_where_it_is_called(self, first: tuple[Project, Ended]) -> None:
        project, ended = first
        assert ended.echo["arguments"] == [*project.own("build"), "--full", "two words"]
        assert ended.echo["folder"] == str(project.folder / "home")


@pytest.mark.server
class TestLaterRuns:
    def test_are_silent_and_need_no_network(self, first: tuple[Project, Ended]) -> None:
        ended = first[0].run("build", network=False)
        assert (ended.code, ended.told) == (0, "")

    @pytest.mark.parametrize(
        ("task", "words"),
        [
            *((task, ["--", "-k", "", "a b", "*", "code=75"]) for task in tasks.HANDED_OVER),
            ("check", ["--help"]),
            ("publish", ["--list", "code=1"]),
        ],
    )
    def test_pass_on_arguments_and_exit_codes(self, first: tuple[Project, Ended], task: str, words: list[str]) -> None:
        project = first[0]
        ended = project.run(task, *words)
        own = {"publish": [], "new": ["new"], "source": ["source"]}.get(task, project.own(task))
        assert ended.echo["arguments"] == own + words
        assert ended.code == int(words[-1].removeprefix("code=")) if "code=" in words[-1] else ended.code == 0

    def test_are_not_led_elsewhere(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        python = project.venv / "bin/python"
        for interpreter in (BARE_PYTHON, python):
            command = [str(interpreter), str(project.folder / "tasks.py"), "check"]
            environment = project.environment(VIRTUAL_ENV="/nowhere", PYTHONSAFEPATH="1")
            told = json.loads(subprocess.run(command, env=environment, capture_output=True, check=True).stdout)
            assert told["prefix"] == str(project.venv)
            assert told["PATH"].startswith(f"{project.venv}/bin:")

    def test_with_invoke_take_what_stands_after_two_strokes(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        command = [
            f"{project.venv}/bin/python",
            "-m",
            "invoke",
            "new",
            "--",
            "explainer",
            "A title",
            "code=5",
        ]
        ended = subprocess.run(command, cwd=project.folder, env=project.environment(), capture_output=True, check=False)
        assert json.loads(ended.stdout)["arguments"] == [*project.own("new", "explainer"), "A title", "code=5"]
        assert ended.returncode == 5


@pytest.mark.server
class TestRepair:
    def test_an_environment_whose_python_is_gone_is_made_again(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        (project.venv / "bin/python").unlink()
        (project.venv / "bin/python").symlink_to("/nowhere/python3")
        ended = project.run("build")
        assert ended.code == 0
        assert "broken" in ended.told

    def test_one_that_was_not_finished_is_made_again(self, project: Project) -> None:
        (project.venv / "bin").mkdir(parents=True)
        (project.venv / "bin/python").symlink_to(BARE_PYTHON)
        ended = project.run("build", "code=6")
        assert ended.code == 6
        assert "not finished" in ended.told
        assert ended.echo["prefix"] == str(project.venv)

    def test_after_a_kill_the_next_run_waits_for_what_still_runs_and_begins_anew(self, project: Project) -> None:
        project.held.touch()
        killed = project.start("build")
        until((project.venv / "pyvenv.cfg").exists)
        killed.send_signal(signal.SIGKILL)
        waiting = project.start("build")
        assert waiting.stderr is not None
        assert "waiting" in waiting.stderr.readline()
        project.held.unlink()
        ended = Ended(waiting)
        killed.communicate()
        assert ended.code == 0
        assert "not finished" in ended.told
        assert ended.echo["prefix"] == str(project.venv)

    def test_two_at_once_make_it_once(self, project: Project) -> None:
        both = [project.start("build", "one"), project.start("check", "other")]
        ends = [Ended(process) for process in both]
        told = "".join(end.told for end in ends)
        own = project.own
        assert [end.echo["arguments"] for end in ends] == [[*own("build"), "one"], [*own("check"), "other"]]
        assert (told.count("tasks.py: making"), told.count("tasks.py: waiting")) == (1, 1)


@pytest.mark.server
class TestRenewal:
    def test_new_requirements_renew_it_and_what_is_no_longer_required_goes(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        before = project.site.read_text()
        project.site.write_text(before + wheel(project.wheels, "pebble", {"pebble.py": b""}))
        assert project.run("build").code == 0
        assert list(project.venv.glob("lib/*/site-packages/pebble.py"))
        project.site.write_text(before)
        ended = project.run("build")
        assert ended.code == 0
        assert "changed: requirements" in ended.told
        assert not list(project.venv.glob("lib/*/site-packages/pebble.py"))
        assert not (project.folder / ".venv.old").exists()

    def test_where_that_fails_the_environment_before_stands(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        before = project.site.read_text()
        project.site.write_text(before.replace("sha256:", "sha256:0")[:-2])
        ended = project.run("build")
        assert ended.code == 3
        assert "could not be made" in ended.told
        assert "Traceback" not in ended.told
        project.site.write_text(before)
        again = project.run("build", network=False)
        assert (again.code, again.told) == (0, "")

    def test_a_kill_while_it_is_renewed_loses_nothing(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        before = project.site.read_text()
        project.site.write_text(before + "# changed\n")
        project.held.touch()
        killed = project.start("build")
        until((project.folder / ".venv.old").exists)
        until((project.venv / "pyvenv.cfg").exists)
        killed.send_signal(signal.SIGKILL)
        project.held.unlink()
        project.site.write_text(before)
        ended = project.run("build", network=False)
        killed.communicate()
        assert ended.code == 0
        assert "tasks.py: making" not in ended.told
        assert not (project.folder / ".venv.old").exists()

    def test_a_task_that_needs_more_brings_it_and_the_rest_is_for_pytest(self, first: tuple[Project, Ended]) -> None:
        project, _ = first
        ended = project.run("test", "tests/x.py", "--quick", "-k", "two words", "code=5")
        assert "requirements/dev.txt" in ended.told
        assert ended.code == 2  # what pytest says with 5: no such test
        marks = "not browser and not server and not slow and not site"
        assert ended.echo["arguments"][-6:] == ["-m", marks, "tests/x.py", "-k", "two words", "code=5"]
        assert project.run("build", network=False).told == ""
