"""Gate: nothing of the machine that built the site stands in it.

Code ``development-trace``: an address that only the building machine answers to (``localhost``, loopback
addresses, ``file:``, names in ``.local``), and folders of its disk. Looked at is what readers' machines read:
attributes, scripts, styles and comments of pages, and all other text files. What a page says in words is
free: ``localhost`` in a sentence isn't a trace. The site's own address is none either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import urlsplit

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.markup import NotWellFormed, Reference, machine_text_of
from explainers.publishing.scan import problem_at

__all__ = ["development_traces"]

_TEXT: Final = frozenset(
    {"css", "csv", "geojson", "js", "json", "jsonld", "map", "mjs", "svg", "txt", "webmanifest", "xml"}
)
_SIGNS: Final = (
    b"localhost",
    b"127.",
    b"0.0.0.0",
    b"[::1]",
    b".local",
    b"file:/",
    b"/home/",
    b"\\users\\",
    b"/users/",
)
_LOCAL: Final = re.compile(
    r"""(?:\b[a-z][a-z0-9+.-]*:)?//
        (?P<host>localhost | 127(?:\.\d{1,3}){3} | 0\.0\.0\.0 | \[::1\] | (?:[a-z0-9-]+\.)+local)
        (?::\d+)?(?![a-z0-9.-])
      | \bfile:/+[^\s"'<>]*""",
    re.IGNORECASE | re.VERBOSE,
)
_HOMES: Final = re.compile(r"(?<![\w/.:-])/(?:home|Users)/[\w.-]+/[\w.-]|\b[A-Z]:\\Users\\", re.IGNORECASE)


def development_traces(site: BuiltSite, own_paths: tuple[str, ...]) -> tuple[Problem, ...]:
    """Return a problem for each trace; `own_paths` are this machine's folders that may not be named."""
    home = urlsplit(site.record.site_url).netloc.lower()
    problems: list[Problem] = []
    for path in site.files:
        if path.endswith(".html") or path.rpartition(".")[2] in _TEXT:
            data = site.read(path)
            if _may_have_traces(data, own_paths):
                for text in _machine_texts(data, path):
                    problems.extend(_problems(path, text, home, own_paths))
    return tuple(dict.fromkeys(problems))


def _may_have_traces(data: bytes, own_paths: tuple[str, ...]) -> bool:
    lower = data.lower()
    return any(sign in lower for sign in _SIGNS) or any(folder.encode() in data for folder in own_paths)


def _machine_texts(data: bytes, path: str) -> tuple[Reference, ...]:
    if not path.endswith(".html"):
        return (Reference(data.decode("utf-8", "replace"), 1),)
    try:
        return machine_text_of(data)
    except NotWellFormed:
        return ()  # `references` reports it


def _problems(path: str, text: Reference, home: str, own_paths: tuple[str, ...]) -> Iterator[Problem]:
    for at, trace in _traces(text.value, home, own_paths):
        line = max(text.line, 1) + text.value.count("\n", 0, at)
        yield problem_at(path, "development-trace", f"{trace} is of the machine that built the site", line)


def _traces(text: str, home: str, own_paths: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for found in _LOCAL.finditer(text):
        if not found["host"] or found[0].rpartition("//")[2].lower() != home:
            yield found.start(), f"'{found[0]}'"
    for found in _HOMES.finditer(text, 1):  # at the very start it may be an address of the site, "/home/…"
        yield found.start(), f"'{found[0]}…'"
    for folder in own_paths:
        if folder in text:
            yield text.find(folder), "the name of a folder"
