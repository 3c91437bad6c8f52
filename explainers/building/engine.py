"""The build: from knowledge to files. What a page read last time decides whether it is made again.

For each page of the plan: if code, theme, settings and every fact that it read are unchanged and its files are
intact, it is done. Else its view is made; if the view is unchanged, it is done too. Else it is rendered, and the
file is replaced if its bytes differ. Files that the last build owned and this one does not are removed.
"""

from __future__ import annotations

from collections.abc import Callable

from msgspec import Struct

from explainers.building.code import code_digest
from explainers.building.output import Output
from explainers.building.store import KeptPage, Store
from explainers.digest import digest, digest_of_bytes
from explainers.knowing.facts import Facts
from explainers.knowing.knowledge import Knowledge
from explainers.showing.pages import PlannedPage, planned_pages, shown, template_of
from explainers.showing.render import rendered
from explainers.showing.templates import Theme

__all__ = ["Built", "build_pages"]


class Built(Struct, frozen=True):
    """What a build did, in numbers: pages in all, of them rendered; files written and removed."""

    pages: int
    rendered: int
    written: int
    removed: int

    @property
    def unchanged(self) -> int:
        """How many pages needed no rendering."""
        return self.pages - self.rendered


def build_pages(
    knowledge: Knowledge,
    theme: Theme,
    output: Output,
    store: Store,
    *,
    full: bool = False,
    drafts: bool = False,
    on_page: Callable[[PlannedPage], None] | None = None,
) -> Built:
    """Make the site's pages. `full` forgets what is kept; `on_page` is told of each page of the plan, made or
    not, when it stands in the output. Raises `OSError` where the disk fails; what is written by then stays, and
    the next build goes on from there.
    """
    return _Build(knowledge, theme, output, store, full=full).run(drafts=drafts, on_page=on_page)


class _Build:
    """One build, while it runs."""

    def __init__(self, knowledge: Knowledge, theme: Theme, output: Output, store: Store, *, full: bool) -> None:
        self._knowledge, self._theme, self._output, self._store = knowledge, theme, output, store
        self._owned = store.pages()
        self._kept = {} if full else self._owned
        self._ground = digest((code_digest(), knowledge.settings))
        self._changed: dict[str, KeptPage] = {}
        self._rendered = 0

    def run(self, *, drafts: bool, on_page: Callable[[PlannedPage], None] | None) -> Built:
        plan = planned_pages(Facts(self._knowledge), drafts=drafts)
        self._output.sweep()
        for page in plan:
            self._page(page)
            if on_page:
                on_page(page)
        assets = dict(self._theme.assets())
        for file, data in assets.items():
            self._asset(file, data)
        self._prune({page.file for page in plan} | assets.keys())
        self._output.sweep()
        return Built(len(plan), self._rendered, self._output.written, self._output.removed)

    def _page(self, page: PlannedPage) -> None:
        kept = self._kept.get(page.file)
        intact = kept is not None and all(map(self._output.is_intact, kept.files))
        if kept and intact and kept.key == self._key(page, kept.reads):
            return
        facts = Facts(self._knowledge)
        made = shown(facts, page)
        key, view = self._key(page, facts.reads), digest((self._ground, self._style(page), made))
        if kept and intact and kept.view == view:
            self._changed[page.file] = KeptPage(key, view, facts.reads, kept.files)
            return
        data = rendered(self._theme, made.template, page.language, made.view)
        files = [(page.file, data), *made.files]
        written = tuple(self._output.put(file, content) for file, content in files)
        self._rendered += 1
        self._changed[page.file] = KeptPage(key, view, facts.reads, written)

    def _asset(self, file: str, data: bytes) -> None:
        """Have a file of the theme in the output as it is."""
        kept, key = self._kept.get(file), digest_of_bytes(data)
        if kept and kept.key == key and all(map(self._output.is_intact, kept.files)):
            return
        self._changed[file] = KeptPage(key, "", (), (self._output.put(file, data),))

    def _key(self, page: PlannedPage, reads: tuple[str, ...]) -> str:
        facts = [(name, self._knowledge.digest(name)) for name in reads]
        return digest((self._ground, self._style(page), page, facts))

    def _style(self, page: PlannedPage) -> str:
        return self._theme.digest(template_of(page))

    def _prune(self, planned: set[str]) -> None:
        """Remove the files that only the last build has, and keep the rows of this one."""
        now = {file: self._changed.get(file) or self._kept[file] for file in planned}
        files = {one.file for row in now.values() for one in row.files}
        for row in self._owned.values():
            for one in row.files:
                if one.file not in files:
                    self._output.remove(one.file)
        self._store.replace(self._changed, (file for file in self._owned if file not in planned))
