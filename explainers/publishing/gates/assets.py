"""Gate: a name that promises its content keeps the promise.

Code ``wrong-hash``: a hashed asset (`explainers.publishing.kinds`) whose twelve digits are not those of its
bytes. Servers tell browsers to keep it for a year, so a wrong one would stay for a year.
"""

from __future__ import annotations

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.kinds import HASH_DIGITS, base_of, hash_in_name
from explainers.publishing.scan import problem_at

__all__ = ["wrong_hashes"]


def wrong_hashes(site: BuiltSite) -> tuple[Problem, ...]:
    """Return a problem for each hashed asset with another content than its name says."""
    return tuple(
        problem_at(
            path,
            "wrong-hash",
            f"the name says {digits}, the content is {found.sha256[:HASH_DIGITS]}",
            suggestion=path.replace(digits, found.sha256[:HASH_DIGITS]),
        )
        for path, found in site.files.items()
        if path == base_of(path) and (digits := hash_in_name(path)) and not found.sha256.startswith(digits)
    )
