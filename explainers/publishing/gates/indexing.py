"""Gate: search engines are told the right thing.

Codes: ``foreign-canonical`` for a page that names an address of another host as its own, while its own files lie here;
``not-indexed`` for a site whose home page, or whose every page, tells search engines to stay away, as previews do.
"""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import urlsplit

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.gates.markup import NotWellFormed, Page, page_of
from explainers.publishing.scan import problem_at

__all__ = ["misled_engines"]


def misled_engines(site: BuiltSite) -> tuple[Problem, ...]:
    """Return a problem for each page with a canonical address elsewhere, and for a site that hides itself."""
    pages = dict(_pages(site))
    home = pages.get("index.html")
    hidden = [path for path, page in pages.items() if "noindex" in page.robots]
    problems = [*filter(None, (_foreign(site, path, page) for path, page in pages.items()))]
    if home and "noindex" in home.robots:
        problems.append(problem_at("index.html", "not-indexed", "the home page tells search engines to stay away"))
    elif hidden and len(hidden) == len(site.pages):
        problems.append(problem_at("index.html", "not-indexed", "every page tells search engines to stay away"))
    return tuple(problems)


def _pages(site: BuiltSite) -> Iterator[tuple[str, Page]]:
    for path in site.pages:
        data = site.read(path)
        if b"canonical" in data or b"robots" in data:
            try:
                yield path, page_of(data)
            except NotWellFormed:
                continue  # `references` reports it
        elif path == "index.html":
            yield path, Page((), frozenset(), (), "", "")


def _foreign(site: BuiltSite, path: str, page: Page) -> Problem | None:
    if not page.canonical:
        return None
    parts, home = urlsplit(page.canonical), urlsplit(site.record.site_url)
    if not parts.netloc or parts.netloc.lower() == home.netloc.lower():
        return None
    own = page_address(site.record.site_url, path)
    said = f"this page calls '{page.canonical}' its own address, but it is built for {site.record.site_url}"
    return problem_at(path, "foreign-canonical", said, suggestion=own)
