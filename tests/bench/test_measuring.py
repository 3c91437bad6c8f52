"""What is moved out of a build's way, so that deleting it is not charged to that build."""

from __future__ import annotations

from pathlib import Path

from bench.measuring import delete_aside, set_aside


def test_what_is_set_aside_leaves_nothing_behind_for_the_next_build_and_is_deleted_at_the_end(tmp_path: Path) -> None:
    site = tmp_path / "site"
    for text in ("first", "second"):
        (site / "output").mkdir(parents=True)
        (site / "output" / "index.html").write_text(text, encoding="utf-8")
        inode = (site / "output" / "index.html").stat().st_ino
        set_aside(site, ("output", ".cache"))
        assert not (site / "output").exists()
        assert inode in {file.stat().st_ino for file in site.rglob("index.html")}, "it was deleted, not moved"
    (site / "page.md").write_text("kept", encoding="utf-8")
    delete_aside(tmp_path)
    assert [file.name for file in site.iterdir()] == ["page.md"]
