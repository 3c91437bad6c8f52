"""A folder is read as a whole for commands that build nothing, and compared with sources' texts if they are there."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from explainers.build.content import Wanted
from explainers.build.whole_site import CannotCheck, Reading, Sought, read_site
from tests.building_sites import ROOT, edit

SITE = ROOT / "tests/checks/site"


def read(content: Path, texts: Path | None = None) -> Reading:
    return read_site(content, Wanted(("en", "fr"), "2024-01-01"), Sought(texts))


def test_files_are_documents_in_the_order_of_their_paths_and_the_rest_is_left(content: Path) -> None:
    (content / "explainers/.DS_Store").write_bytes(b"")
    reading = read(content)
    paths = [one.path for one in reading.documents]
    assert paths == sorted(paths)
    assert {"content/events.yaml", "content/explainers/neutral-zone.fr.md"} <= set(paths)
    assert [one.rpartition("/")[2] for one in reading.strays] == [".DS_Store"]
    assert list(reading.corpus.explainers) == ["neutral-zone"]


def test_a_source_whose_text_is_not_in_the_folder_is_unchecked(content: Path) -> None:
    assert [one.what for one in read(content).unchecked] == []
    assert [(one.what, one.why) for one in read(content, SITE / "texts").unchecked] == [
        ("the text of 'gazette'", "there is no gazette.txt in the folder of texts")
    ]


def test_a_record_is_compared_with_a_text_that_is_there(content: Path, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    shutil.copytree(SITE / "texts", texts)
    assert not any(one.severity == "error" for one in read(content, texts).problems)
    edit(texts, "wire.txt", "15 kilometres", "14 kilometres")
    assert {one.code for one in read(content, texts).problems if one.severity == "error"} >= {
        "seal-broken", "figure-not-in-source"
    }  # fmt: skip


def test_texts_that_can_not_be_read_end_the_check(content: Path, tmp_path: Path) -> None:
    with pytest.raises(CannotCheck, match=r"there is no folder '.*texts' with the sources' texts"):
        read(content, tmp_path / "texts")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/wire.txt").write_bytes(b"caf\xe9")
    with pytest.raises(CannotCheck, match=r"wire.txt' is not in UTF-8"):
        read(content, tmp_path / "texts")


def test_a_byte_order_mark_is_no_word_of_a_text(content: Path, tmp_path: Path) -> None:
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts/wire.txt").write_bytes(b"\xef\xbb\xbf" + (SITE / "texts/wire.txt").read_bytes())
    assert not any(one.severity == "error" for one in read(content, tmp_path / "texts").problems)
