"""Gate: an address that readers have keeps on answering.

Code ``vanished-address``: a page that is live and is neither in the build, nor led on from, nor said to be gone.
"""

from __future__ import annotations

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.manifest import Manifest
from explainers.publishing.scan import problem_at

__all__ = ["vanished_addresses"]


def vanished_addresses(site: BuiltSite, live: Manifest) -> tuple[Problem, ...]:
    """Return a problem for each live page that a build has forgotten."""
    return tuple(
        problem_at(
            path,
            "vanished-address",
            f"{page_address(site.record.site_url, path)} is live and would be gone without a word: say where it leads"
            " now in PUBLISH_REDIRECTS, or 'gone'",
        )
        for path in sorted(live.pages)
        if path not in site.files and path not in site.record.gone
    )
