"""Pages that moved: every address leads, in one step, to a page that is there; circles are refused."""

from __future__ import annotations

from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing.ledger import GONE, file_of, ledger_of, redirect_page, redirects_file

FILES: Final = {"index.html", "new/index.html", "page.html"}
_addresses = st.sampled_from(["/a/", "/b/", "/c/", "/d", "/new/", "/page.html", "https://x.example/", GONE, "x", "//x"])


@given(st.dictionaries(_addresses, _addresses, max_size=6))
def test_whatever_is_written_leads_to_a_page_or_out_or_is_told(moves: dict[str, str]) -> None:
    ledger = ledger_of(moves, FILES)
    assert len(ledger.redirects) + len(ledger.gone) + len(ledger.problems) == len(moves)
    for path, goal in ledger.redirects.items():
        assert path not in FILES
        assert goal.startswith("https://") or file_of(goal) in FILES


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ({"/new/": "/page.html"}, "'/new/' can't lead elsewhere: the site has this page"),
        ({"/a/": "/nowhere/"}, "'/a/' leads to '/nowhere/', which the site hasn't"),
        ({"/a/": "/a/"}, "'/a/' leads back to itself"),
        ({"a/": "/new/"}, "'a/' isn't an address of this site: begin it with a slash"),
        ({"/../a/": "/new/"}, "'/../a/' isn't an address of this site: begin it with a slash"),
        ({"/a/": "new"}, "'/a/' leads to 'new', which isn't an address: write /path/, https://… or 'gone'"),
        ({"/a/": "/b/", "/b/": GONE}, "'/a/' leads to what is gone: write 'gone' for it too"),
    ],
)
def test_what_can_not_be_says_why(moves: dict[str, str], said: str) -> None:
    assert [problem.message for problem in ledger_of(moves, FILES).problems] == [said]


def test_the_page_and_the_list_lead_to_the_same_place_below_the_sites_folder() -> None:
    ledger = ledger_of({"/a b/": "/new/#x", "/c.html": "https://x.example/?a&b"}, FILES)
    url = "https://desk.example/news"
    assert redirects_file(ledger, url).decode() == (
        "/news/a%20b/ /news/new/#x 301\n/news/c.html https://x.example/?a&b 301\n"
    )
    assert f'0; url={url}/new/#x"'.encode() in redirect_page("/new/#x", url)
    assert b'href="https://x.example/?a&amp;b"' in redirect_page("https://x.example/?a&b", url)
