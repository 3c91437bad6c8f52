"""A disk that fails is named: which file, and where the disk is mounted."""

from __future__ import annotations

import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainers.build.output import Output
from explainers.build.store import opened_store
from explainers.build.write_log import FileList
from explainers.cli import main
from explainers.editing.files import create
from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, OutsideError, disk_sentence, failed_command, naming
from tests.building_sites import site_copy


def test_a_full_disk_is_named_by_file_and_mount() -> None:
    failed = OSError(errno.ENOSPC, "No space left on device", "/proc/x/y")
    assert disk_sentence(failed) == (
        "The disk of '/proc/x/y' is full (No space left on device; it is mounted at '/proc'). "
        "Make room there, then run the same command again"
    )


@pytest.mark.parametrize(
    ("failed", "sentence"),
    [
        (
            OSError(errno.EACCES, "Permission denied", "a"),
            "'a' can't be read or written: Permission denied. Change",
        ),
        (OSError(errno.EROFS, "Read-only file system", b"a"), "'a' can't be read or written: Read-only file system"),
        (OSError(errno.EIO, "Input/output error"), "The system failed: Input/output error"),
        (OSError("a sentence of ours"), "a sentence of ours"),
        (OSError(None, "'web1' can't be reached"), "'web1' can't be reached"),
        (OSError(None, "Connection closed by remote host."), "Connection closed by remote host"),  # more may follow
        (OSError(errno.EMFILE, None), f"The system failed: {os.strerror(errno.EMFILE)}"),
    ],
)
def test_other_failures_are_one_sentence_too(failed: OSError, sentence: str) -> None:
    assert disk_sentence(failed).startswith(sentence)
    assert not disk_sentence(failed).endswith(".")


def test_what_fails_has_its_exit_code() -> None:
    assert failed_command(OSError(errno.EIO, "x")).exitcode == ExitCode.OUTSIDE
    wrong = CommandError("wrong usage")
    assert failed_command(wrong) is wrong
    assert (CommandError.exitcode, OutsideError.exitcode) == (2, 3)


def test_a_name_that_the_system_gave_is_kept() -> None:
    with pytest.raises(OSError, match="Errno") as failed, naming("other"):
        raise OSError(errno.EIO, "x", "own")
    assert failed.value.filename == "own"


def test_writers_say_which_file_does_not_fit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    listed = FileList(tmp_path / "output")
    monkeypatch.setattr(os, "write", full)
    with pytest.raises(OSError, match=r"page/index\.html"):
        Output(tmp_path / "output").put("page/index.html", b"x")
    with pytest.raises(OSError, match=r"\.explainers-files"):
        listed.add("page/index.html", "0")
    listed.close()
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="content"):
        create(tmp_path / "content/a.md", b"x")
    assert not list((tmp_path / "content").iterdir())


def test_a_store_that_can_not_be_opened_says_where_it_is(tmp_path: Path) -> None:
    (tmp_path / "store.sqlite").mkdir()
    with pytest.raises(OSError, match="store can't be used") as failed, opened_store(tmp_path / "store.sqlite", "x"):
        pass
    assert str(tmp_path) in disk_sentence(failed.value)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of 2 MB, where this system lets us have one."""
    folder = tmp_path / "small"
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", "size=2m", "none", str(folder)]
    try:
        subprocess.run(command, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("a disk can't be mounted here")
    yield folder
    subprocess.run(["umount", str(folder)], check=True)


@pytest.mark.parametrize("option", ["--output", "--store"])
def test_a_build_onto_a_full_disk_says_which_and_goes_on_once_there_is_room(
    small_disk: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], option: str
) -> None:
    monkeypatch.chdir(site_copy("minimal", tmp_path))
    monkeypatch.setattr("sys.dont_write_bytecode", True)
    filler = small_disk / "filler"
    filler.write_bytes(bytes(2 * 1024 * 1024 - 16_384))
    place = str(small_disk / "made")
    assert main(["build", option, place]) == 3
    told = capsys.readouterr().err
    assert f"explainers: The disk of '{small_disk}/" in told
    assert f"it is mounted at '{small_disk}'" in told
    assert "Traceback" not in told
    filler.unlink()
    assert main(["build", option, place]) == 0
