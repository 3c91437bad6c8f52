"""A page as it is now: fetched from the web by http or https, or read from a file; bounded in time and size.

What comes back is a value: the page, or why there is none. The caller decides what follows from that.
"""

from __future__ import annotations

import codecs
import http.client
import ipaddress
import re
import socket
import time
import zlib
from collections.abc import Callable
from email.message import Message
from pathlib import Path
from typing import IO, Any, Final, Literal
from urllib.error import HTTPError, URLError
from urllib.parse import urlsplit
from urllib.request import (
    HTTPDefaultErrorHandler,
    HTTPErrorProcessor,
    HTTPHandler,
    HTTPRedirectHandler,
    HTTPSHandler,
    OpenerDirector,
    ProxyHandler,
    Request,
    UnknownHandler,
)

from msgspec import Struct

from explainers.reading.source_texts import document_in
from explainers.terminal import shortened

__all__ = ["Absent", "WebPage", "fetched", "page_in_file"]

MOST_BYTES: Final = 5_000_000
"""How large a page may be, in bytes, as it is sent and as it is unpacked."""
SECONDS: Final = 60.0
"""How long a page may take in all."""
_SILENCE: Final = 20.0  # seconds without a byte
_CHUNK: Final = 65_536
_GONE: Final = (404, 410)
_HTML: Final = ("text/html", "application/xhtml+xml")
_DECLARED: Final = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)
_HEADERS: Final = {
    "User-Agent": "explainers (compares a source with what is cited of it)",
    "Accept": "text/html, application/xhtml+xml;q=0.9",
    "Accept-Encoding": "gzip",
}


class WebPage(Struct, frozen=True):
    """A page: its HTML, and the address at which it is, after all redirections (of a file: empty)."""

    html: str
    url: str = ""


class Absent(Struct, frozen=True):
    """Why there is no page, as a sentence without its full stop: it could not be reached now (*unreachable*), it is no
    longer there (*gone*), or it isn't something that text can be taken out of (*unsuitable*).
    """

    kind: Literal["unreachable", "gone", "unsuitable"]
    why: str


class _Refused(Exception):
    """Where a page sends us, and what it is made of, may be nothing that we take."""


# ---- from the web ----------------------------------------------------------------------------------------


def fetched(url: str, clock: Callable[[], float] = time.monotonic) -> WebPage | Absent:
    """Return the page at an address. `clock` gives seconds. Proxies are those of the environment, as for all programs
    in Python.
    """
    if not _is_on_web(url):
        return Absent("unsuitable", f"'{url}' isn't an address on the web: https://… or http://…")
    try:
        with _opener(url).open(Request(url, headers=_HEADERS), timeout=_SILENCE) as answer:  # noqa: S310 - see above
            return _page(answer, clock() + SECONDS, clock)
    except HTTPError as failed:
        failed.close()
        kind: Literal["gone", "unreachable"] = "gone" if failed.code in _GONE else "unreachable"
        return Absent(kind, f"{url} answers with {failed.code} ({failed.reason})")
    except _Refused as refused:
        return Absent("unsuitable", f"{url} {refused}")
    except (OSError, http.client.HTTPException, ValueError) as failed:
        return Absent("unreachable", f"{url} can't be reached: {_reason(failed)}")


def _is_on_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        return False


def _reason(failed: BaseException) -> str:
    reason = failed.reason if isinstance(failed, URLError) else failed
    if isinstance(reason, TimeoutError):
        return "it takes too long"
    if isinstance(reason, socket.gaierror):
        return "its name isn't known, or there is no network"
    return str(getattr(reason, "strerror", None) or reason or type(reason).__name__)


def _opener(url: str) -> OpenerDirector:
    """Return what opens addresses of http and https and nothing else: no files, no FTP."""
    opener = OpenerDirector()
    for handler in (
        ProxyHandler(),
        UnknownHandler(),
        HTTPHandler(),
        HTTPSHandler(),
        HTTPDefaultErrorHandler(),
        _Redirections(inside=_is_inside(url)),
        HTTPErrorProcessor(),
    ):
        opener.add_handler(handler)
    return opener


class _Redirections(HTTPRedirectHandler):
    """Follows a few redirections, to the web only; a page of the web does not lead into the network of this machine."""

    max_redirections = 5

    def __init__(self, *, inside: bool) -> None:
        self._inside = inside

    def http_error_302(self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any) -> Any:
        target = headers.get("location") or headers.get("uri") or ""
        if urlsplit(target).scheme not in ("", "http", "https"):
            raise _Refused(f"leads to '{shortened(target, 80)}', which isn't on the web")
        return super().http_error_302(req, fp, code, msg, headers)

    http_error_301 = http_error_303 = http_error_307 = http_error_308 = http_error_302

    def redirect_request(
        self, req: Request, fp: IO[bytes], code: int, msg: str, headers: Any, newurl: str
    ) -> Request | None:
        if not self._inside and _is_inside(newurl):
            raise _Refused("leads to a machine of your own network, which isn't on the web")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _is_inside(url: str) -> bool:
    """Return whether an address is one of this machine, or of the network that it is in."""
    try:
        found = socket.getaddrinfo(urlsplit(url).hostname or "", None)
        return any(not ipaddress.ip_address(str(one[4][0]).partition("%")[0]).is_global for one in found)
    except (OSError, ValueError, UnicodeError):
        return False


def _page(answer: Any, end: float, clock: Callable[[], float]) -> WebPage | Absent:
    headers: Message = answer.headers
    kind = headers.get_content_type() if headers.get("Content-Type") else _HTML[0]
    if kind not in _HTML:
        return Absent("unsuitable", f"{answer.url} isn't a page of text but a file of another kind ({kind})")
    unpack = zlib.decompressobj(47) if headers.get("Content-Encoding", "").strip().lower() == "gzip" else None
    data = b""
    read = 0
    while chunk := answer.read1(_CHUNK):
        read += len(chunk)
        data += unpack.decompress(chunk, MOST_BYTES + 1 - len(data)) if unpack else chunk
        if read > MOST_BYTES or len(data) > MOST_BYTES:
            return Absent("unsuitable", f"{answer.url} has more than {MOST_BYTES:,} bytes: it isn't a page of text")
        if clock() > end:
            return Absent("unreachable", f"{answer.url} can't be reached: it takes longer than {SECONDS:.0f} seconds")
    return WebPage(_decoded(data, headers.get_content_charset()), answer.url.partition("#")[0])


# ---- from a file, and as text ----------------------------------------------------------------------------


def page_in_file(path: Path) -> WebPage | Absent:
    """Return a page that was saved as a file."""
    try:
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError:
        return Absent("unsuitable", f"there is no file '{path}'")
    except OSError as failed:
        return Absent("unsuitable", f"'{path}' can't be read: {failed.strerror}")
    if len(data) > MOST_BYTES:
        return Absent("unsuitable", f"'{path}' has more than {MOST_BYTES:,} bytes: it isn't a page of text")
    if what := document_in(data):
        return Absent("unsuitable", f"'{path}' isn't a page but {what}")
    return WebPage(_decoded(data, None))


def _decoded(data: bytes, told: str | None) -> str:
    """Return a page's text: in the encoding that it was sent with, or says itself, or in UTF-8; else in Windows-1252,
    as browsers read what says nothing (HTML standard, 13.2.3.2).
    """
    declared = _DECLARED.search(data[:1024])
    for name in (told, declared[1].decode("ascii") if declared else None, "utf-8-sig"):
        try:
            if name and codecs.lookup(name):
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("windows-1252", "replace")
