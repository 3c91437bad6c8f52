"""What a page in the browser is told of the last build."""

from __future__ import annotations

from explainers.preview.state import Draft, State, message
from explainers.problems import Place, Problem

ERROR = Problem("content/a.md", Place(3, 1, 3, 5), "unknown-source", "no source is called 'x'", excerpt="[@x]")
WARNING = Problem("content/a.md", Place(4, 1, 4, 2), "odd", "this is odd", severity="warning")
OF_DRAFT = Problem("content/b.md", Place(1, 1, 1, 2), "odd", "this is odd", draft=True)


def test_a_page_is_loaded_again_when_one_of_its_files_changed_after_the_build_that_it_shows() -> None:
    state = State(number=7, first=3, changed={"index.html": 5, "a.css": 7})
    assert state.has_changed(["index.html"], 4)
    assert not state.has_changed(["index.html"], 5)
    assert state.has_changed(["index.html", "a.css"], 6)
    assert not state.has_changed(["map/index.html"], 3)
    assert not state.has_changed([], 3)


def test_a_page_of_an_earlier_run_is_always_loaded_again() -> None:
    assert State(number=3, first=3).has_changed([], 2)


def test_only_what_forbids_to_publish_keeps_the_last_good_version() -> None:
    assert not State(problems=(WARNING, OF_DRAFT)).failed
    assert State(problems=(WARNING, ERROR)).failed
    assert State(trouble="the theme has no home.html").failed


def test_problems_are_told_as_errors_warnings_or_a_drafts_with_drafts_and_trouble() -> None:
    state = State(8, 1, (ERROR, WARNING, OF_DRAFT), "the disk is full", (Draft("Later", "/later/"),), {"x": 8})
    told = message(state, ["y"], 7)
    words = [one.pop("words") for one in told["problems"]]
    assert told == {
        "number": 8,
        "reload": False,
        "trouble": "the disk is full",
        "drafts": [{"title": "Later", "address": "/later/"}],
        "problems": [
            {"severity": "error", "path": "content/a.md"},
            {"severity": "warning", "path": "content/a.md"},
            {"severity": "draft", "path": "content/b.md"},
        ],
    }
    assert "content/a.md:3:1: error: no source is called 'x'" in words[0]
