"""The gates: a good site passes, and each planted fault is found, in its file, at its line."""

from __future__ import annotations

import unicodedata
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from explainers.problems import Problem
from explainers.publishing.gates import markup, problems_of
from tests.publishing.synthetic import URL, hashed, page, site_files, write_site

OWN = ("/srv/desk/site/",)
NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)


def found_in(folder: Path, changes: dict[str, bytes | None], url: str = URL) -> tuple[Problem, ...]:
    """What the gates say of a good site with some files added, changed or (with None) left out."""
    files = {path: data for path, data in {**site_files(url=url), **changes}.items() if data is not None}
    return problems_of(write_site(folder, files, url=url), OWN, NOW)


def test_a_good_site_passes(tmp_path: Path) -> None:
    assert found_in(tmp_path / "site", {}) == ()


def test_the_markup_of_a_page_is_read_once_for_all_gates(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: Counter[bytes] = Counter()
    tree = markup._tree

    def counted(data: bytes) -> Any:
        read[data] += 1
        return tree(data)

    monkeypatch.setattr(markup, "_tree", counted)
    assert found_in(tmp_path / "site", {}) == ()
    pages = [data for path, data in site_files().items() if path.endswith(".html")]
    assert [read[data] for data in pages] == [1] * len(pages)


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
    "a link without its last slash": ("broken-reference", PAGE, page("<a href='/story-1'>x</a>")),
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
    "a key in a script": ("secret", "x.js", b"-----BEGIN RSA PRIVATE KEY-----"),
    "another host's page": ("foreign-canonical", PAGE, page("", "<link rel=canonical href='https://a.example/'>")),
    "a hidden site": ("not-indexed", "index.html", page("x<p id=words>", "<meta name=robots content=noindex>")),
    "a comment": ("development-trace", PAGE, page("<!-- http://localhost/ -->")),
}


@pytest.mark.parametrize(("code", "path", "data"), FAULTS.values(), ids=FAULTS)
def test_a_planted_fault_is_found(tmp_path: Path, code: str, path: str, data: bytes | None) -> None:
    found = found_in(tmp_path / "site", {path: data})
    assert (code, path) in {(problem.code, problem.path) for problem in found}
    # A page that is gone is missed by those that name it, too.
    side_effects = {"broken-reference"} if code == "missing-file" else set()
    assert {problem.code for problem in found} - side_effects == {code}
