"""Problems in words for people, as JSON for programs, as annotations for GitHub, as SARIF for code scanning.

What could not be checked stands beside the problems in each of them: it is never told as passed. Rules are known
here by what `RuleText` says of them, nothing else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Final
from urllib.parse import quote

from msgspec import Struct

from explainers.plurals import counted
from explainers.problems import START, Lines, Problem, Severity, Shown, Unchecked
from explainers.terminal import printable

__all__ = [
    "RuleText", "as_github", "as_json", "as_sarif", "as_text", "counts", "github_notice", "records", "report",
    "unchecked_text",
]  # fmt: skip

_COLOURS: Final[Mapping[Shown, str]] = {"error": "\x1b[1;31m", "warning": "\x1b[1;33m", "draft": "\x1b[1;36m"}
# What programs call them: a draft's problems fail nothing.
_GITHUB: Final[Mapping[Shown, str]] = {"error": "error", "warning": "warning", "draft": "notice"}
_SARIF: Final[Mapping[Shown, str]] = {"error": "error", "warning": "warning", "draft": "note"}
_OFF: Final = "\x1b[0m"
_FEW: Final = 3  # warnings of one kind that a build tells in full
# What a name is told by that isn't there: each place that names it has one cause.
_OF_ONE_NAME: Final = frozenset((
    "broken-link", "unknown-country", "unknown-key", "unknown-source", "unknown-term", "unknown-value",
    "unpublished-link",
))  # fmt: skip
_WIDEST: Final = 160  # characters of a line that are shown around a problem


class RuleText(Struct, frozen=True):
    """What programs are told of a rule: its code, how bad it is, a sentence, and its manual in Markdown."""

    code: str
    severity: Severity
    summary: str
    manual: str = ""


# ---- text ------------------------------------------------------------------------------------------------


def as_text(problem: Problem, *, colour: bool = False) -> str:
    """Return a problem as people read it: place, sentence and code; the line; a caret; a suggestion."""
    place = problem.place
    kind = f"{_COLOURS[problem.shown_as]}{problem.shown_as}{_OFF}" if colour else problem.shown_as
    where = f"{printable(problem.path)}:{place.line}:{place.column}"
    lines = [f"{where}: {kind}: {printable(problem.message)} [{problem.code}]"]
    if problem.excerpt.strip():
        lines += _excerpt(problem)
    if problem.suggestion:
        lines.append(f"    Did you mean '{printable(problem.suggestion)}'?")
    return "\n".join(lines)


def _excerpt(problem: Problem) -> list[str]:
    """Return the line with a caret below; of a long line, what stands around the place."""
    place, line = problem.place, problem.excerpt.rstrip("\n")
    start = max(0, place.column - 1 - _WIDEST // 2) if len(line) > _WIDEST else 0
    shown = printable(line)
    end = place.end_column if place.end_line == place.line else len(line) + 1
    before = "".join(character if character == "\t" else " " for character in shown[start : place.column - 1])
    length = max(1, min(end, start + _WIDEST + 1) - place.column)
    return [f"    {shown[start : start + _WIDEST]}", f"    {before}{'^' * length}"]


def unchecked_text(unchecked: Sequence[Unchecked], *, everywhere: bool = False) -> str:
    """Return what could not be checked as people read it: a line each, and what several have in common said once.
    `everywhere`: with every line of content that it is about, instead of the first and how many more there are.
    """
    by_reason: dict[str, list[Unchecked]] = {}
    for one in unchecked:
        by_reason.setdefault(one.why, []).append(one)
    lines: list[str] = []
    for why, alike in by_reason.items():
        if len(alike) == 1:
            lines.append(f"unchecked: {_first(alike[0])}: {why}")
            lines += [f"    {_lines(where)}" for where in alike[0].where if everywhere]
            continue
        lines.append(f"unchecked: {why}:")
        for one in alike:
            lines.append(f"    {_first(one)}")
            lines += [f"        {_lines(where)}" for where in one.where if everywhere]
    if not everywhere and any(one.where[1:] for one in unchecked):
        lines.append("    explainers check --verbose lists where")
    return "\n".join(map(printable, lines))


def _first(one: Unchecked) -> str:
    """Return what could not be checked with the first place that it is at, and in how many other files it is."""
    if not one.where:
        return one.what
    more = f", and {counted(len(one.where) - 1, 'other file')}" if one.where[1:] else ""
    return f"{one.what} ({_lines(one.where[0])}{more})"


def _lines(where: Lines) -> str:
    return f"{where.path}, line{'s' * (len(where.numbers) > 1)} {', '.join(map(str, where.numbers))}"


def report(
    problems: Sequence[Problem],
    unchecked: Sequence[Unchecked],
    *,
    colour: bool = False,
    brief: bool = False,
    everywhere: bool = False,
) -> str:
    """Return what could not be checked, and problems, as people read them, the worst nearest to the end; nothing where
    there is neither. `brief`, as a build tells them: of what stops nothing only how much there is, and where to read
    more; `everywhere`: as `unchecked_text` has it, and with each of many problems that have one cause.
    """
    shown, more = _in_brief(problems) if brief else (problems, [])
    others: Mapping[Problem, Sequence[Problem]] = {}
    if not everywhere:
        shown, others = _of_one_cause(shown)
    parts = [unchecked_text(unchecked, everywhere=everywhere)] if unchecked and not brief else []
    for problem in shown:
        parts.append(as_text(problem, colour=colour))
        parts += [f"    {_elsewhere(others[problem])}"] if problem in others else []
    parts += more
    if unchecked and brief:
        parts.append(f"unchecked: {counted(len(unchecked), 'thing')}: explainers check says which, and why")
    return "\n".join(parts)


def _of_one_cause(problems: Sequence[Problem]) -> tuple[list[Problem], dict[Problem, list[Problem]]]:
    """Return the problems that are told, and the others with the same words by the first of them: many places name what
    one slip, or one file that is gone, has taken from them. A few are told as they are.
    """
    alike: dict[object, list[Problem]] = {}
    for problem in problems:
        named = problem.code in _OF_ONE_NAME and problem.place != START
        suggestion = problem.suggestion if problem.code != "broken-link" else None  # which is as seen from the file
        key = (problem.code, problem.message, suggestion, problem.shown_as) if named else id(problem)
        alike.setdefault(key, []).append(problem)
    others = {ones[0]: ones[1:] for ones in alike.values() if len(ones) > _FEW}
    left_out = {id(problem) for ones in others.values() for problem in ones}
    return [problem for problem in problems if id(problem) not in left_out], others


def _elsewhere(problems: Sequence[Problem]) -> str:
    """Return at how many other places something is told, and the first of them."""
    numbers: dict[str, list[int]] = {}
    for problem in problems:
        numbers.setdefault(problem.path, []).append(problem.place.line)
    first = [_lines(Lines(path, tuple(dict.fromkeys(lines)))) for path, lines in list(numbers.items())[:_FEW]]
    more = [counted(len(numbers) - _FEW, "other file")] if numbers.keys() - list(numbers)[:_FEW] else []
    where = "; ".join((*first, *more))
    return printable(
        f"The same at {counted(len(problems), 'other place')} (explainers check --verbose lists them): {where}"
    )


def _in_brief(problems: Sequence[Problem]) -> tuple[list[Problem], list[str]]:
    """Return the problems that a build tells in full, and a line for each kind of the others: those of drafts, and
    warnings of one kind after the first few.
    """
    shown: list[Problem] = []
    met: Counter[str] = Counter()
    for problem in problems:
        met[problem.code] += problem.shown_as == "warning"
        if problem.shown_as == "error" or (problem.shown_as == "warning" and met[problem.code] <= _FEW):
            shown.append(problem)
    more = [
        f"warning: {number - _FEW} more like these [{code}]: explainers check lists them"
        for code, number in met.items()
        if number > _FEW
    ]
    drafts = [problem.path for problem in problems if problem.draft]
    if drafts:
        where = list(dict.fromkeys(drafts))
        files = ", ".join(where[:_FEW]) + (f" and {counted(len(where) - _FEW, 'other file')}" if where[_FEW:] else "")
        much = counted(len(drafts), "problem")
        more.append(printable(f"draft: {much} in what isn't published, {files}: explainers check shows more"))
    return shown, more


def counts(problems: Sequence[Problem]) -> dict[str, int]:
    """Return how many errors and warnings there are, and how many problems of drafts, if any."""
    found = Counter(problem.shown_as for problem in problems)
    return {kind: found[kind] for kind in _COLOURS if kind != "draft" or found[kind]}


# ---- JSON ------------------------------------------------------------------------------------------------


def records(problems: Sequence[Problem]) -> list[dict[str, Any]]:
    """Return problems as the records that `check --format json` prints."""
    return [
        {
            "path": problem.path,
            "line": problem.place.line,
            "column": problem.place.column,
            "end_line": problem.place.end_line,
            "end_column": problem.place.end_column,
            "severity": problem.severity,
            "code": problem.code,
            "message": problem.message,
            "suggestion": problem.suggestion,
            **({"draft": True} if problem.draft else {}),
        }
        for problem in problems
    ]


def as_json(
    problems: Sequence[Problem], unchecked: Sequence[Unchecked] = (), more: Mapping[str, Any] | None = None
) -> str:
    """Return problems with their counts as one JSON object, with further entries behind."""
    value = {
        "problems": records(problems),
        "unchecked": [_unchecked_record(one) for one in unchecked],
        "counts": counts(problems),
        **(more or {}),
    }
    return json.dumps(value, ensure_ascii=False)


def _unchecked_record(one: Unchecked) -> dict[str, Any]:
    where = [{"path": lines.path, "lines": list(lines.numbers)} for lines in one.where]
    return {"what": one.what, "why": one.why, **({"where": where} if where else {})}


# ---- GitHub ----------------------------------------------------------------------------------------------


def as_github(problems: Sequence[Problem], unchecked: Sequence[Unchecked] = ()) -> str:
    """Return problems as GitHub's workflow commands, one a line: ``::error file=…,line=…,…::message``.

    The form is that of GitHub's documentation, *Workflow commands for GitHub Actions*; the escapes are those
    that its runner undoes. Columns are given where a problem stands in one line, as GitHub asks.
    """
    lines = [_github(problem) for problem in problems]
    lines += [github_notice(f"{_first(one)}: {one.why}", "unchecked") for one in unchecked]
    return "\n".join(lines)


def github_notice(text: str, title: str = "") -> str:
    """Return a text as the workflow command of GitHub's that shows it beside problems, under a title.

    >>> github_notice("100 % of it\\nis there")
    '::notice::100 %25 of it%0Ais there'
    """
    return f"::notice{f' title={_github_property(title)}' if title else ''}::{_github_data(text)}"


def _github(problem: Problem) -> str:
    place = problem.place
    fields: dict[str, object] = {"file": problem.path, "line": place.line, "endLine": place.end_line}
    if place.line == place.end_line:
        fields |= {"col": place.column, "endColumn": max(place.column, place.end_column - 1)}
    fields["title"] = problem.code
    shown = ",".join(f"{key}={_github_property(str(value))}" for key, value in fields.items())
    message = problem.message + (f"\nDid you mean '{problem.suggestion}'?" if problem.suggestion else "")
    return f"::{_GITHUB[problem.shown_as]} {shown}::{_github_data(message)}"


def _github_data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _github_property(text: str) -> str:
    return _github_data(text).replace(":", "%3A").replace(",", "%2C")


# ---- SARIF -----------------------------------------------------------------------------------------------


def as_sarif(
    problems: Sequence[Problem],
    unchecked: Sequence[Unchecked] = (),
    *,
    rule_text: Callable[[str], RuleText | None],
    version: str,
    failed: str = "",
) -> str:
    """Return problems as a log of SARIF 2.1.0 (OASIS, errata 01), in one run.

    `rule_text` gives what is known of a code; `version` is the program's; `failed` says why it could not look at all.
    Columns are Unicode characters, paths relative to the site's root. What could not be checked is among the tool's
    notifications.
    """
    codes = sorted({problem.code for problem in problems})
    index = {code: number for number, code in enumerate(codes)}
    driver = {
        "name": "explainers",
        "version": version,
        "rules": [_sarif_rule(code, rule_text(code)) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "invocations": [
            {
                "executionSuccessful": not failed,
                "toolExecutionNotifications": [
                    *([{"level": "error", "message": {"text": failed}}] if failed else []),
                    *map(_sarif_unchecked, unchecked),
                ],
            }
        ],
        "results": [_sarif_result(problem, index[problem.code]) for problem in problems],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _sarif_unchecked(one: Unchecked) -> dict[str, Any]:
    told: dict[str, Any] = {"level": "note", "message": {"text": f"unchecked: {one.what}: {one.why}"}}
    where = [
        {"physicalLocation": {"artifactLocation": {"uri": quote(lines.path)}, "region": {"startLine": number}}}
        for lines in one.where
        for number in lines.numbers
    ]
    return {**told, **({"locations": where} if where else {})}


def _sarif_rule(code: str, text: RuleText | None) -> dict[str, Any]:
    if text is None:
        return {"id": code}
    rule: dict[str, Any] = {
        "id": code,
        "shortDescription": {"text": text.summary},
        "defaultConfiguration": {"level": text.severity},
    }
    if text.manual:
        rule["help"] = {"text": text.manual, "markdown": text.manual}
    return rule


def _sarif_result(problem: Problem, index: int) -> dict[str, Any]:
    place = problem.place
    region: dict[str, Any] = {
        "startLine": place.line,
        "startColumn": place.column,
        "endLine": place.end_line,
        "endColumn": max(place.end_column, 1),
    }
    if problem.excerpt.strip():
        region["snippet"] = {"text": problem.excerpt}
    message = problem.message + (f". Did you mean '{problem.suggestion}'?" if problem.suggestion else "")
    location = {"artifactLocation": {"uri": quote(problem.path)}, "region": region}
    return {
        "ruleId": problem.code,
        "ruleIndex": index,
        "level": _SARIF[problem.shown_as],
        "message": {"text": message},
        "locations": [{"physicalLocation": location}],
    }
