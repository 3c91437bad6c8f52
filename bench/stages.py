"""What an explainer's page costs at each stage, in one process: `python bench/stages.py SITE`.

Each stage is gone through for all explainers of a site, one page after the other, several times; the quickest time
counts, since whatever else the machine does can only add to it. What a page costs besides (its answers, its digest,
sending and writing it) is the rest of a cold build.
"""

from __future__ import annotations

import json
import sys
import time
from argparse import Namespace
from collections.abc import Callable
from contextlib import chdir
from pathlib import Path
from typing import Any, Final

from explainers.build.analysis import Ground, documents_of, raw_file
from explainers.build.bundles import KeptContent
from explainers.build.clock import Clock
from explainers.build.content import Kept
from explainers.build.folder import folder_of
from explainers.build.incremental import analysed_here
from explainers.build.reader import ContentReader
from explainers.checks.page import Page
from explainers.checks.run import found_in
from explainers.checks.site import CheckedSite
from explainers.commands.arguments import site_of_options
from explainers.pages.plan import planned_pages, shown
from explainers.pages.render import rendered
from explainers.pages.templates import Theme
from explainers.reading.file_names import page_of_file
from explainers.reading.scan import scan

__all__ = ["STAGES", "stages"]

STAGES: Final = ("reading", "checking", "view", "rendering")
_ROUNDS: Final = 5


def stages(folder: Path, rounds: int = _ROUNDS) -> dict[str, float]:
    """Return the seconds of CPU that a page of a site's explainers takes, by stage."""
    with chdir(folder):
        site = site_of_options(Namespace(settings="pelicanconf.py", content=None, output=None))
        grounds: list[Ground] = []

        def kept_ground(ground: Ground) -> CheckedSite:
            grounds.append(ground)
            return ground.site()

        listing = scan(site.folders.content)
        nothing = Kept({}, KeptContent(), lambda _: b"")
        content = ContentReader(
            folder_of(listing, site.wanted.languages), site.wanted, nothing, Clock(0), analysed_here, kept_ground
        ).content()
        languages = site.wanted.languages
        files = [raw_file(file, 0) for file in listing.files if page_of_file(file.path, languages)[0] == "explainer"]
        documents = [documents_of([file], languages) for file in files]
        theme = Theme(site.folders.theme, site.site.tile_address)
        plan = [page for page in planned_pages(content.site(site.site, site.day)) if page.kind == "explainer"]

        def check() -> None:
            checked = grounds[0].site()
            for its in documents:
                with checked.recording():
                    for one in its:
                        found_in(Page(one, checked, its))

        def view() -> list[tuple[str, str, Any]]:
            answering = content.site(site.site, site.day)
            found = []
            for page in plan:
                with answering.recording():
                    it = shown(answering, page)
                found.append((it.template, page.language, it.view))
            return found

        views = view()
        works = (
            lambda: [documents_of([file], languages) for file in files],
            check,
            view,
            lambda: [rendered(theme, *one) for one in views],
        )
        return {name: _quickest(work, rounds) / len(files) for name, work in zip(STAGES, works, strict=True)}


def _quickest(work: Callable[[], object], rounds: int) -> float:
    times = []
    for _ in range(rounds):
        started = time.process_time()
        work()
        times.append(time.process_time() - started)
    return min(times)


if __name__ == "__main__":
    print(json.dumps(stages(Path(sys.argv[1]))))
