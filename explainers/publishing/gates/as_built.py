"""Gate: the site is the one that was built, file by file.

Code ``not-as-built``: the folder has other files, or other bytes, than the build recorded. Somebody edited
it, another build wrote over it, or a build was cut short.
"""

from __future__ import annotations

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.manifest import list_digest
from explainers.publishing.scan import problem_at

__all__ = ["unlike_the_record"]


def unlike_the_record(site: BuiltSite) -> tuple[Problem, ...]:
    """Return a problem if the site's list of files is not the one in the build record."""
    if list_digest(site.files) == site.record.digest:
        return ()
    counts = f"{len(site.files)} files, {site.record.files} were built"
    message = f"the site changed after it was built ({counts}): build it again"
    return (problem_at(site.root.name, "not-as-built", message),)
