"""The gates: a good site passes, and each planted fault is found, in its file, at its line."""

from __future__ import annotations

import gzip
import os
import unicodedata
from datetime import UTC, datetime
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainers.problems import Problem
from explainers.publishing.built_site import built_site
from explainers.publishing.gates import problems_of
from explainers.publishing.gates.addresses import Lost, Target, page_address, target_of
from explainers.publishing.gates.markup import NotWellFormed, css_references, page_of, xml_of
from explainers.publishing.gates.size import odd_page_count
from tests.publishing.synthetic import URL, hashed, site_files, write_site

OWN = ("/srv/desk/site/",)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def found_in(folder: Path, changes: dict[str, bytes | None], url: str = URL) -> tuple[Problem, ...]:
    """What the gates say of a good site with some files added, changed or (with None) left out."""
    files = {path: data for path, data in {**site_files(url=url), **changes}.items() if data is not None}
    return problems_of(write_site(folder, files, url=url), OWN, NOW)


def page(body: str, head: str = "") -> bytes:
    return f"<!doctype html><html><head>{head}</head>\n<body>\n{body}\n</body></html>".encode()


def test_a_good_site_passes(tmp_path: Path) -> None:
    assert found_in(tmp_path / "site", {}) == ()


def test_a_good_site_passes_below_a_folder(tmp_path: Path) -> None:
    url = "https://desk.example/news"
    files = {
        path: data.replace(b'"/assets', b'"/news/assets').replace(b"(/images", b"(/news/images")
        for path, data in site_files(url=url).items()
    }
    names = {
        path: hashed(path.removeprefix("assets/").replace(f"{path.split('.')[1]}.", ""), data)
        for path, data in files.items()
        if path.startswith("assets/")
    }
    for old, new in names.items():
        files = {path: data.replace(old.encode(), new.encode()) for path, data in files.items()}
    files = {names.get(path, path): data for path, data in files.items()}
    assert problems_of(write_site(tmp_path / "site", files, url=url), OWN, NOW) == ()


PAGE, FEED, SECURITY = "x/index.html", "feeds/all.atom.xml", ".well-known/security.txt"
JSON_LD = f'<script type="application/ld+json">{{"url": "{URL}/no/"}}</script>'

# What is wrong: (code, file, its bytes; None leaves it out).
FAULTS: dict[str, tuple[str, str, bytes | None]] = {
    "no home page": ("missing-file", "index.html", None),
    "no page for what is not there": ("missing-file", "404.html", None),
    "no sitemap": ("missing-file", "sitemap.xml", None),
    "no robots.txt": ("missing-file", "robots.txt", None),
    "an empty page": ("not-well-formed", PAGE, b""),
    "a page in Latin-1": ("not-well-formed", PAGE, "<p>né".encode("latin-1")),
    "a broken feed": ("not-well-formed", FEED, b"<feed><entry></feed>"),
    "a feed that is none": ("not-well-formed", FEED, b"<html/>"),
    "a broken sitemap": ("not-well-formed", "sitemap.xml", b"<urlset>"),
    "a sitemap that is none": ("not-well-formed", "sitemap.xml", b"<feed/>"),
    "a line no robot knows": ("not-well-formed", "robots.txt", b"Nonsense: 1\n"),
    "broken data": ("not-well-formed", "events.json", b"{"),
    "a link to nowhere": ("broken-reference", PAGE, page("<a href='/no/'>x</a>")),
    "a picture that is gone": ("broken-reference", PAGE, page("<img src=y.png>")),
    "one of several sizes": (
        "broken-reference",
        PAGE,
        page("<img srcset='/images/logo.svg 1x, /images/big.svg 2x'>"),
    ),
    "a style's picture": ("broken-reference", PAGE, page("", "<style>b{background:url('/no.png')}</style>")),
    "an attribute's picture": ("broken-reference", PAGE, page("<b style='background:url(/no.png)'>x</b>")),
    "a style sheet's picture": ("broken-reference", "x.css", b"b{background:url(/no.png)}"),
    "an imported style sheet": ("broken-reference", "x.css", b'@import "no.css";'),
    "a link in a feed": ("broken-reference", FEED, f"<feed><link href='{URL}/no/'/></feed>".encode()),
    "a link in an entry's text": (
        "broken-reference",
        FEED,
        f"<feed><content type='html'>&lt;a href='{URL}/no/'></content></feed>".encode(),
    ),
    "a place in the sitemap": (
        "broken-reference",
        "sitemap.xml",
        f"<urlset><url><loc>{URL}/no/</loc></url></urlset>".encode(),
    ),
    "the sitemap of robots.txt": ("broken-reference", "robots.txt", f"Sitemap: {URL}/no.xml\n".encode()),
    "an address in data": ("broken-reference", "events.json", f'["{URL}/no/"]'.encode()),
    "an address in JSON-LD": ("broken-reference", PAGE, page("", JSON_LD)),
    "an icon of the manifest": ("broken-reference", "x.webmanifest", b'{"icons": [{"src": "no.png"}]}'),
    "a link without its last stroke": ("broken-reference", PAGE, page("<a href='/story-1'>x</a>")),
    "a link by http to a site on https": (
        "broken-reference",
        PAGE,
        page("<a href='http://news.example/story-1/'>x</a>"),
    ),
    "a relative link in 404.html": ("broken-reference", "404.html", page("<a href='story-1/'>x</a>")),
    "a page that leads on to nowhere": (
        "broken-reference",
        PAGE,
        page("", "<meta http-equiv=refresh content='0; url=/no/'>"),
    ),
    "a place that the page hasn't": ("missing-fragment", PAGE, page("<a href='/story-1/#no'>x</a>")),
    "a place that this page hasn't": ("missing-fragment", PAGE, page("<a href='#no'>x</a>")),
    "an asset with another content": ("wrong-hash", "assets/a.0123456789ab.css", b"b{}"),
    "a name that begins with a dot": ("unfit-name", ".env", b"x"),
    "a hidden folder": ("unfit-name", "x/.git/config", b"x"),
    "a key": ("unfit-name", "id.pem", b"x"),
    "a backup": ("unfit-name", "index.html~", b"x"),
    "a decomposed name": ("unfit-name", unicodedata.normalize("NFD", "é.txt"), b"x"),
    "the preview's address": ("development-trace", PAGE, page("<link href='http://localhost:8000/x.css'>")),
    "loopback": ("development-trace", "x.js", b"fetch('http://127.0.0.1:5000/')"),
    "a file of the disk": ("development-trace", PAGE, page("<img src='file:///srv/x.png'>")),
    "a machine of the office": ("development-trace", "x.css", b"b{background:url(//desk.local/x)}"),
    "somebody's folder": ("development-trace", "x.js", b"//# sourceMappingURL=/ho" + b"me/ada/site/x.map"),
    "the folder of the sources": (
        "development-trace",
        PAGE,
        page("<p data-from='/srv/desk/site/content/x.md'>x</p>"),
    ),
    "a contact that has expired": ("contact-expires", SECURITY, b"Expires: 2026-11-01T00:00:00Z\n"),
    "a contact that is about to expire": ("contact-expires", SECURITY, b"Expires: 2026-12-24T00:00:00Z\n"),
    "a contact for ever": ("contact-expires", SECURITY, b"Contact: mailto:desk@news.example\n"),
    "a contact until no day": ("contact-expires", SECURITY, b"Expires: next year\n"),
    "a contact without a time zone": ("contact-expires", SECURITY, b"Expires: 2027-06-30T00:00:00\n"),
    "a comment": ("development-trace", PAGE, page("<!-- http://localhost/ -->")),
}


@pytest.mark.parametrize(("code", "path", "data"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(tmp_path: Path, code: str, path: str, data: bytes | None) -> None:
    found = found_in(tmp_path / "site", {path: data})
    assert (code, path) in {(problem.code, problem.path) for problem in found}
    # A page that is gone is missed by those that name it, too.
    side_effects = {"broken-reference"} if code == "missing-file" else set()
    assert {problem.code for problem in found} - side_effects == {code}


def test_a_contact_that_holds_for_another_thirty_days_passes(tmp_path: Path) -> None:
    assert (
        found_in(tmp_path / "site", {SECURITY: b"Contact: mailto:a@news.example\r\nExpires: 2026-12-25T00:00:00Z\r\n"})
        == ()
    )


def compressed(files: dict[str, bytes]) -> dict[str, bytes]:
    """The same files with what a server sends in their place beside them."""
    texts = {path: data for path, data in files.items() if not path.endswith(".svg")}
    packed = {f"{path}.br": brotli.compress(data) for path, data in texts.items()}
    return files | packed | {f"{path}.gz": gzip.compress(data, mtime=0) for path, data in texts.items()}


def test_compressed_files_pass_when_they_say_the_same(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", compressed(site_files()))
    assert problems_of(site, OWN, NOW) == ()
    assert len(site.files) > 2 * len(site_files())


@pytest.mark.parametrize("ending", ["br", "gz"])
@pytest.mark.parametrize("path", ["index.html", FEED])
def test_compressed_files_that_say_something_else_are_found(tmp_path: Path, path: str, ending: str) -> None:
    good = compressed(site_files())
    other = compressed({path: b"other words"})[f"{path}.{ending}"]
    lone, stale, broken = f"x.css.{ending}", f"{path}.{ending}", f"sitemap.xml.{ending}"
    cut = good[broken][: len(good[broken]) // 2]
    site = write_site(tmp_path / "site", {**good, stale: other, lone: good[stale], broken: cut})
    found = {(problem.code, problem.path) for problem in problems_of(site, OWN, NOW)}
    assert found == {("stale-compression", each) for each in (lone, stale, broken)}


def test_a_site_without_a_feed_is_told_so(tmp_path: Path) -> None:
    assert [problem.code for problem in found_in(tmp_path / "site", {FEED: None})] == ["missing-file"]


def test_a_line_break_in_a_name_is_found_and_printed_as_letters(tmp_path: Path) -> None:
    (problem,) = found_in(tmp_path / "site", {"a\nb.txt": b"x"})
    assert (problem.code, problem.path) == ("unfit-name", "a\\x0ab.txt")


def test_names_of_files_or_folders_that_differ_only_by_capitals_are_found(tmp_path: Path) -> None:
    files = {"a.txt": b"x", "A.txt": b"x", "b/x.txt": b"x", "B/y.txt": b"x"}
    found = found_in(tmp_path / "site", dict(files))
    assert [(problem.code, problem.path) for problem in found] == [
        ("unfit-name", "a.txt"),
        ("unfit-name", "b"),
    ]


GOOD = {
    "a place in the page itself": page("<p id=a></p><a href='#a'>x</a><a href='#'>y</a><a href='#top'>z</a>"),
    "an old-fashioned anchor": page("<a name=b></a><a href='#b'>x</a>"),
    "words of another page": page("<a href='/story-1/#:~:text=words'>x</a>"),
    "the world outside": page("<a href='https://other.example/no/'>x</a><a href='mailto:a@b.example'>y</a>"),
    "a picture inside the page": page("<img src='data:image/gif;base64,R0lGOD'>"),
    "localhost in words": page("<p>Open <code>http://localhost:8000/</code> in /ho" + "me/ada/site/x.</p>"),
    "letters beyond ASCII": page("<a href='/na%C3%AFve/'>x</a><a href='/naïve/'>y</a>"),
    "a query": page("<a href='/story-1/?from=x#words'>x</a>"),
    "a section that is called home": page("<a href='/ho" + "me/news/today.html'>x</a>"),
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
def test_what_is_right_is_left_alone(tmp_path: Path, body: bytes) -> None:
    extra = {"x/index.html": body, "naïve/index.html": page("x"), "home/news/today.html": page("x")}
    assert found_in(tmp_path / "site", dict(extra)) == ()


def test_allowed_names_with_a_dot_pass(tmp_path: Path) -> None:
    assert found_in(tmp_path / "site", {".nojekyll": b"", ".well-known/x.txt": b""}) == ()


def test_a_problem_names_its_line_and_what_to_write(tmp_path: Path) -> None:
    (problem,) = found_in(tmp_path / "site", {"x/index.html": page("<p>1\n<a href='/story-1'>2</a>")})
    assert (problem.place.line, problem.suggestion) == (4, "/story-1/")


def test_the_sites_own_address_is_no_trace_even_on_this_machine(tmp_path: Path) -> None:
    url = "http://localhost:8000"
    assert found_in(tmp_path / "site", {}, url) == ()
    (problem,) = found_in(tmp_path / "site", {"x.js": b"'http://localhost:9000/'"}, url)
    assert problem.code == "development-trace"


def test_links_and_devices_are_found_and_never_followed(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", site_files())
    (site.root / "passwd.txt").symlink_to("/etc/passwd")
    os.mkfifo(site.root / "pipe.txt")
    found = {(problem.code, problem.path) for problem in problems_of(built_site(site.root), OWN, NOW)}
    assert found == {("not-a-file", "passwd.txt"), ("not-a-file", "pipe.txt")}


def test_a_name_that_is_not_utf8_is_told_in_letters_that_can_be_printed(tmp_path: Path) -> None:
    site = write_site(tmp_path / "site", site_files())
    Path(os.fsdecode(os.fsencode(site.root) + b"/caf\xe9.txt")).write_bytes(b"x")
    found = problems_of(built_site(site.root), OWN, NOW)
    assert ("unfit-name", "caf\\udce9.txt") in {(problem.code, problem.path) for problem in found}
    for problem in found:
        f"{problem.path} {problem.message}".encode()


def test_page_counts_may_differ_by_thirty_percent() -> None:
    assert not odd_page_count(7, 10)
    assert not odd_page_count(13, 10)
    assert odd_page_count(6, 10)
    assert odd_page_count(14, 10)
    assert odd_page_count(0, 1)


# ---- what the gates read with --------------------------------------------------------------------


def test_sources_in_a_srcset_may_have_commas_and_no_width() -> None:
    found = page_of(page("<img srcset='/a,b.png 1x,  /c.png 2x,/d.png'>")).references
    assert [each.value for each in found] == ["/a,b.png", "/c.png", "/d.png"]


def test_addresses_in_css_are_read_but_not_those_in_comments_and_strings() -> None:
    css = """@import url("a.css"); /* url(no.png) */ @media print { b { background: URL( 'c.png' ) } }
    d::after { content: "url(no.png)" } @font-face { src: url(e.woff2) format("woff2") }"""
    assert [each.value for each in css_references(css)] == ["a.css", "c.png", "e.woff2"]


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


@given(st.text(max_size=60))
def test_any_address_leads_into_the_site_out_of_it_or_nowhere(address: str) -> None:
    files = {"index.html", "a/index.html"}
    target = target_of(address, "https://news.example/a/", URL, files)
    assert target is None or isinstance(target, Lost) or target.path in files


@given(st.sampled_from(["index.html", "a/index.html", "b/c.html", "é/x y.html", "a/myindex.html"]))
def test_a_files_own_address_leads_to_it(path: str) -> None:
    for site_url in (URL, "https://desk.example/news"):
        address = page_address(site_url, path)
        assert target_of(address, f"{site_url}/", site_url, {path}) == Target(path, "")


def test_an_address_outside_of_the_sites_folder_is_lost_and_the_right_one_is_named() -> None:
    site_url = "https://desk.example/news"
    lost = target_of("/map/", f"{site_url}/", site_url, {"map/index.html"})
    assert isinstance(lost, Lost)
    assert lost.suggestion == "/news/map/"
