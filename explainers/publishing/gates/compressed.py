"""Gate: a file that is compressed already says the same as the one that it stands beside.

Code ``stale-compression``: a ``.br`` or ``.gz`` without the file that it was made from, or with another content.
Servers send it in that file's place without a look.
"""

from __future__ import annotations

from hashlib import sha256

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.codings import decoded
from explainers.publishing.kinds import base_of, encoding_of
from explainers.publishing.scan import problem_at

__all__ = ["stale_compressions"]


def stale_compressions(site: BuiltSite) -> tuple[Problem, ...]:
    """Return a problem for each compressed file that does not match the one beside it."""
    found = [(path, reason) for path in site.files if encoding_of(path) and (reason := _stale(site, path))]
    return tuple(problem_at(path, "stale-compression", reason) for path, reason in found)


def _stale(site: BuiltSite, path: str) -> str | None:
    beside = site.files.get(base_of(path))
    if beside is None:
        return "the file that this was made from is not there"
    plain = decoded(site.read(path), encoding_of(path))
    if plain is None:
        return "this can't be decompressed"
    return None if sha256(plain).hexdigest() == beside.sha256 else "the file beside this has another content"
