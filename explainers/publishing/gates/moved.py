"""Gate: pages that lead on do so at once, and don't lead back.

Codes: ``redirect-loop`` for pages that lead on in a circle, in this build or together with what is live: browsers keep
what they were told. ``redirect-chain`` for one that leads to another that leads on.
"""

from __future__ import annotations

from collections.abc import Mapping

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.addresses import Target, page_address, target_of
from explainers.publishing.gates.references import redirects_of
from explainers.publishing.manifest import Manifest
from explainers.publishing.scan import problem_at

__all__ = ["circling_redirects", "looping_redirects"]


def looping_redirects(site: BuiltSite, redirects: Mapping[str, str]) -> tuple[Problem, ...]:
    """Return a problem for each page that leads on to another one that does, or in a circle; `redirects` have, by path,
    where pages lead that do.
    """
    leads = _leads(site, redirects)
    problems = []
    for path in leads:
        seen, goal = [path], leads[path]
        while goal in leads and goal not in seen:
            seen.append(goal)
            goal = leads[goal]
        if goal in seen:
            problems.append(problem_at(path, "redirect-loop", f"this page leads on in a circle: {' → '.join(seen)}"))
        elif len(seen) > 1:
            said = f"this page leads on to {seen[1]}, which leads on to {goal}"
            better = page_address(site.record.site_url, goal)
            problems.append(problem_at(path, "redirect-chain", said, suggestion=better))
    return tuple(problems)


def circling_redirects(site: BuiltSite, live: Manifest) -> tuple[Problem, ...]:
    """Return a problem for each page that leads back to where, in what is live, readers come from."""
    before = _leads(site, live.redirects)
    if not before:  # so that pages are not read once more
        return ()
    return tuple(
        problem_at(path, "redirect-loop", f"this page leads on to {goal}, which leads here in what is live")
        for path, goal in _leads(site, redirects_of(site)).items()
        if before.get(goal) == path
    )


def _leads(site: BuiltSite, redirects: Mapping[str, str]) -> dict[str, str]:
    """Return, of pages that lead on within the site, the path of the file that each leads to."""
    url, files = site.record.site_url, {*site.files, *redirects}
    found = {path: target_of(goal, page_address(url, path), url, files) for path, goal in redirects.items()}
    return {path: goal.path for path, goal in found.items() if isinstance(goal, Target)}
