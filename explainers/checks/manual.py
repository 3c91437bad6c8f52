"""The manual of all problem codes, made from the rules' own docstrings: `docs/problems.md`.

``python3 -m explainers.checks.manual`` prints it.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from explainers.checks.registry import FAMILIES, Rule, rules

__all__ = ["manual"]

_INTRODUCTION: Final = """\
# Problems, and what to do about them

Each problem that `explainers check` and `explainers build` report has a code, in square brackets after the message. An
    *error* stops the build and the publication, a *warning* does not (`explainers check --strict` fails for both). A
    problem marked *draft* is in something that isn't published: it stops nothing, but `explainers check --drafts`
    fails.

The examples belong to a small site on which tests try them out; what they say is made up. *Wrong* shows what the code
    is for, *right* how it could be written. The parentheses say where it stands: in the body of an explainer, in its
    front matter, or in another file.

What the checks cannot see: [checks.md](checks.md). This page is made from the rules' own docstrings; a test keeps it
current.
"""
_TITLES: Final = {
    "the file": "The file",
    "references": "References",
    "sources": "Sources",
    "time": "Time",
    "languages": "Languages",
    "changes": "Changes",
    "the page": "The page",
}


def manual() -> str:
    """Return the manual of all codes, in Markdown."""
    return "\n".join([_INTRODUCTION, *_contents(), *(part for family in FAMILIES for part in _family(family))])


def _of(family: str) -> list[Rule]:
    return [rule for rule in rules().values() if rule.family == family]


def _contents() -> Iterator[str]:
    for family in FAMILIES:
        links = ", ".join(f"[{rule.code}](#{rule.code})" for rule in _of(family))
        yield f"- {_TITLES[family]}: {links}"
    yield ""


def _family(family: str) -> Iterator[str]:
    yield f"## {_TITLES[family]}\n"
    for rule in _of(family):
        # Not in the heading: links to it, here and in reports, end with the code alone.
        kind = "A warning, no error.\n\n" if rule.severity == "warning" else ""
        yield f"### {rule.code}\n\n{kind}{rule.manual}\n"


if __name__ == "__main__":
    print(manual(), end="")
