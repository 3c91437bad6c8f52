"""Every reference in the site leads somewhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.problems import Problem
from explainers.publishing.gates.references import pages_read, redirects_of
from tests.publishing.synthetic import page, site_files, write_site


def found_in(folder: Path, changes: dict[str, bytes]) -> tuple[Problem, ...]:
    return pages_read(write_site(folder / "site", {**site_files(), **changes})).problems


GOOD = {
    "a place in the page itself": page("<p id=a></p><a href='#a'>x</a><a href='#'>y</a><a href='#top'>z</a>"),
    "an old-fashioned anchor": page("<a name=b></a><a href='#b'>x</a>"),
    "words of another page": page("<a href='/story-1/#:~:text=words'>x</a>"),
    "the world outside": page("<a href='https://other.example/no/'>x</a><a href='mailto:a@b.example'>y</a>"),
    "a picture inside the page": page("<img src='data:image/gif;base64,R0lGOD'>"),
    "letters beyond ASCII": page("<a href='/na%C3%AFve/'>x</a><a href='/naïve/'>y</a>"),
    "a query": page("<a href='/story-1/?from=x#words'>x</a>"),
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
def test_what_is_right_is_left_alone(tmp_path: Path, body: bytes) -> None:
    assert found_in(tmp_path, {"x/index.html": body, "naïve/index.html": page("x")}) == ()


def test_a_problem_names_its_line_and_what_to_write(tmp_path: Path) -> None:
    (problem,) = found_in(tmp_path, {"x/index.html": page("<p>1\n<a href='/story-1'>2</a>")})
    assert (problem.place.line, problem.suggestion) == (4, "/story-1/")


def test_a_place_that_a_page_lacks_is_told_where_it_is_named(tmp_path: Path) -> None:
    (problem,) = found_in(tmp_path, {"x/index.html": page("<a href='/story-1/#none'>x</a>")})
    assert (problem.code, problem.path, problem.place.line) == ("missing-fragment", "x/index.html", 3)
    assert problem.message == "'/story-1/#none' leads to a place that story-1/index.html hasn't"


def test_a_compressed_file_is_not_read_and_a_broken_page_is_told_once(tmp_path: Path) -> None:
    files = {"x.css.gz": b"url(no.png)", "x/index.html": b"", "y/index.html": page("<a href='/x/#place'>x</a>")}
    found = found_in(tmp_path, files)
    assert [(problem.code, problem.path) for problem in found] == [("not-well-formed", "x/index.html")]


def test_pages_that_only_lead_on_are_known_with_their_goals(tmp_path: Path) -> None:
    files = {
        "old/index.html": page("", "<meta http-equiv=Refresh content='0; URL=/story-1/'>"),
        "words/index.html": page("<p>Refresh!</p>"),
    }
    assert redirects_of(write_site(tmp_path / "site", {**site_files(), **files})) == {"old/index.html": "/story-1/"}
