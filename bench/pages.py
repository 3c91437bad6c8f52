"""Measure the built site's pages as readers get them: `python -m bench.pages [FOLDER] [--table]`.

FOLDER is a finished site (default: `output`). Printed is a table of each kind of page in both languages: bytes,
requests, layout shift, the largest contentful paint on the developer tools' "Slow 3G", and Lighthouse's four marks
where that program is installed. `--table` also writes docs/figures.md, and bench/weights.json, which the tests
compare with when a page has become too heavy.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import brotli

from bench.kinds import KINDS, LANGUAGES, ROOT, SitePage, heaviest
from bench.weights import COMPONENTS, MOST, MOST_WHEN_OPENED, compressed, weights
from tests.machine import chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser

SITE: Final = "https://bearings.example"
# "Slow 3G" of the developer tools: 500 kbit/s less a fifth, 400 ms five times (front_end/core/sdk/NetworkManager.ts).
SLOW_3G: Final = {
    "offline": False,
    "latency": 2_000,
    "downloadThroughput": 50_000,
    "uploadThroughput": 50_000,
}
PHONE: Final[dict[str, Any]] = {
    "viewport": {"width": 360, "height": 740},
    "device_scale_factor": 2,
    "is_mobile": True,
    "has_touch": True,
}
PAINTED: Final = """() => new Promise((done) => {
  const seen = { paint: 0, shift: 0 };
  const watch = (type, add) =>
    new PerformanceObserver((list) => list.getEntries().forEach(add)).observe({ type, buffered: true });
  watch("largest-contentful-paint", (entry) => (seen.paint = entry.startTime));
  watch("layout-shift", (entry) => (seen.shift += entry.value));
  setTimeout(() => done(seen), 300);
})"""
MARKS: Final = ("performance", "accessibility", "best-practices", "seo")
LIGHTHOUSE: Final = "--headless=new --no-sandbox --disable-gpu --disable-background-networking"


@dataclass(frozen=True)
class Measured:
    """What was measured of a page: bytes by component, requests of the first view (the icon apart), seconds on slow 3G
    to the largest paint, layout shift, and Lighthouse's marks or nothing."""

    page: SitePage
    weights: Mapping[str, int]
    requests: int
    paint: float
    shift: float
    marks: tuple[int, ...]


class _Compressing(SimpleHTTPRequestHandler):
    """Serves a folder as servers of today do: compressed by Brotli, pages of the site called by its own address."""

    def log_message(self, format: str, *args: Any) -> None:
        """Say nothing."""

    def do_GET(self) -> None:
        path = Path(self.translate_path(self.path))
        path = path / "index.html" if path.is_dir() else path
        if not path.is_file():
            self.send_error(404)
            return
        own = f"http://{self.headers['Host']}"
        data = path.read_bytes().replace(SITE.encode(), own.encode())
        squeezed = "br" in self.headers.get("Accept-Encoding", "")
        data = brotli.compress(data, quality=11) if squeezed else data
        self.send_response(200)
        kind = self.guess_type(str(path))
        self.send_header("Content-Type", f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
        self.send_header("Content-Length", str(len(data)))
        if squeezed:
            self.send_header("Content-Encoding", "br")
        self.end_headers()
        self.wfile.write(data)


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder as servers of today do, and give its address."""
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(_Compressing, directory=str(folder))) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://localhost:{server.server_port}/"
        server.shutdown()


# ---- measuring -----------------------------------------------------------------------------------


def measured(browser: Browser, folder: Path, address: str, page: SitePage, runs: int) -> Measured:
    """Measure a page: each run in a browser that has seen nothing yet, of times the median."""
    where = address + page.path
    seen = [_visit(browser, where) for _ in range(runs)]
    paint = statistics.median(paint for _, paint, _ in seen)
    shift = max(shift for _, _, shift in seen)
    bytes_of = weights((folder / page.file).read_bytes())
    return Measured(page, bytes_of, seen[0][0], paint, shift, lighthouse(where))


def _visit(browser: Browser, where: str) -> tuple[int, float, float]:
    context = browser.new_context(**PHONE)
    try:
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        network = context.new_cdp_session(page)
        network.send("Network.enable")
        network.send("Network.emulateNetworkConditions", dict(SLOW_3G))
        page.goto(where, wait_until="load")
        seen = page.evaluate(PAINTED)
        return len([one for one in asked if not one.endswith("/icon.svg")]), seen["paint"] / 1000, seen["shift"]
    finally:
        context.close()


def opened(browser: Browser, folder: Path, address: str, language: str) -> int:
    """Return how many bytes more the map page loads when its interactive map is opened."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address + heaviest(folder, "map", language).path)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(urlsplit(request.url).path.lstrip("/")))
    page.locator("a.button").click()
    page.locator(".leaflet-marker-icon").first.wait_for()
    context.close()
    files = (folder / path for path in asked)
    return sum(compressed((file / "index.html" if file.is_dir() else file).read_bytes()) for file in files)


def lighthouse(where: str) -> tuple[int, ...]:
    """Return Lighthouse's marks of 100, for a phone; nothing where it is not installed."""
    program = shutil.which("lighthouse")
    if not program:
        return ()
    options = ["--quiet", "--output=json", f"--chrome-flags={LIGHTHOUSE}"]
    options.append(f"--only-categories={','.join(MARKS)}")
    known = {**os.environ, "CHROME_PATH": chromium() or ""}
    ended = subprocess.run([program, where, *options], capture_output=True, text=True, env=known, check=False)
    if ended.returncode:
        print(f"Lighthouse: {ended.stderr.strip().splitlines()[-1:]}", file=sys.stderr)
        return ()
    categories = json.loads(ended.stdout)["categories"]
    return tuple(round(100 * (categories[name]["score"] or 0)) for name in MARKS)


# ---- telling -------------------------------------------------------------------------------------


def table(all_measured: Sequence[Measured], more: Mapping[str, int]) -> str:
    """Return what was measured as Markdown: figures for each kind of page, then bytes by component."""
    lines = [
        "| page | | bytes | sidebar · its map | requests | largest paint, s | shift | Lighthouse |",
        "|---|---|---:|---:|---:|---:|---:|---|",
        *map(_row, all_measured),
    ]
    loaded = ", ".join(f"{size:,} bytes ({language})" for language, size in more.items())
    most = " · ".join(f"{name} {size:,}" for name, size in MOST.items())
    names = [name for name in COMPONENTS if any(name in one.weights for one in all_measured)]
    by_part = [f"| page | | {' | '.join(names)} |", f"|---|---|{'---:|' * len(names)}"]
    by_part += [_components(one, names) for one in all_measured]
    opened_line = f"The interactive map, when it is opened: {loaded} more (most: {MOST_WHEN_OPENED:,})."
    return "\n".join(
        [
            *lines,
            "",
            f"Bytes are compressed by Brotli. The most that is allowed: {most}.",
            opened_line,
            "",
            *by_part,
            "",
        ]
    )


def _row(one: Measured) -> str:
    sidebar = [one.weights[name] for name in ("sidebar", "sidebar's map") if name in one.weights]
    both = " · ".join(f"{size:,}" for size in sidebar)
    marks = " / ".join(map(str, one.marks)) or "not measured"
    figures = f"{one.weights['page']:,} | {both} | {one.requests} | {one.paint:.2f} | {one.shift:.3f} | {marks}"
    return f"| {one.page.kind} | {one.page.language} | {figures} |"


def _components(one: Measured, names: Sequence[str]) -> str:
    sizes = [f"{one.weights[name]:,}" if name in one.weights else "" for name in names]
    return " | ".join([f"| {one.page.kind}", one.page.language, *sizes]) + " |"


HEAD: Final = """# Figures of the built pages

Written by `python -m bench.pages --table`: the heaviest page of each kind, as a phone (360 × 740) gets it. Bytes are
those that travel; a component's are what the page would be lighter by without it, so they don't add up to the whole.
The largest paint is the median of {runs} runs on the developer tools' "Slow 3G" (2.0 s of it are the connection's
own delay), the shift the largest of them. Tests hold the limits of bytes; times are only recorded here.

Lighthouse's marks are for performance, accessibility, best practices and SEO. The page for addresses that don't exist
asks search engines to leave it out, as it should: that costs it part of its last mark. The interactive map's page
shows its words after one request; the other three are the map's style, Leaflet and the map.

"""


def _write(all_measured: Sequence[Measured], text: str) -> None:
    (ROOT / "docs/figures.md").write_text(text, encoding="utf-8")
    known = {f"{one.page.kind} {one.page.language}": dict(one.weights) for one in all_measured}
    (ROOT / "bench/weights.json").write_text(json.dumps(known, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Measure, print the table, write it if that is asked for."""
    parser = argparse.ArgumentParser(prog="python -m bench.pages", description="Measure the built site's pages.")
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "output", help="a finished site")
    parser.add_argument("--runs", type=int, default=3, help="how often each page is loaded (3)")
    parser.add_argument("--table", action="store_true", help="write docs/figures.md and bench/weights.json")
    options = parser.parse_args(arguments)
    folder: Path = options.folder.resolve()
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright, served(folder) as address:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"])
        pages = [heaviest(folder, kind, language) for kind in KINDS for language in LANGUAGES]
        found = [measured(browser, folder, address, page, options.runs) for page in pages]
        more = {language: opened(browser, folder, address, language) for language in LANGUAGES}
        browser.close()
    text = table(found, more)
    print(text)
    if options.table:
        _write(found, HEAD.format(runs=options.runs) + text)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
