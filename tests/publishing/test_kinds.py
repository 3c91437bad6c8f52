"""What a file's name says of it, whatever machine reads it."""

from __future__ import annotations

import pytest

from explainers.publishing.kinds import base_of, encoding_of, hash_in_name, headers_of, kind_of

DIGITS = "0123456789ab"
FOR_EVER, ASK_AGAIN = "public, max-age=31536000, immutable", "public, max-age=0, must-revalidate"


@pytest.mark.parametrize(
    ("path", "coding", "base"),
    [
        ("a.css.br", "br", "a.css"),
        ("a.css.gz", "gzip", "a.css"),
        ("x.br/a.css", None, "x.br/a.css"),
        ("gz", None, "gz"),
    ],
)
def test_a_compressed_file_belongs_to_the_one_beside_it(path: str, coding: str | None, base: str) -> None:
    assert (encoding_of(path), base_of(path)) == (coding, base)


@pytest.mark.parametrize(
    ("path", "digits"),
    [
        (f"a.{DIGITS}.css", DIGITS),
        (f"x/a.min.{DIGITS}.css.gz", DIGITS),
        (f"{DIGITS}.css", None),
        (f"x/.{DIGITS}.css", None),
        (f"a.{DIGITS}c.css", None),
        (f"a.{DIGITS.upper()}.css", None),
        (f"a.{DIGITS}/b.css", None),
        (f"a.{DIGITS}.css\n", None),
    ],
)
def test_only_twelve_digits_between_a_name_and_an_ending_stand_for_content(path: str, digits: str | None) -> None:
    assert hash_in_name(path) == digits
    assert headers_of(path)["cache-control"] == (FOR_EVER if digits else ASK_AGAIN)


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html.br", "page"),
        ("a.atom", "feed"),
        ("feeds/a.rss.xml.gz", "feed"),
        ("x/sitemap-2.xml", "sitemap"),
        ("sitemap.txt", "file"),
        ("data.xml", "file"),
        (f"page.{DIGITS}.html", "asset"),
        ("pagefind/en.pf_meta", "asset"),
    ],
)
def test_kinds(path: str, kind: str) -> None:
    assert kind_of(path) == kind


@pytest.mark.parametrize(
    ("path", "type"),
    [
        ("A/INDEX.HTML", "text/html; charset=utf-8"),
        ("a.rss.xml", "application/rss+xml; charset=utf-8"),
        ("a.atom.xml.br", "application/atom+xml; charset=utf-8"),
        ("sitemap.xml", "application/xml; charset=utf-8"),
        ("a.unknown", "application/octet-stream"),
        ("CNAME", "text/plain; charset=utf-8"),
        (".nojekyll", "text/plain; charset=utf-8"),
        ("x.png/LICENSE", "text/plain; charset=utf-8"),
    ],
)
def test_content_types(path: str, type: str) -> None:
    assert headers_of(path)["content-type"] == type


def test_only_a_compressed_file_has_a_content_coding() -> None:
    assert "content-encoding" not in headers_of("a.css")
    assert headers_of("a.css.gz") == {**headers_of("a.css"), "content-encoding": "gzip"}


def test_an_index_is_not_kept_for_ever_since_its_name_has_another_hash() -> None:
    assert headers_of("pagefind/index/en_1a2b3c.pf_index")["cache-control"] == ASK_AGAIN
