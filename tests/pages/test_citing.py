"""Citations: programs read back from the files what the page says, whatever is in a title."""

from __future__ import annotations

import json
import string
from typing import Any

import bibtexparser
import pytest
import rispy
from bibtexparser.middlewares import LatexDecodingMiddleware
from hypothesis import example, given, settings
from hypothesis import strategies as st

from explainers.model import Explainer
from explainers.pages import citing
from explainers.pages.citing import cite_files, cite_line, cite_links
from explainers.site_settings import SiteNames
from tests.pages.corpora import SITE, context, explainer, known

# The properties that CSL 1.0.2 has for a web page (its schema, csl-data.json).
CSL = {"id", "type", "title", "container-title", "author", "issued", "abstract", "language", "URL"}
TRAPS = (
    "50 % of {x & $5 #1 a_b ~ ^ \\ \\end{document}",
    "Qu’ont apporté les pourparlers\N{NARROW NO-BREAK SPACE}?",
    "“Why?” — Łódź, Şırnak, Ærø, ½, €",
    "} @misc{other, title={x}",
    "TY  - JOUR",
    "line one\nER  - \nTY  - JOUR\r\nline two",
)
titles = st.text(st.characters(codec="utf-8", exclude_categories=("Cs", "Cc", "Co", "Cn")), min_size=1)


def files(record: Explainer, **settings: Any) -> dict[str, str]:
    """Return the files for an explainer by their address."""
    page = context(known(record, **settings), "explainer", record.slug)
    return {file.name: file.make(file.source).decode() for file in cite_files(page, record)}


def plain(text: str) -> str:
    """Return a text with simple spaces, and as LaTeX knows its signs."""
    return " ".join(text.replace("ˆ", "^").split())


def bibtex(text: str) -> dict[str, str]:
    """Return the fields of the one entry that a BibTeX file has, as a reader of it sees them."""
    library = bibtexparser.parse_string(text, append_middleware=[LatexDecodingMiddleware(keep_math_mode=False)])
    assert not library.failed_blocks
    (entry,) = library.entries
    return {"": entry.key, **{field.key: str(field.value) for field in entry.fields}}


def test_the_files_stand_beside_the_page_and_the_page_links_to_them() -> None:
    page = context(known(explainer()), "explainer", "herring")
    assert list(files(explainer())) == ["herring/cite.bib", "herring/cite.ris", "herring/cite.json"]
    assert [(link.text, link.href) for link in cite_links(page)] == [
        ("BibTeX", "cite.bib"), ("RIS", "cite.ris"), ("CSL JSON", "cite.json"),
    ]  # fmt: skip


def test_all_formats_say_the_same_as_the_page() -> None:
    record = explainer(modified="2025-04-09")
    bib, ris, csl = files(record).values()
    entry = bibtex(bib)
    assert entry == {
        "": "herring-2025", "title": "What did they agree?", "author": "Harbour", "year": "2025", "month": "apr",
        "date": "2025-04-09", "url": f"{SITE}/herring/", "language": "en",
    }  # fmt: skip
    (reference,) = rispy.loads(ris)
    assert (reference["type_of_reference"], reference["title"]) == ("ELEC", "What did they agree?")
    assert (reference["authors"], reference["date"]) == (["Harbour"], "2025/04/09/")
    assert reference["urls"] == [f"{SITE}/herring/"]
    (item,) = json.loads(csl)
    assert set(item) == CSL
    assert (item["type"], item["title"], item["URL"]) == ("webpage", "What did they agree?", f"{SITE}/herring/")
    assert item["issued"] == {"date-parts": [[2025, 4, 9]]}
    page = context(known(record), "explainer", "herring")
    assert cite_line(page, record) == f"“What did they agree?”, Harbour, 9\N{NO-BREAK SPACE}April 2025. {SITE}/herring/"


@pytest.mark.parametrize("title", TRAPS)
def test_titles_full_of_traps_come_back_as_they_were(title: str) -> None:
    bib, ris, csl = files(explainer(title=title)).values()
    assert plain(bibtex(bib)["title"]) == plain(title)
    (reference,) = rispy.loads(ris)
    assert plain(reference["title"]) == plain(title)
    assert plain(json.loads(csl)[0]["title"]) == plain(title)


@settings(max_examples=40)
@given(titles)
@example("{")
def test_no_title_breaks_a_file(title: str) -> None:
    bib, ris, csl = files(explainer(title=title, summary=title)).values()
    entry = bibtex(bib)
    assert (entry["year"], entry["url"]) == ("2025", f"{SITE}/herring/")
    assert bib.count("{") == bib.count("}")
    assert len(rispy.loads(ris)) == 1
    assert all(line[2:6] == "  - " for line in ris.split("\r\n")[:-1])
    assert len(json.loads(csl)) == 1


def test_letters_and_digits_are_their_own_latex() -> None:
    for word in (string.ascii_letters + string.digits, "0", "a1"):
        assert citing._word_in_latex(word) == citing._encoder().unicode_to_latex(word) == word


def test_without_an_address_there_is_none() -> None:
    bib, ris, csl = files(explainer(), site="").values()
    assert "url" not in bibtex(bib)
    assert "UR  -" not in ris
    assert "URL" not in json.loads(csl)[0]


def test_a_page_that_is_not_translated_is_cited_in_its_own_language() -> None:
    names = {"en": SiteNames("Harbour"), "fr": SiteNames("Le Port")}
    record = explainer()
    page = context(known(record, names=names), "explainer", "herring", "fr")
    made = {file.name: file.make(file.source).decode() for file in cite_files(page, record)}
    assert next(iter(made)) == "fr/herring/cite.bib"
    entry = bibtex(made["fr/herring/cite.bib"])
    assert (entry["language"], entry["author"]) == ("en", "Le Port")


@pytest.mark.parametrize(("slug", "key"), [("élan-été", "elan-ete-2025"), ("中文", "explainer-2025")])
def test_keys_are_such_that_all_programs_take_them(slug: str, key: str) -> None:
    assert bibtex(files(explainer(slug))[f"{slug}/cite.bib"])[""] == key
