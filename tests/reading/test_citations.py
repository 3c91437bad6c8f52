"""Citations are read as citations.txt says, and what only looks like one is told with its place."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.prose import ATTRIBUTIONS
from explainers.reading.citations import BadCitation, Cited, cited

LINES = Path(__file__).with_name("citations.txt").read_text(encoding="utf-8").splitlines()
CASES = [line for line in LINES if line.strip() and not line.startswith("#")]


def _shown(one: Cited) -> str:
    citation = one.citation
    paragraphs = ",".join(map(str, citation.paragraphs)) or "-"
    summed = f"= {citation.sum}" if citation.sum else ""
    return " ".join(filter(None, (citation.source or "ours", paragraphs, citation.how, summed)))


@pytest.mark.parametrize("case", [case for case in CASES if "✗" not in case])
def test_a_citation_says_source_paragraphs_and_word(case: str) -> None:
    text, _, expected = case.partition(" → ")
    assert " | ".join(_shown(one) for one in cited(text)) == expected


@pytest.mark.parametrize("case", [case for case in CASES if "✗" in case])
def test_what_only_looks_like_a_citation_is_refused_where_it_goes_wrong(case: str) -> None:
    text, _, rest = case.partition(" ✗ ")
    wrong, _, suggestion = rest.partition(" → ")
    with pytest.raises(BadCitation) as refused:
        cited(text)
    assert text[slice(*refused.value.span)] == wrong.replace("⍽", " ")
    assert refused.value.suggestion == (suggestion or None)


def test_a_citation_knows_where_its_key_and_its_paragraphs_stand() -> None:
    text = "[@afp, paras. 4–5, said; @b]"
    first, second = cited(text)
    assert (text[slice(*first.key)], text[slice(*first.locator)]) == ("afp", "paras. 4–5")
    assert (text[slice(*second.key)], text[slice(*second.locator)]) == ("b", "b")


NUMBERS = st.lists(st.integers(1, 9999), max_size=5, unique=True)


@given(st.lists(st.tuples(NUMBERS, st.sampled_from((None, *ATTRIBUTIONS))), min_size=1, max_size=4))
def test_a_citation_means_what_was_written(parts: list[tuple[list[int], str | None]]) -> None:
    written = "; ".join(
        "@key" + (f", paras. {', '.join(map(str, numbers))}" if numbers else "") + (f", {how}" if how else "")
        for numbers, how in parts
    )
    read = [(list(one.citation.paragraphs), one.citation.how) for one in cited(f"[{written}]")]
    assert read == [(sorted(numbers), how) for numbers, how in parts]


@given(st.lists(st.sampled_from([*"[]@;,.–-^ 4\n", "afp", "para", "paras. ", "said", "𝟜", "٤"])).map("".join))
def test_no_text_in_brackets_makes_a_traceback(inner: str) -> None:
    text = f"[{inner}]"
    try:
        found = cited(text)
    except BadCitation as refused:
        assert 0 <= refused.span[0] <= refused.span[1] <= len(text)
        assert refused.suggestion is None or refused.suggestion != text
    else:
        assert found
