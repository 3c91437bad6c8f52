"""Documents put together in memory, by the same functions as a content folder's files."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from explainers.build.analysis import whole
from explainers.build.records import by_kind, corpus_of
from explainers.checks.page import Page
from explainers.checks.run import found_in, unchecked
from explainers.checks.site import CheckedSite, Comparison
from explainers.model import Corpus
from explainers.problems import Problem, Unchecked
from explainers.reading.corpus import JoinedSite, Named
from explainers.reading.documents import Document

DAY = "2024-01-01"


def by_page(documents: Iterable[Document]) -> dict[tuple[str, str], list[Document]]:
    """Return documents by the page that they belong to: an original with its translations."""
    ordered = sorted(documents, key=lambda one: (one.kind, one.slug, one.path))
    return {key: list(its) for key, its in groupby(ordered, key=lambda one: (one.kind, one.slug))}


def joined(
    documents: Iterable[Document], others: Collection[str] = (), day: str = DAY, *, by_date: bool = False
) -> tuple[Corpus, tuple[Problem, ...]]:
    """Return the records of documents, and the problems that only show between them."""
    pages = by_page(documents)
    by_path = {one.path: one for its in pages.values() for one in its}
    site = JoinedSite([one.outline for one in by_path.values()], others, day, by_date=by_date)
    found = [*site.between()]
    for one in by_path.values():
        its = list(site.missing(one.outline, one.references))
        named = [Named(each.kind, each.target, each.paragraphs, each.fragment) for each in one.references]
        assert site.has_all(one.outline, named) == (not its)
        found += its
    records = {key: whole(its, drafts=False) for key, its in pages.items()}
    corpus = corpus_of(by_kind(key for key, one in records.items() if one is not None), records.__getitem__, {})  # type: ignore[misc]
    return corpus, tuple(sorted(one.problem(by_path[one.path]) for one in found))


def checked(documents: Iterable[Document], site: CheckedSite) -> tuple[tuple[Problem, ...], tuple[Unchecked, ...]]:
    """Return what the rules find in documents, each problem once, and what they could not look at."""
    pages = by_page(documents)
    found = {one.path: found_in(Page(one, site, its)) for its in pages.values() for one in its}
    problems = {problem for one in found.values() for problem in one.problems}
    return tuple(sorted(problems)), unchecked(found[path] for path in sorted(found))


def comparison(before: Iterable[Document], now: Iterable[Document]) -> Comparison:
    """Return what has changed between two states of a site's files."""
    old, new = ({one.path: one for one in documents} for documents in (before, now))
    changed = [path for path in old.keys() & new.keys() if old[path].data != new[path].data]
    return Comparison({path: old[path] for path in changed}, {path: new[path] for path in changed})
