"""Whether other folders have come to the places of those that were there."""

from __future__ import annotations

from pathlib import Path

from explainers.preview.held_folders import HeldFolders


def test_a_folder_made_anew_is_another_one_though_it_has_the_same_name(tmp_path: Path) -> None:
    folder = tmp_path / "theme"
    folder.mkdir()
    held = HeldFolders([folder])
    assert held.are_same
    folder.rmdir()
    folder.mkdir()
    assert not held.are_same
    held.let_go()


def test_what_comes_to_an_empty_place_is_noticed_and_a_renamed_folder_too(tmp_path: Path) -> None:
    held = HeldFolders([tmp_path / "one", tmp_path])
    assert held.there == [tmp_path]
    assert held.are_same
    (tmp_path / "one").mkdir()
    assert not held.are_same
    held.let_go()
    held = HeldFolders([tmp_path / "one"])
    (tmp_path / "one").rename(tmp_path / "two")
    assert not held.are_same
    held.let_go()
