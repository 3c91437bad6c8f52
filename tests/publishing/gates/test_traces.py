"""Nothing of the machine that built the site stands in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.publishing.gates.traces import development_traces
from tests.publishing.synthetic import URL, write_site

OWN = ("/srv/desk/site/",)
HOME = "/ho" + "me/ada/"


def found_in(folder: Path, data: str, path: str = "x.js", url: str = URL) -> list[tuple[int, str]]:
    problems = development_traces(write_site(folder / "site", {path: data.encode()}, url=url), OWN)
    assert {(one.code, one.path) for one in problems} <= {("development-trace", path)}
    return [(one.place.line, one.message.partition(" is of")[0]) for one in problems]


@pytest.mark.parametrize(
    ("text", "trace"),
    [
        ("'http://localhost:8000/'", "'http://localhost:8000'"),
        ("'//LOCALHOST/'", "'//LOCALHOST'"),
        ("'ws://127.1.2.3:5'", "'ws://127.1.2.3:5'"),
        ("'http://[::1]/'", "'http://[::1]'"),
        ("'http://0.0.0.0/'", "'http://0.0.0.0'"),
        ("'https://news.desk.local/'", "'https://news.desk.local'"),
        ("'file:///srv/x.png'", "'file:///srv/x.png'"),
        (f"={HOME}x.map", f"'{HOME}x…'"),
        ("=/srv/desk/site/x", "the name of a folder"),
    ],
)
def test_a_trace_is_told_with_its_line(tmp_path: Path, text: str, trace: str) -> None:
    assert found_in(tmp_path, f"one\n\n{text}") == [(3, trace)]


@pytest.mark.parametrize(
    "text", ["'//localhost.example/'", "'//127.0.0.example/'", "'//local/'", "'//x.local.example/'", "localhost", HOME]
)
def test_what_only_looks_like_one_is_left_alone(tmp_path: Path, text: str) -> None:
    assert found_in(tmp_path, text) == []


def test_what_a_page_says_in_words_is_free(tmp_path: Path) -> None:
    words = "<!doctype html><p>Open http://localhost:8000/</p>"
    assert found_in(tmp_path, words, "index.html") == []
    assert found_in(tmp_path, f"{words}<p title='http://localhost/'>", "index.html") == [(1, "'http://localhost'")]


def test_pictures_are_not_searched(tmp_path: Path) -> None:
    assert found_in(tmp_path, "http://localhost/", "x.png") == []


def test_the_sites_own_address_is_no_trace_even_on_this_machine(tmp_path: Path) -> None:
    url = "http://localhost:8000"
    assert found_in(tmp_path, "'http://localhost:8000/'", url=url) == []
    assert found_in(tmp_path, "'http://localhost:9000/'", url=url) == [(1, "'http://localhost:9000'")]
