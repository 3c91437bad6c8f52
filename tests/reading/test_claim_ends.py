"""A claim ends behind the punctuation that follows its citations, wherever these stand in a line."""

from __future__ import annotations

import pytest

from explainers.reading.claim_ends import END, with_claim_ends
from explainers.reading.marks import Mark
from explainers.reading.runs import EmphasisEnd, EmphasisStart, LinkEnd, NewLine, Run

CITE = Mark("cite", 0, 4, "[@a]")
TERM = Mark("term", 0, 5, "[[a]]", "a")
BOLD, BOLD_END, LINK_END, BREAK = EmphasisStart(), EmphasisEnd(strong=True), LinkEnd(TERM), NewLine()
SIGNS = {"@": CITE, "[": TERM, "<": BOLD, ">": BOLD_END, "]": LINK_END, "/": BREAK}


def ended(typed: str) -> str:
    """Return runs as they come back, parted by bars, with a # for each end of a claim; both are written by signs."""
    names = {id(run): sign for sign, run in SIGNS.items()}
    typed_runs: list[Run] = [SIGNS.get(part, part) for part in typed.split("|")]
    found = with_claim_ends(typed_runs)
    return "|".join("#" if run is END else run if isinstance(run, str) else names[id(run)] for run in found)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("one|[| two.", "one|[| two."),
        ("one |@|. Two |@|.", "one |@|.|#| Two |@|.|#"),
        ("one |@| two", "one |@|#| two"),
        ("one |@| ; |@|, |@|!", "one |@|@|@|!|#"),
        ("one |@|. |@|.", "one |@|.| |@|.|#"),
        ("un |@|\u00a0; deux", "un |@|\u00a0;|#| deux"),
        ("one |@|.|” two", "one |@|.”|#| two"),
        ("one |@|.|[", "one |@|.|#|["),
        ("<|one |@|>|.", "<|one |@|>|.|#"),
        ("<|one |@|.|>| two", "<|one |@|.|>|#| two"),
        ("one |@|]|. Two", "one |@|]|.|#| Two"),
        ("one |@|. |/|two", "one |@|.| |#|/|two"),
        ("@", "@|#"),
        ("", ""),
    ],
)
def test_punctuation_comes_before_the_end_of_its_claim(typed: str, expected: str) -> None:
    assert ended(typed) == expected
