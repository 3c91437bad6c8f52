"""Gate: every name can be served, by any server, from any disk.

Code ``unfit-name``: a name that isn't UTF-8, is over 255 bytes, has control characters, is not in Unicode's
composed form (NFC), or differs from another only by capitals; names that begin with a dot, but for
``.well-known/`` and ``.nojekyll``; the folder that targets keep for themselves; keys, editors' backups and other names
that nobody wants to see published.
"""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Final

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.scan import problem_at
from explainers.publishing.targets.protocol import OWN_FOLDER

__all__ = ["unfit_names"]

_LONGEST: Final = 255
_WITH_DOT: Final = frozenset({".well-known", ".nojekyll"})
_PRIVATE: Final = (".pem", ".key", ".p12", ".pfx", ".swp", ".swo", ".bak", ".orig", ".rej", ".tmp", "~")


def unfit_names(site: BuiltSite) -> tuple[Problem, ...]:
    """Return a problem for each file with a name that can't, or shouldn't, be published."""
    found = [(path, reason) for path in site.files if (reason := _unfit(path))]
    found += _collisions(site.files)
    return tuple(problem_at(path, "unfit-name", reason) for path, reason in found)


def _unfit(path: str) -> str | None:
    parts = path.split("/")
    if any(len(part.encode()) > _LONGEST for part in parts):
        return f"this name is longer than {_LONGEST} bytes"
    if any(unicodedata.category(letter) == "Cc" for letter in path):
        return "this name has control characters"
    if path != unicodedata.normalize("NFC", path):
        return "this name is in a decomposed form of Unicode: write it in the composed one (NFC)"
    if parts[0] == OWN_FOLDER.rstrip("/"):
        return f"'{OWN_FOLDER}' is where targets keep what they know of themselves: give it another name"
    hidden = [part for part in parts if part.startswith(".")]
    if hidden and not (hidden == parts[:1] and parts[0] in _WITH_DOT):
        return "names that begin with a dot stay at home"
    return "this looks like a key or a backup, not like a page" if path.endswith(_PRIVATE) else None


def _collisions(paths: Iterable[str]) -> Iterator[tuple[str, str]]:
    spellings: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        for end in (at for at, letter in enumerate(f"{path}/") if letter == "/"):
            spellings[path[:end].casefold()].add(path[:end])
    for same in spellings.values():
        first, *others = sorted(same)
        for other in others:
            yield other, f"this name differs from '{first}' only by capitals"
