"""Which times of change are believed the next time, and which stand for two states of a file."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from explainers.build.clock import UNSURE, Clock

NOW = 1_789_603_200_123_456_789  # ns
SECOND, TICK = 10**9, 50 * 10**6


@pytest.mark.parametrize(
    ("before", "is_sure"),
    [(TICK + 1, True), (TICK, False), (1, False), (0, False), (-1, False), (-3600 * SECOND, False)],
)
def test_a_time_is_kept_when_the_clock_has_gone_on_since(before: int, is_sure: bool) -> None:
    assert Clock(NOW).kept(NOW - before) == (NOW - before if is_sure else UNSURE)


@pytest.mark.parametrize(("before", "is_sure"), [(3, True), (2, True), (1, False), (0, False)])
def test_a_time_in_whole_seconds_is_kept_after_two_of_them(before: int, is_sure: bool) -> None:
    whole = NOW // SECOND * SECOND - before * SECOND
    assert Clock(NOW).kept(whole) == (whole if is_sure else UNSURE)


def test_no_file_has_the_time_of_one_that_is_looked_at_again(tmp_path: Path) -> None:
    file = tmp_path / "old"
    file.write_bytes(b"")
    os.utime(file, ns=(0, 0))
    assert Clock(NOW).kept(file.stat().st_mtime_ns) == 0 != UNSURE


def test_the_moment_is_the_disks_own_and_later_than_what_was_written_before(tmp_path: Path) -> None:
    (tmp_path / "before").write_bytes(b"")
    first = Clock.of(tmp_path).now
    assert first >= (tmp_path / "before").stat().st_mtime_ns
    os.utime(tmp_path / "clock", ns=(1, 1))
    assert Clock.of(tmp_path).now >= first


def test_a_folder_that_is_not_there_has_no_clock(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        Clock.of(tmp_path / "none")
