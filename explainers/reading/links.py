"""Where links lead: to pages of the site, checked later, or out of it, by schemes that can do no harm."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from typing import Final
from urllib.parse import unquote

from msgspec import Struct

from explainers.nearest import nearest
from explainers.prose import FileLink, PageLink
from explainers.seldom import seldom
from explainers.urls import FILES

__all__ = ["BadLink", "Target", "image_target", "original_of", "target"]


class Target(Struct, frozen=True):
    """Where a link leads: `link`, a page or a file of the site or an address outside of it; `title`, its title text;
    where the address and the heading's id start and end in the text between the round brackets.
    """

    link: PageLink | FileLink | str
    title: str
    span: tuple[int, int]
    fragment_span: tuple[int, int]


class BadLink(ValueError):
    """An address that is not let through: code, message, stretch of the text, suggestion; `page`, the page that it may
    be meant to lead to, as typed from the file's place: only all files together tell whether it is there.
    """

    def __init__(
        self,
        code: str,
        message: str,
        span: tuple[int, int],
        suggestion: str | None = None,
        page: PageLink | None = None,
    ) -> None:
        super().__init__(message)
        self.code, self.message, self.span, self.suggestion, self.page = code, message, span, suggestion, page


_PARTS: Final = re.compile(r"\s*(?:<([^<>\n]*)>|(\S*))\s*(?:\"([^\"]*)\"|'([^']*)')?\s*")
_OUTSIDE: Final = re.compile(r"https?://[^\s/@<>\"'\\?#]+(?:[/?#][^\s<>\"\\]*)?|mailto:[^\s<>\"'\\@]+@[^\s<>\"'\\@]+")
_OFFERED: Final = re.compile(r"[{|](?:static|attach)[}|](?P<path>[^?#]+)")
_INSIDE: Final = re.compile(r"[{|]filename[}|](?P<path>[^#?]*)(?:\#(?P<fragment>.*))?")
_OPENINGS: Final = ("https://", "http://", "mailto:", "{filename}", "{static}", "{attach}")


def target(typed: str, page: str, languages: Sequence[str]) -> Target:
    """Return where the text between a link's round brackets leads.

    `page` is the file that it stands in, relative to the content folder. Raises `BadLink`.

    >>> target("{filename}two.md#next", "explainers/one.md", ("en",)).link
    PageLink(path='explainers/two.md', fragment='next')
    """
    parts = _PARTS.fullmatch(typed)
    if parts is None:
        raise BadLink("unsafe-link", "an address has no spaces", (0, len(typed)))
    group = 1 if parts[1] is not None else 2
    address, span = parts[group], parts.span(group)
    title = " ".join((parts[3] or parts[4] or "").split())
    if not address:
        raise BadLink("broken-link", "this link leads nowhere: an address is missing", (0, len(typed)))
    if _OUTSIDE.fullmatch(address):
        return Target(address, title, span, span)
    if address.startswith("#"):
        return Target(PageLink(original_of(page, languages), address[1:]), title, span, (span[0] + 1, span[1]))
    if offered := _OFFERED.fullmatch(address):
        return Target(_file(unquote(offered["path"]), page, span), title, span, span)
    inside = _INSIDE.fullmatch(address)
    if inside is None:
        raise _unsafe(address, span, page, languages)
    path = _resolved(inside["path"].strip(), page)
    if path is None:
        raise BadLink("broken-link", "this leads out of the content folder", span)
    start = span[0] + inside.start("fragment") if inside["fragment"] else span[0]
    link = PageLink(original_of(path, languages), inside["fragment"] or "")
    return Target(link, title, span, (start, span[1]))


def _file(path: str, page: str, span: tuple[int, int]) -> FileLink:
    """Return the file to download that a path leads to, as Pelican has paths. Raises `BadLink`."""
    found = _resolved(path, page)
    if found is None or not _FILE.fullmatch(found):
        message = f"a file to download lies below {FILES} in the content folder, and is one that a browser does not run"
        raise BadLink("unsafe-link", f"{message}: {', '.join(_DOWNLOADS[:6])} …", span)
    return FileLink(found)


_PELICANS: Final = {
    "tag": "{tag} leads nowhere here: an explainer links to its own tags, so take this link out",
    "category": "{category} leads nowhere here: explainers have tags, and no categories, so take this link out",
    "author": "{author} leads nowhere here: authors have no pages; one that you write is {filename}/pages/NAME.md",
    "index": "{index} leads nowhere here: write {filename}/pages/home.md for the first page",
}


_TERM: Final = re.compile(r"(?:term|glossary):(.+)")
_PLAIN_PAGE: Final = re.compile(
    r"(?P<path>/?(?:[\w-]+/|\.\.?/)*[\w-]+(?:\.(?!md)[a-z]{2})?)(?:\.md|\.html|/)?(?:#(?P<fragment>.*))?"
)


def _unsafe(address: str, span: tuple[int, int], page: str, languages: Sequence[str]) -> BadLink:
    if re.match(r"[{|]filename[}|][^#?]*\?", address):
        without = re.sub(r"\?[^#]*", "", address)
        return BadLink("broken-link", "a page of this site has no ? in its address: take it out", span, without)
    if pelicans := re.match(r"[{|](tag|category|author|index)[}|]", address):
        return BadLink("unsafe-link", _PELICANS[pelicans[1]], span)
    if term := _TERM.fullmatch(address):
        return BadLink(
            "unsafe-link", f"a term of the glossary is linked to as [[{term[1]}]] or [[{term[1]}|words]]", span
        )
    if (plain := _PLAIN_PAGE.fullmatch(address)) and (path := _resolved(f"{plain['path']}.md", page)):
        meant = PageLink(original_of(path, languages), plain["fragment"] or "")
        return BadLink("unsafe-link", "a link to a page of this site starts with {filename}", span, None, meant)
    message = (
        "a link starts with https://, http:// or mailto:, with {filename} for a page of this site, or with {static} "
        "for a file to download"
    )
    suggestion = None
    if _FILE.fullmatch(address.lstrip("/")):
        suggestion = f"{{static}}/{address.lstrip('/')}"
    elif re.fullmatch(r"(?:[\w-]+\.)+[a-z]{2,}(?:/[^\s<>\"'\\]*)?", address):
        suggestion = f"https://{address}"
    elif re.match(r"[A-Za-z{|]", address):
        start = re.match(r"\{[^}/]*\}|[^}:|/]*[}:|]?/*", address)
        opening = nearest(start[0], _OPENINGS) if start and start[0] not in _OPENINGS else None
        suggestion = opening + address[start.end() :] if start and opening else None
    return BadLink("unsafe-link", message, span, suggestion)


def _resolved(path: str, page: str) -> str | None:
    """Return a path as Pelican has it (from the page's folder, or the content folder) relative to the content
    folder; `None` where it leads out of it.
    """
    start = "" if path.startswith("/") else posixpath.dirname(page)
    found = posixpath.normpath(posixpath.join(start, path.lstrip("/"))) if path else page
    return None if found.startswith(("..", "/")) or "\\" in found else found


def original_of(path: str, languages: Sequence[str]) -> str:
    """Return the path of the original of what may be a translation.

    >>> original_of("explainers/one.fr.md", ("en", "fr"))
    'explainers/one.md'
    """
    name, dot, end = path.rpartition(".")
    stem, _, language = name.rpartition(".")
    return f"{stem}{dot}{end}" if stem and language in languages else path


_NAME: Final = r"[^\x00-\x1f/\\<>\"|?*#:]+"  # of a file or folder, as every system knows it
# A page, a drawing in SVG or a script that lay here would run as the site's own.
_DOWNLOADS: Final = (
    "pdf", "csv", "txt", "xlsx", "ods", "docx", "odt", "zip", "json", "geojson", "tsv", "pptx", "odp", "rtf", "epub",
    "kml", "gpx", "jpg", "jpeg", "png", "gif", "webp", "avif", "tif", "tiff", "mp3", "m4a", "ogg", "wav", "mp4", "webm",
    "bib", "ris",
)  # fmt: skip
_FILE: Final = seldom(rf"{FILES}(?:{_NAME}/)*{_NAME}\.(?i:{'|'.join(_DOWNLOADS)})")
_IMAGE: Final = seldom(rf"images/(?:{_NAME}/)*{_NAME}\.(?i:jpe?g|png|gif|webp|avif)")
_IMAGE_TITLE: Final = seldom(r"(?:\s|(?<=>))(?:\"([^\"]*)\"|'([^']*)')\s*\Z")


def image_target(typed: str, page: str) -> tuple[str, str]:
    """Return the path of an image relative to the content folder, and its title text.

    `typed` is the text between the round brackets, ``images/…`` from anywhere, or Pelican's ``{static}`` and
    a path. Names may hold spaces, written as such, as ``%20`` or between angle brackets. SVG is not among the
    formats: opened by itself it is a page that runs scripts. Raises `BadLink`.

    >>> image_target('{static}/images/a.jpg "Ann Lee, CC BY 4.0"', "explainers/one.md")
    ('images/a.jpg', 'Ann Lee, CC BY 4.0')
    """
    found = _IMAGE_TITLE.search(typed)
    title = (found[1] or found[2] or "") if found else ""
    address = typed[: found.start() if found else len(typed)].strip()
    if address.startswith("<") and address.endswith(">"):
        address = address[1:-1].strip()
    plain = unquote(re.sub(r"\A[{|](?:static|filename|attach)[}|]", "", address))
    path = _resolved(f"/{plain}" if plain.startswith("images/") else plain, page)
    if path is None or not _IMAGE.fullmatch(path):
        message = "a picture lies below images/ in the content folder, and is a JPEG, PNG, GIF, WebP or AVIF file"
        raise BadLink("unsafe-link", message, (0, len(typed)))
    return path, " ".join(title.split())
