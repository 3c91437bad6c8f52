"""What desktops, editors and sync programs leave in folders is told apart from what somebody wrote."""

from __future__ import annotations

import pytest

from explainers.strays import is_stray


@pytest.mark.parametrize(
    "name",
    [
        ".DS_Store", "._one.md", ".~lock.one.md#", ".one.md.swp", ".git", "one.md~", "#one.md#", "~$one.docx", "4913",
        "one.md.swp", "one.md.bak", "one.TMP", "one.md.save.2", "one.md___jb_tmp___", "one.md.sb-1a2b3c-XyZ",
        "one.md.part", "one.md.crdownload", "one.sync-conflict-20260101-120000-ABC.md",
        "one (Ann's conflicted copy 2026-01-01).md", "one_conflict-20260101-120000.md", "Thumbs.db",
        "ehthumbs.db", "desktop.ini", "One.lnk", "$RECYCLE.BIN", "System Volume Information", "Icon\r", "__MACOSX",
        "@eaDir", "lost+found", "sedX2fQbc", "sed9aBcDe", "one.md.kQzRvB", "wire.yaml.PxAbCd",
    ],
)  # fmt: skip
def test_left_over_files_are_strays(name: str) -> None:
    assert is_stray(name)


@pytest.mark.parametrize(
    "name",
    [
        "one.md", "one.fr.md", "49130", "bak", "swap.md", "conflict.md", "conflicted-copy.md", "one_conflict.md",
        "thumbs.md", "desktop.md", "icon", "save.md", "original.md", "a#b.md", "~one.md", "part.yaml", "one.sb.md",
        "tmp", "lost-and-found.md", "", "seduction", "sediment.md", "one.md.md", "sedX2fQbc.md",
    ],
)  # fmt: skip
def test_what_somebody_wrote_is_not(name: str) -> None:
    assert not is_stray(name)
