"""What pages, styles and feeds are read with."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing.gates.markup import NotWellFormed, css_references, machine_text_of, page_of, xml_of


def test_sources_in_a_srcset_may_have_commas_and_no_width() -> None:
    found = page_of(b"<img srcset='/a,b.png 1x,  /c.png 2x,/d.png'>").references
    assert [each.value for each in found] == ["/a,b.png", "/c.png", "/d.png"]


def test_addresses_in_css_are_read_but_not_those_in_comments_and_strings() -> None:
    css = """@import url("a.css"); /* url(no.png) */ @media print { b { background: URL( 'c.png' ) } }
    d::after { content: "url(no.png)" } @font-face { src: url(e.woff2) format("woff2") }"""
    assert [each.value for each in css_references(css)] == ["a.css", "c.png", "e.woff2"]


@pytest.mark.parametrize(
    "css",
    ["b{background:U\\52 L(c.png)}", "b{background:sr\\63('c.png')}", "@\\69mport 'c.png';", "b{background:url(c.png"],
)
def test_addresses_are_found_however_their_function_is_written(css: str) -> None:
    assert [each.value for each in css_references(css)] == ["c.png"]


def test_entities_of_xml_are_neither_resolved_nor_fetched(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("secret")
    data = f'<!DOCTYPE f [<!ENTITY x SYSTEM "{secret.as_uri()}">]><f>&x;</f>'.encode()
    assert "secret" not in "".join(element.text for element in xml_of(data))


@given(st.binary(max_size=300))
def test_any_bytes_are_a_page_or_refused(data: bytes) -> None:
    try:
        assert isinstance(page_of(data).anchors, frozenset)
    except NotWellFormed as error:
        assert str(error)


@given(st.text(max_size=200))
def test_any_text_is_read_as_css(text: str) -> None:
    assert isinstance(css_references(text), tuple)


def test_a_page_has_its_references_with_their_lines_and_its_anchors() -> None:
    page = page_of(b"<!doctype html><p id=a>\n<a name=b href='/x/'>x</a>\n<img src=y.png>")
    assert [(each.value, each.line) for each in page.references] == [("/x/", 2), ("y.png", 3)]
    assert page.anchors == {"a", "b"}


def test_machines_read_scripts_attributes_and_comments_and_not_words() -> None:
    texts = machine_text_of(b"<!doctype html><p title=one>two<!-- three --><script>four</script><style>five</style>")
    found = " ".join(each.value for each in texts)
    assert [word for word in ("one", "two", "three", "four", "five") if word in found] == [
        "one", "three", "four", "five",
    ]  # fmt: skip


@pytest.mark.parametrize("data", [b"", b"<feed><entry></feed>", b"words", b"<a/><b/>"])
def test_what_is_not_well_formed_is_refused(data: bytes) -> None:
    with pytest.raises(NotWellFormed):
        xml_of(data)


def test_what_stands_around_a_page_is_read_as_browsers_do() -> None:
    page = b"<!-- http://a.lan --><html><body><a href='/b'>B</a></body></html>\n<p><a href='/c'>C</a><script>d()"
    assert [each.value for each in page_of(page).references] == ["/b", "/c"]
    assert [each.value for each in machine_text_of(page)] == [" http://a.lan ", "/b", "/c", "d()"]
    style = (
        b"<html><body></body></html><style>b{background:url(/e.png)}</style><script type='application/json'>{}</script>"
    )
    assert [each.value for each in page_of(style).references] == ["/e.png"]
    assert [each.value for each in page_of(style).data] == ["{}"]
