"""Rules for how a source has something: the word that a citation needs, who says so, and how much it can carry."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from explainers.checks.page import Page, Statement
from explainers.checks.quotation_verdicts import cited_as
from explainers.checks.quotations import named_in, unnamed
from explainers.checks.reference import meant_by_reference
from explainers.checks.rounding import rounded_otherwise
from explainers.checks.words import hedges
from explainers.languages import language_of
from explainers.model import ParagraphNote, attribution
from explainers.problems import Problem
from explainers.prose import Attribution, Citation
from explainers.reading.blocks import CITED, Block

__all__ = ["attribution_missing", "care_needed", "citation_too_wide", "hedge_missing"]

_WIDEST: Final = 3
_PLAIN: Final = ("stated", "said")  # readers see no badge of these
_SAID: Final = CITED - {"unknown"}


def word_of(page: Page, block: Block, citation: Citation, note: ParagraphNote) -> Attribution | None:
    """Return how a paragraph has what is cited from it in a block, as far as anything says so (see `attribution`)."""
    return attribution(citation, (note,), _implied(page, block))


def _implied(page: Page, block: Block) -> Attribution | None:
    """Return the word of citations without one: that of unknowns, or of an event that did not simply happen."""
    if block.kind == "unknown":
        return "unknown"
    event = page.event(block)
    return event.how if event else None


_Noted = tuple[Citation, Sequence[tuple[int, ParagraphNote]]]
"""A citation, and those of its paragraphs that the source has notes on."""


class _Claim(NamedTuple):
    """A statement that stands on citations of its own, and those of them that have notes."""

    statement: Statement
    noted: Sequence[_Noted]


def _claims(page: Page) -> Sequence[Statement]:
    """Return the claims of a page, for `Page.hold`; not lead-ins, which have the citations of what follows."""
    return [one for one in page.statements if not (one.wide or one.leads_in)]


def _noted_claims(page: Page) -> Sequence[_Claim]:
    """Return the claims of a page that rest on paragraphs with notes, and those about events, for `Page.hold`."""
    its = ((one, _noted(page, one)) for one in page.hold(_claims))
    return [_Claim(one, noted) for one, noted in its if noted or one.block.kind == "event"]


def _noted(page: Page, statement: Statement) -> Sequence[_Noted]:
    found = []
    for citation in statement.citations:
        evidence = page.evidence(citation.source)
        notes = evidence.noted(citation) if evidence else ()
        if notes:
            found.append((citation, notes))
    return found


# ---- the word --------------------------------------------------------------------------------------------


def care_needed(page: Page) -> Iterator[Problem]:
    """A citation lacks the word for how the source has it, or has a wrong one.

    A pledge is no gift, a plan is not built, an allegation is no fact. Where a paragraph holds more than one kind, its
    notes (`how`) list the words, and the citation must choose; a word that the paragraph does not allow is refused, but
    *unknown* is always allowed. Paragraphs that have it differently, one as a pledge and one as a report, are cited
    separately. Some words in a claim call for a certain word in its citation (`watch`). An event that *happened* is
    cited as *stated* or *said*; for other events their kind is the word.

    What to do: choose the word that fits, and say it in the sentence too.

    Wrong (body):

        Stockholm sends free timber [@wire, para. 4].

    Wrong (body):

        Stockholm sends free timber [@wire, para. 4, stated].

    Right (body):

        Stockholm pledged to send free timber [@wire, para. 4, pledged].
    """
    for claim in page.hold(_noted_claims):
        found = _of_event(page, claim.statement) or _care(page, *claim) or _watched(page, *claim)
        if found:
            yield found


def _of_event(page: Page, statement: Statement) -> Problem | None:
    event = page.event(statement.block) if statement.block.kind == "event" else None
    messages = (_event_care(event.kind, citation.how) for citation in statement.citations) if event else ()
    message = next(filter(None, messages), "")
    return page.problem("care-needed", statement.cite_place, message) if message else None


def _care(page: Page, statement: Statement, noted: Iterable[_Noted]) -> Problem | None:
    implied = _implied(page, statement.block)
    for citation, its in noted:
        notes = {number: note.how for number, note in its if note.how}
        given = citation.how or implied
        if not notes or given == "unknown":
            continue
        first, *others = notes.values()
        common = [how for how in first if all(how in one for one in others)] if not given else []
        message = _refused(citation, given, notes) if given else _undecided(citation, common, notes)
        if message:
            choice = common[0] if common and len(statement.citations) == 1 else None
            suggestion = _with_word(citation, choice, statement.block.language) if choice else None
            return page.problem("care-needed", statement.cite_place, message, suggestion)
    return None


_Words = Mapping[int, tuple[Attribution, ...]]
"""The words that cited paragraphs may be cited with, by their numbers."""


def _refused(citation: Citation, given: Attribution, words: _Words) -> str:
    for number, allowed in words.items():
        if given not in allowed:
            return (
                f"paragraph {number} of '{citation.source}' can't be cited as '{given}': only as {' or '.join(allowed)}"
            )
    return ""


def _undecided(citation: Citation, common: Sequence[Attribution], words: _Words) -> str:
    """Return what is to be told of a citation without a word. `common`: the words that all of its paragraphs allow."""
    unclear = next((number for number, allowed in words.items() if len(allowed) > 1), None)
    if common:
        return f"say how paragraph {unclear} of '{citation.source}' has it: {' or '.join(common)}" if unclear else ""
    if not unclear and all(allowed[0] in _PLAIN for allowed in words.values()):
        return ""
    each = "; ".join(f"{number}: {' or '.join(allowed)}" for number, allowed in words.items())
    numbers = cited_as((Citation(citation.source, tuple(words)),))
    return f"{numbers} have it differently ({each}): cite each on its own, with its word"


def _event_care(kind: str, how: Attribution | None) -> str:
    if kind == "happened" and how not in (None, *_PLAIN):
        return f"an event that happened is cited as stated or said, not as {how}"
    if kind != "happened" and how not in (None, kind, "unknown"):
        return f"an event that was {kind} is not cited as {how}"
    return ""


def _with_word(citation: Citation, how: Attribution, language: str) -> str:
    """Return a citation with a care word, as an editor writes it in a language."""
    known = language_of(language)
    words = known.locators if known else ("para.", "paras.")
    numbers = cited_as([Citation("", citation.paragraphs)]).removesuffix(" of ''").removeprefix("paragraph")
    locator = f", {words[numbers.startswith('s')]} {numbers.removeprefix('s').strip()}" if citation.paragraphs else ""
    return f"[@{citation.source}{locator}, {how}]"


def _watched(page: Page, statement: Statement, noted: Iterable[_Noted]) -> Problem | None:
    each = ((citation, number, note) for citation, notes in noted for number, note in notes if note.watch)
    for citation, number, note in each:
        for watch in note.watch:
            words = page.outside(statement.block)[statement.start : statement.end]
            found = _pattern(watch.words).search(words)
            if found is None or word_of(page, statement.block, citation, note) == watch.how:
                continue
            place = statement.block.place_of(statement.start + found.start(), statement.start + found.end())
            cited = f"paragraph {number} of '{citation.source}'"
            message = f"'{found[0]}' needs the word '{watch.how}' in the citation of {cited}"
            return page.problem("care-needed", place, message)
    return None


@lru_cache(maxsize=512)
def _pattern(words: tuple[str, ...]) -> re.Pattern[str]:
    """Return what finds one of several words; a final ``*`` stands for any ending."""
    written = (re.escape(word.removesuffix("*")) + (r"\w*" if word.endswith("*") else "") for word in words)
    return re.compile(rf"(?<!\w)(?:{'|'.join(written)})(?!\w)", re.IGNORECASE)


# ---- who says so -----------------------------------------------------------------------------------------


def attribution_missing(page: Page) -> Iterator[Problem]:
    """A claim that rests on what somebody said does not say who that was.

    Where the notes on a paragraph say who is behind it (`by`), the claim names one of them, in any form that
    `names.yaml` lists; for several paragraphs one name is enough. A pronoun or title will do (*she said*, *the minister
    said*) if an earlier claim of the same paragraph names who it is, and nobody else who could be meant. This is asked
    of prose and key points, but not of what is cited as *stated* or *unknown*, and not of events.

    What to do: write who said it into the sentence.

    Wrong (body):

        The two sides agreed on a neutral zone [@wire, para. 2].

    Right (body):

        The two sides agreed on a neutral zone, the ministry said [@wire, para. 2].
    """
    for statement, noted in page.hold(_noted_claims):
        asked = [
            name
            for citation, notes in noted
            for _, note in notes
            if note.by and word_of(page, statement.block, citation, note) not in ("stated", "unknown")
            for name in note.by
        ]
        if not asked or statement.block.kind not in _SAID:
            continue
        words = statement.block.text[statement.start : statement.end]
        forms = [form for name in asked for form in page.site.book.called(name)]
        if not (named_in(forms, words) or meant_by_reference(page, statement, forms) or _asked(page, statement, forms)):
            message = f"somebody says this in {cited_as(statement.citations)}: name {_one_of(asked)} in the sentence"
            yield page.problem("attribution-missing", statement.place, message)


def _asked(page: Page, statement: Statement, forms: Sequence[str]) -> bool:
    """Whether a claim is asked already to name, beside a quotation in it, somebody who has one of some names."""
    quoted = (one for one in page.hold(unnamed) if statement.place.holds(one.place))
    return any(named_in(forms, own) for one in quoted for own in one.forms)


def _one_of(names: Sequence[str]) -> str:
    different = list(dict.fromkeys(names))
    return different[0] if len(different) == 1 else f"{', '.join(different[:-1])} or {different[-1]}"


# ---- how much --------------------------------------------------------------------------------------------


def citation_too_wide(page: Page) -> Iterator[Problem]:
    """A citation names more than three paragraphs of a source.

    A reader who wants to look it up should find the place. Only for what is *unknown* may a citation be wide: to say
    that something is missing, one has to have read everything.

    What to do: split the claim, and cite for each part the paragraph that has it.

    Wrong (body):

        The envoys met in Karlstad and agreed, the ministry said [@wire, paras. 1–3, 5].

    Right (body):

        The envoys met in Karlstad [@wire, para. 1].
    """
    for statement in page.hold(_claims):
        for citation in statement.citations:
            wide = len(citation.paragraphs) > _WIDEST
            if wide and word_of(page, statement.block, citation, ParagraphNote()) != "unknown":
                message = f"{len(citation.paragraphs)} paragraphs are too many for one claim: {_WIDEST} at most"
                yield page.problem("citation-too-wide", statement.cite_place, message)


def hedge_missing(page: Page) -> Iterator[Problem]:
    """A claim is marked as a pledge, a plan, an allegation or a reading, but its words do not say so; or it differs
    from its source in whether, or which way, a figure was rounded.

    The badge behind a claim is easily overlooked, and lost when a sentence is quoted. The sentence itself should say
    that something was promised, planned, claimed, denied, or is somebody's reading. It is the same with figures: *about
    400* is not *over 400*, nor plain *400* on a page that never says *about*. An exact figure may be softened to
    *about*. Words are looked for in English, French, Spanish and German; since no list of words is complete, this is a
    warning.

    What to do: say it in the sentence: *pledged*, *planned*, *claimed*, *could be*, *about*.

    Wrong (body):

        Stockholm sent free timber [@wire, para. 4, pledged].

    Right (body):

        Stockholm pledged free timber [@wire, para. 4, pledged].
    """
    for statement, figure, there in rounded_otherwise(page):
        place = statement.block.place_of(figure.start, figure.end)
        message = f"'{figure.shown}' is rounded otherwise in {cited_as(statement.citations)}: it has {there}"
        yield page.problem("hedge-missing", place, message)
    for statement in page.hold(_claims):
        block = statement.block
        for one in statement.citations if block.kind in CITED else ():
            words = block.text[statement.start : statement.end] if one.how else ""
            if one.how and hedges(words, one.how, block.language) is False:
                message = f"this is cited as '{one.how}', but the sentence does not say so"
                yield page.problem("hedge-missing", statement.place, message)
                break
