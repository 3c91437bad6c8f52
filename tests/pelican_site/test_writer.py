"""Pelican's files go through the output folder: what would not change is not touched, nothing is written twice."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from pelican.writers import FileOverwriteFailedError

from explainers.pelican_site.writer import ExplainersWriter


def _write(writer: ExplainersWriter, file: str, text: str, *, override: bool = False) -> None:
    with writer._open_w(str(Path(writer.output_path) / file), "latin-1", override) as opened:
        opened.write(text)


def test_a_file_is_written_in_utf8_when_it_is_closed(tmp_path: Path) -> None:
    writer = ExplainersWriter(str(tmp_path), {})
    opened = writer._open_w(str(tmp_path / "feeds/all.atom.xml"), "latin-1")
    opened.write("<feed>é")
    assert not (tmp_path / "feeds").exists()
    opened.close()
    assert (tmp_path / "feeds/all.atom.xml").read_bytes() == "<feed>é".encode()
    opened.close()
    assert writer.files == ["feeds/all.atom.xml"]
    assert writer.output.written == 1


def test_equal_bytes_are_not_written_and_count_as_the_sites_all_the_same(tmp_path: Path) -> None:
    _write(ExplainersWriter(str(tmp_path), {}), "a.xml", "x")
    os.utime(tmp_path / "a.xml", (1, 1))
    again = ExplainersWriter(str(tmp_path), {})
    _write(again, "a.xml", "x")
    assert ((tmp_path / "a.xml").stat().st_mtime, again.output.written, again.files) == (1, 0, ["a.xml"])
    _write(ExplainersWriter(str(tmp_path), {}), "a.xml", "y")
    assert (tmp_path / "a.xml").read_bytes() == b"y"


def test_a_file_is_written_once_unless_it_is_meant_to_be_written_over(tmp_path: Path) -> None:
    writer = ExplainersWriter(str(tmp_path), {})
    _write(writer, "a.xml", "x")
    with pytest.raises(FileOverwriteFailedError, match=r'"a\.xml" is written twice'):
        _write(writer, "a.xml", "y")
    _write(writer, "a.xml", "z", override=True)
    assert (tmp_path / "a.xml").read_bytes() == b"z"


def test_a_file_outside_of_the_output_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not in the subpath"):
        ExplainersWriter(str(tmp_path / "output"), {})._open_w(str(tmp_path / "a.xml"), "utf-8")
    assert list(tmp_path.iterdir()) == []
