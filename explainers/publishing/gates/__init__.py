"""The gates: what must be true of a built site before any of it is published.

Each module holds one of them and its docstring says what it asks. A gate is a function from a built site to
problems; none of them changes anything or asks the network. All are tried, so that one run names everything
that is wrong.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Final

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.gates.as_built import unlike_the_record
from explainers.publishing.gates.assets import wrong_hashes
from explainers.publishing.gates.compressed import stale_compressions
from explainers.publishing.gates.contents import missing_files
from explainers.publishing.gates.indexing import misled_engines
from explainers.publishing.gates.moved import looping_redirects
from explainers.publishing.gates.names import unfit_names
from explainers.publishing.gates.references import pages_read
from explainers.publishing.gates.secrets import needles_of, secrets_in
from explainers.publishing.gates.security import expiring_contact
from explainers.publishing.gates.texts import files_read
from explainers.publishing.gates.traces import home_of, traces_in

__all__ = ["problems_of"]

_NONE: Final[Mapping[str, str]] = {}

GATES: Final[tuple[Callable[[BuiltSite], tuple[Problem, ...]], ...]] = (
    unlike_the_record,
    unfit_names,
    missing_files,
    wrong_hashes,
    stale_compressions,
)


def problems_of(
    site: BuiltSite, own_paths: tuple[str, ...], now: datetime, secrets: Mapping[str, str] = _NONE
) -> tuple[Problem, ...]:
    """Return what every gate has against a built site, by file and line.

    `own_paths` are folders of this machine whose names may not stand in what is published; `now` has a time
    zone; `secrets` are the values of variables that are secret, by name.
    """
    pages = pages_read(site)
    found = {problem for gate in GATES for problem in gate(site)}
    found.update(pages.problems, misled_engines(site, pages.heads), looping_redirects(site, pages.redirects))
    found.update(expiring_contact(site, now))
    home, needles = home_of(site, own_paths), needles_of(secrets)
    for file in files_read(site):
        found.update(traces_in(file, home), secrets_in(file, needles))
    return tuple(sorted({*site.problems, *found}))
