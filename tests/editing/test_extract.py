"""The text of a page: its paragraphs, without what stands around them, and what it says of itself."""

from __future__ import annotations

import sys

import pytest

from explainers.editing.extract import PageText, page_text
from explainers.failures import CommandError
from tests.editing.web import PARAGRAPHS, article


def _text(html: str) -> PageText:
    found = page_text(html)
    assert found is not None
    return found


def test_a_page_has_its_paragraphs_and_says_what_it_is() -> None:
    head = '<link rel="canonical" href="https://gazette.example/herring">'
    assert _text(article(head=head)) == PageText(
        PARAGRAPHS, "Herring talks end", "The Strait Gazette", "2025-03-05", "en", "https://gazette.example/herring"
    )


def test_a_day_that_only_the_text_speaks_of_is_not_that_of_its_publication() -> None:
    given = '<meta property="article:published_time" content="2025-03-05T10:00:00Z">'
    assert given in article()
    assert _text(article().replace(given, "")).published == ""


def test_headings_are_no_paragraphs_and_items_and_quotations_are() -> None:
    more = f"</p><h2>What now?</h2><ul><li>{'Boats will come. ' * 5}</li><li>{'Nets will not. ' * 5}</li></ul>"
    more += f"<blockquote><p>{'Nobody asked us. ' * 5}</p></blockquote><p>"
    found = _text(article(*PARAGRAPHS[:2], f"{PARAGRAPHS[2]}{more}{PARAGRAPHS[3]}"))
    added = ("Boats will come.", "Nets will not.", "Nobody asked us.")
    assert found.paragraphs == (*PARAGRAPHS[:3], *((f"{words} " * 5).strip() for words in added), PARAGRAPHS[3])


def test_a_broken_line_and_marked_words_keep_their_spaces() -> None:
    broken = PARAGRAPHS[0].replace("Oslo on", "<b>Oslo</b><br>on").replace("a common", "a\n  <i>common</i>")
    assert _text(article(broken, *PARAGRAPHS[1:])).paragraphs == PARAGRAPHS


@pytest.mark.parametrize(
    "html", ["", "<html></html>", "<p>hi", "\x00\x01", "<html><body><script>1</script></body></html>"]
)
def test_where_there_is_no_text_there_is_none(html: str) -> None:
    assert page_text(html) is None


@pytest.mark.parametrize(
    ("tag", "language"), [('<html lang="pt-BR">', "pt-BR"), ("<html lang=EN_us>", ""), ("<html>", "")]
)
def test_a_language_is_one_or_it_is_left_open(tag: str, language: str) -> None:
    assert _text(article().replace('<html lang="en">', tag)).language == language


def test_without_what_reads_pages_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "trafilatura", None)
    with pytest.raises(CommandError, match=r"pip install trafilatura lxml_html_clean"):
        page_text(article())


def test_signs_that_steer_a_terminal_are_left_out() -> None:
    steered = (text.replace("Oslo", "\x9b31mOslo\x7f\u202e") for text in PARAGRAPHS)
    found = _text(article(*steered, title="Herring\x9b talks\u2066 end"))
    assert "31m" in found.paragraphs[0]
    assert all(sign.isprintable() for text in (*found.paragraphs, found.title) for sign in text)
