"""Gate: search engines are told the right thing.

Codes: ``foreign-canonical`` for a page that names an address of another host as its own, while its own files lie here;
``not-indexed`` for a site whose home page, or whose every page, tells search engines to stay away, as previews do, by
itself, by a header or by `robots.txt`; and for a page that the sitemap names and that stays away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress
from urllib.parse import urlsplit

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.gates.markup import Head, NotWellFormed, xml_of
from explainers.publishing.headers import headers_at
from explainers.publishing.kinds import encoding_of, kind_of
from explainers.publishing.scan import problem_at

__all__ = ["misled_engines"]


def misled_engines(site: BuiltSite, pages: Mapping[str, Head]) -> tuple[Problem, ...]:
    """Return a problem for each page with a canonical address elsewhere, and for a site that hides itself; `pages` have
    what each says of itself, by path.
    """
    home = pages.get("index.html")
    hidden = [path for path, page in pages.items() if _hides(page.robots)]
    problems = [*filter(None, (_foreign(site, path, page) for path, page in pages.items()))]
    problems += [*_by_header(site), *_by_robots(site), *_named_and_hidden(site, hidden)]
    if home and _hides(home.robots):
        problems.append(problem_at("index.html", "not-indexed", "the home page tells search engines to stay away"))
    elif hidden and len(hidden) == len(site.pages):
        problems.append(problem_at("index.html", "not-indexed", "every page tells search engines to stay away"))
    return tuple(problems)


def _hides(robots: str) -> bool:
    """Whether what is said to search engines keeps a page out of their index.

    >>> _hides("noarchive, NOINDEX"), _hides("none"), _hides("max-snippet:-1")
    (True, True, False)
    """
    return not {"noindex", "none"}.isdisjoint(word.strip().lower() for word in robots.split(","))


def _by_header(site: BuiltSite) -> Iterator[Problem]:
    home = urlsplit(page_address(site.record.site_url, "index.html")).path
    if _hides(headers_at(home, site.rules).get("x-robots-tag", "")):
        said = "the home page tells search engines to stay away, by the header X-Robots-Tag: see PUBLISH_HEADERS"
        yield problem_at("_headers", "not-indexed", said)


def _by_robots(site: BuiltSite) -> Iterator[Problem]:
    """Yield a problem if the group for all robots (RFC 9309) keeps them from the home page."""
    if "robots.txt" not in site.files:
        return
    home = urlsplit(page_address(site.record.site_url, "index.html")).path
    for_all, naming = False, False
    for number, line in enumerate(site.read("robots.txt").decode("utf-8", "replace").splitlines(), start=1):
        name, _, value = (part.strip() for part in line.partition("#")[0].partition(":"))
        if name.lower() == "user-agent":
            for_all = value == "*" or (for_all and naming)
        elif name.lower() == "disallow" and for_all and value.rstrip("*$") in {"/", home}:
            yield problem_at(
                "robots.txt", "not-indexed", "this tells search engines to stay away from all pages", number
            )
        naming = name.lower() == "user-agent"


def _named_and_hidden(site: BuiltSite, hidden: list[str]) -> Iterator[Problem]:
    named: set[str] = set()
    for path in site.files if hidden else ():
        if kind_of(path) == "sitemap" and not encoding_of(path):
            with suppress(NotWellFormed):  # `contents` reports it
                named |= {element.text.strip() for element in xml_of(site.read(path)) if element.name == "loc"}
    for path in hidden:
        if page_address(site.record.site_url, path) in named:
            said = "this page tells search engines to stay away, and the sitemap sends them here: choose one"
            yield problem_at(path, "not-indexed", said)


def _foreign(site: BuiltSite, path: str, page: Head) -> Problem | None:
    if not page.canonical or page.leads_to:  # what only leads on is another page's former address
        return None
    parts, home = urlsplit(page.canonical), urlsplit(site.record.site_url)
    if not parts.netloc or parts.netloc.lower() == home.netloc.lower():
        return None
    own = page_address(site.record.site_url, path)
    said = f"this page calls '{page.canonical}' its own address, but it is built for {site.record.site_url}"
    return problem_at(path, "foreign-canonical", said, suggestion=own)
