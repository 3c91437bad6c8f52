"""Any bytes, as any kind of file, are a document: the same each time, sound, safe to show."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.model import Explainer
from explainers.pages.prose_html import html_of
from explainers.prose import Body, Cite, PageLink, Prose, TermLink
from explainers.reading.documents import Document, Translation, read_document
from tests.reading.texts import FRONT, LANGUAGES, body_of, explainer

PATHS = (
    "content/explainers/one.md", "content/explainers/one.fr.md", "content/countries/b.md",
    "content/countries/b.fr.md",
    "content/relations/a-b.md", "content/pages/home.md", "content/pages/about.md", "content/sources/a.yaml",
    "content/events.yaml", "content/glossary.yaml", "content/names.yaml", "content/x.md",
)  # fmt: skip
KEYS = """
    title: summary: date: countries: tags: key_points: unknowns: changes: code: capital: marker: between: status:
    since: as_of: cite: events: id: when: kind: text: term: means: forms: publisher: published: url: language:
    paragraphs: quotations: sealed: facts: en: fr: para: speaker: digest: count: how: by: also: watch: words: was:
    now:"""
PIECES = st.sampled_from([
    *(f"{key} " for key in KEYS.split()),
    "---\n", "\n", "\n\n", "\n  ", "\n- ", "\n  - ", "\n    ", " ", "\t", "|\n", ">", "'", '"', "{", "}", "[", "]", ",",
    "#", "## ", "> ", "1. ", "- ", "* ", "**", "*", "_", "`", "|", "\\", "!", "| a | b |\n|---|---|\n",
    "[[a]]", "[[a|b]]", "[@a]", "[@a, para. 1]", "[@a para]", "@a", "[analysis]", "](", ")", "![", "[a]: b\n",
    "[x](https://x.org)", "{filename}one.md#a", "<b>", "<!--", "<script>", "</p>", "&lt;", "&#x3c;", "javascript:",
    "“", "”", "«", "»", "— ", "…", "...", "BF", "2023-02", "2026-01-01", "word", "400",
    "é", "e\u0301", "ש", "\u202e", "\ue000", "\0", "\r\n", "\r", "\ufeff", "😀",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=40).map("".join)
FILES = TEXTS.map(str.encode) | TEXTS.map(lambda text: (FRONT["en"] + text).encode()) | st.binary()


# What was found once stays in the tests.
FOUND = (b"---\n---\n>[a]:b\n[a]", b"---\n---\n`\n`title:", b"---\n---\n> [a]: b\n\n[a] [@a]")


@pytest.mark.parametrize("data", FOUND)
def test_what_made_a_traceback_once_makes_none(data: bytes) -> None:
    assert read_document(PATHS[0], data, LANGUAGES).problems


@given(st.sampled_from(PATHS), FILES)
def test_any_bytes_are_a_document_that_is_the_same_each_time(path: str, data: bytes) -> None:
    document = read_document(path, data, LANGUAGES)
    assert document == read_document(path, data, LANGUAGES)
    encoded = msgspec.msgpack.encode(document)
    assert msgspec.msgpack.decode(encoded, type=Document) == document
    assert encoded == msgspec.msgpack.encode(read_document(path, data, LANGUAGES))


@given(st.sampled_from(PATHS), FILES)
def test_what_is_not_read_is_told(path: str, data: bytes) -> None:
    document = read_document(path, data, LANGUAGES)
    assert document.record is not None or document.problems


@given(st.sampled_from(PATHS), FILES)
def test_all_places_lie_in_the_file(path: str, data: bytes) -> None:
    document = read_document(path, data, LANGUAGES)
    lines = data.decode(errors="replace").replace("\r\n", "\n").removeprefix("\ufeff").split("\n")
    places = [one.place for one in (*document.problems, *document.references, *document.blocks)]
    places += [claim.cite_place for block in document.blocks for claim in block.claims]
    places += [block.place_of(0, len(block.text)) for block in document.blocks]
    for place in places:
        assert 1 <= place.line <= place.end_line <= len(lines)
        assert place.column >= 1
        assert place.line < place.end_line or place.column <= place.end_column
    assert list(document.problems) == sorted(document.problems)


@given(TEXTS)
def test_claims_cover_the_words_of_their_block(text: str) -> None:
    for block in explainer(text).blocks:
        ends = [0, *(end for one in block.claims for end in (one.start, one.start + len(one.text)))]
        assert ends == sorted(ends)
        assert "".join("".join(one.text for one in block.claims).split()) == "".join(block.text.split())
        assert all(block.text[one.start :].startswith(one.text) for one in block.claims)


BARE = ("em", "strong", "code", "pre", "br", "hr", "ul", "blockquote", "figcaption", "table", "thead", "tbody", "tr")
TAGS: dict[str, str] = {
    **dict.fromkeys(BARE, ""),
    **dict.fromkeys(("h2", "h3", "h4", "h5", "h6"), "id"),
    **dict.fromkeys(("p", "li", "figure", "td"), "class"),
    "ol": "start",
    "a": "href title rel",
    "th": "class scope",
}
SCHEMES = ("https://", "http://", "mailto:", "#", "page:")
EMPTY = ("br", "hr")


class Reader(HTMLParser):
    """Reads HTML and sees that nothing is in it but what the engine itself writes, well nested."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert tag in TAGS, tag
        assert {name for name, _ in attrs} <= set(TAGS[tag].split()), attrs
        for name, value in attrs:
            assert name != "href" or (value or "").startswith(SCHEMES), value
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_comment(self, data: str) -> None:
        raise AssertionError(data)

    handle_decl = handle_pi = unknown_decl = handle_comment


def proses(document: Document) -> Iterator[Body | Prose]:
    record: Any = document.record
    texts = [record.text] if isinstance(record, Translation) else getattr(record, "texts", {}).values()
    for text in texts:
        yield text.body
        yield from getattr(text, "key_points", ())
        yield from getattr(text, "unknowns", ())
        for change in getattr(text, "changes", ()):
            yield from (change.was, change.now)


def sound(prose: Body | Prose) -> None:
    reader = Reader()
    texts, holes = html_of(prose)
    for before, hole in zip(texts, holes, strict=False):
        reader.feed(before)
        reader.feed(f"page:{hole.path}" if isinstance(hole, PageLink) else "")
    reader.feed(texts[-1])
    reader.close()
    assert reader.open == []


@given(st.sampled_from(PATHS[:7]), FILES)
def test_only_harmless_well_formed_html_reaches_a_page(path: str, data: bytes) -> None:
    for prose in proses(read_document(path, data, LANGUAGES)):
        sound(prose)


@given(TEXTS)
def test_key_points_and_changes_are_as_harmless(text: str) -> None:
    lines = "\n".join(f"    {line}" for line in text.replace("\r", "\n").split("\n"))
    front = f"key_points: |\n  - {text!r}\n{lines}\n"
    front += f"changes:\n  - date: 2026-01-01\n    kind: update\n    now: |\n{lines}\n"
    data = FRONT["en"].replace("---\n", "---\n" + front, 1) + "x [@a]."
    for prose in proses(read_document(PATHS[0], data.encode(), LANGUAGES)):
        sound(prose)


# ---- records ---------------------------------------------------------------------------------------------


def test_a_draft_in_capitals_is_one_and_is_told() -> None:
    document = read_document("content/explainers/a.md", b"---\ntitle: A\nstatus: Draft\n---\nOne.\n", LANGUAGES)
    assert document.status == "draft"
    assert "unknown-value" in {problem.code for problem in document.problems}


def test_an_explainer_is_read_whole() -> None:
    front = """\
---
title: "It's \\"so\\""
summary: In short...
date: 2026-01-01
modified: 2026-02-01
review_by: 2026-07-01
countries: [BF, NO]
tags: a, b c
status: draft
key_points: |
  - One [@a, para. 1, said].
unknowns: |
  - Two?
    [@a]
changes:
  - {date: 2026-02-01, kind: update, now: Three.}
---
Four [[t]] [@a].
"""
    document = read_document("content/explainers/one-two.md", front.encode(), LANGUAGES)
    assert document.problems == ()
    record = document.record
    assert isinstance(record, Explainer)
    assert (record.slug, record.path, record.language) == ("one-two", "explainers/one-two.md", "en")
    assert (record.date, record.modified, record.review_by) == ("2026-01-01", "2026-02-01", "2026-07-01")
    assert (record.countries, record.tags, record.status) == (("BF", "NO"), ("a", "b c"), "draft")
    text = record.texts["en"]
    assert (text.title, text.summary) == ("It’s “so”", "In short…")
    assert [type(part) for part in text.key_points[0].parts] == [str, Cite]
    assert text.unknowns[0].parts[0] == "Two?"
    assert [(change.date, change.kind) for change in record.changes] == [("2026-02-01", "update")]
    assert (text.changes[0].was, text.changes[0].now) == (Prose(), Prose(("Three.",)))
    assert text.body.blocks[0].parts[1] == TermLink("t", "t")
    assert document.countries == ("BF", "NO")


def test_a_translation_has_its_text_and_the_path_of_its_original() -> None:
    document = read_document("content/explainers/one.fr.md", (FRONT["fr"] + "Oui [@a].").encode(), LANGUAGES)
    record = document.record
    assert isinstance(record, Translation)
    assert (record.slug, record.path, record.language) == ("one", "explainers/one.md", "fr")
    assert not document.original
    assert document.language == "fr"


def test_typed_spaces_and_wraps_do_not_reach_records() -> None:
    wrapped = explainer("One two\nthree [@a,\npara. 1].\n\n\n- four\n  five [@b].\n")
    assert body_of(wrapped).words == 5
    assert [block.text for block in wrapped.blocks[2:]] == ["One two three.", "four five."]


def test_a_mistake_elsewhere_leaves_what_the_checks_need() -> None:
    text = FRONT["en"].replace("2026-01-01", "soon") + "## Two\n\nThree 4 [@a]."
    document = read_document(PATHS[0], text.encode(), LANGUAGES)
    assert document.record is None
    assert document.countries == ("BF",)
    assert document.ids == ("two",)
    assert [block.kind for block in document.blocks] == ["title", "summary", "heading", "paragraph"]


@pytest.mark.parametrize("text", ["", "# only a comment\n", "[]\n"])
def test_a_data_file_may_be_empty(text: str) -> None:
    document = read_document("content/events.yaml", text.encode(), LANGUAGES)
    assert (document.record, document.problems) == ((), ())


def test_a_file_with_a_thousand_mistakes_is_told_to_have_many() -> None:
    document = read_document("content/events.yaml", b"- {a: b}\n" * 5000, LANGUAGES)
    assert len(document.problems) == 1001
    assert "too-large" in {problem.code for problem in document.problems}
