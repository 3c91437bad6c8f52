"""Commands that write, ended by a signal at any moment: what they write is whole or not there, nothing else is left
behind, and the same command again does the rest.
"""

from __future__ import annotations

import os
import random
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from itertools import count
from pathlib import Path

import pytest
import yaml

from explainers.cli import main
from explainers.exit_codes import ExitCode
from explainers.interrupts import INTERRUPTED, answer_interrupts
from explainers.publishing.deploy import PublishOptions, collect, deploy, rollback
from explainers.signals import POLITE
from tests.building_sites import ROOT
from tests.checks.examples import SITE as EXAMPLE
from tests.commands.conftest import DAY
from tests.editing.web import article
from tests.publishing.synthetic import SITE, World, site_files, target_in, tree, write_site

RUNS = int(os.environ.get("SAFETY_RUNS", "25"))  # more of them for a long run by hand
RAISED = 99
LINE = f"explainers: {INTERRUPTED}\n"
PARTS = (".tmp", ".new", ".explainers-new-")  # names of what isn't finished
Command = Callable[[Path], int]


def _typed(*words: str) -> Command:
    def work(folder: Path) -> int:
        del folder
        return main(list(words))

    return work


def _rolled_back(folder: Path) -> int:
    target = target_in(folder / "www")
    rollback(target, SITE, target.log()[0].id, World().around())
    return 0


def _collected(folder: Path) -> int:
    collect(target_in(folder / "www"), SITE, PublishOptions(keep=1), _later().around(), dry_run=False)
    return 0


def _deployed(folder: Path) -> int:
    new = write_site(folder.with_name("built"), site_files("bold", edits={"index": "Five."}), minute=9)
    deploy(target_in(folder / "www"), new, PublishOptions(), World().around())
    return 0


def _later() -> World:
    return World(World().now + timedelta(days=400))


COMMANDS: dict[str, Command] = {
    "seal": _typed("source", "seal", "wire", "--text", "texts/wire.txt"),
    "renew": _typed("renew", "--source-text", "texts", *DAY),
    "source add": _typed("source", "add", "herring", "--file", "page.html"),
    "new": _typed("new", "explainer", "Who pays?", "--countries", "NO,SE", *DAY),
    "new translation": _typed("new", "translation", "explainers/neutral-zone", "fr"),
    "new site": _typed("new", "site", "fresh", "--languages", "es,en", "--countries", "EC", *DAY),
    "theme eject": _typed("theme", "eject", "fresh"),
    "deploy": _deployed,
    "rollback": _rolled_back,
    "gc": _collected,
}


@pytest.fixture(scope="module")
def start(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A site of which every command has something to write, with a target that has four releases."""
    folder = tmp_path_factory.mktemp("interrupted") / "site"
    shutil.copytree(EXAMPLE, folder)
    settings = (folder / "pelicanconf.py").read_text(encoding="utf-8")
    (folder / "pelicanconf.py").write_text(settings.replace('"../../../theme"', repr(str(ROOT / "theme"))), "utf-8")
    with (folder / "content/names.yaml").open("a", encoding="utf-8") as names:
        names.write("- id: talks\n  forms: {en: [Envoys]}\n")
    (folder / "page.html").write_text(article(), encoding="utf-8")
    (folder / "www").mkdir()
    for number in range(4):
        new = write_site(folder.with_name("built"), site_files(edits={"index": str(number)}), minute=number)
        deploy(target_in(folder / "www"), new, PublishOptions(), World().around())
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOURCE_DATE_EPOCH", "1704067200")
        patch.setattr("sys.dont_write_bytecode", True)
        yield folder


@contextmanager
def _copy(start: Path) -> Iterator[Path]:
    folder = start.with_name("copy")
    shutil.copytree(start, folder, symlinks=True)
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


def _ended(command: Command, folder: Path, at: int, kind: int) -> tuple[int, str, int]:
    """Run a command in a process of its own, and signal it at an event of Python's (PEP 578): whenever it touches the
    disk, and more often. Return its exit code, what it said on standard error, and the number of events.
    """
    said, counted = folder.with_name("said"), folder.with_name("counted")
    child = os.fork()
    if not child:
        code = RAISED
        try:
            os.chdir(folder)
            os.dup2(os.open(os.devnull, os.O_RDWR), 1)
            sys.stderr = said.open("w", encoding="utf-8")
            answer_interrupts("explainers")
            events, seen = count(1), 0

            def hear(event: str, arguments: object) -> None:
                nonlocal seen
                del event, arguments
                seen = next(events)
                if seen == at:
                    os.kill(os.getpid(), kind)

            sys.addaudithook(hear)
            code = command(folder)
            counted.write_text(str(seen), encoding="utf-8")
        except KeyboardInterrupt as stopped:
            sys.excepthook(KeyboardInterrupt, stopped, None)
        except BaseException as raised:  # noqa: BLE001 - told by the code
            sys.stderr.write(repr(raised))
        finally:
            sys.stderr.flush()
            os._exit(code)
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return code, said.read_text(encoding="utf-8"), int(counted.read_text("utf-8")) if counted.exists() else 0


@pytest.mark.parametrize("name", COMMANDS)
def test_what_a_signal_ends_is_whole_and_can_be_finished(start: Path, name: str) -> None:
    command, before = COMMANDS[name], tree(start)
    with _copy(start) as folder:
        code, said, events = _ended(command, folder, 0, 0)
        assert code == 0, said
        done = tree(folder)
    chance, ended = random.Random(name), 0
    for _ in range(max(2, RUNS // 8)):
        with _copy(start) as folder:
            code, said, _ = _ended(command, folder, chance.randint(1, events), chance.choice(POLITE))
            after = tree(folder)
            assert code in (0, ExitCode.INTERRUPTED), said
            ended += code == ExitCode.INTERRUPTED
            if code == ExitCode.INTERRUPTED:
                assert said.endswith(LINE), said
                assert "Traceback" not in said
                assert said.count("Interrupted.") == 1
            if name in ("deploy", "rollback", "gc"):
                target = target_in(folder / "www")
                live = target.live()
                assert live is not None
                assert not target.wrong(live)
                assert _elsewhere(after) == _elsewhere(before)
            else:
                assert not [path for path in after if any(part in path for part in PARTS)]
                changed = {path for path in after if after[path] not in (before.get(path), done.get(path))}
                assert all(_is_not_sealed_yet(after[path], done[path]) for path in changed)
                assert before.keys() <= after.keys() <= done.keys()
            again, said, _ = _ended(command, folder, 0, 0)
            assert again == 0 or (code == 0 and "there already" in said) or _is_made(name, folder), said
            assert _comparable(tree(folder)) == _comparable(done)
    assert ended


def _is_not_sealed_yet(record: bytes, sealed: bytes) -> bool:
    """Return whether a source's record is whole but for its seal, which is made of it afterwards."""
    known, wanted = yaml.safe_load(record), yaml.safe_load(sealed)
    return "sealed" not in known and {**known, "sealed": wanted["sealed"]} == wanted


def _elsewhere(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: data for path, data in files.items() if not path.startswith("www/")}


def _comparable(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return what is the same however often a command was begun: not the lines of a target's log."""
    return {path: data for path, data in files.items() if path not in ("www/.publish/log", "www/.publish/lock")}


def _is_made(name: str, folder: Path) -> bool:
    """Return whether a command has made what it makes only once."""
    made = {"new": "content/explainers/who-pays.md", "new site": "fresh", "theme eject": "fresh"}
    return name in made and (folder / made[name]).exists()
