"""The ledger of addresses: where pages that moved lead now, and which are gone for good. Pure.

It is written in settings, address → address or ``gone``, and rendered for every host: as pages that lead on, which any
server can send, and as `_redirects`, which Netlify, Cloudflare Pages and GitLab Pages read. Chains are collapsed;
loops, and addresses that are taken or lead nowhere, are refused.
"""

from __future__ import annotations

import html
from collections.abc import Collection, Mapping
from typing import Final
from urllib.parse import quote, unquote, urlsplit

from msgspec import Struct

from explainers.problems import Problem
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.scan import problem_at

__all__ = ["GONE", "Ledger", "final_address", "ledger_of", "redirect_page", "redirects_file"]

GONE: Final = "gone"
_NOWHERE: Final = "PUBLISH_REDIRECTS", 1  # in place of a file and a line: moves may be put together anywhere
_NONE: Final[Mapping[str, tuple[str, int]]] = {}


class Ledger(Struct, frozen=True):
    """`redirects`: path of a file → address that it leads to in the end, from the root of the site or with a host;
    `gone`: paths of files that are gone for good; `problems`: what in the settings can't be.
    """

    redirects: dict[str, str]
    gone: tuple[str, ...]
    problems: tuple[Problem, ...]


def ledger_of(
    moves: Mapping[str, str], files: Collection[str], places: Mapping[str, tuple[str, int]] = _NONE
) -> Ledger:
    """Return the ledger that settings say, for a site with these files. `places`: by address, the file and the line in
    which it is written, where that is known.

    >>> ledger_of({"/a/": "/b/", "/b/": "/c/#x", "/d/": "gone"}, {"c/index.html"}).redirects
    {'a/index.html': '/c/#x', 'b/index.html': '/c/#x'}
    """
    redirects: dict[str, str] = {}
    gone: list[str] = []
    problems: list[Problem] = []
    for old, new in sorted(moves.items()):
        path, end = file_of(old), final_address(old, moves)
        if said := _unfit(old, path, files) or ("" if new == GONE else _lost(old, end, files)):
            where, line = places.get(old, _NOWHERE)
            problems.append(problem_at(where, "unfit-redirect", said, line))
        elif new == GONE:
            gone.append(path)
        else:
            redirects[path] = end
    return Ledger(redirects, tuple(gone), tuple(problems))


def file_of(address: str) -> str:
    """Return the path of the file that answers at an address from the root of the site.

    >>> file_of("/old/"), file_of("/old.html"), file_of("/old#x")
    ('old/index.html', 'old.html', 'old/index.html')
    """
    path = unquote(urlsplit(address).path).lstrip("/")
    if not path or path.endswith("/"):
        return f"{path}index.html"
    return path if "." in path.rpartition("/")[2] else f"{path}/index.html"


def final_address(address: str, moves: Mapping[str, str]) -> str:
    """Return where an address leads in the end; empty for one that leads to itself again."""
    by_file = {file_of(old): new for old, new in moves.items()}
    seen = {file_of(address)}
    while True:
        address = by_file[file_of(address)]
        if address == GONE or not address.startswith("/") or file_of(address) not in by_file:
            return address
        if file_of(address) in seen:
            return ""
        seen.add(file_of(address))


def redirect_page(address: str, site_url: str) -> bytes:
    """Return a page that does nothing but lead on to an address."""
    whole = f"{site_url}{address}" if address.startswith("/") else address
    there = html.escape(whole)
    return (
        f'<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><title>{there}</title>'
        f'<meta http-equiv="refresh" content="0; url={there}"><link rel="canonical" href="{there}">'
        f'<meta name="viewport" content="width=device-width"></head>'
        f'<body><p><a href="{there}">{there}</a></p></body></html>\n'
    ).encode()


def redirects_file(ledger: Ledger, site_url: str) -> bytes:
    """Return `_redirects`, for hosts that read it: a line for each page that moved, for good (status 301)."""
    root = urlsplit(site_url).path.rstrip("/")
    lines = []
    for path, address in ledger.redirects.items():
        old = root + quote(page_address("", path))
        lines.append(f"{old} {root + address if address.startswith('/') else address} 301\n")
    return "".join(lines).encode()


def _unfit(old: str, path: str, files: Collection[str]) -> str:
    if not old.startswith("/") or old.startswith("//") or ".." in path.split("/"):
        return f"'{old}' isn't an address of this site: begin it with a slash"
    return f"'{old}' can't lead elsewhere: the site has this page" if path in files else ""


def _lost(old: str, end: str, files: Collection[str]) -> str:
    if not end:
        return f"'{old}' leads back to itself"
    if end == GONE:
        return f"'{old}' leads to what is gone: write 'gone' for it too"
    if end.startswith(("http://", "https://")):
        return ""
    if not end.startswith("/") or end.startswith("//"):
        return f"'{old}' leads to '{end}', which isn't an address: write /path/, https://… or 'gone'"
    return "" if file_of(end) in files else f"'{old}' leads to '{end}', which the site hasn't"
