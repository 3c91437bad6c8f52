"""The parts of a line are joined as they end, and each word knows where it stands in the file."""

from __future__ import annotations

from explainers.prose import Code, Emphasis, LineBreak, Unbroken
from explainers.reading.findings import Places, Stretch
from explainers.reading.inline_parts import InlineParts, Whereabouts
from explainers.reading.text import FileText


def test_words_that_follow_each_other_are_one() -> None:
    parts = InlineParts()
    parts.add_words("")
    for words in ("a", " b", ""):
        parts.add_words(words)
    parts.open.append(Code("c"))
    for words in ("d", "e"):
        parts.add_words(words)
    assert parts.end() == ("a b", Code("c"), "de")
    assert parts.end() == ()


def test_what_is_begun_inside_ends_before_what_is_around_it() -> None:
    parts = InlineParts()
    parts.open.append("a ")
    parts.begin()
    parts.open.append("b")
    parts.begin()
    parts.open.append("c")
    for strong in (True, False):
        inside = parts.end()
        parts.open.append(Emphasis(inside, strong=strong))
    parts.open.append(LineBreak())
    assert parts.end() == ("a ", Emphasis(("b", Emphasis(("c",), strong=True)), strong=False), LineBreak())


def test_a_heading_in_french_keeps_a_verb_and_its_pronoun_together() -> None:
    found = []
    for language in ("", "en", "fr"):
        parts = InlineParts(language)
        parts.add_words("Que se passe")
        parts.add_words("-t-il ?")
        found.append(parts.end())
    assert found == [("Que se passe-t-il ?",)] * 2 + [("Que se passe", Unbroken("-t-il"), " ?")]


def where(stretch: Stretch, *noted: tuple[int, int]) -> Whereabouts:
    found = Whereabouts(Places(FileText("content/a.md", "x" * 200), stretch))
    for offset, start in noted:
        found.note(offset, start)
    return found


def test_a_word_stands_behind_the_span_before_it() -> None:
    found = where(Stretch("x" * 40, (0,), (100,)), (0, 2), (10, 20))
    assert found.spans(40) == ((0, 1, 103), (10, 1, 121))
    assert found.span(0, 3) == (102, 105)
    assert found.span(12, 15) == (122, 125)
    assert found.span(8, 12) == (110, 122)
    assert found.span(5, 5) == (107, 108)


def test_words_before_the_first_span_stand_where_it_does() -> None:
    assert where(Stretch("x" * 9, (0,), (0,)), (4, 6)).span(1, 6) == (6, 8)
    assert where(Stretch("x" * 9, (0,), (0,))).span(1, 6) is None


def test_a_text_that_is_folded_from_parts_of_the_file_is_split_there() -> None:
    folded = Stretch("one two three", (0, 4, 8), (10, 20, 30), is_lines=False)
    assert where(folded, (0, 0)).spans(13) == ((0, 1, 11), (4, 1, 21), (8, 1, 31))
    assert where(folded, (0, 2)).spans(5) == ((0, 1, 13), (2, 1, 21))
    assert where(Stretch("one\ntwo", (0, 4), (10, 20)), (0, 0)).spans(7) == ((0, 1, 11),)
