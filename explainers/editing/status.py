"""How sources stand: what is sealed, what pages use of it, what they do not."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from msgspec import Struct

from explainers.checks.page import Page
from explainers.checks.quotation_verdicts import verdicts
from explainers.checks.site import CheckedSite
from explainers.model import Source
from explainers.plurals import counted
from explainers.reading.blocks import Reference
from explainers.reading.documents import Document
from explainers.reading.seals import SealState, seal_state
from explainers.terminal import shortened

__all__ = ["QuotationStatus", "SourceStatus", "as_record", "as_words", "cited_paragraphs", "source_status"]

_LONGEST: Final = 60  # characters of a quotation that are shown


class QuotationStatus(Struct, frozen=True):
    """A quotation on record: its paragraph and words, how its seal is (sealed, broken, missing), and where pages print
    it (path and line).
    """

    para: int
    words: str
    seal: SealState
    used: tuple[str, ...]


class SourceStatus(Struct, frozen=True):
    """A source: whether it is sealed, how many paragraphs it has (0: unknown), its quotations, which paragraphs pages
    cite and which they do not, the pages that cite it, and which paragraphs stand elsewhere as a whole.
    """

    key: str
    title: str
    sealed: bool
    count: int
    quotations: tuple[QuotationStatus, ...]
    cited: tuple[int, ...]
    uncited: tuple[int, ...]
    pages: tuple[str, ...]
    elsewhere: tuple[int, ...] = ()


def source_status(documents: Iterable[Document], site: CheckedSite) -> tuple[SourceStatus, ...]:
    """Return how all sources of a site stand, by key; `documents` are all of its files."""
    pages = [Page(document, site) for document in documents]
    return tuple(_status(source, pages) for _, source in sorted(site.corpus.sources.items()))


def cited_paragraphs(source: Source, documents: Iterable[Document]) -> frozenset[int]:
    """Return the paragraphs of a sealed source that pages cite: all of them where one cites it as a whole."""
    cited = [reference.paragraphs for document in documents for reference in _citing(source, document)]
    count = source.sealed.count if source.sealed else 0
    return frozenset(range(1, count + 1) if () in cited else (number for numbers in cited for number in numbers))


def _citing(source: Source, document: Document) -> Iterator[Reference]:
    """Yield a file's references to a source; another source only says that its words stand in this one."""
    for reference in document.references if document.kind != "source" else ():
        if reference.kind == "source" and reference.target == source.key:
            yield reference


def _status(source: Source, pages: Sequence[Page]) -> SourceStatus:
    citing = [(page, reference) for page in pages for reference in _citing(source, page.document)]
    cited = {number for _, reference in citing for number in reference.paragraphs}
    count = source.sealed.count if source.sealed else 0
    return SourceStatus(
        source.key,
        source.title,
        source.sealed is not None,
        count,
        _quotations(source, pages),
        tuple(sorted(cited)),
        tuple(number for number in range(1, count + 1) if number not in cited),
        tuple(dict.fromkeys(page.document.path for page, _ in citing)),
        tuple(sorted(source.absent)),
    )


def _quotations(source: Source, pages: Sequence[Page]) -> tuple[QuotationStatus, ...]:
    used: dict[int, list[str]] = {}
    for page in pages:
        for one in verdicts(page):
            if one.found and one.found[0] == source.key and one.verdict in ("sealed", "unsealed"):
                place = source.quotations.index(one.found[1])
                used.setdefault(place, []).append(f"{page.document.path}:{one.place.line}")
    return tuple(
        QuotationStatus(quotation.para, quotation.text, seal_state(source, quotation), tuple(used.get(place, ())))
        for place, quotation in enumerate(source.quotations)
    )


# ---- as it is printed ------------------------------------------------------------------------------------


def as_record(status: SourceStatus) -> dict[str, Any]:
    """Return a source's status as `--format json` prints it."""
    return {
        "key": status.key,
        "title": status.title,
        "sealed": status.sealed,
        "paragraphs": status.count,
        "quotations": [
            {"para": one.para, "text": one.words, "seal": one.seal, "used": list(one.used)} for one in status.quotations
        ],
        "cited": list(status.cited),
        "uncited": list(status.uncited),
        "pages": list(status.pages),
        "elsewhere": list(status.elsewhere),
    }


def as_words(status: SourceStatus) -> str:
    """Return a source's status as people read it."""
    sealed = f"sealed, {status.count} paragraphs" if status.sealed else "not sealed"
    pages = f"cited in {counted(len(status.pages), 'file')}" if status.pages else "cited nowhere"
    lines = [f"{status.key}: {sealed}, {pages}", f"  {status.title}"]
    if status.uncited:
        lines.append(
            f"  no page cites paragraph{'s' * (len(status.uncited) > 1)} {', '.join(map(str, status.uncited))}"
        )
    if status.elsewhere:
        lines.append(f"  not behind the link: {', '.join(map(str, status.elsewhere))}")
    for one in status.quotations:
        state = {"sealed": "sealed", "broken": "SEAL BROKEN", "missing": "not sealed"}[one.seal]
        places = ", ".join(one.used) if one.used else "unused"
        lines.append(f"  para. {one.para}, {state}: {shortened(one.words, _LONGEST)} ({places})")
    return "\n".join(lines)
