"""A page arrives in one go: its weight, what it asks for, what it tells the console, what moves when it is there."""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from bench.kinds import KINDS, LANGUAGES, ROOT, WITH_SCRIPTS, heaviest, site_pages
from bench.weights import COMPONENTS, MOST, MOST_WHEN_OPENED, compressed, over, weights
from tests.fonts import USUAL, WIDEST, with_any_fonts
from tests.gates.conftest import DESK, PHONE
from tests.gates.gate import layout_shifts
from tests.gates.planting import styled, told

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

    from tests.conftest import Visit

KNOWN = json.loads((ROOT / "bench/weights.json").read_text(encoding="utf-8"))
# Each kind of page in both windows, with both fonts and in both languages: in any two of these together.
WINDOWS = {(USUAL, "en"): DESK, (USUAL, "fr"): PHONE, (WIDEST, "en"): PHONE, (WIDEST, "fr"): DESK}
LEAST_SHIFT = 0.001  # a word that gives way by a pixel when the next one comes is none
every_kind = pytest.mark.parametrize("kind", KINDS)
every_language = pytest.mark.parametrize("language", LANGUAGES)


# ---- weight --------------------------------------------------------------------------------------


def weight_faults(page: bytes, known: Mapping[str, int]) -> list[str]:
    """What of a page is too heavy; all its parts are only weighed where something is."""
    limited = sorted(MOST.keys() & COMPONENTS.keys())
    return over(weights(page), known) if over(weights(page, limited), {}) else []


def test_every_page_fits_into_the_first_window_of_a_connection(built_site: Path) -> None:
    found = []
    for page in site_pages(built_site):
        html, known = (built_site / page.file).read_bytes(), KNOWN.get(f"{page.kind} {page.language}", {})
        travels = (built_site / f"{page.file}.br").stat().st_size
        if page.kind in ("home", "explainer") or travels > MOST["page"]:
            found += [f"{page.file}: {fault}" for fault in weight_faults(html, known)]
    assert not found, told(found)


def test_a_page_that_is_too_heavy_would_be_found_and_the_message_names_what_grew(built_site: Path) -> None:
    page = heaviest(built_site, "explainer", "en")
    letters = random.Random(7)  # words that don't compress
    more = " ".join("".join(letters.choices("abcdefghijklmnopqrstuvwxyz", k=9)) for _ in range(1_200))
    html = (built_site / page.file).read_bytes()
    heavy = html.replace(b'<div class="prose">', b'<div class="prose"><p>' + more.encode() + b"</p>", 1)
    assert heavy != html
    (said,) = weight_faults(heavy, weights(html))
    assert said.startswith("page: ")
    assert "Grown: text by " in said


@pytest.mark.browser
@every_language
def test_what_the_map_loads_when_it_is_opened_is_small(
    built_site: Path, site_address: str, look: Callable[..., Visit], language: str
) -> None:
    opened = look(site_address + heaviest(built_site, "map", language).path, viewport=DESK)
    before = len(opened.requests)
    opened.page.locator("a.button").click()
    opened.page.locator(".leaflet-marker-icon").first.wait_for()
    paths = [urlsplit(address).path.lstrip("/") for address in opened.requests[before:]]
    files = [built_site / (path + "index.html" * (not path or path.endswith("/"))) for path in paths]
    assert len(files) >= 3
    assert not too_much(files)


def too_much(files: Sequence[Path]) -> str:
    """What files weigh, if that is more than a map may load when it is opened."""
    loaded = {file.name: compressed(file.read_bytes()) for file in files}
    return "" if sum(loaded.values()) <= MOST_WHEN_OPENED else f"{sum(loaded.values())} bytes: {loaded}"


def test_a_map_that_loads_too_much_would_be_found(built_site: Path) -> None:
    assert "leaflet" in too_much([*(built_site / "assets").glob("*.js"), *(built_site / "cards").glob("*.png")])


# ---- requests, console, policy -------------------------------------------------------------------


@with_any_fonts
@pytest.mark.browser
@every_kind
@every_language
def test_a_page_is_one_request_says_nothing_on_the_console_and_does_not_move(
    built_site: Path, site_address: str, look: Callable[..., Visit], kind: str, language: str, fonts: str
) -> None:
    where = site_address + heaviest(built_site, kind, language).path
    seen = look(where, viewport=WINDOWS[fonts, language])
    assert moved(seen) < LEAST_SHIFT
    assert not seen.console
    assert not seen.failures
    assert not seen.requests_beyond(site_address)
    later = seen.requests[1:]
    assert seen.requests[0] == where
    if kind not in WITH_SCRIPTS:
        assert [address for address in later if not address.endswith("/icon.svg")] == []
    assert all(address.startswith((f"{site_address}assets/", f"{site_address}icon.svg")) for address in later)


@pytest.mark.browser
def test_more_requests_strangers_and_console_messages_would_be_found(planted: Callable[..., Visit]) -> None:
    def change(html: str) -> str:
        pictures = '<img src="none.webp" alt=""><img src="https://other.example/a.webp" alt=""><script>1</script>'
        return html.replace("<h1", f"{pictures}<h1", 1)

    seen = planted(change)
    assert [address for address in seen.requests[1:] if address.endswith("none.webp")]
    assert seen.failures
    assert [line for line in seen.console if "Content Security Policy" in line and "img-src" in line]
    assert [line for line in seen.console if "script-src" in line or "inline script" in line]


def moved(seen: Visit) -> float:
    """How much of a page has moved while it arrived: the sum of its layout shifts."""
    return sum(float(shift.partition(" ")[0]) for shift in layout_shifts(seen.page))


@with_any_fonts
@pytest.mark.browser
@pytest.mark.parametrize(("kind", "language", "window"), [
    ("home", "en", PHONE), ("explainer", "fr", PHONE), ("explainer", "en", DESK), ("country", "en", DESK),
    ("relation", "fr", PHONE), ("search", "en", DESK),
])  # fmt: skip
def test_a_page_that_arrives_piece_by_piece_does_not_move(
    built_site: Path,
    serve_folder: Callable[..., str],
    look: Callable[..., Visit],
    kind: str,
    language: str,
    window: ViewportSize,
) -> None:
    where = serve_folder(built_site, in_pieces=True) + heaviest(built_site, kind, language).path
    assert moved(look(where, viewport=window)) < LEAST_SHIFT


@pytest.mark.browser
def test_what_moves_while_a_page_arrives_would_be_found(
    built_site: Path, serve_folder: Callable[..., str], look: Callable[..., Visit], tmp_path: Path
) -> None:
    html = (built_site / heaviest(built_site, "explainer", "en").file).read_text(encoding="utf-8")
    style = "body{display:flex;flex-direction:column-reverse}"
    (tmp_path / "index.html").write_text(styled(html, style), encoding="utf-8")
    assert moved(look(serve_folder(tmp_path, in_pieces=True), viewport=DESK)) >= LEAST_SHIFT


@pytest.mark.browser
def test_what_moves_after_it_was_shown_would_be_found(planted: Callable[..., Visit]) -> None:
    style = "@keyframes late{to{margin-block-start:9rem}}h1{animation:late .01s .05s forwards}"
    page = planted(lambda html: styled(html, style), still=False).page
    page.wait_for_timeout(200)
    assert layout_shifts(page)
