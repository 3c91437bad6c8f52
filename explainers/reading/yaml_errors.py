"""What libyaml says of a wrong text, in plain words, at the place that an editor has to look at.

That is where a quotation mark or a bracket opens, not where the file ends; the key without its colon, not the
next one.
"""

from __future__ import annotations

import re
from typing import Final

import yaml

from explainers.seldom import seldom

__all__ = ["TOO_DEEP", "explained"]

TOO_DEEP: Final = "this is nested too deep"
_BACKSLASH: Final = "a backslash in double quotation marks is doubled; in single ones it stands for itself"
_OUT_OF_LINE: Final = "this does not fit under what stands above: look at the spaces before it"
# What libyaml's context and problem hold; whose place is looked at; the sentence. The first that fits is taken.
_SENTENCES: Final = (
    ("exceeded max", "problem", TOO_DEEP),
    ("scanning a quoted scalar", "context", "the quotation mark that opens here is not closed"),
    ("parsing a quoted scalar", "problem", _BACKSLASH),
    ("unknown escape", "problem", _BACKSLASH),
    ("flow sequence", "context", "the bracket that opens here is not closed, or a comma is missing in the list"),
    ("flow mapping", "context", "the brace that opens here is not closed, or a comma is missing in it"),
    ("scanning a simple key", "context", "a colon and a space are missing after this key"),
    ("block sequence entries", "problem", "a list starts in a line of its own, with a hyphen before each item"),
    ("expected '-' indicator", "problem", _OUT_OF_LINE),
    ("expected key", "problem", f"{_OUT_OF_LINE}, and at quotation marks"),
    ("a tab character", "problem", "a tab can't stand before a text here: use spaces"),
    ("scanning a block scalar", "problem", "after | or > the text starts in the next line"),
    ("scanning an a", "context", "a text that starts with & or * stands in quotation marks"),
    ("undefined alias", "problem", "a text that starts with * stands in quotation marks"),
    ("a tag", "problem", "a text that starts with ! stands in quotation marks"),
    ("directive", "problem", "a text that starts with % stands in quotation marks"),
    ("expected <document start>", "problem", _OUT_OF_LINE),
)  # fmt: skip
_QUOTES: Final = seldom(r"""[ \t]*(?:-[ ]+)?(?:[\w-]+:[ ]+)?(?P<mark>["'])[^"'\n]*(?P=mark)[ \t]*[^\s#]""")
_QUOTES_INSIDE: Final = "the text that opens here has {0} in it: put all of it between {1} and {1}"
_TAB: Final = "a tab can't indent here: use spaces"
_STARTS: Final = {
    "\t": _TAB,
    "`": "a text that starts with ` stands in quotation marks",
    "@": "a citation, or another text that starts with @, stands in quotation marks here",
    "%": "a text that starts with % stands in quotation marks",
}


def explained(error: yaml.MarkedYAMLError, text: str, quoted: tuple[int, int] | None) -> tuple[int, str]:
    """Return the offset in the text that an error is told at, and a plain sentence for it.

    `quoted`: start and end of a text in quotation marks, if one was read just before.
    """
    problem = min(error.problem_mark.index if error.problem_mark else 0, len(text.rstrip()))
    context = error.context_mark.index if error.context_mark else problem
    said = f"{error.context or ''} {error.problem or ''}"
    line = text.rfind("\n", 0, problem) + 1
    if quoted and "\n" in text[slice(*quoted)] and "\n" not in text[quoted[1] : problem]:
        return quoted[0], "the quotation mark that opens here is closed only some lines further down"
    if "\t" in text[line:problem].split(":", maxsplit=1)[0]:
        return text.find("\t", line), _TAB
    if "cannot start any token" in said:
        return problem, _STARTS.get(text[problem : problem + 1], "this character can't stand here: use quotation marks")
    quotes = _QUOTES.match(text, line)
    if quotes and ("expected" in said or "mapping values" in said):
        return quotes.start("mark"), _QUOTES_INSIDE.format(quotes["mark"], "'" if quotes["mark"] == '"' else '"')
    if "mapping values are not allowed" in said:
        return _colon(text, line, problem)
    for words, where, sentence in _SENTENCES:
        if words in said:
            return context if where == "context" else problem, sentence
    return problem, "this is not YAML as it is read here"


def _colon(text: str, line: int, problem: int) -> tuple[int, str]:
    """Return what is wrong about a colon: in a text, or of a key that libyaml takes for the end of a text."""
    if re.search(r":\s", text[line:problem]):
        return problem, "a text with a colon and a space in it stands in quotation marks"
    above = text.rfind("\n", 0, max(0, line - 1)) + 1
    before = text[above : max(0, line - 1)]
    if before.strip() and not re.search(r":(?:\s|$)|^\s*[-#|>]", before):
        return above + len(before) - len(before.lstrip()), "a colon and a space are missing after this key"
    start = line + len(text[line:problem]) - len(text[line:problem].lstrip())
    return start, "this stands further right than the key above it: keys start in the same column"
