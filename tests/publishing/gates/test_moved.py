"""Pages that lead on do so at once, and don't lead back."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.publishing.gates.moved import looping_redirects
from explainers.publishing.gates.references import pages_read
from tests.publishing.synthetic import URL, write_site


def leading(goal: str) -> bytes:
    return f"<!doctype html><title>x</title><meta http-equiv=refresh content='0; url={goal}'>".encode()


@pytest.mark.parametrize(
    ("leads", "found"),
    [
        ({"a": "/b/"}, []),
        ({"a": "https://elsewhere.example/a/"}, []),
        ({"a": "/a/"}, [("a/index.html", "redirect-loop", None)]),
        (
            {"a": "/c/", "c": f"{URL}/a/"},
            [("a/index.html", "redirect-loop", None), ("c/index.html", "redirect-loop", None)],
        ),
        ({"a": "/c/", "c": "../b/"}, [("a/index.html", "redirect-chain", f"{URL}/b/")]),
    ],
)
def test_circles_and_chains_are_told(
    tmp_path: Path, leads: dict[str, str], found: list[tuple[str, str, str | None]]
) -> None:
    files = {f"{path}/index.html": leading(goal) for path, goal in leads.items()} | {"b/index.html": b"<p>b"}
    site = write_site(tmp_path / "site", files)
    problems = looping_redirects(site, pages_read(site).redirects)
    assert [(one.path, one.code, one.suggestion) for one in problems] == found
