"""What a deployment changes in texts, line by line."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from explainers.publishing.differences import differences

LIVE = {"index.html": b"<p>one</p><p>same</p>", "gone.html": b"<p>old</p>", "a.png": b"\x89PNG old"}
BUILT = {
    "index.html": b"<p>two</p><p>same</p>",
    "new.html": b"<p>new</p>",
    "a.png": b"\x89PNG new",
    "a.html.br": b"\x0b",
}


def lines(live: dict[str, bytes] | None) -> list[str]:
    site: Any = SimpleNamespace(files=BUILT, read=BUILT.__getitem__)
    manifest: Any = None if live is None else SimpleNamespace(files=live)
    target: Any = SimpleNamespace(read=lambda _, path: (live or {})[path])
    plan: Any = SimpleNamespace(sent=tuple(BUILT), removed=("gone.html",) if live else ())
    return list(differences(site, manifest, target, plan))


def test_texts_that_are_new_change_or_go_are_shown_by_element() -> None:
    said = lines(LIVE)
    assert [line for line in said if line.startswith(("---", "+++"))] == [
        "--- live/gone.html", "+++ none",
        "--- live/index.html", "+++ built/index.html",
        "--- none", "+++ built/new.html",
    ]  # fmt: skip
    assert {"-<p>one</p>", "+<p>two</p>", " <p>same</p>", "-<p>old</p>", "+<p>new</p>"} <= set(said)


def test_before_the_first_release_all_is_new() -> None:
    assert not [line for line in lines(None) if line.startswith("-") and line != "--- none"]
