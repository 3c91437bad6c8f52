"""A site with templates, scripts and markup in every field of its content: each shows as it was typed, in Chromium."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree as ET

import pytest

from tests.building_sites import build, site_copy

if TYPE_CHECKING:
    from tests.conftest import Visit

pytestmark = pytest.mark.browser

TYPED = "{{7*7}} {% raw %} ${1+1} `tick` 'one' </script> <img src=x onerror=alert(1)> &amp; \\"
QUOTED = "{{7*7}} {% raw %} ${1+1} `tick` 'one' \"two\" </script> <img src=x onerror=alert(1)> &amp; \\"
WITHOUT_FIGURES = "{{a*b}} {% raw %} ${a+b} `tick` 'one' \"two\" </script> <img src=x onerror=alert()> &amp; \\"
OF_TERM = "{{7*7}} {% raw %} ${1+1} 'one' </script> <img src=x onerror=alert(1)> &amp;"
OF_QUOTATION = TYPED[:-2]
CODE = "{{7*7}} ${1+1} <img src=x onerror=alert(1)> </script>"
# What stands on each page: the word that a field begins with, and what follows it.
EVENTS = {"Event": TYPED, "=1+1": TYPED}
SOURCE = {"Source": QUOTED, "Publisher": QUOTED}
SHOWN: dict[str, dict[str, str]] = {
    "index.html": {"Home": TYPED, "Welcome": TYPED, "Title": TYPED, "Summary": TYPED, "After": TYPED, **EVENTS},
    "trap/index.html": {
        **dict.fromkeys(("Title", "Summary", "Point", "Unknown", "Before", "After", "Heading", "Text"), TYPED),
        **dict.fromkeys(("The speaker", "Column", "Row", "cell", "Our own thought"), TYPED),
        "word": OF_TERM, "Quoted": OF_QUOTATION, "Code:": CODE, "Site": QUOTED, **EVENTS, **SOURCE,
    },
    "countries/norway/index.html": {"Capital: Capital": WITHOUT_FIGURES, "Profile": TYPED, **EVENTS, **SOURCE},
    "relations/norway-sweden/index.html": {"Relation": TYPED, "Silence": TYPED, "Event": TYPED, **SOURCE},
    "relations/denmark-norway/index.html": {"Lead": TYPED, "Title": TYPED, **SOURCE},
    "map/index.html": {"Event": TYPED, "Lead": TYPED, **SOURCE},
    "timeline/index.html": {**EVENTS, **SOURCE},
    "glossary/index.html": {"term": WITHOUT_FIGURES, "Meaning": WITHOUT_FIGURES, "Title": TYPED},
    "fr/glossary/index.html": {"mot": WITHOUT_FIGURES, "Sens": WITHOUT_FIGURES},
    "fr/timeline/index.html": {"Événement": TYPED, "=1+1": TYPED},
    "fr/trap/index.html": {"Title": TYPED, "Nom": QUOTED, "Événement": TYPED},
    "sources/index.html": {**SOURCE, "Quoted": OF_QUOTATION, "the speaker": TYPED},
    "corrections/index.html": {"Before": TYPED, "After": TYPED, "Title": TYPED},
    "about/index.html": {"About": TYPED, "Who": TYPED, "Part": TYPED, "Page": TYPED, "Credit": OF_QUOTATION},
    "method/index.html": {"Method": TYPED, "How": TYPED, "Way": TYPED},
    "search/index.html": {"Title": TYPED, "term": WITHOUT_FIGURES, "About": TYPED},
    "404.html": {"Title": TYPED, "Summary": TYPED},
}  # fmt: skip
# Typographers' marks stand for typewriters', and for their spaces.
MARKS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "«": '"', "»": '"', "\xa0": " ", "\u202f": " "})


def plain(text: str) -> str:
    return " ".join(text.translate(MARKS).split()).replace('" two "', '"two"')


@pytest.fixture(scope="module")
def output(tmp_path_factory: pytest.TempPathFactory) -> Path:
    site = site_copy("hostile", tmp_path_factory.mktemp("hostile"))
    built = build(site, "--finish")
    assert built.returncode == 0, built.stderr
    return site / "output"


@pytest.fixture(scope="module")
def address(output: Path, serve_folder: Callable[[Path], str]) -> str:
    return serve_folder(output)


def test_every_page_opens_in_silence_and_runs_nothing_that_was_typed(
    output: Path, address: str, visit: Callable[..., Visit]
) -> None:
    visited = visit("about:blank")
    dialogs: list[str] = []
    visited.page.on("dialog", lambda dialog: (dialogs.append(dialog.message), dialog.dismiss()))
    pages = sorted(path.relative_to(output).as_posix() for path in output.rglob("*.html"))
    assert len(pages) > 30
    for name in pages:
        visited.page.goto(address + name.removesuffix("index.html"))
        if visited.page.locator("script[src], img[loading]").count():  # others have all that they ask for
            visited.page.wait_for_load_state("networkidle")
        assert visited.console == [], name
        assert visited.failures == [], name
        assert visited.page.locator("img[src='x'], [onerror]").count() == 0, name
        assert visited.page.evaluate("document.querySelectorAll('script:not([src])').length") <= 2, name
    assert dialogs == []
    assert visited.requests_beyond(address) == []


@pytest.mark.parametrize("name", SHOWN)
def test_a_page_shows_every_field_as_it_was_typed(address: str, look: Callable[..., Visit], name: str) -> None:
    page = look(address + name.removesuffix("index.html"), still=True).page
    shown = plain(page.evaluate("document.body.textContent"))
    for word, typed in SHOWN[name].items():
        assert plain(f"{word} {typed}") in shown, word
    assert "49" not in shown


def test_attributes_and_data_for_machines_have_texts_as_they_were_typed(
    address: str, look: Callable[..., Visit]
) -> None:
    page = look(f"{address}trap/").page
    assert plain(page.title()) == plain(f"Title {TYPED} – Site {QUOTED}")
    description = page.locator("meta[name=description]").get_attribute("content")
    assert plain(description or "") == plain(f"Summary {TYPED}")
    margin = page.locator(".mark[data-r]").first.get_attribute("data-r")
    assert plain(f"Short {TYPED}") in plain(margin or "")
    data = page.evaluate("[...document.querySelectorAll('script[type*=json]')].map((one) => JSON.parse(one.text))")
    article = next(thing for one in data for thing in one["@graph"] if thing["@type"] == "BackgroundNewsArticle")
    assert plain(article["headline"]) == plain(f"Title {TYPED}")
    assert plain(article["citation"][0]["name"]) == plain(f"Source {QUOTED}")
    url = page.locator(".card a").first.get_attribute("href")
    assert url == "https://gazette.example/?a={{7*7}}&b=${1+1}&c=`tick`"
    picture = look(f"{address}about/").page.locator("img")
    assert plain(picture.get_attribute("alt") or "") == plain(f"Alt {TYPED}")


def test_a_popup_of_the_map_shows_a_capital_as_it_was_typed(address: str, look: Callable[..., Visit]) -> None:
    visited = look(f"{address}map/interactive/", reduced_motion="reduce")
    marker: Any = visited.page.get_by_role("button", name="Norway", exact=True)
    marker.focus()
    visited.page.keyboard.press("Enter")
    popup = visited.page.get_by_role("dialog", name="Norway")
    popup.wait_for()
    assert plain(f"Capital: Capital {WITHOUT_FIGURES}") in plain(popup.text_content() or "")
    assert visited.console == []


def test_search_shows_what_it_finds_as_it_was_typed(address: str, look: Callable[..., Visit]) -> None:
    visited = look(f"{address}search/")
    visited.page.fill("#q", "thought")
    visited.page.wait_for_selector("#search-list mark")
    shown = plain(visited.page.locator("#search-list").text_content() or "")
    assert plain(f"Title {TYPED}") in shown
    assert plain("thought {{7*7}} {% raw %} ${1+1}") in shown
    assert visited.page.locator("img[src='x']").count() == 0
    assert visited.console == []


def test_feeds_and_open_data_have_texts_as_they_were_typed(output: Path) -> None:
    atom = ET.parse(output / "feeds/all.atom.xml").getroot()
    titles = [element.text or "" for element in atom.iter("{http://www.w3.org/2005/Atom}title")]
    assert [plain(title) for title in titles] == [plain(f"Site {QUOTED}"), plain(f"Title {TYPED}")]
    events = json.loads((output / "events.json").read_text(encoding="utf-8"))["events"]
    assert [plain(one["text"]["en"]) for one in events] == [plain(f"=1+1 {TYPED}"), plain(f"Event {TYPED}")]
    assert plain(events[0]["receipts"][0]["title"]) == plain(f"Source {QUOTED}")
    relations = json.loads((output / "relations.json").read_text(encoding="utf-8"))["relations"]
    claims = [claim["text"] for one in relations for claim in one["claims"].get("en", [])]
    assert [plain(claim) for claim in claims] == [plain(f"Lead {TYPED}."), plain(f"Relation {TYPED}.")]
    with (output / "events.csv").open(encoding="utf-8", newline="") as file:
        cells = [row["text_en"] for row in csv.DictReader(file, strict=True)]
    assert plain(cells[0]) == plain(f"'=1+1 {TYPED}")
    assert plain(cells[1]) == plain(f"Event {TYPED}")
