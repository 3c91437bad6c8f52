"""What readers really get: a release is asked for at its public address, as browsers do, and compared byte by byte.

Asked for are every file (as it is, and in each coding that the server is said to have), what is not there, pages that
moved, and pages without the slash at their end. Where a cache in front may still have what was before, the answers are
waited for as long as it may keep them. Nothing here changes anything.
"""

from __future__ import annotations

import http.client
import ssl
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct

from explainers.publishing.codings import decoded
from explainers.publishing.deploy_context import Served
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.kinds import encoding_of
from explainers.publishing.manifest import Manifest
from explainers.publishing.targets.layouts import folder_of
from explainers.urls import IN_PATHS

__all__ = ["SERVER_FILES", "Answer", "Asker", "Outside"]

SERVER_FILES: Final = ("_headers", "_redirects")
"""Files that are for the host and that it doesn't serve."""

_TIMEOUT: Final = 20
_AT_ONCE: Final = 8
_NOT_THERE: Final = "no-page-has-this-name/"
_MOVED: Final = (301, 302, 303, 307, 308)


class Answer(Struct, frozen=True):
    """What a server answered: its status, 0 where nobody did; headers by small letters; the body as it was sent."""

    status: int
    headers: Mapping[str, str]
    body: bytes
    trouble: str = ""

    @property
    def plain(self) -> bytes:
        """The body without its coding; nothing where it isn't in the one that the server names."""
        return decoded(self.body, self.headers.get("content-encoding")) or b""

    @property
    def digest(self) -> str:
        """SHA-256 of the body without its coding, in hexadecimal digits; empty where it isn't in the one named."""
        plain = decoded(self.body, self.headers.get("content-encoding"))
        return "" if plain is None else sha256(plain).hexdigest()


class Asker:
    """Asks servers, keeping connections; from many threads at once. Follows no redirect."""

    def __init__(self) -> None:
        self._kept = threading.local()

    def get(self, address: str, coding: str = "identity") -> Answer:
        """Return what a server answers at an address, for somebody who takes a content coding."""
        parts = urlsplit(address)
        path = quote(parts.path or "/", safe=IN_PATHS)
        headers = {"accept-encoding": coding, "user-agent": "explainers publish.py", "cache-control": "no-cache"}
        for fresh in (False, True):
            try:
                connection = self._connection(parts.scheme, parts.netloc, fresh)
                connection.request("GET", path, headers=headers)
                said = connection.getresponse()
                return Answer(said.status, {name.lower(): value for name, value in said.getheaders()}, said.read())
            except (OSError, http.client.HTTPException) as error:
                trouble = getattr(error, "strerror", None) or str(error) or type(error).__name__
        return Answer(0, {}, b"", trouble)

    def _connection(self, scheme: str, netloc: str, fresh: bool) -> http.client.HTTPConnection:
        kept: dict[str, http.client.HTTPConnection] = self._kept.__dict__.setdefault("connections", {})
        if fresh and netloc in kept:
            kept.pop(netloc).close()
        if netloc not in kept:
            kept[netloc] = (
                http.client.HTTPSConnection(netloc, timeout=_TIMEOUT, context=ssl.create_default_context())
                if scheme == "https"
                else http.client.HTTPConnection(netloc, timeout=_TIMEOUT)
            )
        return kept[netloc]


class Outside(Struct, frozen=True):
    """A look from outside at a target's public address.

    Fields: `site_url`; `serves`, what its server is set up to do besides sending files (``headers``, ``brotli``,
    ``gzip``, ``404``); `rules`, the headers that must be sent, by release and address; `max_age`, seconds that caches
    may keep a page; `sample`, how many files are asked for at most, or all; `surely`, whether what is at the address is
    surely this target; `sleep` and `get` are those of the world.
    """

    site_url: str
    serves: tuple[str, ...] = ()
    rules: Callable[[Manifest, str], Mapping[str, str]] | None = None
    max_age: float = 0
    sample: int | None = None
    surely: bool = False
    sleep: Callable[[float], None] = time.sleep
    get: Callable[[str, str], Answer] | None = None

    def shows(self, live: Manifest) -> bool:
        """Whether the address shows what is live in the target: else it is another server's, or none's."""
        return self._is_home_at(f"{self.site_url}/", live)

    def talks(self) -> str:
        """Return in words what the server at the address does besides sending files."""
        codings = [
            name
            for name, coding in (("gzip", "gzip"), ("Brotli", "br"))
            if self._get(f"{self.site_url}/", coding).headers.get("content-encoding") == coding
        ]
        headers = self._get(f"{self.site_url}/").headers
        policy = "sends a policy" if "content-security-policy" in headers else "sends no Content-Security-Policy"
        missing = self._get(f"{self.site_url}/{_NOT_THERE}").status
        return f"it {policy}, {' and '.join(codings) or 'nothing compressed'}, and {missing} for what isn't there"

    def look(self, release: Manifest, is_ours: bool, held: list[int]) -> Served:
        """Return what readers get of a release that has gone live. `is_ours`: whether the address is known to show
        this target; else what it shows is told, and held against nobody.
        """
        first = self._get(f"{self.site_url}/")
        if not first.status:
            said = f"nobody answers at {self.site_url} ({first.trouble}): what readers get was not verified"
            return Served(said, wrong=(said,) if self.surely else (), answered=False)
        waited, pause = 0.0, 1.0
        right, wrong = self._asked(release, list(self._paths(release)))
        if wrong and (inside := self._shown_around(release)):
            said = f"{self.site_url} shows the target itself, not '{inside}' in it: that has to be the server's root"
            return Served(said, right, (said,) if is_ours or self.surely else ())
        while wrong and waited < self.max_age and not held:
            self.sleep(pause)
            waited, pause = waited + pause, min(pause * 2, 30.0)
            again, wrong = self._asked(release, list(wrong))
            right += again
        troubles = [*wrong.values(), *(() if wrong else self._around(release))]
        if troubles and not (is_ours or self.surely):
            said = f"{self.site_url} shows something else than this target: what readers get was not verified"
            return Served(said, answered=False)
        late = f", {waited:.0f} s after the switch" if waited else ""
        if troubles:
            return Served(f"{len(troubles)} answers are wrong{late}", right, tuple(troubles))
        return Served(f"{right} answers at {self.site_url} are right{late}", right)

    def _shown_around(self, release: Manifest) -> str:
        """Return the folder of a target that a server should show, where it shows all around it; else nothing."""
        places = ("current", folder_of(release.id))
        return next((inside for inside in places if self._is_home_at(f"{self.site_url}/{inside}/", release)), "")

    def _is_home_at(self, address: str, release: Manifest) -> bool:
        """Whether an address answers with a release's first page."""
        entry = release.files.get("index.html")
        return entry is not None and self._get(address).digest == entry.sha256

    def _get(self, address: str, coding: str = "identity") -> Answer:
        return (self.get or _ASKER.get)(address, coding)

    def _paths(self, release: Manifest) -> Iterable[str]:
        paths = [p for p in release.served if not encoding_of(p) and p not in SERVER_FILES]
        if self.sample is None or len(paths) <= self.sample:
            return paths
        step = len(paths) / self.sample
        return [paths[int(number * step)] for number in range(self.sample)]

    def _asked(self, release: Manifest, paths: list[str]) -> tuple[int, dict[str, str]]:
        """Ask for files; return how many answers were right, and by path what is wrong with the others."""
        wrong: dict[str, str] = {}
        count = 0
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            for path, (number, trouble) in zip(
                paths, pool.map(lambda path: self._file(release, path), paths), strict=True
            ):
                count += number
                if trouble:
                    wrong[path] = trouble
        return count, wrong

    def _file(self, release: Manifest, path: str) -> tuple[int, str]:
        address = page_address(self.site_url, path)
        codings = {"identity": path}
        for name, coding, ending in (("gzip", "gzip", ".gz"), ("brotli", "br", ".br")):
            if name in self.serves and f"{path}{ending}" in release.served:
                codings[coding] = f"{path}{ending}"
        for number, (coding, sent) in enumerate(codings.items()):
            answer = self._shown(address, coding)
            if trouble := self._trouble(release, path, sent, coding, answer):
                return number, f"{address} {trouble}"
        return len(codings), ""

    def _shown(self, address: str, coding: str) -> Answer:
        """Ask for a file; where the host takes ``.html`` off its name, as Cloudflare Pages does, for that."""
        answer = self._get(address, coding)
        goal = urljoin(address, answer.headers.get("location", ""))
        if answer.status in _MOVED and goal == address.removesuffix(".html") != address:
            return self._get(goal, coding)
        return answer

    def _trouble(self, release: Manifest, path: str, sent: str, coding: str, answer: Answer) -> str:
        if answer.status != (404 if path == "404.html" and answer.status == 404 else 200):
            return f"answers {answer.status}" if answer.status else f"doesn't answer ({answer.trouble})"
        had = answer.headers.get("content-encoding", "identity")
        if coding != "identity" and had != coding:
            return f"isn't sent as {coding}"
        if answer.digest != release.served[path].sha256:
            return "has another content" if coding == "identity" else f"has another content as {coding}"
        if coding != "identity" and sha256(answer.body).hexdigest() != release.served[sent].sha256:
            return f"is sent as {coding}, but not from the file that was sent"
        return self._wrong_headers(release, path, answer) if "headers" in self.serves else ""

    def _wrong_headers(self, release: Manifest, path: str, answer: Answer) -> str:
        entry = release.files.get(path)
        expected = dict(entry.headers) if entry else {}
        parts = urlsplit(page_address(self.site_url, path))
        if self.rules:
            expected |= {name.lower(): value for name, value in self.rules(release, parts.path).items()}
        for name, value in expected.items():
            if name == "content-encoding" or (name == "cache-control" and path == "404.html"):
                continue
            found = answer.headers.get(name, "")
            if found.lower().replace(" ", "") != value.lower().replace(" ", ""):
                return f"has the header {name}: {found or 'none'}, not {value}"
        return ""

    def _around(self, release: Manifest) -> Iterator[str]:
        """Yield what is wrong with the answers at addresses that no file has."""
        missing = self._get(f"{self.site_url}/{_NOT_THERE}")
        if missing.status != 404:
            yield f"{self.site_url}/{_NOT_THERE} answers {missing.status}, not 404"
        elif "404" in self.serves and "404.html" in release.served:
            own = release.served["404.html"].sha256
            if missing.digest != own:
                yield f"{self.site_url}/{_NOT_THERE} doesn't show the site's own 404.html"
        pages = [path for path in release.files if path.endswith("/index.html") and path not in release.redirects]
        for path in pages[:3]:
            address = page_address(self.site_url, path)
            answer = self._get(address.rstrip("/"))
            goal = urljoin(address.rstrip("/"), answer.headers.get("location", ""))
            if answer.status in _MOVED and unquote(urlsplit(goal).path) != unquote(urlsplit(address).path):
                yield f"{address.rstrip('/')} leads to {goal}, not to {address}"
            elif answer.status not in (*_MOVED, 200):
                yield f"{address.rstrip('/')} answers {answer.status}, and doesn't lead to {address}"


_ASKER: Final = Asker()
