"""The sitemap: as sitemaps.org wants it, complete, in all languages, with no date that isn't true."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree, html

from explainers.publishing.gates import problems_of
from tests.building_sites import build, site_copy, tree
from tests.publishing.synthetic import NOON, recorded

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
XHTML = "{http://www.w3.org/1999/xhtml}"
SITE = "https://harbour.example/strait/"
# The order and number of elements in the schema of sitemaps.org, version 0.9; elements of others come behind.
CHILDREN = ["loc", "lastmod", "changefreq", "priority"]


@pytest.fixture(scope="module")
def output(complete_site: Path) -> dict[str, bytes]:
    """The files of the complete site."""
    return tree(complete_site)


@pytest.fixture(scope="module")
def entries(output: dict[str, bytes]) -> list[etree._Element]:
    """The entries of the sitemap."""
    root = etree.fromstring(output["sitemap.xml"])
    assert root.tag == f"{SITEMAP}urlset"
    assert {child.tag for child in root} == {f"{SITEMAP}url"}
    return list(root)


def test_it_keeps_the_schema_of_sitemaps(output: dict[str, bytes], entries: list[etree._Element]) -> None:
    assert 0 < len(entries) <= 50_000
    assert len(output["sitemap.xml"]) <= 50 * 1024 * 1024
    for entry in entries:
        names = [str(child.tag) for child in entry]
        own = [name.removeprefix(SITEMAP) for name in names if name.startswith(SITEMAP)]
        assert own == [name for name in CHILDREN if name in own]
        assert own.count("loc") == 1
        assert names == [SITEMAP + name for name in own] + [f"{XHTML}link"] * (len(names) - len(own))
        assert re.fullmatch(r"https://[!-~]{1,2000}", entry.findtext(f"{SITEMAP}loc"))
        assert re.fullmatch(r"\d{4}-\d\d-\d\d|", entry.findtext(f"{SITEMAP}lastmod", ""))


def test_every_page_that_may_be_found_is_in_it_once(output: dict[str, bytes], entries: list[etree._Element]) -> None:
    listed = [entry.findtext(f"{SITEMAP}loc") for entry in entries]
    assert len(set(listed)) == len(listed)
    files = {f"{address.removeprefix(SITE)}index.html" for address in listed}
    assert files <= output.keys()
    others = {file for file in output if file.endswith(".html")} - files
    assert {re.sub(r"^fr/", "", file) for file in others} == {"404.html", *UNTRANSLATED}
    assert not {f"fr/{file}" for file in UNTRANSLATED} & files


UNTRANSLATED = {
    "about/index.html", "quiet-year/index.html", "countries/finland/index.html", "countries/norway/index.html",
    "countries/sweden/index.html", "relations/denmark-norway/index.html", "relations/denmark-sweden/index.html",
    "relations/finland-norway/index.html", "relations/norway-sweden/index.html",
}  # fmt: skip


@pytest.mark.parametrize("file", sorted(UNTRANSLATED))
def test_a_page_in_the_language_of_its_original_is_canonical_only_there(output: dict[str, bytes], file: str) -> None:
    for name in (file, f"fr/{file}"):
        page = html.document_fromstring(output[name])
        assert page.xpath("//link[@rel='canonical']/@href") == [SITE + file.removesuffix("index.html")], name
        assert page.xpath("//meta[@property='og:url']/@content") == [SITE + file.removesuffix("index.html")], name
        assert page.xpath("//link[@hreflang]") == [], name


@pytest.mark.parametrize("file", ["herring-talks/", "countries/denmark/", "method/", "", "map/", "timeline/"])
def test_a_page_that_is_translated_is_canonical_in_each_language(output: dict[str, bytes], file: str) -> None:
    for name in (file, f"fr/{file}"):
        page = html.document_fromstring(output[f"{name}index.html"])
        assert page.xpath("//link[@rel='canonical']/@href") == [SITE + name]


def test_the_languages_of_a_page_name_each_other(entries: list[etree._Element]) -> None:
    links = {
        entry.findtext(f"{SITEMAP}loc"): {one.get("hreflang"): one.get("href") for one in entry.findall(f"{XHTML}link")}
        for entry in entries
    }
    translated = {address: alternates for address, alternates in links.items() if alternates}
    assert len(links) - len(translated) == len(UNTRANSLATED)
    for address, alternates in translated.items():
        assert set(alternates) == {"en", "fr", "x-default"}
        assert address in alternates.values()
        assert alternates["x-default"] == alternates["en"]
        assert all(links[other] == alternates for other in alternates.values())


def test_a_page_names_the_same_languages_as_the_sitemap(
    output: dict[str, bytes], entries: list[etree._Element]
) -> None:
    for entry in entries:
        page = html.document_fromstring(output[entry.findtext(f"{SITEMAP}loc").removeprefix(SITE) + "index.html"])
        said = {one.get("hreflang"): one.get("href") for one in page.xpath("//link[@rel='alternate'][@hreflang]")}
        assert said == {one.get("hreflang"): one.get("href") for one in entry.findall(f"{XHTML}link")}


def test_dates_are_those_of_the_content(entries: list[etree._Element]) -> None:
    dates = {
        entry.findtext(f"{SITEMAP}loc").removeprefix(SITE): entry.findtext(f"{SITEMAP}lastmod") for entry in entries
    }
    assert dates["herring-talks/"] == dates["fr/herring-talks/"] == "2025-09-10"
    assert dates["quiet-year/"] == "2025-08-30"
    assert dates[""] == "2025-09-10"
    assert dates["countries/norway/"] is None


def test_a_site_in_one_language_names_no_others(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    assert build(site).returncode == 0
    assert b"hreflang" not in (site / "output/sitemap.xml").read_bytes()


def test_letters_and_spaces_in_addresses_are_written_as_clients_ask_for_them(tmp_path: Path) -> None:
    """In the sitemap, in feeds, canonical links and data, and so that every link leads somewhere."""
    copy = site_copy("minimal", tmp_path)
    site = "https://xn--strae-oqa.alt/a%20b/%C3%A9t%C3%A9"
    with (copy / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("\nSITEURL = 'https://straße.alt/a b/été/'\nCOUNTRY_URL = 'pays et régions/{slug}/'\n")
    built = build(copy, "--finish")
    assert built.returncode == 0, built.stderr
    output = copy / "output"
    found = {
        file: data.decode() for file, data in tree(output).items() if file.endswith((".html", ".xml", ".json", ".txt"))
    }
    listed = etree.fromstring(found["sitemap.xml"].encode()).findall(f"{SITEMAP}url/{SITEMAP}loc")
    assert f"{site}/pays%20et%20r%C3%A9gions/norway/" in [each.text for each in listed]
    for file, text in found.items():
        addresses = re.findall(r"https?://[^\s\"'<>]*alt[^\s\"'<>]*", text)
        assert all(address.startswith(site) for address in addresses), file
    canonical = html.fromstring(found["index.html"]).xpath("string(//link[@rel='canonical']/@href)")
    assert canonical == f"{site}/"
    wrong = problems_of(recorded(output, url=site), (), NOON)
    assert {problem.code for problem in wrong if problem.severity == "error"} <= {"missing-file"}, wrong
