"""What a file's name says of it: its kind, its content type, how long it may be kept.

The tables are fixed, so that two machines give the same headers (Python's `mimetypes` reads the machine's
own files). A *hashed asset* is named ``NAME.<12 hex digits>.EXT``, the digits being the first twelve of the
SHA-256 of its bytes: a name that stands for its content for ever. Precompressed siblings (``….br``,
``….gz``) belong to the file that they stand beside. Pagefind gives the parts of its index names of the same sort,
by a hash of its own: they are assets too, but nobody is told to keep them for ever.
"""

from __future__ import annotations

import re
from typing import Final, Literal

__all__ = [
    "ASK_AGAIN", "FOR_EVER", "HASHED_NAME", "HASH_DIGITS", "Kind", "base_of", "content_types", "encoding_of",
    "hash_in_name", "headers_of", "kind_of",
]  # fmt: skip

Kind = Literal["page", "asset", "feed", "sitemap", "file"]

HASH_DIGITS: Final = 12

HASHED_NAME: Final = rf"[^/]\.[0-9a-f]{{{HASH_DIGITS}}}\.[0-9A-Za-z_]+"
"""The pattern of the end of a hashed asset's name, for servers too."""
_HASHED: Final = re.compile(rf"{HASHED_NAME}\Z")
_OF_PAGEFIND: Final = (".pf_filter", ".pf_fragment", ".pf_index", ".pf_meta")
_ENCODINGS: Final = {".br": "br", ".gz": "gzip"}
FOR_EVER: Final = "public, max-age=31536000, immutable"
ASK_AGAIN: Final = "public, max-age=0, must-revalidate"
_BYTES: Final = "application/octet-stream"

# The types are those of the IANA registry; text carries its charset.
_TYPES: Final = {
    "atom": "application/atom+xml; charset=utf-8",
    "avif": "image/avif",
    "bib": "application/x-bibtex; charset=utf-8",
    "css": "text/css; charset=utf-8",
    "csv": "text/csv; charset=utf-8",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "epub": "application/epub+zip",
    "geojson": "application/geo+json",
    "gif": "image/gif",
    "gpx": "application/gpx+xml",
    "html": "text/html; charset=utf-8",
    "ico": "image/vnd.microsoft.icon",
    "jpeg": "image/jpeg",
    "jpg": "image/jpeg",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "jsonld": "application/ld+json",
    "kml": "application/vnd.google-earth.kml+xml",
    "m4a": "audio/mp4",
    "map": "application/json",
    "mjs": "text/javascript; charset=utf-8",
    "mp3": "audio/mpeg",
    "mp4": "video/mp4",
    "odp": "application/vnd.oasis.opendocument.presentation",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ogg": "audio/ogg",
    "pdf": "application/pdf",
    "png": "image/png",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "ris": "application/x-research-info-systems; charset=utf-8",
    "rss": "application/rss+xml; charset=utf-8",
    "rtf": "application/rtf",
    "svg": "image/svg+xml",
    "tif": "image/tiff",
    "tiff": "image/tiff",
    "tsv": "text/tab-separated-values; charset=utf-8",
    "txt": "text/plain; charset=utf-8",
    "wasm": "application/wasm",
    "wav": "audio/wav",
    "webm": "video/webm",
    "webmanifest": "application/manifest+json",
    "webp": "image/webp",
    "woff2": "font/woff2",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "xml": "application/xml; charset=utf-8",
    "zip": "application/zip",
}


def encoding_of(path: str) -> str | None:
    """Return the content coding that a precompressed file's name promises, or `None`.

    >>> encoding_of("index.html.br"), encoding_of("index.html")
    ('br', None)
    """
    return _ENCODINGS.get(path[-3:])


def base_of(path: str) -> str:
    """Return the path of the file that a precompressed sibling belongs to; other paths as they are.

    >>> base_of("index.html.gz"), base_of("index.html")
    ('index.html', 'index.html')
    """
    return path[: path.rindex(".")] if encoding_of(path) else path


def hash_in_name(path: str) -> str | None:
    """Return the twelve digits in a hashed asset's name, or `None` for any other file.

    >>> hash_in_name("assets/map.0123456789ab.css.br")
    '0123456789ab'
    >>> hash_in_name("report.2026.pdf") is None
    True
    """
    found = _HASHED.search(base_of(path))
    return found[0][2 : 2 + HASH_DIGITS] if found else None


def kind_of(path: str) -> Kind:
    """Return what a published file is for.

    >>> [kind_of(path) for path in ("a/index.html", "feeds/all.atom.xml", "sitemap.xml", "robots.txt")]
    ['page', 'feed', 'sitemap', 'file']
    >>> kind_of("assets/map.0123456789ab.css"), kind_of("pagefind/index/en_1a2b3c.pf_index")
    ('asset', 'asset')
    """
    path = base_of(path)
    name = path.rpartition("/")[2]
    if hash_in_name(path) or name.endswith(_OF_PAGEFIND):
        return "asset"
    if name.endswith(".html"):
        return "page"
    if name.endswith((".atom.xml", ".rss.xml", ".atom", ".rss")):
        return "feed"
    return "sitemap" if name.startswith("sitemap") and name.endswith(".xml") else "file"


def headers_of(path: str) -> dict[str, str]:
    """Return the headers, lower-case names, that a server is to send with a file.

    >>> headers_of("feeds/all.atom.xml")["content-type"]
    'application/atom+xml; charset=utf-8'
    """
    headers = {
        "cache-control": FOR_EVER if hash_in_name(path) else ASK_AGAIN,
        "content-type": _content_type(base_of(path)),
    }
    coding = encoding_of(path)
    return headers | {"content-encoding": coding} if coding else headers


def content_types(charset: bool = False) -> dict[str, list[str]]:
    """Return every content type, without its parameters, with the endings of names that have it; with `charset`, only
    the types of text, which are sent with theirs.

    >>> content_types()["image/jpeg"], "image/jpeg" in content_types(charset=True)
    (['jpeg', 'jpg'], False)
    """
    found: dict[str, list[str]] = {}
    for ending, kind in sorted(_TYPES.items()):
        name, _, parameters = kind.partition("; ")
        if (parameters or not charset) and ending not in ("atom", "rss"):
            found.setdefault(name, []).append(ending)
    return found


def _content_type(path: str) -> str:
    stem, dot, ending = path.rpartition("/")[2].lower().rpartition(".")
    if kind_of(path) == "feed":
        return _TYPES["rss" if "rss" in path.rpartition("/")[2].split(".") else "atom"]
    return _TYPES.get(ending, _BYTES) if dot and stem else _TYPES["txt"]
