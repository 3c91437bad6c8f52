"""Gate: what every site must have is there, and is what it should be.

Codes: ``missing-file`` for a site without ``index.html``, ``404.html``, ``sitemap.xml``, ``robots.txt`` or
any feed; ``not-well-formed`` for a feed or sitemap that its readers couldn't read, and for a ``robots.txt``
with a line that no robot knows (RFC 9309). What pages and data are made of is read by `references`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.markup import NotWellFormed, xml_of
from explainers.publishing.kinds import encoding_of, kind_of
from explainers.publishing.scan import problem_at

__all__ = ["missing_files"]

_NEEDED: Final = ("404.html", "index.html", "robots.txt", "sitemap.xml")
_FEED_ROOTS: Final = ("feed", "rss", "RDF")
_SITEMAP_ROOTS: Final = ("urlset", "sitemapindex")
_ROBOTS_FIELDS: Final = ("user-agent", "allow", "disallow", "sitemap", "crawl-delay")


def missing_files(site: BuiltSite) -> tuple[Problem, ...]:
    """Return a problem for each needed file that is missing, or can't be read as what it is."""
    lacks = [(path, "every site needs this file") for path in _NEEDED if path not in site.files]
    feeds = [path for path in site.files if kind_of(path) == "feed" and not encoding_of(path)]
    if not feeds:
        lacks.append(("feeds", "there is no feed (a file that ends in .atom.xml or .rss.xml)"))
    sitemaps = [path for path in site.files if kind_of(path) == "sitemap" and not encoding_of(path)]
    readers = dict.fromkeys(feeds, _feed) | dict.fromkeys(sitemaps, _sitemap)
    if "robots.txt" in site.files:
        readers["robots.txt"] = _robots
    return (
        *(problem_at(path, "missing-file", message) for path, message in lacks),
        *(problem for path, reader in sorted(readers.items()) for problem in _unreadable(site, path, reader)),
    )


def _unreadable(site: BuiltSite, path: str, reader: Callable[[bytes], None]) -> Iterator[Problem]:
    try:
        reader(site.read(path))
    except NotWellFormed as error:
        yield problem_at(path, "not-well-formed", str(error))


def _feed(data: bytes) -> None:
    if xml_of(data)[0].name not in _FEED_ROOTS:
        raise NotWellFormed("it is neither an Atom nor an RSS feed")


def _sitemap(data: bytes) -> None:
    if xml_of(data)[0].name not in _SITEMAP_ROOTS:
        raise NotWellFormed("it isn't a sitemap")


def _robots(data: bytes) -> None:
    try:
        lines = data.decode("utf-8").splitlines()
    except UnicodeDecodeError as error:
        raise NotWellFormed("it is not in UTF-8") from error
    for line in filter(None, (line.partition("#")[0].strip() for line in lines)):
        if line.partition(":")[0].strip().lower() not in _ROBOTS_FIELDS:
            raise NotWellFormed(f"no robot knows the line '{line}'")
