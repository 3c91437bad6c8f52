"""New files as texts: what is known is filled in, what only a person can say is left empty, the rest is refused."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import yaml

from explainers.checks.languages import original_digest
from explainers.editing.new import (
    Refused,
    country,
    country_slugs,
    explainer,
    relation,
    renewed,
    source,
    translation,
)
from explainers.reading.documents import Document, read_document

LANGUAGES = ("en", "fr")
SLUGS = {"NO": "norway", "SE": "sweden"}


def _document(path: str, text: str) -> Document:
    return read_document(f"content/{path}", text.encode(), LANGUAGES)


def _country(code: str, slug: str) -> Document:
    return _document(f"countries/{slug}.md", f"---\ncode: {code}\ncapital: X\nmarker: [60, 10]\n---\n")


SITE = [
    _country("NO", "norway"),
    _country("SE", "sweden"),
    _document("relations/norway-sweden.md", "---\nbetween: [SE, NO]\nstatus: draft\n---\n"),
    _document("countries/norway.fr.md", "---\ncapital: Oslo\n---\n"),
]


def _front(text: str) -> dict[str, object]:
    assert text.startswith("---\n")
    found: dict[str, object] = yaml.load(text.split("---\n")[1], yaml.BaseLoader)
    return found


def test_a_new_explainer_is_a_draft_with_what_is_known() -> None:
    path, text = explainer("Who fishes: “us” or them?", ["se", "NO"], "2026-08-31", SLUGS)
    assert path == "explainers/who-fishes-us-or-them.md"
    front = _front(text)
    assert (front["title"], front["summary"]) == ("Who fishes: “us” or them?", "")
    assert (front["date"], front["review_by"]) == ("2026-08-31", "2027-02-28")
    assert (front["countries"], front["status"]) == (["SE", "NO"], "draft")


def test_a_long_title_is_cut_between_words() -> None:
    path, _ = explainer(" ".join(["herring"] * 12), ["NO"], "2026-01-01", SLUGS)
    assert path == f"explainers/{'-'.join(['herring'] * 7)}.md"
    path, _ = explainer("h" * 90, ["NO"], "2026-01-01", SLUGS)
    assert path == f"explainers/{'h' * 60}.md"


def test_a_new_country_is_called_by_its_name_and_a_relation_by_both_in_order() -> None:
    path, text = country("fi", "en", SITE)
    assert (path, _front(text)["code"]) == ("countries/finland.md", "FI")
    assert country_slugs(SITE) == SLUGS
    path, text = relation("se", "FI", [*SITE, _country("FI", "finland")])
    assert (path, _front(text)["between"]) == ("relations/finland-sweden.md", ["FI", "SE"])


def test_a_new_source_has_its_language_and_is_a_draft() -> None:
    path, text = source("wire-1905", "fr")
    assert path == "sources/wire-1905.yaml"
    assert yaml.safe_load(text) == {
        "title": None, "publisher": None, "published": None, "url": None, "language": "fr", "status": "draft",
    }  # fmt: skip


REFUSED: dict[str, tuple[Callable[[], object], str]] = {
    "no title": (lambda: explainer("", ["NO"], "2026-01-01", SLUGS), "name its title, best a question"),
    "no letters": (lambda: explainer("?!", ["NO"], "2026-01-01", SLUGS), "a title needs a letter or a digit"),
    "no countries": (lambda: explainer("Fish", [], "2026-01-01", SLUGS), "name its countries, the main one first"),
    "no such code": (lambda: explainer("Fish", ["XQ"], "2026-01-01", SLUGS), "no country has the code 'XQ'"),
    "a country's name": (lambda: explainer("Fish", ["norw"], "2026-01-01", SLUGS), r"ISO 3166-1. Norway is 'NO'$"),
    "a code of three letters": (
        lambda: explainer("Fish", ["SE", "nor"], "2026-01-01", SLUGS),
        r"3166-1. Norway is 'NO'$",
    ),
    "a slip in a name": (lambda: explainer("Fish", ["Norwya"], "2026-01-01", SLUGS), r"3166-1. Norway is 'NO'$"),
    "a file's name": (
        lambda: explainer("fish.md", ["NO"], "2026-01-01", SLUGS),
        "'fish.md' is the name of a file",
    ),
    "a widespread code": (lambda: country("uk", "fr", SITE), r"Royaume-Uni is 'GB'$"),
    "a country twice": (lambda: explainer("Fish", ["NO", "no"], "2026-01-01", SLUGS), "'NO' stands twice"),
    "a file for another": (lambda: explainer("Fish", ["RS"], "2026-01-01", SLUGS), r"no country 'RS' \(Serbia\)"),
    "no file": (lambda: explainer("Fish", ["IS"], "2026-01-01", SLUGS), r"\(there are: NO, SE\); make it: .* IS$"),
    "no files at all": (lambda: explainer("Fish", ["IS"], "2026-01-01", {}), "there are: none"),
    "no code of a country": (lambda: country("XQ", "en", SITE), "two letters"),
    "a place that CLDR alone has": (lambda: country("IC", "en", SITE), "no country has the code 'IC'"),
    "a country again": (lambda: country("no", "en", SITE), "countries/norway.md is about Norway"),
    "with itself": (lambda: relation("NO", "no", SITE), "no relation with itself"),
    "a relation again": (lambda: relation("NO", "SE", SITE), "relations/norway-sweden.md is about this pair"),
    "a key with capitals": (lambda: source("Wire", "en"), "hyphens: wire$"),
    "a key with spaces": (lambda: source("a wire", "en"), "hyphens: a-wire$"),
    "a key that no file can have": (lambda: source("a" * 252, "en"), "up to 60 characters"),
    "an address as a key": (lambda: source("https://a.example", "en"), "source add KEY https://a.example$"),
    "two countries at once": (lambda: country("no,SE", "en", SITE), "one country at a time: new country NO$"),
    "an empty key": (lambda: source("", "en"), "hyphens: key$"),
}


@pytest.mark.parametrize(("make", "said"), REFUSED.values(), ids=REFUSED)
def test_what_can_not_be_made_is_said_in_a_sentence(make: Callable[[], object], said: str) -> None:
    with pytest.raises(Refused, match=said):
        make()


ORIGINAL = """---
title: Herring  # a working title
summary: Who fishes?
date: 2025-03-02
countries: [NO]
changes:
  - date: 2025-04-01
    kind: correction
    was: Ten ships.
    now: Two ships.
  - was: None.
    now: One.
    date: 2025-04-02
---

They fish [@wire].
"""


def test_a_translation_has_the_originals_words_and_nothing_that_is_not_language() -> None:
    original = _document("explainers/herring.md", ORIGINAL)
    text = translation(original, "fr")
    front = _front(text)
    assert text.endswith("---\n\nThey fish [@wire].\n")
    assert front == {
        "title": "Herring",
        "summary": "Who fishes?",
        "changes": [{"was": "Ten ships.", "now": "Two ships."}, {"was": "None.", "now": "One."}],
        "status": "draft",
        "translated_from": original_digest(original),
    }


@pytest.mark.parametrize(("bom", "end"), [("", "\n"), ("\ufeff", "\r\n")])
def test_renewing_changes_the_digest_and_no_other_byte(bom: str, end: str) -> None:
    original = _document("explainers/herring.md", ORIGINAL)
    text = f"{bom}--- \ntitle: Hareng # bon\ntranslated_from: {{}}  # by a command\n---\t\n\n---\nIls pêchent.\n"
    text = text.replace("\n", end)
    old = _document("explainers/herring.fr.md", text.format("0" * 8))
    assert renewed(old, original).decode() == text.format(original_digest(original))


@pytest.mark.parametrize("text", ["", "title: Herring\n", "---\ntitle: Herring\n", "x\n---\ntitle: Herring\n---\n"])
def test_a_page_without_front_matter_has_no_translation(text: str) -> None:
    with pytest.raises(Refused, match=r"explainers/herring\.md has no front matter"):
        translation(_document("explainers/herring.md", text), "fr")
