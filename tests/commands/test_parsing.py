"""A slip in a command line is told as what it is, with what may be meant, before what only follows from it."""

from __future__ import annotations

import argparse

import pytest

from explainers.cli import main
from explainers.commands.parsing import Parser
from explainers.commands.publish_arguments import argument_parser


def told(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """Return the last line that `explainers` says to a wrong command line."""
    assert main(words) == 2
    return capsys.readouterr().err.splitlines()[-1]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("chekc", "explainers: error: argument COMMAND: there is no 'chekc'; there are: build,"),
        ("new explianer T", "explainers new: error: argument KIND: there is no 'explianer'"),
        ("source sael afp", "explainers source: error: argument ACTION: there is no 'sael'"),
        ("check --formt json", "explainers check: error: there is no option '--formt'"),
        ("build --jbos=3", "explainers build: error: there is no option '--jbos'"),
        ("source seal --txet x", "explainers source seal: error: there is no option '--txet'"),
        ("check --format jsn", "explainers check: error: argument --format: there is no 'jsn'; there are: text, json"),
    ],
)
def test_a_slip_is_told_with_what_may_be_meant(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    meant = {"chekc": "check", "explianer": "explainer", "sael": "seal", "--formt": "--format", "--jbos=3": "--jobs"}
    meant |= {"--txet": "--text", "jsn": "json"}
    line = told(words.split(), capsys)
    assert line.startswith(message)
    assert line.endswith(f". Did you mean '{next(meant[word] for word in words.split() if word in meant)}'?")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ("elsewhere", "docs"),
        ("check --langauge fr", "explainers check: error: there is no option '--langauge'"),
        ("check -x", "explainers check: error: there is no option '-x'"),
        ("new country NO SE", "explainers new country: error: there is no place for 'SE'"),
        ("build all", "explainers build: error: there is no place for 'all': explainers build has options alone"),
        ("check a.md", "explainers check: error: there is no place for 'a.md': explainers check has options alone"),
        (
            "--settings s.py check",
            "options stand behind it: explainers COMMAND --settings",
        ),
        ("new --countries NO explainer T", "options stand behind it: explainers new KIND --countries"),
        ("build --today -3", "argument --today: '-3' isn't a day: write year, month and day, for instance 2026-11-24"),
    ],
)
def test_where_nothing_is_near_it_is_told_alone(words: str, message: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert told(words.split(), capsys).endswith(message)


@pytest.mark.parametrize(
    ("words", "command"),
    [
        ("new explainer Who pays for it", 'new explainer "Who pays for it"'),
        ("new explainer --countries NO,SE Who pays?", 'new explainer --countries NO,SE "Who pays?"'),
        ("new explainer Who pays --countries NO,SE for it", 'new explainer "Who pays for it" --countries NO,SE'),
        ("new explainer What for $5", "new explainer 'What for $5'"),
        ("source seal afp --text my text.txt", 'source seal afp --text "my text.txt"'),
        ("new site north --name The North --countries NO", 'new site north --name "The North" --countries NO'),
    ],
)
def test_words_that_belong_together_are_shown_in_quotation_marks(
    words: str, command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert told(words.split(), capsys).endswith(f"stand in quotation marks: explainers {command}")


def test_publish_tells_slips_in_the_same_way(capsys: pytest.CaptureFixture[str]) -> None:
    for words, near in ((["deplyo"], "deploy"), (["deploy", "--dryrun"], "--dry-run"), (["snippet", "ngnix"], "nginx")):
        with pytest.raises(SystemExit) as ended:
            argument_parser().parse_args(words)
        assert ended.value.code == 2
        assert capsys.readouterr().err.rstrip().endswith(f". Did you mean '{near}'?")


@pytest.mark.parametrize(
    "words",
    [
        ["--number", "-3", "--out", "a b"], ["--num=-3", "-oa b"], ["-o", "a b", "--number", "-3"],
    ],
)  # fmt: skip
def test_what_argparse_takes_is_taken(words: list[str]) -> None:
    parser = Parser()
    parser.add_argument("--number", type=int)
    parser.add_argument("-o", "--out")
    assert parser.parse_args(words) == argparse.Namespace(number=-3, out="a b")


def test_what_stands_behind_two_hyphens_is_no_option() -> None:
    parser = Parser()
    parser.add_argument("title")
    assert parser.parse_args(["--", "--odd"]).title == "--odd"
