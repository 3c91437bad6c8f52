"""The build: from what a site answers to files. What a page asked last time decides whether it is made again.

For each page of the plan: if code, theme, settings and every answer that it got are unchanged and its files are
intact, it is done. Else its view is made; if the view is unchanged, it is done too. Else it is rendered, and the
file is replaced if its bytes differ. Files that the last build owned and this one does not are removed.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.build.answers import Changes, PageAnswers
from explainers.build.code import code_digest
from explainers.build.output import Output
from explainers.build.pictures import attached_key, made_attached
from explainers.build.remembered import Remembered, Standing
from explainers.build.resting import Resting
from explainers.build.rows import Rows
from explainers.build.server_files import server_files
from explainers.build.store import KeptFile, KeptPage, Store
from explainers.digest import digest, digest_of_bytes
from explainers.failures import CommandError
from explainers.model import PictureFile
from explainers.pages.plan import PlannedPage, planned_pages, template_of
from explainers.pages.render import MadePage, WantedPage, made
from explainers.pages.templates import Theme
from explainers.questions import question_name
from explainers.reading.scan import LONGEST_NAME
from explainers.site.site import Site
from explainers.site_settings import ServerSettings
from explainers.terminal import shortened

__all__ = ["BuildOptions", "Built", "Make", "PlanError", "build_pages", "made_here"]

_LET_GO: Final = 64  # pages
_FEW: Final = 8  # answers that are looked for in each row
_TURNS: Final = {"explainer": 0, "feed": 2, "corrections-feed": 2}

Make = Callable[[Site, Theme, Sequence[WantedPage]], Iterable[tuple[WantedPage, MadePage]]]


def made_here(site: Site, theme: Theme, pages: Sequence[WantedPage]) -> Iterator[tuple[WantedPage, MadePage]]:
    """Make pages in this process, each when it is asked for."""
    for number, page in enumerate(pages, 1):
        yield page, made(site, theme, page)
        if number % _LET_GO == 0:
            site.let_go("explainer")  # its text is hardly ever asked for by another page


class PlanError(CommandError, ValueError):
    """The pages can't all be written, because of the settings' addresses: two have the same file, or a file's name is
    longer than disks take.
    """


class Built(Struct, frozen=True):
    """What a build did, in numbers: pages in all, of them rendered; files written and removed. `rows`: what the site
    has now, by name.
    """

    pages: int
    rendered: int
    written: int
    removed: int
    rows: Mapping[str, KeptPage] = {}

    @property
    def files(self) -> tuple[KeptFile, ...]:
        """All files that the site has now."""
        return tuple([one for name in sorted(self.rows) for one in self.rows[name].files])

    @property
    def unchanged(self) -> int:
        """How many pages needed no rendering."""
        return self.pages - self.rendered


class BuildOptions(Struct, frozen=True):
    """How to build: `full` forgets what is kept, `drafts` makes their pages too; `content` is the folder that pictures
    are in; `servers` says which files for servers there are to be; `make` makes the pages that need it, wherever and
    in whatever order it likes; `remembered` is what the process knows from its last build.
    """

    full: bool = False
    drafts: bool = False
    content: Path = Path("content")
    servers: ServerSettings = ServerSettings()
    make: Make = made_here
    remembered: Remembered | None = None


def build_pages(
    site: Site,
    theme: Theme,
    output: Output,
    store: Store,
    options: BuildOptions = BuildOptions(),  # noqa: B008 - it is frozen
    *,
    changes: Changes | None = None,
    on_page: Callable[[PlannedPage], None] | None = None,
) -> Built:
    """Make the site's pages and what belongs to them. `changes`: since the build that the store knows (`None`: anything
    may differ). `on_page` is told of each page of the plan, made or not, when it stands in the output.

    Raises `OSError` where the disk fails: what is written by then stays, and the next build goes on from there. Raises
    `PlanError` before anything is written.
    """
    return _Build(site, theme, output, store, options, changes).run(on_page)


def _check_names(plan: Iterable[PlannedPage]) -> None:
    """Raise `PlanError` where two pages have the same file, or a page's file, or what is made beside it
    (``NAME.cite.json.br``), has a longer name than disks take.
    """
    for page, following in pairwise(plan):  # they are in the order of their files
        if page.file == following.file:
            raise PlanError(f"two pages would be '{page.file}': change an address in the settings")
    for page in plan:
        if len(page.file) * 4 > LONGEST_NAME:  # bytes of UTF-8 that a character may have
            long = next((part for part in page.file.split("/") if len(part.encode()) > LONGEST_NAME), "")
            if long:
                raise PlanError(
                    f"the address of {page.kind} '{shortened(page.slug, 40)}' has a part of {len(long.encode())} "
                    f"bytes: disks take {LONGEST_NAME} and what is added to it. Shorten the address in the settings, "
                    "or the name of the file"
                )


class _Build:
    """One build, while it runs."""

    def __init__(
        self,
        site: Site,
        theme: Theme,
        output: Output,
        store: Store,
        options: BuildOptions,
        changes: Changes | None,
    ) -> None:
        self._site, self._theme, self._output, self._store = site, theme, output, store
        self._options = options
        rows = store.page_rows()
        ground = digest((code_digest(), site.settings))
        same = not options.full and store.note("ground", str) == ground
        store.keep_note("ground", ground)
        self._owned = rows if same else store.pages()
        self._kept = rows if same else {}
        remembered = self._remembered = options.remembered or Remembered()
        # What a build that fails leaves of these is of no use.
        self._standing_before, remembered.standing = remembered.standing if same else None, None
        resting, remembered.resting = remembered.resting, None
        self._answers = PageAnswers(store, site, afresh=not same, resting=resting)
        self._others = self._answers.changed(changes)
        # To find them again, each template and all that it includes would have to be parsed.
        self._templates, self._policies = (self._of_theme(name) if same else {} for name in ("templates", "policies"))
        self._examples: dict[str, PlannedPage] = {}  # a page of the plan for each template
        self._changed: dict[str, KeptPage] = {}
        self._rendered = 0
        self._has_same_keys = False

    def run(self, on_page: Callable[[PlannedPage], None] | None) -> Built:
        plan = planned_pages(self._site, drafts=self._options.drafts)
        keys = self._keys_of(plan)
        self._output.sweep()
        wanted = self._wanted(plan, keys)
        self._output.check(wanted)
        todo = sorted(wanted.values(), key=self._turn)
        for one, came in self._options.make(self._site, self._theme, todo):
            self._take(one.page, came)
        if on_page:
            for page in plan:
                on_page(page)
        further = server_files(self._options.servers, self._site.settings.urls, self._policies_of())
        assets = {**dict(self._theme.assets()), **further}
        for file, data in assets.items():
            self._asset(file, data)
        attached = set(self._attached(plan))
        rows = self._prune({page.file for page in plan} | assets.keys() | attached)
        self._output.sweep()
        if self._options.remembered:
            self._remember(keys, rows)
        return Built(len(plan), self._rendered, self._output.written, self._output.removed, rows)

    def _turn(self, wanted: WantedPage) -> tuple[object, ...]:
        """Return when a page is made: what was edited first, those of the same countries, which show much the same, one
        behind the other; feeds, which show many explainers, last.
        """
        page, known = wanted.page, self._site.known
        countries = known[page.slug].countries if page.kind == "explainer" else ()
        return _TURNS.get(page.kind, 1), countries, page.slug

    def _keys_of(self, plan: tuple[PlannedPage, ...]) -> list[str]:
        """Return the keys of the plan's pages, in their order. Raises `PlanError`."""

        def find_examples() -> dict[str, PlannedPage]:
            return {template_of(page): page for page in plan}

        self._examples = self._remembered.examples.of((plan,), find_examples)
        for example in self._examples.values():
            self._key(example)

        def find() -> list[str]:
            _check_names(plan)
            return [self._key(page) for page in plan]

        keys = self._remembered.keys.of((plan, dict(self._templates)), find)
        known = self._standing_before
        if known is None or known.keys is not keys:
            now = digest(keys)
            self._has_same_keys = self._store.note("keys", str) == now
            self._store.keep_note("keys", now)
        return keys

    def _to_look_at(self, plan: Sequence[PlannedPage], keys: Sequence[str]) -> Iterable[tuple[PlannedPage, str]]:
        """Return the pages that may have to be made, with their keys: all, unless it is known which."""
        files = self._files_to_look_at(plan, keys)
        if files is None:
            return zip(plan, keys, strict=True)
        places = [bisect_left(plan, file, key=attrgetter("file")) for file in files]
        return [
            (plan[place], keys[place])
            for file, place in zip(files, places, strict=True)
            if place < len(plan) and plan[place].file == file
        ]

    def _files_to_look_at(self, plan: Sequence[PlannedPage], keys: Sequence[str]) -> list[str] | None:
        """Return which files to look at, in order: where the last build is known, those that it made, and those that
        rest on what has changed.
        """
        known, kept, others = self._standing_before, self._kept, self._others
        if known is not None and known.keys is keys and self._output.is_undisturbed:
            return sorted({*known.new, *known.resting.on(others)})
        if self._output.stands and self._has_same_keys and isinstance(kept, Rows) and len(others) <= _FEW:
            return sorted(kept.that_may_have(others)) if kept.has_all(page.file for page in plan) else None
        return None

    def _remember(self, keys: Sequence[str], rows: Mapping[str, KeptPage]) -> None:
        """Let the next build of this process know the pages of this one."""
        before, self._remembered.resting = self._standing_before, self._answers.rested_on()
        if before is None:
            resting = Resting((file, row.reads) for file, row in rows.items())
        else:
            resting = before.resting
            for file, row in self._changed.items():
                resting.add(file, row.reads, self._owned[file].reads if file in self._owned else ())
        self._remembered.standing = Standing(keys, frozenset(self._changed), resting)

    def _wanted(self, plan: Sequence[PlannedPage], keys: Sequence[str]) -> dict[str, WantedPage]:
        """Return what has to be made, by file: not the pages that stand, and all that they read is as it was."""
        wanted: dict[str, WantedPage] = {}
        rows, others, current = self._kept, self._others, self._output.current
        for page, key in self._to_look_at(plan, keys):
            row = rows.get(page.file)
            if row is None or row.key != key or current(row) is not row:
                row = self._standing(page.file, key)
            if row is None:
                wanted[page.file] = WantedPage(page, "", self._beside(page.file))
            elif not others.isdisjoint(row.reads):
                wanted[page.file] = WantedPage(page, row.view, row.beside)
        return wanted

    def _standing(self, name: str, key: str) -> KeptPage | None:
        """Return the row of a page, an asset or a picture that needs no making: same key, and its files are there."""
        kept = self._kept.get(name)
        if kept is None or kept.key != key:
            return None
        current = self._output.current(kept)
        if current is not None and current is not kept:
            self._kept[name] = self._changed[name] = current
        return current

    def _beside(self, name: str) -> str:
        """Return the digest of what the files beside a page say, if all of its files are as they were left: then those
        beside it need no making, though the page itself does, as with another template.
        """
        kept = self._kept.get(name)
        current = self._output.current(kept) if kept and kept.beside else None
        if current is None:
            return ""
        self._kept[name] = current
        return current.beside

    def _take(self, page: PlannedPage, made: MadePage) -> None:
        key, reads = self._key(page), self._answers.of(made.reads)
        kept = self._kept.get(page.file)
        standing = {one.file: one for one in kept.files} if kept else {}
        if made.files is None:
            files = tuple(standing.values())
        else:
            files = tuple(standing[file] if data is None else self._output.put(file, data) for file, data in made.files)
            self._rendered += 1
        self._changed[page.file] = KeptPage(key, made.view, reads, files, made.beside)

    def _key(self, page: PlannedPage) -> str:
        name = template_of(page)
        if name not in self._templates:
            self._templates[name] = self._theme.digest(name)
        return f"{page.kind} {page.language} {page.slug} {self._templates[name]}"

    def _of_theme(self, name: str) -> dict[str, str]:
        """Return what the last build noted of templates, by their names, if it had the same theme."""
        known = self._store.note(name, tuple[str, dict[str, str]])
        return known[1] if known and known[0] == self._theme.whole_digest else {}

    def _policies_of(self) -> Iterator[str]:
        """Yield the content-security policies of the plan's pages, each template's once."""
        for name in sorted(name for name, page in self._examples.items() if page.file.endswith(".html")):
            if name not in self._policies:
                self._policies[name] = str(self._theme.globals(name)["policy"])
            yield self._policies[name]

    def _asset(self, file: str, data: bytes) -> None:
        """Have a file in the output that isn't a page."""
        key = digest_of_bytes(data)
        if self._standing(file, key) is None:
            self._changed[file] = KeptPage(key, "", (), (self._output.put(file, data),))

    def _attached(self, plan: Iterable[PlannedPage]) -> Iterator[str]:
        """Have all files that pages show or offer; yield the names of their rows."""
        numbers = self._answers.of_kind("picture") | self._answers.of_kind("download")
        read: set[int] = set()
        for page in plan if numbers else ():
            read.update((self._changed.get(page.file) or self._kept[page.file]).reads)
        asked = {numbers[number] for number in numbers.keys() & read}
        for path, one in sorted(self._site.corpus.attached.items()):
            name = question_name("picture" if isinstance(one, PictureFile) else "download", path)
            if name not in asked:
                continue
            if self._standing(name, attached_key(one)) is None:
                self._changed[name] = made_attached(one, self._options.content, self._output)
            yield name

    def _prune(self, planned: set[str]) -> Mapping[str, KeptPage]:
        """Remove the files that only the last build has, and keep the rows of this one; return them."""
        gone = sorted(self._owned.keys() - planned)
        now = self._kept.copy()
        now.update(self._changed)
        for name in now.keys() & gone:
            del now[name]
        before = [self._owned[file] for file in (*gone, *self._changed) if file in self._owned]
        lost = {one.file for row in before for one in row.files}
        lost.difference_update(one.file for row in self._changed.values() for one in row.files)
        if lost:
            lost.difference_update([one.file for row in now.values() for one in row.files])
        for file in sorted(lost):
            self._output.remove(file)
        self._store.replace(self._changed, gone)
        for name, found in (("templates", self._templates), ("policies", self._policies)):
            self._store.keep_note(name, (self._theme.whole_digest, found))
        self._answers.keep()
        return now
