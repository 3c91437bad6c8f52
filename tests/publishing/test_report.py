"""What is printed while a site is published: lines for people, objects for programs."""

from __future__ import annotations

import json

import pytest

from explainers.exit_codes import ExitCode
from explainers.problems import Place, Problem
from explainers.publishing.report import (
    GithubReport,
    JsonReport,
    SarifReport,
    TextReport,
    WithStepOutput,
    WithStepSummary,
)

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


def test_github_folds_what_is_being_done_away_and_shows_how_it_ended(capsys: Printed) -> None:
    for end in (
        lambda report: report.summary("it is live"),
        lambda report: report.failure(ExitCode.PROBLEMS, "1 problem", [LINK]),
    ):
        report = GithubReport("publish.py deploy")
        report.tell("note", "50 % of it\n::error::is old")
        report.tell("lock", "the target is ours")
        report.tell("stage", "3 sent", sent=3)
        end(report)
        said = capsys.readouterr()
        assert said.out.splitlines()[:5] == [
            "::notice::50 %25 of it%0A::error::is old", "::group::publish.py deploy",
            "lock     the target is ours", "stage    3 sent", "::endgroup::",
        ]  # fmt: skip
        (last,) = said.out.splitlines()[5:]
        assert last == "it is live" or last.startswith("::error file=x/index.html,line=4")


@pytest.mark.parametrize("folded", ["", "publish.py check"])
def test_github_has_no_fold_where_nothing_is_in_it_or_what_is_told_is_the_answer(capsys: Printed, folded: str) -> None:
    report = GithubReport(folded)
    if not folded:
        report.tell("live", "90feb1df")
    report.summary("so it is")
    assert capsys.readouterr().out == ("so it is\n" if folded else "live     90feb1df\nso it is\n")


def test_code_scanning_reads_one_log_and_nothing_else(capsys: Printed) -> None:
    report = SarifReport("1.2.3")
    report.tell("gates", "looking")
    report.failure(ExitCode.PROBLEMS, "2 problems", [LINK, NAME])
    out, err = capsys.readouterr()
    (run,) = json.loads(out)["runs"]
    assert (run["tool"]["driver"]["version"], [result["ruleId"] for result in run["results"]]) == (
        "1.2.3",
        ["broken-reference", "unfit-name"],
    )
    place = run["results"][0]["locations"][0]["physicalLocation"]
    assert (place["artifactLocation"]["uri"], place["region"]["startLine"]) == ("x/index.html", 4)
    assert run["tool"]["driver"]["rules"][0]["shortDescription"]["text"].startswith("an address of this site")
    assert err == "gates    looking\npublish.py: 2 problems\n"


def test_a_log_of_a_command_that_failed_does_not_look_like_a_clean_one(capsys: Printed) -> None:
    told = []
    for say in (
        lambda: SarifReport("1").failure(ExitCode.USAGE, "there is no built site", []),
        lambda: SarifReport("1").summary("fit to be published"),
    ):
        say()
        told += json.loads(capsys.readouterr().out)["runs"][0]["invocations"]
    assert told[0]["executionSuccessful"] is False
    assert told[0]["toolExecutionNotifications"][0]["message"]["text"] == "there is no built site"
    assert told[1]["executionSuccessful"] is True


def summary_of(*problems: Problem) -> str:
    written: list[str] = []
    WithStepSummary(TextReport(), written.append, "publish.py check").failure(1, "not fit", problems)
    return "".join(written)


def test_a_steps_summary_says_how_it_ended_with_the_figures(capsys: Printed) -> None:
    written: list[str] = []
    report = WithStepSummary(TextReport(), written.append, "publish.py deploy")
    report.tell("lock", "the target is ours")
    report.summary("it is live", id="r1", sent=3, previous="")
    assert capsys.readouterr().out == "lock     the target is ours\nit is live\n"
    assert written == [
        "### publish.py deploy: done\n\nit is live\n\n| what | |\n|---|---|\n| id | r1 |\n| sent | 3 |\n\n"
    ]


def test_a_steps_summary_lists_problems_and_lets_no_name_of_a_file_be_more_than_a_name(capsys: Printed) -> None:
    odd = Problem("a|b\n<img src=x>.html", Place(2, 1, 2, 1), "unfit-name", "a `name`")
    text = summary_of(LINK, odd)
    assert "(exit code 1)" in text
    assert "| x/index.html | 4 | '/é' leads nowhere (write /é/) | broken-reference |" in text
    assert r"| a\|b \<img src=x\>.html | 2 | a \`name\` | unfit-name |" in text
    assert "publish.py: not fit" in capsys.readouterr().err


def test_a_steps_summary_stays_short_and_counts_the_rest(capsys: Printed) -> None:
    text = summary_of(*[LINK] * 60)
    assert text.count("| broken-reference |") == 50
    assert "… and 10 more" in text


def test_a_steps_output_is_the_release_and_nothing_else(capsys: Printed) -> None:
    written: list[str] = []
    report = WithStepOutput(TextReport(), written.append)
    report.summary("built", id="90feb1df", files=3)
    report.summary("no release is old enough", removed=0)
    report.failure(1, "not fit", [LINK])
    assert written == ["release=90feb1df\n"]
    assert capsys.readouterr().err.endswith("publish.py: not fit\n")
