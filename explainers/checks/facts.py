"""Rules for figures, names and countries: what a statement has, its source must have."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Final

from msgspec import Struct

from explainers import dates
from explainers.checks.book import countries_in, is_country, words_of
from explainers.checks.calculations import calculated, calculated_values, fits, given_for, in_numbers
from explainers.checks.evidence import Evidence, also_values
from explainers.checks.missing_figures import date_in_digits, figure_in_words, figures_there, missing
from explainers.checks.page import Page, Statement
from explainers.checks.quotation_verdicts import cited_as
from explainers.countries import country_name
from explainers.nearest import nearest
from explainers.problems import Problem
from explainers.prose import Citation
from explainers.reading.blocks import Block
from explainers.reading.figures import Figure, Name, figures, implied
from explainers.reading.slugs import file_slug

__all__ = ["country_not_in_source", "figure_not_in_source", "name_not_in_source"]


# ---- figures ---------------------------------------------------------------------------------------------


def figure_not_in_source(page: Page) -> Iterator[Problem]:
    """A number or a date is not in what is cited for it.

    Numbers in digits and words, years, months and days of a claim must stand in the cited paragraphs, whatever the
    language. A date may be given in part (2022 for September 2022), never more exactly than the source does. In digits,
    05/03/2026 is one day here and another elsewhere: write dates in words, or as 2026-03-05. What follows from the
    source's own words (the year of "last year") stands under `also` in the paragraph's notes. A figure that you
    calculated yourself has the calculation as the last part of its citation (`calculated: 2 × 15`): the operands are
    figures of the cited paragraphs, or 1, 7, 12, 10, 100 and so on, and the figure is the result, rounded no further
    than its digits show; words such as *about*, *nearly* and *over* must point the right way. The source's own date
    always passes. Titles, summaries and headings may have any figure that the page cites; definitions in the glossary
    have none.

    What to do: correct the figure or the citation; or write under `also` what the source's words say.

    Wrong (body):

        The zone was 25 kilometres wide, the ministry said [@wire, para. 2].

    Right (body):

        The zone was 15 kilometres wide, the ministry said [@wire, para. 2].
    """
    if page.kind == "glossary":
        yield from _in_definitions(page)
        return
    if page.kind == "source":
        return
    computed = calculated_values(page)
    for statement, its in page.with_figures:
        if not statement.support.known:
            continue
        known = statement.support.figures
        lacking = [one for one in its if one.value not in known and not _counts_items(statement, one)]
        for figure in lacking if statement.wide or (lacking and calculated(page, statement) is None) else ():
            if not (statement.wide and figure.value in computed):
                yield _lacking(page, statement, figure)
    yield from _in_sums(page)
    for block in page.blocks:
        if block.kind == "value" and block.name.rpartition(".")[2] in ("when", "since", "as_of"):
            yield from _dates(page, block)


def _counts_items(statement: Statement, figure: Figure) -> bool:
    """Whether a number in words says how many items the list has that a statement leads to (*three points:*)."""
    counts = statement.leads_in and figure.value == str(statement.block.items)
    return counts and not figure.shown[:1].isdigit()


def _lacking(page: Page, statement: Statement, figure: Figure) -> Problem:
    """Return what to tell of a figure that a statement's citations don't have; the same for all parts of a date."""
    text, language = statement.block.text, statement.block.language
    start, end, message = date_in_digits(text, figure.start, language) or (figure.start, figure.end, "")
    message = message or _message(page, statement, figure.shown, figure.value)
    return page.problem("figure-not-in-source", statement.block.place_of(start, end), message)


def _in_sums(page: Page) -> Iterator[Problem]:
    """Look at the claims that have sums: what is wrong with a sum by itself is told first, and then alone. Of a
    lead-in, whose sums are those of what follows, only its own figures are looked at.
    """
    for statement in page.statements if page.has_sums else ():
        support = statement.support
        computed = calculated(page, statement) if support.known and not statement.wide else None
        if computed is None:
            continue
        for message in computed.wrong if not statement.leads_in else ():
            yield page.problem("figure-not-in-source", statement.cite_place, message)
        if computed.wrong:
            continue
        here = next((its for other, its in page.with_figures if other is statement), ())
        unfit = [one for one in here if not any(fits(each, statement, one) for each in computed.sums)]
        wrong = [one for one in unfit if one.value not in support.figures and not _counts_items(statement, one)]
        for figure in wrong:
            given = " and ".join(given_for(each, statement, figure) for each in computed.sums)
            message = f"'{figure.shown}' is neither in {cited_as(statement.citations)} nor what the sum gives, {given}"
            place = statement.block.place_of(figure.start, figure.end)
            yield page.problem("figure-not-in-source", place, message)
        for each in computed.sums if not (wrong or statement.leads_in) else ():
            if not any(fits(each, statement, one) for one in here) and each.result is not None:
                message = f"the sum '{each.plain}' gives {in_numbers(each.result)}, and no figure of this claim says so"
                yield page.problem("figure-not-in-source", statement.cite_place, message)


def _in_definitions(page: Page) -> Iterator[Problem]:
    for block in page.blocks:
        for figure in figures(block.text, block.language) if block.kind in ("term", "definition") else ():
            message = f"a definition has no figures and no dates: '{figure.shown}' would need a source"
            yield page.problem("figure-not-in-source", block.place_of(figure.start, figure.end), message)


def _dates(page: Page, block: Block) -> Iterator[Problem]:
    """Look at a date that stands for itself: each end of it must be in what is cited."""
    citations = tuple(one for claim in block.claims for one in claim.citations)
    support = page.support(citations)
    in_future = block.name == "as_of" and not page.site.has_come(block.text[:10])  # told as as-of-in-future
    if not support.known or in_future:
        return
    for shown, value in _ends(block.text):
        if value not in support.figures:
            start = block.text.index(shown)
            statement = Statement(block, 0, len(block.text), citations, block.place, wide=False, support=support)
            place = block.place_of(start, start + len(shown))
            yield page.problem("figure-not-in-source", place, _message(page, statement, shown, value))


def _ends(edtf: str) -> Iterator[tuple[str, str]]:
    """Return the dates of an EDTF text as they stand there, with the value that the source must have: of a season
    and what is less exact than a year, the year.
    """
    try:
        when = dates.parse(edtf)
    except ValueError:
        return
    for side in (when.start, when.end) if when.is_interval else (when,):
        if side is not None:
            bare = side.text.rstrip("~?%").replace("-XX", "")
            exact = side.precision in ("day", "month", "year")
            yield side.text, bare if exact else bare[:4].replace("X", "0")


def _message(page: Page, statement: Statement, shown: str, value: str) -> str:
    subject = f"'{shown}' ({figure_in_words(shown)})" if _ISO.fullmatch(shown) else f"'{shown}'"
    if statement.wide:
        return f"{subject} is in nothing that this page cites"
    message = missing(statement, subject)
    if statement.support.unchecked:
        return message
    elsewhere = _elsewhere(page, statement, lambda evidence, number: value in _figures(evidence, number))
    return f"{message}; it is in {elsewhere}" if elsewhere else message + figures_there(page, statement)


_MOST_SHOWN: Final = 8
_ISO: Final = re.compile(r"\d{4}-\d\d(?:-\d\d)?", re.ASCII)


def _elsewhere(page: Page, statement: Statement, has: Callable[[Evidence, int], bool]) -> str | None:
    """Return which paragraphs of the cited sources have something, in words."""
    for one in statement.citations:
        evidence = page.evidence(one.source)
        if evidence is None or evidence.sealed is None:
            continue
        found = tuple(number for number in range(1, evidence.sealed.count + 1) if has(evidence, number))
        if found:
            return cited_as([Citation(one.source, found)])
    return None


def _figures(evidence: Evidence, number: int) -> frozenset[str]:
    own = map(implied, evidence.text_figures.get(number, ()))
    return frozenset().union(*own, *map(also_values, evidence.note(number).also))


# ---- names and countries ---------------------------------------------------------------------------------


def name_not_in_source(page: Page) -> Iterator[Problem]:
    """A name is not in what is cited for it.

    Names are words with a capital that do not begin a sentence, and all the forms that `names.yaml` lists. They must
    stand in the cited paragraphs, in any form or language; who says something (`by`) and who is quoted there passes,
    and so does the source's own name. Titles, summaries and headings may have any name that the page cites.

    What to do: correct the name or the citation; if the source has the name in another form, list both in
    `names.yaml`, then seal the source again.

    Wrong (body):

        The envoys met in Bergen [@wire, para. 1].

    Right (body):

        The envoys met in Karlstad [@wire, para. 1].
    """
    for statement, name in page.hold(_missing).others:
        place = statement.block.place_of(name.start, name.end)
        yield page.problem("name-not-in-source", place, _unnamed(page, statement, name.text))


def country_not_in_source(page: Page) -> Iterator[Problem]:
    """A country is not in what is cited for it.

    Countries are known by their names in each language (CLDR), and by their peoples and adjectives in English, French,
    Spanish and German; any other name they go by is listed in `names.yaml`, under the country's own slug as `id`. An
    adjective that names a language isn't a country (*en français*). The page's main country always passes: an
    explainer's first, a country page's own, both of a relation.

    What to do: correct the country or the citation, or say in the source's own word who it was. After a change in
    `names.yaml`, seal the source again.

    Wrong (body):

        Denmark and Sweden agreed on a neutral zone, the ministry said [@wire, para. 2].

    Right (body):

        Norway and Sweden agreed on a neutral zone, the ministry said [@wire, para. 2].
    """
    for statement, name in page.hold(_missing).countries:
        place = statement.block.place_of(name.start, name.end)
        yield page.problem("country-not-in-source", place, _unnamed(page, statement, name.text))


class _Missing(Struct, frozen=True):
    """The names that are nowhere in what is cited for them, where that is known: countries, and all others."""

    countries: tuple[tuple[Statement, Name], ...]
    others: tuple[tuple[Statement, Name], ...]


def _missing(page: Page) -> _Missing:
    countries: list[tuple[Statement, Name]] = []
    others: list[tuple[Statement, Name]] = []
    unread = page.original is not None and page.original.record is None  # nobody knows what it is about
    if page.kind == "source" or unread or not page.with_names:
        return _Missing((), ())
    book = page.site.book
    mains = page.mains
    for statement, its in page.with_names:
        support = statement.support
        for name in its if support.known and not support.unchecked else ():
            meant = book.meant(name.text)
            if meant.isdisjoint(support.meant) and meant.isdisjoint(mains) and not words_of(name.text) <= support.words:
                (countries if is_country(meant) else others).append((statement, name))
    return _Missing(tuple(countries), tuple(others))


def _unnamed(page: Page, statement: Statement, shown: str) -> str:
    if statement.wide:
        return f"'{shown}' is named in nothing that this page cites"
    meant, words = page.site.book.meant(shown), words_of(shown)

    def names_it(evidence: Evidence, number: int) -> bool:
        paragraph = evidence.paragraph(number)
        return bool(meant & paragraph.meant) or words <= paragraph.words

    message = f"'{shown}' is not named in {cited_as(statement.citations)}"
    elsewhere = _elsewhere(page, statement, names_it)
    if elsewhere:
        message = f"{message}; it is in {elsewhere}"
    if elsewhere and is_country(meant):
        return message
    found = statement.support.meant if is_country(meant) else ()
    codes = sorted(countries_in(found))
    named = ", ".join(country_name(code, statement.block.language) for code in codes)
    if 0 < len(codes) <= _MOST_SHOWN:
        return f"{message}, only {named}"
    form = "has it there in another form" if elsewhere else "has it in another form"
    sealed = f"then run explainers source seal {statement.citations[0].source} --text FILE"
    return f"{message}; if the source {form}, list both in names.yaml{_entry(page, statement, shown)}, {sealed}"


def _entry(page: Page, statement: Statement, shown: str) -> str:
    """Return what to write into `names.yaml`, with the source's form of a name where one is near."""
    citation = statement.citations[0]
    evidence = page.evidence(citation.source)
    if evidence is None or evidence.sealed is None:
        return ""
    names = [name for number in evidence.numbers(citation) for name in evidence.sealed.names.get(number, ())]
    there, own, language = nearest(shown, names) or "…", evidence.source.language, statement.block.language
    forms = f"{own}: [{there}, {shown}]" if own == language else f"{own}: [{there}], {language}: [{shown}]"
    return f" as - {{id: {file_slug(shown) or '…'}, forms: {{{forms}}}}}"
