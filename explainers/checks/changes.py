"""The rule for changes: what was published and is changed, readers are told."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from msgspec import Struct

from explainers.checks.care import word_of
from explainers.checks.missing_figures import figure_in_words
from explainers.checks.page import PROSE, STATED, Page
from explainers.model import Event, Explainer, Relation
from explainers.problems import START, Place, Problem
from explainers.reading.blocks import Block, Claim
from explainers.reading.documents import Document
from explainers.reading.figures import implied
from explainers.reading.seals import normalised

__all__ = ["change_unlisted"]


def change_unlisted(page: Page) -> Iterator[Problem]:
    """Something that was published has been changed, and no entry under `changes` says so.

    This is checked where `--against REF` names what was last published (a commit or tag of git). What is compared: the
    figures and dates, names, quotations and care words of each statement, the status and beginning of a relation, the
    date and kind of an event. Rewording needs no entry; nor does a statement that is new. A relation or an event is
    listed under an explainer on its countries.

    What to do: add an entry under `changes`: what it was, what it is now, and whether that is a correction, a
    clarification or an update.

    Wrong (body, where 15 kilometres were published):

        The zone was 10 kilometres wide, the ministry said [@wire, para. 2].

    Right (body, where it was published so):

        The zone was 15 kilometres wide, the ministry said [@wire, para. 2].
    """
    published = page.site.published
    before = published.before.get(page.document.path) if published else None
    if before is None or not page.document.original:
        return
    was, record = before.record, page.document.record
    if isinstance(was, Explainer) and isinstance(record, Explainer):
        if was.status != "draft" and not _has_new_entry(before, page.document):
            yield from _statements(page, Page(before, page.site))
    elif isinstance(was, Relation) and isinstance(record, Relation):
        changed = [("status", was.status, record.status), ("since", was.since or "", record.since or "")]
        for key, old, new in changed:
            if old != new and not _is_listed(page, record.between):
                block = page.value(key)
                place = block.place if block else START
                yield page.problem("change-unlisted", place, _unlisted(f"this was '{old}'" if old else "this is new"))
    elif isinstance(was, tuple) and isinstance(record, tuple) and page.kind == "events":
        yield from _events(page, was, record)


def _unlisted(what: str) -> str:
    return f"{what} when it was last published: no entry under changes says so"


def _is_listed(page: Page, codes: Sequence[str]) -> bool:
    """Whether an explainer on all of these countries has a new entry."""
    published = page.site.published
    return published is not None and any(
        set(codes) <= set(document.countries) and _has_new_entry(published.before[path], document)
        for path, document in published.now.items()
        if document.kind == "explainer" and document.original
    )


def _has_new_entry(before: Document, document: Document) -> bool:
    return bool(Counter(_entries(document)) - Counter(_entries(before)))


def _entries(document: Document) -> Iterator[str]:
    return (block.text for block in document.blocks if block.kind == "change-now")


def _events(page: Page, before: Iterable[object], now: Iterable[object]) -> Iterator[Problem]:
    was = {event.id: event for event in before if isinstance(event, Event)}
    for event in now:
        old = was.get(event.id) if isinstance(event, Event) else None
        if old is None or not isinstance(event, Event):
            continue
        for key, before_value, value in (("when", old.when, event.when), ("kind", old.kind, event.kind)):
            if before_value != value and not _is_listed(page, event.countries[:1]):
                block = page.value(f"{event.id}.{key}")
                yield page.problem(
                    "change-unlisted", block.place if block else START, _unlisted(f"this was '{before_value}'")
                )


# ---- statements ------------------------------------------------------------------------------------------


_Span = tuple[int, int]


class _NoticedClaim(Struct, frozen=True):
    """A claim with what of it readers are told about when it changes."""

    block: Block
    claim: Claim
    figures: dict[str, _Span]
    names: frozenset[str]
    quoted: dict[str, _Span]
    words: frozenset[str]

    @property
    def key(self) -> tuple[str, object]:
        return self.claim.text, self.words

    def place(self, span: _Span | None = None) -> Place:
        claim = self.claim
        return self.block.place_of(*span or (claim.start, claim.start + len(claim.text)))


_NOTICED: Final = (PROSE - {"change-now", "event"}) | {"quotation"}


def _noticed(page: Page) -> list[_NoticedClaim]:
    return [claim for block in page.blocks if block.kind in _NOTICED for claim in _of_block(page, block)]


def _of_block(page: Page, block: Block) -> Iterator[_NoticedClaim]:
    """Return the claims of a block. What stands in it is found once, and goes to the claim that it stands in."""
    starts = [claim.start for claim in block.claims]
    found: list[tuple[dict[str, _Span], set[str], dict[str, _Span]]] = [({}, set(), {}) for _ in starts]

    def at(offset: int) -> tuple[dict[str, _Span], set[str], dict[str, _Span]]:
        return found[max(0, bisect_right(starts, offset) - 1)]

    if not starts:
        return
    for figure in page.figures_in(block):
        at(figure.start)[0][figure.value] = (figure.start, figure.end)
    for name in page.names_in(block):
        at(name.start)[1].add(name.text)
    for one in page.quoted(block):
        if one.closed:
            at(one.start)[2][normalised(block.text[one.start : one.end])] = (one.start, one.end)
    for claim, (inside, named, quoted) in zip(block.claims, found, strict=True):
        yield _NoticedClaim(block, claim, inside, frozenset(named), quoted, _care_words(page, block, claim))


def _care_words(page: Page, block: Block, claim: Claim) -> frozenset[str]:
    """Return the words that a claim is cited with, implied ones too."""
    words: set[str] = set()
    for citation in claim.citations if block.kind in STATED else ():
        evidence = page.evidence(citation.source)
        notes = [evidence.note(number) for number in evidence.numbers(citation)] if evidence else []
        words |= {word_of(page, block, citation, note) or "" for note in notes} or {citation.how or ""}
    return frozenset(words - {""})


def _statements(page: Page, before: Page) -> Iterator[Problem]:
    """Compare the statements of a page with those that were published."""
    old, new = _noticed(before), _noticed(page)
    kept = Counter(one.key for one in old) & Counter(one.key for one in new)
    old, new = _without(old, kept), _without(new, kept)
    for one in new:
        like = max(old, key=lambda other: _likeness(one, other), default=None)
        if like is None or _likeness(one, like) < _LIKE:
            continue
        old.remove(like)
        yield from _changed(page, like, one)
    yield from _gone(page, old)


_LIKE: Final = 0.5


def _without(claims: Iterable[_NoticedClaim], kept: Counter[tuple[str, object]]) -> list[_NoticedClaim]:
    left, there = [], kept.copy()
    for one in claims:
        if there[one.key] > 0:
            there[one.key] -= 1
        else:
            left.append(one)
    return left


def _likeness(one: _NoticedClaim, other: _NoticedClaim) -> float:
    """Return which share of their words two claims have in common, from 0 to 1; of other kinds of blocks, less."""
    mine, theirs = (Counter(re.findall(r"\w+", noticed.claim.text.casefold())) for noticed in (one, other))
    total = mine.total() + theirs.total()
    share = 2 * (mine & theirs).total() / total if total else 1.0
    return share if one.block.kind == other.block.kind else share * 0.9


def _changed(page: Page, old: _NoticedClaim, new: _NoticedClaim) -> Iterator[Problem]:
    lost = [value for value in old.figures if not any(value in implied(other) for other in new.figures)]
    got = [
        value
        for value in new.figures
        if not any(value in implied(other) or other in implied(value) for other in old.figures)
    ]
    if lost or got:
        what = f"this was {_in_words(lost)}" if lost else f"{_in_words(got)} did not stand here"
        yield page.problem("change-unlisted", new.place(new.figures[got[0]] if got else None), _unlisted(what))
    names_lost, names_got = sorted(old.names - new.names), sorted(new.names - old.names)
    if names_lost and names_got:
        yield page.problem(
            "change-unlisted",
            new.place(),
            _unlisted(f"this named {', '.join(names_lost)}, not {', '.join(names_got)},"),
        )
    for words in old.quoted:
        if words not in new.quoted:
            span = next((span for other, span in new.quoted.items() if other not in old.quoted), None)
            yield page.problem("change-unlisted", new.place(span), _unlisted("other words were quoted here"))
            break
    if old.words != new.words:
        was = " and ".join(sorted(old.words)) or "nothing"
        place = new.claim.cite_place
        yield page.problem("change-unlisted", place, _unlisted(f"this was cited as {was}"))


def _in_words(values: Iterable[str]) -> str:
    return ", ".join(map(figure_in_words, values))


def _gone(page: Page, old: Iterable[_NoticedClaim]) -> Iterator[Problem]:
    """Tell what was taken out: figures and quotations that stand nowhere on the page any more."""
    there = _noticed(page)
    values = frozenset().union(*(implied(value) for one in there for value in one.figures))
    quoted = {words for one in there for words in one.quoted}
    title = next((block.place for block in page.blocks if block.kind == "title"), START)
    for one in old:
        lost = [value for value in one.figures if value not in values]
        if lost or any(words not in quoted for words in one.quoted):
            what = f"a statement with {_in_words(lost)}" if lost else "a quotation"
            message = (
                f"{what} stood on this page when it was last published: no entry under changes says that it is gone"
            )
            yield page.problem("change-unlisted", title, message)
