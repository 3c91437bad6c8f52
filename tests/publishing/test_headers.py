"""The site's own `_headers` is the one source of what servers send."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing.headers import (
    OwnHeaders,
    expected_headers,
    header_rules,
    headers_file,
    stored_headers,
    unfit_header,
    with_own,
)

TEXT = "/news/*\n  X-One: a\n  X-Two: b: c\n/news/x.json\n  X-One: z\n"


def test_the_last_rule_for_an_address_wins_and_types_come_from_names() -> None:
    rules = header_rules(TEXT)
    found = expected_headers("x.json", "/news/x.json", rules)
    assert (found["x-one"], found["x-two"], found["content-type"]) == ("z", "b: c", "application/json")
    assert expected_headers("y.json", "/news/y.json", rules)["x-one"] == "a"
    assert "x-one" not in expected_headers("y.json", "/other/y.json", rules)


def test_a_sites_own_headers_take_the_place_of_those_of_the_same_name_and_others_stay() -> None:
    rules = with_own(
        header_rules(TEXT), {"/*": {"x-one": "mine", "X-Two": None}, "/files/*": {"X-Three": "c"}}, "/news"
    )
    found = expected_headers("files/a.pdf", "/news/files/a.pdf", rules)
    assert (found["x-one"], found["x-three"], "x-two" in found) == ("mine", "c", False)
    assert expected_headers("x.json", "/news/x.json", rules)["x-one"] == "z"  # the more special rule was there before


TOKENS = st.text("ABCxyz-", min_size=1, max_size=8)
VALUES = st.text(st.characters(min_codepoint=0x21, max_codepoint=0x7E), min_size=1, max_size=12)
OWN = st.dictionaries(
    st.sampled_from(["/*", "/a", "/files/*"]), st.dictionaries(TOKENS, VALUES, min_size=1, max_size=3), max_size=3
)


@given(OWN)
def test_what_is_written_for_hosts_reads_back_as_it_was_meant(own: OwnHeaders) -> None:
    assert unfit_header(own) == ""
    rules = with_own(header_rules(TEXT), own, "/news")
    assert header_rules(headers_file(rules).decode()) == rules


@pytest.mark.parametrize(
    "own",
    [
        {"files/*": {}},
        {"/a b": {}},
        {"/a\nX: y": {}},
        {"/*": {"X One": "a"}},
        {"/*": {"X-One": "a\r\nX-Two: b"}},
        {"/*": {"X-One": ""}},
        {"/*": {"X-One": "é"}},
        {"/*": {"Content-Type": "text/plain"}},
        {"/*/x": {}},
    ],
)
def test_what_no_server_could_send_is_told(own: OwnHeaders) -> None:
    assert unfit_header(own)


def test_a_store_keeps_with_a_file_what_belongs_to_it_and_no_policy_of_the_site() -> None:
    rules = header_rules("/*\n  Content-Security-Policy: x\n/a/*\n  Cache-Control: max-age=60\n")
    assert stored_headers("a/x.pdf", "/a/x.pdf", rules) == {
        "cache-control": "max-age=60",
        "content-type": "application/pdf",
    }
