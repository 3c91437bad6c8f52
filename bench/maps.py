"""Measure sidebar and maps: `python -m bench.maps [--table]`.

Views are made of the project's own content, in memory. Printed are bytes, plain and by Brotli at its best (11), and
milliseconds of CPU: the first time in a process (shapes are read, libraries imported), and again. Each first time is
taken in a process of its own. `--table` also writes docs/figures-maps.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Final

from lxml import html  # type: ignore[import-untyped]

from bench.weights import COMPONENTS, compressed, weights
from explainers.build.whole_site import read_site
from explainers.commands.opening import site_of
from explainers.pages.figures import drawn, interactive_map
from explainers.pages.open_data.files import data_files
from explainers.pages.page_context import PageContext
from explainers.pages.parts import ordered_pairs, sidebar
from explainers.pages.plan import PlannedPage, Shown, planned_pages, shown
from explainers.pages.receipts import Receipts
from explainers.pages.render import rendered
from explainers.pages.templates import Theme
from explainers.site.answers import ExplainerSummary
from explainers.site.site import Site

__all__ = ["main"]

ROOT: Final = Path(__file__).resolve().parents[1]
TABLE: Final = ROOT / "docs" / "figures-maps.md"
ROUNDS: Final = 15
ABOUT: Final = """# Figures of the maps

Written by `python -m bench.maps --table` for the project's own content: {countries} countries, the newest page of
{newest}. Measured on {day} on a shared virtual machine with {cores} cores, Python {python}. Bytes do not depend on
the machine; milliseconds are processor time, so that other work on the machine counts for little. *First* is in a
fresh process (shapes are read, libraries imported), *again* the median of {rounds} more: what a process keeps, such as
a map that it has made, is not made again.

"""


def knowledge() -> Site:
    """Return the site of the project's own content."""
    site = site_of(str(ROOT / "pelicanconf.py"), None, None, None)
    reading = read_site(site.folders.content, site.wanted)
    return Site(reading.corpus, site.site, site.day)


def _context(site: Site, kind: str, slug: str = "") -> PageContext:
    return PageContext(site, kind, site.settings.languages[0], slug)


def _listings(site: Site) -> Iterator[ExplainerSummary]:
    return (one for slug in site.published() if (one := site.listing(slug)))


def _widest(site: Site) -> tuple[str, tuple[str, ...]]:
    """Return the explainer with the most countries, and these."""
    return max(((one.slug, one.countries) for one in _listings(site)), key=lambda one: (len(one[1]), one[0]))


def makers(site: Site) -> Mapping[str, Callable[[], object]]:
    """Return what makes each thing whose time is taken, by its name."""
    slug, own = _widest(site)
    of_page, of_map = _context(site, "explainer", slug), _context(site, "map")
    codes = site.codes()
    return {
        "sidebar, with its map": lambda: sidebar(of_page, Receipts(of_page), own),
        "drawn map in the sidebar": lambda: drawn(of_page, own, ordered_pairs(of_page, own), main=own[0]),
        "drawn map on the map page": lambda: drawn(of_map, codes, ordered_pairs(of_map, codes), main=None, page=True),
        "interactive map": lambda: interactive_map(of_map),
        "open data": lambda: data_files(site),
    }


def _milliseconds(make: Callable[[], object]) -> float:
    started = time.process_time()
    make()
    return 1000 * (time.process_time() - started)


def _times(name: str) -> tuple[float, float]:
    """Return milliseconds for the first time, and again."""
    make = makers(knowledge())[name]
    first = _milliseconds(make)
    return first, median(_milliseconds(make) for _ in range(ROUNDS))


def _times_apart(name: str) -> tuple[float, float]:
    """Return the same, from a process of its own."""
    command = [sys.executable, "-m", "bench.maps", "--only", name]
    said = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    first, again = json.loads(said)
    return first, again


# ---- bytes -----------------------------------------------------------------------------------------------


def _pages(site: Site) -> Mapping[tuple[str, str], tuple[Shown, bytes]]:
    """Return the pages of the first language by kind and slug: their views, and their bytes."""
    theme, language = Theme(ROOT / "theme"), site.settings.languages[0]
    planned: list[PlannedPage] = [page for page in planned_pages(site) if page.language == language]
    found = {}
    for page in planned:
        if page.file.endswith(".html"):
            made = shown(site, page)
            found[page.kind, page.slug] = made, rendered(theme, made.template, language, made.view)
    return found


def sizes(site: Site) -> list[tuple[str, int, int]]:
    """Return what is weighed: name, bytes, and bytes compressed; parts are what a page is lighter by without them."""
    pages = _pages(site)
    explainers = {slug: page for (kind, slug), (_, page) in pages.items() if kind == "explainer"}
    heavy = max(explainers.values(), key=lambda page: weights(page, ["sidebar"])["sidebar"])
    made, of_map = pages["map", ""]
    _, alone = pages["interactive", ""]
    live = [content for name, content in _beside(made) if not name.endswith(".txt")]
    data = [(name, content) for name, content in _beside(pages["data", ""][0]) if not name.startswith("schemas/")]
    return [
        ("sidebar, with its map (heaviest explainer)", *_part(heavy, "sidebar")),
        ("its drawn map", *_part(heavy, "sidebar's map")),
        ("drawn map on the map page, with the overview", *_part(of_map, "maps")),
        ("map page, first view, everything in it", len(of_map), compressed(of_map)),
        ("page of the interactive map, without its files", len(alone), compressed(alone)),
        ("all files of the interactive map", sum(map(len, live)), sum(map(compressed, live))),
        *((name, len(content), compressed(content)) for name, content in data),
    ]


def _beside(made: Shown) -> Iterator[tuple[str, bytes]]:
    """Yield name and bytes of each file beside a page."""
    return ((file.name, file.make(file.source)) for file in made.files)


def _part(page: bytes, name: str) -> tuple[int, int]:
    tree = html.document_fromstring(page.decode())
    found = [html.tostring(element, encoding="utf-8", with_tail=False) for element in tree.xpath(COMPONENTS[name])]
    return sum(map(len, found)), weights(page, [name])[name]


# ---- the table -------------------------------------------------------------------------------------------


def _told(site: Site) -> str:
    about = ABOUT.format(
        countries=len(site.codes()),
        newest=max(one.modified or one.date for one in _listings(site)),
        day=datetime.now(UTC).date().isoformat(),
        cores=os.cpu_count(),
        python=platform.python_version(),
        rounds=ROUNDS,
    )
    weighed = "\n".join(f"| {name} | {size:,} | {small:,} |" for name, size, small in sizes(site))
    taken = {name: _times_apart(name) for name in makers(site)}
    times = "\n".join(f"| {name} | {first:.0f} | {again:.1f} |" for name, (first, again) in taken.items())
    return (
        f"{about}| what | bytes | compressed |\n|---|---:|---:|\n{weighed}\n\n"
        f"| milliseconds to make | first | again |\n|---|---:|---:|\n{times}\n"
    )


def main() -> None:
    """Measure, and print."""
    asked = argparse.ArgumentParser(description="Measure sidebar and maps.")
    asked.add_argument("--table", action="store_true", help="also write docs/figures-maps.md")
    asked.add_argument("--only", metavar="NAME", help=argparse.SUPPRESS)
    options = asked.parse_args()
    if options.only:
        print(json.dumps(_times(options.only)))
        return
    told = _told(knowledge())
    print(told)
    if options.table:
        TABLE.write_text(told, encoding="utf-8")


if __name__ == "__main__":
    main()
