"""What many tests need: the repository, sources' texts, a browser that reaches nobody, and loud skips."""

from __future__ import annotations

import fcntl
import gc
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache, partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from importlib import import_module
from multiprocessing.util import Finalize
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import hypothesis
import pytest
from _pytest.doctest import DoctestModule

import tasks
from explainers.build.garbage import look_seldom
from explainers.signals import POLITE
from tests.building_sites import build, site_copy
from tests.chromium_flags import CHROMIUM_FLAGS, STILL
from tests.fonts import USUAL, font_settings
from tests.machine import browser_trouble, chromium

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Response, ViewportSize

ROOT = Path(__file__).resolve().parents[1]
PATIENCE = 180_000  # milliseconds that something may take in a browser, on a machine that does much else
# Machines are busy: no law of ours is a deadline. Where nobody looks, the examples are always the same.
hypothesis.settings.register_profile("house", deadline=None, derandomize=bool(os.environ.get("CI")))
hypothesis.settings.load_profile("house")


# Tests that build whole sites, or publish them: they are not for `test --quick`.
WHOLE_SITES = (
    "tests/bench/", "tests/build/test_edits_at_random", "tests/build/test_write_log", "tests/build/test_pictures",
    "tests/build/test_incremental", "tests/build/test_server_files",
    "tests/checks/test_mutations", "tests/finishing/", "tests/gates/",
    "tests/pelican_site/test_building", "tests/pelican_site/test_site",
    "tests/preview/test_browser", "tests/preview/test_pelican_reload", "tests/preview/test_rebuilder",
    "tests/preview/test_server", "tests/publishing/test_kills", "tests/pages/test_feeds", "tests/pages/open_data/",
    "tests/pages/test_sharing", "tests/pages/test_sitemap", "tests/pages/test_structured_data",
    "tests/test_golden_sites", "tests/test_hostile_site", "tests/test_workflows_played",
)  # fmt: skip


# Tests of previews that run, in a browser or without, which would not fit into the eight minutes of the default run.
LONG_WALKS = ("tests/preview/test_browser", "tests/preview/test_pelican_reload", "tests/preview/test_server")


class _Examples:
    """Looks for examples in the documentation of those modules only that have some: to ask all of them takes long."""

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        found = yield
        return [one for one in found if not isinstance(one, DoctestModule) or b">>> " in file_path.read_bytes()]


def pytest_configure(config: pytest.Config) -> None:
    """Look for garbage as seldom as builds do, since most of what tests do is to build. Keep byte code, also where the
    environment forbids it: each of the hundreds of commands that tests start would compile the whole package, and each
    worker every test. Hear signals, also where a shell started the tests in the background, or `nohup` did: what they
    start would ignore them too.
    """
    look_seldom()
    for kind in POLITE:
        if signal.getsignal(kind) == signal.SIG_IGN:
            signal.signal(kind, signal.default_int_handler if kind == signal.SIGINT else signal.SIG_DFL)
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _take_a_temporary_folder(config)
    config.pluginmanager.register(_Examples())
    if cache := getattr(config, "cache", None):
        folder = str(cache.mkdir("bytecode"))
        sys.dont_write_bytecode, sys.pycache_prefix = False, folder
        os.environ["PYTHONPYCACHEPREFIX"] = folder
        os.environ.pop("PYTHONDONTWRITEBYTECODE", None)


def _take_a_temporary_folder(config: pytest.Config) -> None:
    """Have all that is started put its temporary files into one folder, which goes with the run: many a test kills
    processes, which can't clear up then. Its name is short, since sockets lie in it. What pytest keeps stays where it
    was."""
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", tempfile.gettempdir())
    folder = tempfile.mkdtemp(prefix="t-")
    os.environ["TMPDIR"], tempfile.tempdir = folder, None
    # After what multiprocessing removes itself, which has a folder of its own in it.
    config.add_cleanup(lambda: Finalize(None, shutil.rmtree, (folder, True), exitpriority=-1000))


@pytest.fixture(autouse=True)
def signals_as_they_were() -> Iterator[None]:
    """Put back what a test's commands did about signals: one that is interrupted ignores them from then on, and all
    programs that later tests start would too.
    """
    before = {kind: signal.getsignal(kind) for kind in POLITE}
    yield
    for kind, handler in before.items():
        signal.signal(kind, handler)


def pytest_collection(session: pytest.Session) -> None:
    """Have each worker import the tests from another one on: in a fresh clone each compiles its part, and finds the
    others' parts compiled when it comes to them. What can't be imported is told when its turn comes."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    if worker == "0" or session.config.args != session.config.getini("testpaths"):
        return
    modules = sorted((ROOT / "tests").rglob("test_*.py"))
    first = len(modules) * int(worker) // int(os.environ["PYTEST_XDIST_WORKER_COUNT"])
    for module in modules[first:]:
        with suppress(Exception, pytest.skip.Exception):
            import_module(".".join(module.relative_to(ROOT).with_suffix("").parts))


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark tests that build whole sites, and those that take long. Have those that wait for other programs first: they
    are the longest ones, and nobody is idle at the end."""
    for item in items:
        if item.nodeid.startswith(WHOLE_SITES):
            item.add_marker("site")
        if item.nodeid.startswith(LONG_WALKS):
            item.add_marker("slow")
    items.sort(key=lambda item: item.get_closest_marker("server") is None)


def pytest_collection_finish() -> None:
    """Leave the thousands of tests out of all later looks for garbage: they stay until the end."""
    gc.freeze()


@pytest.fixture(scope="session")
def root() -> Path:
    """The repository's root."""
    return ROOT


@pytest.fixture(scope="session")
def source_texts() -> Path:
    """The folder with the full texts of the sources (`KEY.txt`), which no repository may hold."""
    texts = ROOT.parent / "shared" / "source" / "texts"
    if not any(texts.glob("*.txt")):
        pytest.skip("the sources' texts are not in ../shared/source/texts: nothing is compared with them")
    return texts


@pytest.fixture(scope="module")
def made_once() -> Iterator[None]:
    """For modules that finish the same site again and again, each time from nothing: what takes long in it, and depends
    on nothing but what it is given, is reckoned once."""
    import brotli

    from explainers.finishing import cards

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(brotli, "compress", lru_cache(maxsize=None)(brotli.compress))
        patch.setattr(cards, "drawn_card", lru_cache(maxsize=None)(cards.drawn_card))
        yield


@pytest.fixture(scope="session")
def built_site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The project's own site as it is published (`publish.py`'s settings, finished), built once for all workers: its
    output folder, which nobody changes."""
    return _made_once("built-site", tmp_path_factory, partial(_build_site, root)) / "output"


@pytest.fixture(scope="session")
def complete_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The golden site that has a bit of everything, as it is, built once for all workers: its output folder, which
    nobody changes."""
    return _made_once("complete-site", tmp_path_factory, _build_complete) / "complete" / "output"


def _made_once(name: str, tmp_path_factory: pytest.TempPathFactory, make: Callable[[Path], None]) -> Path:
    """A folder that all workers share; the first one that needs it makes it."""
    own = tmp_path_factory.getbasetemp()
    shared = own.parent if "PYTEST_XDIST_WORKER" in os.environ else own
    finished = shared / name
    with (shared / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not finished.exists():
            making = shared / f"{name}.making"
            shutil.rmtree(making, ignore_errors=True)
            make(making)
            making.rename(finished)
    return finished


def _build_complete(folder: Path) -> None:
    built = build(site_copy("complete", folder))
    assert built.returncode == 0, built.stderr


def _build_site(root: Path, folder: Path) -> None:
    command = [sys.executable, "-m", "explainers.cli", "build", "--finish", "--settings", "publish.py"]
    folders = ["--output", str(folder / "output"), "--store", str(folder / "store")]
    fixed = {"SITE_URL": "https://bearings.example", "SOURCE_DATE_EPOCH": _newest_noon(root)}
    variables = {**os.environ, "PYTHONPATH": str(root), **fixed}
    built = subprocess.run([*command, *folders], cwd=root, env=variables, capture_output=True, text=True, check=False)
    assert built.returncode == 0, built.stderr


def _newest_noon(root: Path) -> str:
    """The day of the newest page, at noon, in seconds: the earliest day on which the site can be built."""
    written = re.compile(r"^[ -]*(?:date|modified):\s*(\d{4}-\d\d-\d\d)\s*$", re.MULTILINE)
    texts = (path.read_text(encoding="utf-8") for path in (root / "content").rglob("*.md"))
    newest = max(day for text in texts for day in written.findall(text))
    return str(round(datetime.fromisoformat(f"{newest}T12:00:00+00:00").timestamp()))


# ---- browser -------------------------------------------------------------------------------------


@dataclass
class Visit:
    """A browser page with what it said and asked for since it was opened.

    `console` holds each message of the console and each uncaught error, as `type: text`; `requests` each
    address that was asked for, `failures` those that had no answer or one of 400 and above.
    """

    page: Page
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)
    failures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        def told(message: ConsoleMessage) -> None:
            self.console.append(f"{message.type}: {message.text}")

        def answered(answer: Response) -> None:
            if answer.status >= 400:
                self.failures.append(answer.url)

        self._listeners: dict[Any, Callable[[Any], None]] = {
            "console": told,
            "pageerror": lambda error: self.console.append(f"pageerror: {error}"),
            "request": lambda request: self.requests.append(request.url),
            "requestfailed": lambda request: self.failures.append(request.url),
            "response": answered,
        }
        for event, listener in self._listeners.items():
            self.page.on(event, listener)

    def leave(self) -> None:
        """Hear no more of the page, and have it empty for whoever uses it next."""
        for event, listener in self._listeners.items():
            self.page.remove_listener(event, listener)
        self.page.goto("about:blank")

    def requests_beyond(self, address: str) -> list[str]:
        """The addresses asked for that do not begin with this one; what is inside of the page is none."""
        inside = (address, "data:", "blob:", "about:")
        return [url for url in self.requests if not url.startswith(inside)]


@pytest.fixture(scope="session")
def browsers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Browser]]:
    """A function that returns the system's Chromium with some fonts (`tests.fonts`), driven by Playwright; it can reach
    this machine only. A `still` one draws nothing: no frame comes, and what waits for one waits for ever."""
    if trouble := _made_once("browser", tmp_path_factory, _ask_for_browser).joinpath("trouble").read_text("utf-8"):
        pytest.skip(trouble)
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started: dict[tuple[str, bool], Browser] = {}

        def browser(fonts: str, *, still: bool = False) -> Browser:
            if (fonts, still) not in started:
                file = font_settings(fonts, tmp_path_factory.mktemp("fonts"))
                variables = {**os.environ, "FONTCONFIG_FILE": str(file)}
                flags = [*CHROMIUM_FLAGS, STILL] if still else CHROMIUM_FLAGS
                started[fonts, still] = playwright.chromium.launch(
                    executable_path=chromium(), args=flags, env=variables
                )
            return started[fonts, still]

        yield browser
        for one in started.values():
            one.close()


def _ask_for_browser(folder: Path) -> None:
    folder.mkdir()
    (folder / "trouble").write_text(browser_trouble(tasks.environment()), "utf-8")


@pytest.fixture
def fonts(request: pytest.FixtureRequest) -> str:
    """The fonts that pages have: the usual ones, where a test doesn't ask for others (`tests.fonts.with_any_fonts`)."""
    return str(getattr(request, "param", USUAL))


@pytest.fixture
def visit(browsers: Callable[..., Browser], fonts: str) -> Iterator[Callable[..., Visit]]:
    """A function that opens an address in a fresh context and returns the `Visit`.

    Options are those of Playwright's `new_context`: `viewport={"width": 360, "height": 800}`,
    `color_scheme="dark"`, `locale="fr"` and so on.
    """
    contexts: list[BrowserContext] = []

    def opened(address: str, **options: Any) -> Visit:
        context = browsers(fonts).new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        visited = Visit(context.new_page())
        visited.page.goto(address, wait_until="load")
        return visited

    yield opened
    for context in contexts:
        context.close()


# What a window that is there already can be made to have; Playwright's defaults.
_USUAL_VIEWPORT: ViewportSize = {"width": 1280, "height": 720}
_USUAL_MEDIA: dict[str, Any] = {
    "media": "screen", "color_scheme": "light", "forced_colors": "none", "reduced_motion": "no-preference",
}  # fmt: skip


@pytest.fixture(scope="session")
def _windows() -> dict[str, list[Page]]:
    """Windows in which nobody reads now, by what they were opened with."""
    return defaultdict(list)


@pytest.fixture
def look(
    browsers: Callable[..., Browser], fonts: str, _windows: dict[str, list[Page]]
) -> Iterator[Callable[..., Visit]]:
    """A function like `visit`, for tests that only read what is there: a window is used again after the test, which
    takes half of the time. What a page keeps is kept, and what else was done to a window stays done. In a `still`
    window, nothing is drawn: for tests that neither wait for the page nor click.
    """
    used: list[tuple[Visit, list[Page]]] = []

    def opened(address: str, *, viewport: ViewportSize = _USUAL_VIEWPORT, still: bool = False, **options: Any) -> Visit:
        media = {name: options.pop(name) for name in _USUAL_MEDIA.keys() & options.keys()}
        free = _windows[f"{fonts} {still} {sorted(options.items())}"]
        page = free.pop() if free else browsers(fonts, still=still).new_context(**options).new_page()
        page.set_default_timeout(PATIENCE)
        page.set_viewport_size(viewport)
        page.emulate_media(**{**_USUAL_MEDIA, **media})
        visited = Visit(page)
        used.append((visited, free))
        page.goto(address, wait_until="load")
        return visited

    yield opened
    for visited, free in used:
        visited.leave()
        free.append(visited.page)


class _Silent(SimpleHTTPRequestHandler):
    def end_headers(self) -> None:
        self.send_header("Cache-Control", "no-store")  # each reader is the first one
        super().end_headers()

    def log_message(self, format: str, *args: Any) -> None:
        pass

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        page = Path(self.directory) / "404.html"
        if code != 404 or not page.is_file():
            super().send_error(code, message, explain)
            return
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.end_headers()
        self.wfile.write(page.read_bytes())


class _InPieces(_Silent):
    """Sends a file as a slow line does: two packets, and a pause."""

    def copyfile(self, source: Any, outputfile: Any) -> None:
        while piece := source.read(2_800):
            outputfile.write(piece)
            outputfile.flush()
            time.sleep(0.03)


@pytest.fixture(scope="session")
def serve_folder() -> Iterator[Callable[..., str]]:
    """A function that serves a folder on loopback, with its `404.html`, and returns the address, with a final
    slash; `in_pieces`, with a pause between a file's parts."""
    servers: list[ThreadingHTTPServer] = []

    def address(folder: Path, *, in_pieces: bool = False) -> str:
        handler = partial(_InPieces if in_pieces else _Silent, directory=str(folder))
        servers.append(ThreadingHTTPServer(("127.0.0.1", 0), handler))
        threading.Thread(target=servers[-1].serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{servers[-1].server_port}/"

    yield address
    with ThreadPoolExecutor(len(servers) + 1) as together:  # each takes up to half a second to hear of it
        for server in servers:
            together.submit(server.shutdown)
    for server in servers:
        server.server_close()


# ---- loud skips ----------------------------------------------------------------------------------


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name each test that was skipped, and why: what was not tried must not look like success."""
    skipped: dict[str, list[str]] = defaultdict(list)
    for report in terminalreporter.stats.get("skipped", ()):
        reason = cast("tuple[str, int, str]", report.longrepr)[2].removeprefix("Skipped: ")
        skipped[reason].append(report.nodeid)
    if not skipped:
        return
    terminalreporter.section("NOT TESTED", sep="!", yellow=True, bold=True)
    for reason, tests in sorted(skipped.items()):
        terminalreporter.line(f"{len(tests)} skipped: {reason}", yellow=True, bold=True)
        for test in sorted(tests):
            terminalreporter.line(f"  {test}")
