"""What is printed while a site is published: lines for people, objects for programs."""

from __future__ import annotations

import json

import pytest

from explainers.exit_codes import ExitCode
from explainers.problems import Place, Problem
from explainers.publishing.report import GithubReport, JsonReport, TextReport

LINK = Problem("x/index.html", Place(4, 1, 4, 1), "broken-reference", "'/é' leads nowhere", "/é/")
NAME = Problem("a.pem", Place(1, 1, 1, 1), "unfit-name", "this looks like a key")
Printed = pytest.CaptureFixture[str]


def test_people_read_a_line_a_phase(capsys: Printed) -> None:
    TextReport().tell("stage", "3 sent", sent=3)
    TextReport().summary("it is live", release="r1")
    assert capsys.readouterr() == ("stage    3 sent\nit is live\n", "")


def test_people_read_each_problem_and_then_why_it_ended(capsys: Printed) -> None:
    TextReport().failure(ExitCode.PROBLEMS, "2 problems: nothing was changed", [LINK, NAME])
    out, err = capsys.readouterr()
    assert out == ""
    assert err.splitlines() == [
        "x/index.html:4: error: '/é' leads nowhere (write /é/) [broken-reference]",
        "a.pem:1: error: this looks like a key [unfit-name]",
        "publish.py: 2 problems: nothing was changed",
    ]


def test_programs_read_an_object_a_line_with_the_figures(capsys: Printed) -> None:
    JsonReport().tell("stage", "3 sent, é", sent=3)
    JsonReport().summary("it is live", release="r1")
    out, err = capsys.readouterr()
    assert [json.loads(line) for line in out.splitlines()] == [
        {"event": "stage", "text": "3 sent, é", "sent": 3},
        {"event": "summary", "text": "it is live", "release": "r1"},
    ]
    assert (err, "é" in out) == ("", True)


def test_programs_read_each_problem_and_the_exit_code(capsys: Printed) -> None:
    JsonReport().failure(ExitCode.BUSY, "try again", [NAME])
    out, err = capsys.readouterr()
    problem, failure = map(json.loads, out.splitlines())
    assert problem == {
        "event": "problem", "path": "a.pem", "line": 1, "severity": "error", "code": "unfit-name",
        "message": "this looks like a key", "suggestion": None,
    }  # fmt: skip
    assert failure == {"event": "failure", "text": "try again", "exit_code": int(ExitCode.BUSY)}
    assert err == ""


def test_github_shows_each_problem_where_it_is(capsys: Printed) -> None:
    GithubReport().failure(ExitCode.PROBLEMS, "1 problem", [LINK])
    out, err = capsys.readouterr()
    (line,) = out.splitlines()
    assert line.startswith("::error file=x/index.html,line=4")
    assert "leads nowhere" in line
    assert err == "publish.py: 1 problem\n"
