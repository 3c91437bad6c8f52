"""What people who work in this repository do: an Invoke file that brings its own ground.

Run as a script by a bare Python (`python3 tasks.py build`), it first makes `.venv` from the pinned and hashed
requirements, once, and then runs the task there. Inside of `.venv` it is an ordinary Invoke file.

As a script, `build`, `check`, `new`, `serve`, `source`, `renew` and `publish` pass all their arguments on untouched:
they are for this repository's site wherever they are called from, and paths that are typed begin in the current folder.
`test` and `lock` give pytest and uv what is not theirs, and run in the repository's root. With Invoke, arguments to be
passed on stand after `--`.

The first half needs the standard library only: Invoke may not be there yet. Why: docs/decisions/tasks.md.
"""

import os
import sys

# Older Pythons, from 3.6 on, must be able to read this file and say so: no newer syntax in it.
if sys.version_info < (3, 11) or os.name != "posix":
    version = "{}.{} on {}".format(*sys.version_info[:2], sys.platform)
    sys.stderr.write(f"tasks.py needs Python 3.11 or newer on Linux or macOS; this is {version}.\n")
    sys.stderr.write("If there is a newer one, name it: python3.11 tasks.py ...\n")
    sys.exit(2)

_folder = os.path.dirname(os.path.abspath(__file__))
if _folder not in sys.path:
    sys.path.insert(0, _folder)
if __name__ == "__main__":  # before all that takes time
    from explainers.interrupts import answer_interrupts

    answer_interrupts("tasks.py")

import ast
import fcntl
import hashlib
import importlib.util
import json
import re
import shutil
import signal
import subprocess
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, OutsideError, failed_command
from explainers.nearest import did_you_mean
from explainers.terminal import echo, run_command
from tests.machine import apt_install, bring_browser, bring_servers
from tests.packages import make_environment

ROOT = Path(_folder).resolve()
REQUIREMENTS = ROOT / "requirements"
VENV = ROOT / ".venv"
FORMER = ROOT / ".venv.old"  # the one before, until the new one is finished
LOCK = ROOT / ".venv.lock"  # stays: to delete a lock file is to have two locks
BIN = VENV / "bin"
STAMP = "finished.json"  # in .venv, written last
NEEDS_DEV = frozenset({"test", "lint", "lock"})
OWN_OPTIONS = {"test": {"--quick", "--all", "--help", "-h"}, "lint": {"--fix", "--help", "-h"}}
HANDED_OVER = {  # tasks that pass their arguments on, in this order
    "build": "Build the site into output/: only what changed is read, rendered and written.",
    "check": "Tell every problem of all files; write nothing.",
    "new": 'Make a file, ready to write in: new explainer "Title" --countries BF,RU.',
    "source": "Seal the quotations taken from a source, or list them: source seal KEY, source status.",
    "renew": "Make seals and translated_from again where what they stand for was changed, and show it.",
    "serve": "Show the site in the browser while it is written: saves show at once, and so do problems.",
    "publish": "Do the same as publish.py: publish build, publish deploy TARGET.",
}
WITH_ACTION = frozenset({"new", "source"})  # whose options stand behind another word
# What other programs' exit codes mean in ours: pytest's, uv's
OF_PYTEST = {1: ExitCode.PROBLEMS, 2: ExitCode.INTERRUPTED, 4: ExitCode.USAGE, 5: ExitCode.USAGE}
OF_UV = {2: ExitCode.USAGE}
FOREIGN = {"PYTHONHOME", "PYTHONPATH", "PYTHONOPTIMIZE", "PYTHONEXECUTABLE", "__PYVENV_LAUNCHER__"}
# Of pip's own settings only those that say how to reach an index; others could lead packages elsewhere.
PIP_REACHES = re.compile(
    r"PIP_((EXTRA_)?INDEX_URL|FIND_LINKS|NO_INDEX|CONFIG_FILE|PROXY|(CLIENT_)?CERT|TRUSTED_HOST"
    r"|KEYRING_PROVIDER|(NO_)?CACHE_DIR|(DEFAULT_)?TIMEOUT|RETRIES)"
)


def say(sentence: str) -> None:
    """Tell people, on standard error, so that what a command prints can be read by programs."""
    echo(f"tasks.py: {sentence}", err=True)


# ---- .venv: made once, whole or not at all -------------------------------------------------------


def ensure_venv(level: str) -> None:
    """Make `.venv` with the requirements of a level (site, dev) unless it is there, whole and current.

    Raises `OutsideError` where that fails; a `.venv` that was finished before then stands as it was.
    """
    if not FORMER.exists() and _fits(level):
        return
    with _alone() as lock:
        _clear_up()
        if not _fits(level):
            _remake(level, lock)


def environment() -> dict[str, str]:
    """Return the environment for commands of `.venv`, without what leads Python or pip elsewhere."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in FOREIGN and (not name.startswith("PIP_") or PIP_REACHES.fullmatch(name))
    }
    return {**kept, "VIRTUAL_ENV": str(VENV), "PATH": f"{BIN}:{os.environ.get('PATH', os.defpath)}"}


def _fits(level: str) -> bool:
    stamp = _stamp(VENV)
    made_for = str(stamp.get("level"))
    return made_for in (level, "dev") and stamp == _fresh_stamp(made_for)


def _fresh_stamp(level: str) -> dict[str, str]:
    """Return all that `.venv` depends on. The interpreter's path tells its minor version where it matters:
    a system's update leads `python3` to another file."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    installed = [project.get("build-system"), project.get("project"), project.get("tool", {}).get("hatch")]
    return {
        "level": level,
        "place": str(VENV),
        "python": str((BIN / "python").resolve()),
        "project": hashlib.sha256(json.dumps(installed, sort_keys=True).encode()).hexdigest(),
        "requirements": hashlib.sha256((REQUIREMENTS / f"{level}.txt").read_bytes()).hexdigest(),
    }


def _stamp(venv: Path) -> dict[str, str]:
    """Return what a finished environment was made of; nothing where it was not finished or does not run."""
    try:
        stamp = json.loads((venv / STAMP).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    runs = os.access(venv / "bin" / "python", os.X_OK)
    return stamp if runs and isinstance(stamp, dict) else {}


@contextmanager
def _alone() -> Iterator[int]:
    """Wait until no other run makes `.venv`; give the lock's descriptor, for children that may outlive us."""
    with LOCK.open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("waiting for another run that is making .venv")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield lock.fileno()


def _clear_up() -> None:
    """Undo what a killed run left: the environment before it comes back, if it was whole."""
    if FORMER.exists() and _stamp(FORMER) and not _stamp(VENV):
        _delete(VENV)
        FORMER.rename(VENV)
    _delete(FORMER)


def _remake(level: str, lock: int) -> None:
    stamp, why = _stamp(VENV), _reason()
    level = "dev" if stamp.get("level") == "dev" else level
    say(f"making .venv from requirements/{level}.txt ({why}; once, about half a minute)")
    if stamp:
        VENV.rename(FORMER)
    else:
        _delete(VENV)
    try:
        _make(level, lock)
    except BaseException:
        _delete(VENV)
        if FORMER.exists():
            FORMER.rename(VENV)
        raise
    _delete(FORMER)


def _reason() -> str:
    stamp = _stamp(VENV)
    if not stamp:
        return "it is broken or was not finished" if os.path.lexists(VENV) else "there is none yet"
    fresh = _fresh_stamp("dev" if stamp.get("level") == "dev" else "site")
    changed = [key for key, value in fresh.items() if stamp.get(key) != value]
    return f"changed: {', '.join(changed)}" if changed else "this task needs more than the site does"


def _make(level: str, lock: int) -> None:
    _bring_ensurepip()
    # Not the Python of an environment: it may be a foreign one, or the very one that is being replaced.
    base = getattr(sys, "_base_executable", None) or sys.executable
    # Each child holds the lock too: if this process is killed, the next run waits for the child's end.
    call = partial(subprocess.call, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=sys.stderr, pass_fds=[lock])
    make_environment(base, VENV, REQUIREMENTS / f"{level}.txt", call, environment())
    unfinished = VENV / f"{STAMP}.new"
    unfinished.write_text(json.dumps(_fresh_stamp(level), indent=1), encoding="utf-8")
    unfinished.replace(VENV / STAMP)


def _delete(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


# ---- what the system has to bring ----------------------------------------------------------------


def _bring_ensurepip() -> None:
    package = "python{}.{}-venv".format(*sys.version_info)
    there = partial(importlib.util.find_spec, "ensurepip")
    if not there() and sys.base_prefix == "/usr" and apt_install(say, package):
        importlib.invalidate_caches()
    if not there():
        raise OutsideError(f"this Python lacks ensurepip. On Debian and Ubuntu, install {package} first.")


# ---- as a script ---------------------------------------------------------------------------------


def _tasks() -> dict[str, str]:
    """Return the tasks below and their first lines, read from this file: Invoke may not be there yet."""
    body = ast.parse(Path(__file__).read_bytes()).body
    functions = [node for node in body if isinstance(node, ast.FunctionDef)]
    tasks = [node for node in functions if any("task" in ast.unparse(mark) for mark in node.decorator_list)]
    return HANDED_OVER | {node.name: (ast.get_docstring(node) or "").partition("\n")[0] for node in tasks}


def _listing() -> str:
    lines = (f"  {name:9}{line}" for name, line in _tasks().items())
    return "\n".join(["python3 tasks.py TASK [arguments], where TASK is one of", *lines])


def _script(words: Sequence[str]) -> int:
    name, *rest = words or ["--list"]
    if name in ("--list", "-l", "--help", "-h"):
        echo(_listing())
        return ExitCode.DONE
    if name not in _tasks():
        say(f"there is no task '{name}'{did_you_mean(name, _tasks())}")
        echo(_listing(), err=True)
        return ExitCode.USAGE
    ensure_venv("dev" if name in NEEDS_DEV else "site")
    if name not in HANDED_OVER:
        os.chdir(ROOT)
    return _become(_command(name, rest) if name in HANDED_OVER else _invocation(name, rest))


def _command(name: str, words: Sequence[str]) -> list[str]:
    """Return the command that a task stands for. Its settings are this site's, wherever it is called from; what is
    typed means what it means anywhere: paths begin in the current folder.
    """
    if name == "publish":
        return [f"{BIN}/python", f"{ROOT}/publish.py", *words]
    action = [word for word in words[:1] if name in WITH_ACTION and not word.startswith("-")]
    own = ["--finish"] if name == "build" else []
    settings = ["--settings", f"{ROOT}/pelicanconf.py"] if action or name not in WITH_ACTION else []
    return [f"{BIN}/explainers", name, *action, *own, *settings, *words[len(action) :]]


def _invocation(name: str, rest: Sequence[str]) -> list[str]:
    own = [word for word in rest if word in OWN_OPTIONS.get(name, ())]
    others = [word for word in rest if word not in own]
    others = others[1:] if others[:1] == ["--"] else others
    invoke = [f"{BIN}/python", "-m", "invoke", "--search-root", str(ROOT)]
    return [*invoke, name, *own, *(["--", *others] if others else ())]


def _become(command: Sequence[str]) -> NoReturn:
    """Replace this process, so that signals, terminal and exit code are the command's own."""
    os.execve(command[0], list(command), environment())


if __name__ == "__main__":
    sys.exit(run_command(lambda: _script(sys.argv[1:]), "tasks.py"))


# ---- the tasks -----------------------------------------------------------------------------------

from invoke.context import Context
from invoke.exceptions import Exit
from invoke.tasks import task


def _arguments() -> list[str]:
    """Return what stands after `--`, word by word: Invoke's own `remainder` has lost the words' bounds."""
    return sys.argv[sys.argv.index("--") + 1 :] if "--" in sys.argv else []


def _run(*command: str, folder: Path | None = ROOT, variables: Mapping[str, str] | None = None) -> int:
    """Run a command of `.venv` in a folder (`None`: the current one); return its exit code as a shell would."""
    process = subprocess.Popen(command, cwd=folder, env={**environment(), **(variables or {})})
    for kind in (signal.SIGTERM, signal.SIGHUP):  # of Ctrl-C a terminal tells the command too, of these nobody does
        signal.signal(kind, lambda number, _frame: process.send_signal(number))
    while True:
        try:
            code = process.wait()
            return code if code >= 0 else 128 - code
        except KeyboardInterrupt:  # the command was told too, and ends in its own way
            continue


def _end(code: int, meanings: Mapping[int, ExitCode] | None = None) -> None:
    """End with an exit code of ours; `meanings` says which one stands for another program's, if not that something
    outside failed.
    """
    if code:
        of_shell = 128  # above, a shell tells which signal ended it
        raise Exit(code=code if meanings is None or code >= of_shell else meanings.get(code, ExitCode.OUTSIDE))


def _ready(level: str) -> None:
    try:
        ensure_venv(level)
    except (CommandError, OSError) as failed:
        trouble = failed_command(failed)
        raise Exit(f"tasks.py: {trouble}", trouble.exitcode) from None


def _handed_over(name: str) -> Any:
    """Return a task that passes its arguments on to a command of `.venv`."""

    def run(_: Context) -> None:
        _ready("site")
        _end(_run(*_command(name, _arguments()), folder=None))

    run.__name__, run.__doc__ = name, HANDED_OVER[name]
    return task(run)


build, check, new, source, renew, serve, publish = map(_handed_over, HANDED_OVER)


@task(help={"quick": "without browser, servers and large sites", "all_": "the long ones too"})
def test(_: Context, quick: bool = False, all_: bool = False) -> None:
    """Run the tests that fit into 8 minutes, the --quick ones, or --all; other arguments are pytest's."""
    _ready("dev")
    if not quick:
        bring_browser(environment(), say)
        bring_servers(say, every=all_)
    marks = "not browser and not server and not slow and not site" if quick else "" if all_ else "not slow"
    workers = str(min(4, 1 + (os.cpu_count() or 1)))  # one waits for servers most of the time
    options = ["-n", workers, "--dist", "worksteal", "-m", marks]
    # From the first import on, byte code is kept where tests/conftest.py has it kept.
    kept = {"PYTHONPYCACHEPREFIX": f"{ROOT}/.pytest_cache/d/bytecode", "PYTHONDONTWRITEBYTECODE": ""}
    _end(_run(f"{BIN}/python", "-m", "pytest", *options, *_arguments(), variables=kept), OF_PYTEST)


@task(help={"fix": "repair what can be repaired without a thought"})
def lint(_: Context, fix: bool = False) -> None:
    """Look at style, types and layers."""
    _ready("dev")
    if _arguments():
        raise Exit("tasks.py: lint takes no arguments but --fix", ExitCode.USAGE)
    steps = [["ruff", "check", "."], ["ruff", "format", "."], ["mypy"], ["lint-imports"]]
    steps[0 if fix else 1].append("--fix" if fix else "--check")
    codes = [_run(f"{BIN}/{name}", *options) for name, *options in steps]
    _end(max(codes), dict.fromkeys((1, 2), ExitCode.PROBLEMS))


@task
def bench(_: Context) -> None:
    """Measure builds beside stock Pelican and Hugo, and write bench/RESULTS.md: bench --sizes 100,1000."""
    _ready("dev" if "--publishing" in _arguments() else "site")
    _end(_run(f"{BIN}/python", f"{ROOT}/bench/run.py", *_arguments()))


@task
def docs(_: Context) -> None:
    """Build the documentation as a site into .cache/docs, and fail for a link that leads nowhere."""
    _ready("dev")
    _end(_run(f"{BIN}/mkdocs", "build", "--strict", "--quiet"), {1: ExitCode.PROBLEMS})


@task
def pictures(_: Context) -> None:
    """Take the pictures of the README afresh: pages, the preview and an editor, in docs/pictures/."""
    _ready("dev")
    bring_browser(environment(), say)
    if shutil.which("nvim") is None or shutil.which("tmux") is None:
        apt_install(say, "neovim", "tmux")  # without them that of an editor stays as it is
    _end(_run(f"{BIN}/python", f"{ROOT}/bench/pictures.py"))


@task
def lock(_: Context) -> None:
    """Pin and hash the requirements afresh: lock, lock --upgrade, lock --upgrade-package NAME."""
    _ready("dev")
    uv = [f"{BIN}/uv", "pip", "compile", "--quiet", "--no-config", "--system-certs", *_arguments()]
    pins = ["--universal", "--python-version=3.11", "--generate-hashes", "--only-binary=:all:"]
    header = ["--no-emit-index-url", "--custom-compile-command=python3 tasks.py lock"]
    for level, bounds in (("site", []), ("dev", ["-c", "requirements/site.txt"]), ("bench", []), ("stores", [])):
        _end(_run(*uv, *pins, *header, *bounds, f"requirements/{level}.in", f"-orequirements/{level}.txt"), OF_UV)
