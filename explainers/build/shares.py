"""The parts of a build that any process can do, this one or others: reading and checking pages, and making them.

Bytes go out and come back, and nothing but bytes. What all parts stand on (the ground) is sent to a worker once; it
keeps that of the last parts that it did. Workers need not see any of our files, but have to run the same code.
"""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain, islice, repeat, starmap
from pathlib import Path
from typing import Any, Final, TypeVar

import msgspec
from msgspec import Struct

from explainers.build.analysis import Analysis, Ground, RawFile, analysed, raw_file
from explainers.build.bundles import decoded
from explainers.build.code import code_digest
from explainers.build.content import Content, Key, Task
from explainers.build.drawings import KeptDrawings
from explainers.build.engine import Make, made_here
from explainers.build.incremental import analysed_here
from explainers.build.pool import Pool, Work
from explainers.build.reader import Analyse
from explainers.build.records import Fetched, by_kind, corpus_of
from explainers.build.store import Store
from explainers.checks.site import CheckedSite
from explainers.content_kinds import Kind
from explainers.digest import digest_of_bytes
from explainers.model import Attached
from explainers.pages.page_context import PageContext
from explainers.pages.parts import draw_beside
from explainers.pages.render import MadePage, WantedPage, made
from explainers.pages.templates import Theme
from explainers.site.about import About
from explainers.site.site import Site
from explainers.site_settings import SiteSettings

__all__ = ["FEWEST", "analyse_share", "analysed_by", "made_by", "make_share"]

FEWEST: Final = 128
"""Of fewer pages than these, starting workers costs more than they save."""

_PART_TO_READ: Final = 32  # pages
_PART_TO_MAKE: Final = 16
"""Of fewer pages than are read at a time: what comes of a page is ten times what it is made from, and each process has
several parts, as bytes and as what these say.
"""
_LAST: Final = 4  # parts a process that the last pages are at least shared out in
_COMMON: Final = 2  # pages a worker that make a map worth drawing for all workers
_KEPT: Final = 4  # grounds that a worker keeps: those of two builds

_T = TypeVar("_T")
_MadePages = list[tuple[WantedPage, MadePage]]
_Shown = tuple[str, tuple[str, ...]]
_ENCODER: Final = msgspec.msgpack.Encoder()
_ABOUT: Final = msgspec.msgpack.Decoder(About)


class OtherCode(RuntimeError):
    """A worker runs another version of this package, of Python or of a library: its bytes might be others."""


# ---- what parts stand on ---------------------------------------------------------------------------------


class _AnalyseGround(Struct, frozen=True):
    code: str
    ground: Ground


class _MakeGround(Struct, frozen=True):
    """What pages are made from, but for the text of explainers, which travels with them. What is `known` about each of
    these (`About`) stays in bytes until it is asked for: of ten thousand, that takes a quarter of the memory.
    """

    code: str
    settings: SiteSettings
    day: str
    theme: Mapping[str, str]
    known: Mapping[str, msgspec.Raw]
    records: tuple[tuple[Kind, str, bytes], ...]
    attached: Mapping[str, Attached]
    drawings: Mapping[str, str]


class _Task(Struct, frozen=True, array_like=True):
    kind: Kind
    slug: str
    files: tuple[RawFile, ...]


class _Pages(Struct, frozen=True, array_like=True):
    """Pages to make, with the text of their explainers, and the maps beside it that others show too."""

    pages: tuple[WantedPage, ...]
    explainers: Mapping[str, bytes]
    drawings: Mapping[str, str] = {}


class _Made(Struct, frozen=True, array_like=True):
    """What came of a part: its pages (`None`: those that need what was not there), and what was drawn for them."""

    pages: tuple[MadePage | None, ...]
    drawings: Mapping[str, str]


class _Elsewhere(LookupError):
    """A page asks for an explainer that did not travel with it."""


class _PartSite:
    """A site as a worker knows it: all but the explainers that are not in the part at hand."""

    def __init__(self, ground: _MakeGround) -> None:
        self._explainers: Mapping[str, bytes] = {}
        self._records: dict[Key, bytes] = {(kind, slug): data for kind, slug, data in ground.records}
        known = Fetched(dict.fromkeys(ground.known), lambda slug: _ABOUT.decode(ground.known[slug]))
        keys: list[Key] = [*self._records, *(("explainer", slug) for slug in ground.known)]
        corpus = corpus_of(by_kind(keys), self._record, ground.attached)
        self.drawings: dict[str, str] = {}
        self._brought: dict[str, str] = {}
        drawn = ChainMap(self.drawings, self._brought, dict(ground.drawings))
        self._site = Site(corpus, ground.settings, ground.day, known, drawings=drawn)
        self._theme = Theme(
            Path("theme"), ground.settings.tile_address, (), ground.settings.catalogues, known=ground.theme
        )

    def take(self, part: _Pages) -> None:
        """Take up what comes with a part."""
        self._explainers = part.explainers
        self._brought.update(part.drawings)

    def made(self, wanted: WantedPage) -> MadePage | None:
        """Return a page; `None` if it needs what is not here."""
        try:
            return made(self._site, self._theme, wanted)
        except _Elsewhere:
            return None

    def let_go(self) -> None:
        """Forget what came with the last part, and what was drawn for it."""
        self._explainers = {}
        self._brought.clear()
        self.drawings.clear()
        self._site.let_go("explainer")

    def _record(self, key: Key) -> Any:
        data = self._records.get(key) or self._explainers.get(key[1])
        if data is None:
            raise _Elsewhere(key)
        return decoded(data)


_GROUNDS: Final[dict[str, Any]] = {}  # by their digests, the oldest first


def _stood_on(name: str, data: bytes | None, read: Callable[[bytes], _T]) -> _T | None:
    """Return what parts stand on, which this process keeps; `None` if it has not been sent it."""
    if name not in _GROUNDS and data is not None:
        if len(_GROUNDS) == _KEPT:
            del _GROUNDS[next(iter(_GROUNDS))]
        _GROUNDS[name] = read(data)
    return _GROUNDS.get(name)


def _same_code(code: str) -> None:
    if code != code_digest():
        raise OtherCode("it runs another version of explainers, of Python or of a library")


def _site_to_check(data: bytes) -> tuple[CheckedSite, bool]:
    ground = msgspec.msgpack.decode(data, type=_AnalyseGround)
    _same_code(ground.code)
    return ground.ground.site(), ground.ground.wanted.drafts


def _site_to_make(data: bytes) -> _PartSite:
    ground = msgspec.msgpack.decode(data, type=_MakeGround)
    _same_code(ground.code)
    return _PartSite(ground)


# ---- what a worker does ----------------------------------------------------------------------------------


def analyse_share(name: str, ground: bytes | None, part: bytes) -> bytes | None:
    """Read and check some pages (see `Share`)."""
    stood_on = _stood_on(name, ground, _site_to_check)
    if stood_on is None:
        return None
    site, drafts = stood_on
    tasks = msgspec.msgpack.decode(part, type=tuple[_Task, ...])
    return _ENCODER.encode([analysed(task.kind, task.slug, task.files, site, drafts=drafts) for task in tasks])


def make_share(name: str, ground: bytes | None, part: bytes) -> bytes | None:
    """Make some pages (see `Share`)."""
    site = _stood_on(name, ground, _site_to_make)
    if site is None:
        return None
    pages = msgspec.msgpack.decode(part, type=_Pages)
    site.take(pages)
    try:
        return _ENCODER.encode(_Made(tuple([site.made(page) for page in pages.pages]), site.drawings))
    finally:
        site.let_go()


# ---- sharing out -----------------------------------------------------------------------------------------


def analysed_by(pool: Pool | None) -> Analyse:
    """Return what reads and checks pages: this process, or a pool where that is worth it."""
    return partial(_analysed_by, pool) if pool else analysed_here


def _analysed_by(pool: Pool, ground: Ground, site: CheckedSite, tasks: Sequence[Task]) -> Iterator[Analysis]:
    if len(tasks) < FEWEST:
        yield from analysed_here(ground, site, tasks)
        return
    base = _ENCODER.encode(_AnalyseGround(code_digest(), ground))
    name = digest_of_bytes(base)
    _GROUNDS[name] = site, ground.wanted.drafts  # workers that are forked off this process have it by birth
    work: Work[tuple[Task, ...], Sequence[Analysis]] = Work(
        lambda part: [*analysed_here(ground, site, part)],
        analyse_share,
        name,
        base,
        lambda part: _ENCODER.encode([_Task(one.kind, one.slug, tuple(starmap(raw_file, one.files))) for one in part]),
        lambda _, done: msgspec.msgpack.decode(done, type=tuple[Analysis, ...]),
    )
    try:
        for done in pool.results(work, _in_parts(tasks, _PART_TO_READ, pool.workers + 1)):
            yield from done
    finally:
        _GROUNDS.pop(name, None)


def made_by(pool: Pool | None, content: Content, store: Store, drawings: KeptDrawings) -> Make:
    """Return what makes the pages of a content, its store and its drawings: this process, or a pool where that is
    worth it.
    """
    return partial(_made_by, pool, content, store, drawings) if pool else made_here


def _made_by(
    pool: Pool,
    content: Content,
    store: Store,
    drawings: KeptDrawings,
    site: Site,
    theme: Theme,
    pages: Sequence[WantedPage],
) -> Iterator[tuple[WantedPage, MadePage]]:
    """Make explainers here and in the pool, and all other pages here: there are few of them, and some need all
    explainers.
    """
    shared = [page for page in pages if page.page.kind == "explainer"]
    if len(shared) < FEWEST:
        yield from made_here(site, theme, pages)
        return
    beside = _Beside(site, content, drawings, shared, _COMMON * (pool.workers + 1))
    shared.sort(key=beside.key)  # those that show the same map in one part

    def record(key: Key) -> bytes:
        return content.records.get(key) or store.record(key)

    def sent(part: Sequence[WantedPage]) -> bytes:
        texts = {slug: record(("explainer", slug)) for slug in dict.fromkeys(one.page.slug for one in part)}
        return _ENCODER.encode(_Pages(tuple(part), texts, beside.drawn(part)))

    def received(part: Sequence[WantedPage], data: bytes) -> _MadePages:
        done = msgspec.msgpack.decode(data, type=_Made)
        for name, drawing in done.drawings.items():
            site.drawings[name] = drawing
        return [(page, one or made(site, theme, page)) for page, one in zip(part, done.pages, strict=True)]

    base = _ENCODER.encode(_ground(site, theme, content, record, drawings.newest()))
    work: Work[tuple[WantedPage, ...], _MadePages] = Work(
        lambda part: [*made_here(site, theme, part)], make_share, digest_of_bytes(base), base, sent, received
    )
    own = ((page,) for page in pages if page.page.kind != "explainer")
    # Parts without pages first: workers take up the ground while maps for the first pages are drawn.
    parts = chain(repeat((), pool.workers), _in_parts(shared, _PART_TO_MAKE, pool.workers + 1))
    for done in pool.results(work, parts, own):
        yield from done
        for page in [page for page, _ in done if page.page.kind == "explainer"]:
            content.let_go(("explainer", page.page.slug))
        site.let_go("explainer")
    pool.let_go()  # what comes now is done here, and workers would only keep their memory


def _ground(
    site: Site, theme: Theme, content: Content, record: Callable[[Key], bytes], drawings: Mapping[str, str]
) -> _MakeGround:
    keys = (
        key
        for key, bundle in content.bundles.items()
        if bundle.digest and not bundle.left_out and key[0] != "explainer"
    )
    return _MakeGround(
        code_digest(),
        site.settings,
        site.day,
        theme.texts,
        {slug: msgspec.Raw(_ENCODER.encode(one)) for slug, one in content.known.items()},
        tuple((*key, record(key)) for key in keys),
        site.corpus.attached,
        drawings,
    )


class _Beside:
    """The maps that pages show beside their text. One that at least so many pages show is drawn by this process alone,
    when the first of these pages is: else each worker would draw it for itself, and load all that drawing takes.
    """

    def __init__(
        self, site: Site, content: Content, drawings: KeptDrawings, pages: Iterable[WantedPage], least: int
    ) -> None:
        self._site, self._content, self._drawings = site, content, drawings
        shown = Counter(map(self.key, pages))
        self._often = {key for key, count in shown.items() if count >= least}
        self._names: dict[_Shown, list[str]] = {}

    def key(self, page: WantedPage) -> _Shown:
        """Return what decides which map a page shows: its language, and its countries."""
        return page.page.language, self._content.known[page.page.slug].countries

    def drawn(self, pages: Iterable[WantedPage]) -> dict[str, str]:
        """Return the maps that these pages show, and many others too, by their names."""
        found = dict.fromkeys(map(self.key, pages))
        names = [name for key in found if key in self._often for name in self._names_of(key)]
        return {name: drawing for name in names if (drawing := self._drawings.get(name))}

    def _names_of(self, key: _Shown) -> list[str]:
        if key not in self._names:
            language, countries = key
            with self._drawings.asked() as self._names[key]:
                draw_beside(PageContext(self._site, "explainer", language), countries)
        return self._names[key]


def _in_parts(items: Sequence[_T], most: int, processes: int) -> Iterator[tuple[_T, ...]]:
    """Yield parts of so many items at most, towards the end fewer: so all processes are done at about the same time."""
    rest = iter(items)
    left = len(items)
    while part := tuple(islice(rest, max(min(most, left // (_LAST * processes)), 1))):
        yield part
        left -= len(part)
