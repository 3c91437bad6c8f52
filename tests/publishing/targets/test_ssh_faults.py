"""Disks and networks that fail behind ssh: what is live stays whole, the command says what happened, and the next
publication ends well.
"""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy import PublishOptions, deploy
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.releases import Releases
from explainers.publishing.targets.shell import Shell
from explainers.publishing.targets.ssh import SshDisk
from tests.publishing.servers import program
from tests.publishing.synthetic import World, site_files, tree, write_site

pytestmark = pytest.mark.server
# Skips `ssh`'s options and the host, and does here what it was told to do there.
SSH = """#!/bin/sh
while case "${1:-}" in -*) true ;; *) false ;; esac; do
    case "$1" in -o | -p | -F) shift 2 ;; *) shift ;; esac
done
shift
PATH="%s:$PATH" exec sh -c "$*"
"""
# A line that passes on what it gets in pieces of few bytes.
PIECES = """
import os, sys
while data := os.read(0, 4093):
    for at in range(0, len(data), 7):
        os.write(1, data[at : at + 7])
"""


class Far:
    """Another machine, which is this one with tools that may fail, and a target on it."""

    def __init__(self, place: Path) -> None:
        program("rsync"), program("flock")
        self.place, self.tools = place, place / "tools"
        self.tools.mkdir()
        self.ssh = self.script(place / "ssh", SSH % self.tools)
        self.sites = [write_site(place / name, site_files(name, 2), name[0] * 40) for name in ("plain", "bold")]
        self.world, self.patience = World(), 600.0

    def script(self, path: Path, text: str) -> Path:
        path.write_text(text, encoding="utf-8")
        path.chmod(0o755)
        return path

    def breaks(self, tool: str, text: str) -> None:
        """Let a tool over there do something else."""
        self.script(self.tools / tool, f"#!/bin/sh\n{text}\n")

    def deploy(self, site: BuiltSite, ssh: Path | None = None, base: Path | None = None) -> str:
        """Publish; return what is wrong, after a fault outside, or nothing."""
        shell = Shell("desk", command=(str(ssh or self.ssh),))
        shell.patience = self.patience
        target = Releases(base or self.place / "www", "far-1", SshDisk(shell))
        try:
            deploy(target, site, PublishOptions(allow_older=True), self.world.around())
        except PublishError as stop:
            assert stop.code == ExitCode.OUTSIDE
            return stop.message
        finally:
            shell.close()
        return ""

    def shown(self, base: Path | None = None) -> dict[str, bytes]:
        return tree((base or self.place / "www") / "current")


@pytest.fixture
def far(tmp_path: Path) -> Far:
    made = Far(tmp_path)
    assert made.deploy(made.sites[0]) == ""
    return made


@pytest.mark.parametrize(
    ("tool", "does", "words"),
    [
        ("rsync", "echo 'write failed: Disk quota exceeded (122)' >&2; exit 11", "is full (write failed: Disk quota"),
        ("rsync", "echo 'write failed: No space left on device (28)' >&2; exit 11", "is full (write failed: No space"),
        ("rsync", "echo 'write failed: Input/output error (5)' >&2; exit 11", "Input/output error"),
        ("rsync", "exit 0", "can't be read or written"),
        ("rsync", "kill -KILL $$", "can't be read or written"),
        ("sync", "echo 'error syncing: Input/output error' >&2; exit 1", "Input/output error"),
        ("mv", "echo 'cannot move: Read-only file system' >&2; exit 1", "Read-only file system"),
        ("sha256sum", "exit 1", "what was staged is not what was sent"),
    ],
)
def test_a_disk_that_fails_there_is_told_and_the_next_run_ends_well(far: Far, tool: str, does: str, words: str) -> None:
    plain, bold = far.sites
    far.breaks(tool, does)
    said = far.deploy(bold)
    assert words in said
    assert far.shown() == tree(plain.root)
    (far.tools / tool).unlink()
    assert far.deploy(bold) == ""
    assert tree(bold.root).items() <= far.shown().items()
    assert not list((far.place / "www/staging").iterdir())


def test_a_disk_that_may_only_be_read_is_told(far: Far) -> None:
    small = far.place / "small"
    small.mkdir()
    mounting = ("mount", "-t", "tmpfs", "-o", "size=4m", "none", str(small))
    if os.geteuid() or subprocess.run(mounting, check=False, capture_output=True).returncode:
        pytest.skip("only root can mount a disk")
    try:
        plain, bold = far.sites
        assert far.deploy(plain, base=small / "www") == ""
        subprocess.run(("mount", "-o", "remount,ro", str(small)), check=True)
        assert "Read-only file system" in far.deploy(bold, base=small / "www")
        assert far.shown(small / "www") == tree(plain.root)
    finally:
        subprocess.run(("umount", str(small)), check=True)


@pytest.fixture
def real(config: Path) -> str:
    """How a script begins that goes on as the real `ssh`."""
    return shlex.join(("ssh", "-F", str(config)))


def test_a_connection_that_is_cut_while_files_are_on_their_way_is_told(far: Far, real: str) -> None:
    plain, bold = far.sites
    cut = far.script(
        far.place / "cut",
        f'#!/bin/sh\ncase "$*" in *rsync*) head -c 400 | {real} "$@" ;; *) exec {real} "$@" ;; esac\n',
    )
    far.patience = 3.0  # the other half of the connection still stands, so nobody is told
    assert far.deploy(bold, cut)
    assert far.shown() == tree(plain.root)
    far.patience = 600.0
    assert far.deploy(bold) == ""
    assert tree(bold.root).items() <= far.shown().items()


def test_a_line_that_passes_on_few_bytes_at_a_time_changes_nothing(far: Far, real: str) -> None:
    pieces = far.place / "pieces.py"
    pieces.write_text(PIECES, encoding="utf-8")
    line = shlex.join((sys.executable, "-S", str(pieces)))
    slow = far.script(far.place / "slow", f'#!/bin/sh\n{real} "$@" | {line}\n')
    assert far.deploy(far.sites[1], slow) == ""
    assert tree(far.sites[1].root).items() <= far.shown().items()


def test_a_machine_that_stops_answering_is_given_up(far: Far) -> None:
    fifo = far.place / "fifo"
    os.mkfifo(fifo)
    far.patience = 1.0
    far.breaks("sync", f"exec cat {fifo}")
    try:
        assert "no answer for 1 s" in far.deploy(far.sites[1])
    finally:
        os.close(os.open(fifo, os.O_RDWR | os.O_NONBLOCK))
    assert far.shown() == tree(far.sites[0].root)
