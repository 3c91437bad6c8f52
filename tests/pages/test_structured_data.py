"""Data for machines: in the vocabulary of schema.org, true to the page, and no way out of its script element."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import msgspec_schemaorg.models as vocabulary
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from msgspec.structs import replace

from explainers.pages.structured_data import structured_data
from explainers.prose import Citation, Cite, Emphasis, LineBreak, Prose, TermLink
from tests.building_sites import build, site_copy, tree
from tests.pages.corpora import changed, context, explainer, known

SITE = "https://harbour.example/strait/"
TEXT_TYPES = {"str", "URL", "date", "datetime", "int", "float", "bool"}


@pytest.fixture(scope="module")
def pages(complete_site: Path) -> dict[str, bytes]:
    """The pages of the complete site."""
    return {file: data for file, data in tree(complete_site).items() if file.endswith(".html")}


def data_of(page: bytes) -> dict[str, Any]:
    """Return the one block of data of a page."""
    blocks = html.document_fromstring(page).xpath("//head/script[@type='application/ld+json']")
    assert len(blocks) == 1
    data: dict[str, Any] = json.loads(blocks[0].text)
    return data


def things(data: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the things at the top of a block of data."""
    found: list[dict[str, Any]] = data.get("@graph", [data])
    return found


def named(data: dict[str, Any], kind: str) -> dict[str, Any]:
    """Return the one thing of a type."""
    (found,) = (thing for thing in things(data) if thing["@type"] == kind)
    return found


# ---- the vocabulary --------------------------------------------------------------------------------------


def annotation(kind: type, name: str) -> str | None:
    """Return what the vocabulary says of a property of a type; `None`: there is no such property."""
    for one in kind.__mro__:
        if name in getattr(one, "__annotations__", {}):
            return str(one.__annotations__[name])
    return None


def check(thing: dict[str, Any]) -> None:
    """Fail where a thing has a property that its type lacks, or a value that the property can't have."""
    kind = getattr(vocabulary, thing["@type"])
    for name, value in thing.items():
        if name.startswith("@"):
            continue
        said = annotation(kind, "type_" if name == "type" else name)
        assert said, f"{thing['@type']} has no {name}"
        allowed = set(re.findall(r"\w+", said))
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                above = {base.__name__ for base in getattr(vocabulary, one["@type"]).__mro__}
                assert above & allowed, f"{name} can't be a {one['@type']}"
                check(one)
            else:  # an address stands for the thing that is there
                assert allowed & TEXT_TYPES or str(one).startswith("https://"), f"{name} isn't text: {one}"


def test_every_page_says_what_it_is_in_the_vocabulary_of_schema_org(pages: dict[str, bytes]) -> None:
    for file, page in pages.items():
        data = data_of(page)
        assert data["@context"] == "https://schema.org", file
        for thing in things(data):
            check({name: value for name, value in thing.items() if name != "@context"})


@pytest.mark.parametrize(
    "wrong",
    [
        {"@type": "BackgroundNewsArticle", "headlin": "x"},
        {"@type": "BackgroundNewsArticle", "author": {"@type": "Country", "name": "x"}},
        {"@type": "BackgroundNewsArticle", "spatialCoverage": "Norway"},
    ],
)
def test_the_vocabulary_catches_what_is_wrong(wrong: dict[str, Any]) -> None:
    with pytest.raises(AssertionError):
        check(wrong)


def test_nothing_is_rated(pages: dict[str, bytes]) -> None:
    assert not any(b"ClaimReview" in page or b"reviewRating" in page for page in pages.values())


# ---- what is said ----------------------------------------------------------------------------------------


def test_the_home_page_is_the_site_and_the_others_say_where_they_are(pages: dict[str, bytes]) -> None:
    for file, page in pages.items():
        data = data_of(page)
        if file in ("index.html", "fr/index.html"):
            assert data["@type"] == "WebSite"
            continue
        crumbs = named(data, "BreadcrumbList")["itemListElement"]
        assert [crumb["position"] for crumb in crumbs] == list(range(1, len(crumbs) + 1))
        assert crumbs[0]["item"] == SITE + ("fr/" if file.startswith("fr/") else "")
        title = html.document_fromstring(page).findtext(".//title").rpartition(" – ")[0]
        assert crumbs[-1]["name"] == title
        if not file.endswith("404.html"):
            assert crumbs[-1]["item"] == SITE + file.removesuffix("index.html")


def test_an_explainer_says_what_it_rests_on_what_it_covers_and_what_was_corrected(pages: dict[str, bytes]) -> None:
    article = named(data_of(pages["herring-talks/index.html"]), "BackgroundNewsArticle")
    assert article["headline"] == "What did the herring talks bring?"
    assert (article["datePublished"], article["dateModified"]) == ("2025-09-02", "2025-09-10")
    assert article["url"] == f"{SITE}herring-talks/"
    assert article["inLanguage"] == "en"
    assert [one["name"] for one in article["about"]] == ["Norway", "Sweden", "Denmark"]
    assert [one["url"] for one in article["citation"]] == article["isBasedOn"]
    gazette = article["citation"][0]
    assert gazette["publisher"] == {"@type": "Organization", "name": "The Strait Gazette"}
    assert gazette["datePublished"] == "2025-03-05"
    assert article["temporalCoverage"] == "2023-06/2025-03-05"
    (correction,) = article["correction"]
    assert correction["datePublished"] == "2025-09-10"
    assert "Oslo promised 12 boats." in correction["text"]
    assert "<" not in correction["text"]


def test_a_page_that_is_not_translated_says_which_language_it_is_in(pages: dict[str, bytes]) -> None:
    article = named(data_of(pages["fr/quiet-year/index.html"]), "BackgroundNewsArticle")
    assert article["inLanguage"] == "en"


def test_the_data_is_named_with_the_colon_of_its_language(pages: dict[str, bytes]) -> None:
    english, french = (named(data_of(pages[f"{start}data/index.html"]), "Dataset") for start in ("", "fr/"))
    assert english["name"] == "Harbour: Open data"
    assert french["name"] == "Le Port\N{NO-BREAK SPACE}: Données ouvertes"


def test_without_an_address_what_needs_one_is_left_out() -> None:
    knowledge = known(explainer(), site="")
    data = json.loads(structured_data(context(knowledge, "explainer", "herring"), "Herring", explainer()))
    crumbs = named(data, "BreadcrumbList")["itemListElement"]
    assert [crumb["name"] for crumb in crumbs] == ["Harbour", "Herring"]
    assert not any("item" in crumb for crumb in crumbs)
    article = named(data, "BackgroundNewsArticle")
    assert not {"url", "image"} & article.keys()
    assert article["isBasedOn"] == ["https://gazette.example/1?a=1&b=2"]


def test_a_claim_with_a_sum_says_so() -> None:
    record = explainer()
    text = record.texts["en"]
    cite = Cite((Citation("gazette", (1,), None, "3 × 400"),))
    points = (*text.key_points, Prose(("They promised 1,200 boats", cite, ".")))
    changed_text = replace(text, key_points=points)
    record = replace(record, texts={**record.texts, "en": changed_text})
    data = json.loads(structured_data(context(known(record), "explainer", "herring"), "Herring", record))
    article = named(data, "BackgroundNewsArticle")
    assert article["hasPart"] == [
        {
            "@type": "Claim",
            "text": "They promised 1,200 boats",
            "description": "calculated: 3 × 400",
            "isBasedOn": ["https://gazette.example/1?a=1&b=2"],
        }
    ]


def test_an_update_is_no_correction() -> None:
    now: Any = (
        Emphasis(("12",)),
        " &\u00a0",
        TermLink("more", "more"),
        LineBreak(),
        "&amp;",
        Cite((Citation("gazette"),)),
    )
    record = changed(explainer(), ("2025-04-01", "update", "More."), ("2025-03-09", "clarification", now))
    data = json.loads(structured_data(context(known(record), "explainer", "herring"), "Herring", record))
    (comment,) = named(data, "BackgroundNewsArticle")["correction"]
    assert comment["text"] == "It said so. 12 & more &amp;"


# ---- safety ----------------------------------------------------------------------------------------------


@given(st.text(st.sampled_from("<>&/!-\\\"'\u2028script") | st.characters(codec="utf-8")))
def test_no_title_gets_out_of_the_script_element(title: str) -> None:
    record = explainer(title=title, summary=f"</script>{title}")
    shown = structured_data(context(known(record), "explainer", "herring"), title, record)
    assert not set(shown) & set("<>&\u2028\u2029")
    article = named(json.loads(shown), "BackgroundNewsArticle")
    assert article.get("headline", "") == title
    assert article["description"] == f"</script>{title}"


def test_it_costs_little(pages: dict[str, bytes]) -> None:
    import brotli

    for file, page in pages.items():
        before, data, behind = re.split(rb'(<script type="application/ld\+json">.*?</script>\n)', page)
        cost = len(brotli.compress(data))
        if cost > 700:  # less beside words that it shares with its page, which takes long to reckon
            cost = len(brotli.compress(page)) - len(brotli.compress(before + behind))
        assert cost <= 700, f"{file}: {cost} bytes"


def test_it_stands_in_each_page_of_a_site_without_an_address(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    (site / "other.py").write_text((site / "pelicanconf.py").read_text() + 'SITEURL = ""\n', encoding="utf-8")
    built = build(site, "--settings", "other.py")
    assert built.returncode == 0, built.stderr
    for file, page in tree(site / "output").items():
        if file.endswith(".html"):
            assert "harbour.example" not in json.dumps(data_of(page)), file
