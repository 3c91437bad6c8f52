"""Bytes that aren't clean text are told, and never stop the reading with a traceback."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explainers.problems import Place
from explainers.reading.text import LARGEST, FileText, file_text


def codes(data: bytes) -> list[tuple[str, int, int]]:
    return [(one.code, one.place.line, one.place.column) for one in file_text("content/x.md", data)[1]]


def test_a_file_that_is_not_utf_8_is_told_at_its_first_wrong_byte() -> None:
    text, (problem,) = file_text("content/x.md", "é\r\nab".encode() + b"\xe9 c\nd")
    assert text is None
    assert (problem.code, problem.place, problem.excerpt) == (
        "not-utf-8",
        Place(2, 3, 2, 4),
        "ab\N{REPLACEMENT CHARACTER} c",
    )


@pytest.mark.parametrize(
    ("data", "word"), [(b"a\rb\r", "(CR)"), ("a\nb".encode("utf-16"), "UTF-16"), (b"\xfe\xff\0a", "UTF-16")]
)
def test_what_a_program_saved_in_another_form_is_called_by_its_name(data: bytes, word: str) -> None:
    text, (problem,) = file_text("content/x.md", data)
    assert (text, word in problem.message) == (None, True)


def test_a_file_that_is_too_large_is_not_read() -> None:
    assert codes(b"a" * LARGEST) == []
    assert codes(b"a" * (LARGEST + 1)) == [("too-large", 1, 1)]


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x7f", "\x85", "\u00ad", "\u200b", "\u2028", "\ufeff", "\ufffe"])
def test_a_sign_that_nobody_sees_is_told(sign: str) -> None:
    assert codes(f"a\nbc{sign}d".encode()) == [("control-character", 2, 3)]


@pytest.mark.parametrize("sign", ["\u202a", "\u202e", "\u2066", "\u2069"])
def test_a_sign_that_turns_the_text_is_told(sign: str) -> None:
    assert codes(f"a{sign}b".encode()) == [("control-character", 1, 2)]


@pytest.mark.parametrize("sign", ["\ue000", "\uf8ff", "\U000f0000", "\U0010fffd"])
def test_a_private_sign_is_told_and_can_not_pass_for_a_citation(sign: str) -> None:
    assert codes(f"a{sign}b".encode()) == [("control-character", 1, 2)]
    text, _ = file_text("content/x.md", f"a{sign}b".encode())
    assert text
    assert text.text == "a\N{REPLACEMENT CHARACTER}b"


@pytest.mark.parametrize("text", ["a\tb", "a\r\nb", "\ufeffa", "é", "e\u0301", "ש\u200f", "क\u200d", "👩\u200d🚒", ""])
def test_signs_of_any_language_are_let_through(text: str) -> None:
    assert codes(text.encode()) == []


def test_many_such_signs_are_counted_not_listed() -> None:
    problems = file_text("content/x.md", b"\0" * 5000)[1]
    assert len(problems) == 20
    assert "5000" in problems[0].message


@pytest.mark.parametrize(
    ("typed", "meant"), [("Lâ€™accord", "’"), ("FranÃ§ais", "ç"), ("un Â« mot", "«"), ("50 â€“ 60", "–")]
)
def test_a_character_that_a_program_took_for_others_is_told_with_the_one_it_was(typed: str, meant: str) -> None:
    file, problems = file_text("a.md", f"Words: {typed}.\n".encode())
    assert file is not None
    assert [(one.code, one.suggestion) for one in problems] == [("unlikely-value", meant)]


def test_letters_with_accents_are_not_taken_for_broken_ones() -> None:
    assert file_text("a.md", "NÃO, IRMÃ»s, 3 €, Â, pâté – « ça »\n".encode())[1] == ()


def test_a_character_that_a_program_has_lost_is_told_and_many_are_counted() -> None:
    assert codes("a\nb\ufffdc".encode()) == [("unlikely-value", 2, 2)]
    problems = file_text("content/x.md", "\ufffd".encode() * 50)[1]
    assert len(problems) == 20
    assert "(there are 50 in this file)" in problems[0].message


@given(st.text() | st.lists(st.sampled_from([*"ae\u0301\u0327\n\r\0한ᄒ"])).map("".join))
def test_a_place_is_that_of_the_file(text: str) -> None:
    assume("\n" in text or "\r" not in text)
    found, _ = file_text("content/x.md", text.encode())
    assert found
    lines = text.replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    for offset in range(len(found.text) + 1):
        line, column = found.line_column(offset)
        before = unicodedata.normalize("NFC", lines[line - 1][: column - 1])
        after = unicodedata.normalize("NFC", lines[line - 1])
        assert len(before) <= len(after)
        assert 1 <= column <= len(lines[line - 1]) + 1


@given(st.binary())
def test_no_bytes_make_a_traceback(data: bytes) -> None:
    text, problems = file_text("content/x.md", data)
    assert text or problems
    assert not text or "\r" not in text.text


def test_places_are_those_of_the_file_whatever_stands_beside_a_letter() -> None:
    for sign in map(chr, (*range(0xA0, 0x300), *range(0x2010, 0x2030), 0x202F, 0x20AC, 0x300, 0x1100, 0x212B)):
        typed = f"e{sign}\u0301{sign}e "
        file, _ = file_text("content/a.md", f"e{sign}e {typed}x".encode())
        assert file
        assert file.text == unicodedata.normalize("NFC", file.text)
        assert file.line_column(file.text.index("x")) == (1, len(f"e{sign}e {typed}x"))


@given(st.text())
def test_the_rare_characters_of_a_text_are_in_its_order(text: str) -> None:
    file = FileText("content/a.md", text)
    assert file.rare == "".join(one for one in file.text if one != "\n" and not " " <= one <= "~")
