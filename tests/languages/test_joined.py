"""Texts are searched as one, and what is found in each is what is found in it alone."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.languages.joined import BLOT, JOINT, Joined
from explainers.reading.figures import figures, figures_of
from explainers.reading.names import names, names_of, starts_sentence

LANGUAGES = ("en", "fr", "es", "de", "tr", "eo")
KNOWN = frozenset(("Ann Lee", "the Gambia", "Côte d'Ivoire", "rebels", "Bosnia-Herzegovina", "En Marche"))
PIECES = (
    "Ann", "Lee", "Ann\u00a0Lee", "the", "Gambia", "Rebels", "Côte", "d’Ivoire", "pro-Western", "Oslo’s", "Union", "of",
    "de", "la", "L’Europe", "NATO", "XIV", "G20", "T-72", "Mr", "J.", "und", "Bosnia-Herzegovina", "En", "français",
    "3", "7", "2023", "2023-02-07", "1905-08", "50", "000", "3,5", "1.8bn", "m", "12 m", "400", "7th", "1er", "10-12",
    "May", "mai", "in", "en", "März", "Nov.", "novembre", "KASIM", "Kasım", "İstanbul", "three", "hundred", "trois",
    "vingt", "treinta", "y", "zweiundvierzig", "million", "millions", "Mrd.", "US$", "USD", "€", "FCFA", "francs",
    "CFA", "dollars", "%", ".", ",", ":", ";", "…", "!", "“", "”", "«", "»", "'", "(", ")", "-", "–", "*", "#", "[@x]",
    " ", "\n", "\n\n", "\u202f", "\0", JOINT, "_", "ß", "Σ", "2\u0663",
)  # fmt: skip
TEXTS = st.lists(
    st.lists(st.sampled_from(PIECES), max_size=12).flatmap(
        lambda pieces: st.sampled_from((" ".join(pieces), "".join(pieces)))
    ),
    min_size=1,
    max_size=6,
)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_texts_that_are_joined_have_the_figures_that_each_has_alone(texts: list[str], language: str) -> None:
    assert figures_of(Joined(texts), language) == tuple(figures(text, language) for text in texts)


@given(TEXTS, st.sampled_from(LANGUAGES))
def test_texts_that_are_joined_have_the_names_that_each_has_alone(texts: list[str], language: str) -> None:
    assert names_of(Joined(texts), language, KNOWN) == tuple(names(text, language, KNOWN) for text in texts)


@given(TEXTS)
def test_a_sentence_begins_where_it_begins_in_the_text_alone(texts: list[str]) -> None:
    joined = Joined(texts)
    plain = [text.replace(JOINT, "\0") for text in texts]
    for first, text in zip(joined.starts, plain, strict=True):
        for match in re.finditer(r"\w+", text):
            there = first + match.start()
            assert starts_sentence(joined.text, there) == starts_sentence(text, match.start())


@pytest.mark.parametrize("length", [77, 78, 79, 80, 81, 82, 160])
def test_a_joint_is_as_far_from_a_word_as_the_beginning_of_a_text(length: int) -> None:
    text = "#" + " " * (length - 1) + "Word"
    joined = Joined(("Before it.", text, text))
    assert [starts_sentence(joined.text, joined.starts[number] + length) for number in (1, 2)] == [
        starts_sentence(text, length)
    ] * 2


@given(TEXTS, st.sampled_from(PIECES))
def test_texts_that_have_signs_are_those_that_have_them_alone(texts: list[str], piece: str) -> None:
    there = re.escape(piece.replace(JOINT, BLOT))  # texts have it so: no pattern looks for the joint itself
    for signs in (frozenset({piece.lower(), "million"}), re.compile(rf"(?<!\w){there}")):
        alone = [number for number, text in enumerate(texts) if list(Joined((text,)).having(signs))]
        assert list(Joined(texts).having(signs)) == alone


@given(TEXTS, st.sampled_from(PIECES))
def test_words_stand_where_they_stand_in_each_text_alone(texts: list[str], piece: str) -> None:
    joined, signs = Joined(texts), frozenset({piece.lower(), "million"})
    alone = [
        (first + start, first + end)
        for first, text in zip(joined.starts, texts, strict=True)
        for start, end in Joined((text,)).where(signs)
    ]
    assert list(joined.where(signs)) == alone


@given(TEXTS)
def test_pieces_with_digits_and_capitals_are_all_that_have_some(texts: list[str]) -> None:
    joined = Joined(texts)
    for asked, pieces in ((str.isdecimal, joined.with_digits), (str.isupper, joined.with_capitals)):
        places = {
            joined.places[index] + offset
            for index in pieces
            for offset, one in enumerate(joined.pieces[index])
            if asked(one)
        }
        assert places == {place for place, one in enumerate(joined.text) if asked(one)}


def test_a_month_in_english_is_looked_for_as_it_is_spelled() -> None:
    assert [one.value for one in figures("They may come in May, or in MAY.", "en")] == ["--05", "--05"]


def test_no_texts_have_nothing() -> None:
    assert list(Joined(()).having(frozenset({"a"}))) == []
    assert figures_of(Joined(()), "en") == names_of(Joined(()), "en", ()) == ()


def test_texts_have_what_they_have_however_much_was_asked_of_others_meanwhile() -> None:
    joined = Joined(("ten", "a tenth", "Ten, or so"))
    ten = frozenset({"ten"})
    assert list(joined.having(ten)) == [0, 2]
    for number in range(100):
        assert list(Joined((f"of {number}",)).having(frozenset({str(number)}))) == [0]
    assert (list(joined.having(ten)), list(joined.having(frozenset({"a"})))) == ([0, 2], [1])
