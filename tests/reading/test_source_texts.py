"""Of a file that has no source's text it is told what it is, and what to do."""

from __future__ import annotations

import textwrap
from pathlib import Path

import pytest

from explainers.checks.evidence import paragraphs_of
from explainers.reading.source_texts import UnfitText, broken_lines, source_text

PROSE = (
    "Envoys of the two countries met in a small town near the border to settle how wide the zone between them should "
    "be, and who was to pay for the houses in it.\nThey agreed on the first, and on little else.\n“It is a step,” "
    "the ministry said in the evening, when most of those who had waited for hours had gone home again (it was cold).\n"
    "Bread, salt and timber are to be sent across, by road and by rail, until the signing; nobody said how much.\n"
)


@pytest.mark.parametrize(
    ("data", "what", "step"),
    [
        (b"", "is empty", "a paragraph a line"),
        (b"\xef\xbb\xbf \r\n\n", "is empty", "a paragraph a line"),
        (b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", "is a PDF", "copy the words into a file of plain text"),
        (b"PK\x03\x04\x14\x00\x06\x00word/document.xml", "as Word documents are", "save it as plain text in UTF-8"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a document of an Office program", "save it as plain text"),
        (b"{\\rtf1\\ansi Envoys met.}", "a document in RTF", "save it as plain text"),
        (b"\x89PNG\r\n\x1a\n\x00", "a picture", "copy the words"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "a picture", "copy the words"),
        (b"\x7fELF\x02\x01\x01\x00", "no text", "copy the words"),
        (b"\xff\xfeE\x00n\x00", "in UTF-16", "save it as UTF-8"),
        ("Un traité signé.\n".encode("latin-1"), "not in UTF-8", "save it as UTF-8"),
        (b"<!DOCTYPE html>\n<html><head></head>\n<body>Envoys met.</body></html>", "a page in HTML", "in a browser"),
        (b"<p>Envoys met.</p>\n<p>They agreed.</p>\n<p class='x'>Nobody knows.</p>", "a page in HTML", "in a browser"),
    ],
)
def test_what_is_no_text_is_told_by_what_it_is_and_with_what_to_do(data: bytes, what: str, step: str) -> None:
    with pytest.raises(UnfitText) as told:
        source_text(data)
    assert what in str(told.value)
    assert step in str(told.value)


@pytest.mark.parametrize(
    "text",
    ["One line.", "\ufeffWith a mark at its beginning.\r\n", "He wrote <b>no</b>, in a <p> of HTML.", "“é” < 5 & > 3"],
)
def test_plain_text_is_read_as_it_is(text: str) -> None:
    assert source_text(text.encode()) == text.removeprefix("\ufeff")


@pytest.mark.parametrize("width", [60, 72, 80, 100])
@pytest.mark.parametrize("between", ["\n", "\n\n"])
def test_the_lines_of_a_printed_page_are_no_paragraphs(width: int, between: str) -> None:
    filled = between.join(textwrap.fill(one, width) for one in PROSE.splitlines())
    assert broken_lines(paragraphs_of(filled)) >= 3


@pytest.mark.parametrize("width", [60, 72, 80, 100])
def test_without_small_letters_they_are_known_by_their_width(width: int) -> None:
    paragraph = " ".join(PROSE.upper().split())
    filled = "\n\n".join([textwrap.fill(paragraph, width)] * 2)
    assert broken_lines(paragraphs_of(filled)) >= 3
    assert broken_lines((paragraph,) * 4) == 0


def test_words_that_are_parted_at_the_ends_of_lines_go_on() -> None:
    lines = [
        "The two envoys agreed on a neu-",
        "tral zone along their bor-",
        "der, and on how wide it is to be in the mid-",
        "dle.",
    ]
    assert broken_lines(lines) == 3


@pytest.mark.parametrize(
    "paragraphs",
    [
        (),
        ("One",),
        paragraphs_of(PROSE),
        ("Who met", *paragraphs_of(PROSE), "What next", "The zone", *paragraphs_of(PROSE), "By our correspondent"),
        ("Bread", "Salt", "Timber for the new houses", "Nets and boats", "All that was asked for"),
        ("He asked:", "why now?", *paragraphs_of(PROSE), "he went on;", "it is late."),
    ],
)
def test_paragraphs_headings_and_lists_are_paragraphs(paragraphs: tuple[str, ...]) -> None:
    assert broken_lines(paragraphs) == 0


TEXTS = sorted(Path(__file__).parents[1].glob("**/texts/*.txt"))


@pytest.mark.parametrize("file", TEXTS, ids=[f"{file.parts[-3]}-{file.stem}" for file in TEXTS])
def test_the_texts_of_the_test_sites_are_let_through(file: Path) -> None:
    assert broken_lines(paragraphs_of(source_text(file.read_bytes()))) == 0
