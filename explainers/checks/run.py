"""A file through all rules, and what could not be checked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain
from typing import Final

from msgspec import Struct

from explainers.checks.book import listed_only
from explainers.checks.languages import untranslated
from explainers.checks.page import PROSE, Page
from explainers.checks.quotation_verdicts import language_name
from explainers.checks.registry import CHECKS
from explainers.checks.words import has_number_words, hedged, undated
from explainers.content_kinds import kinds_with
from explainers.plurals import counted
from explainers.problems import Lines, Place, Problem, Unchecked, file_order

__all__ = ["Found", "found_in", "unchecked"]

_UNSEALED: Final = (
    "this source is not sealed, so only figures were compared, with the facts that are listed for it; "
    "explainers source seal KEY --text FILE seals it"
)
_ABOUT_WORLD: Final = kinds_with(lambda kind: kind.about_world)


class Found(Struct, frozen=True, array_like=True):
    """What the rules find in one file, each problem once; the lines of statements that rest on a source whose text
    nobody has looked at, by the source's key; and the languages of the words in it that are looked at.
    """

    problems: tuple[Problem, ...]
    unsealed: tuple[tuple[str, Lines], ...] = ()
    languages: tuple[str, ...] = ()


def found_in(page: Page) -> Found:
    """Return what the rules find in one file."""
    told = {problem for check in CHECKS for problem in check(page)}
    problems = tuple(sorted(_without_unread(page, _without_untranslated(page, told)))) if told else ()
    if page.kind not in _ABOUT_WORLD:
        return Found(problems)
    return Found(problems, _unsealed(page), tuple(sorted({block.language for block in page.blocks})))


_OF_WORDS: Final = frozenset((
    "attribution-missing", "country-not-in-source", "figure-not-in-source", "hedge-missing", "name-not-in-source",
    "speaker-missing", "undated-word", "wrong-weekday",
))  # fmt: skip


def _without_untranslated(page: Page, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems without what words of another language than their page's are told to lack: that the block isn't
    translated is told, and is the cause.
    """
    places = [block.place for block in untranslated(page)]
    for one in problems:
        if one.code not in _OF_WORDS or not any(place.holds(one.place) for place in places):
            yield one


def _without_unread(page: Page, problems: Iterable[Problem]) -> Iterable[Problem]:
    """Return problems without those of words behind something in their block that isn't read as it looks, such as a
    list that is none: that is told, and once it is mended, the words may be other statements, or none.
    """
    unread = page.document.unread
    stretches = [
        Place(one.line, one.column, block.place.end_line, block.place.end_column)
        for block in (page.blocks if unread else ())
        for one in unread
        if block.place.holds(one)
    ]
    return [one for one in problems if not any(place.holds(one.place) for place in stretches)]


def unchecked(found: Iterable[Found]) -> tuple[Unchecked, ...]:
    """Return what could not be looked at in several files: each source that is not sealed, with the lines that rest on
    it; then which rules know no language.
    """
    found = tuple(found)
    resting: dict[str, list[Lines]] = {}
    for key, lines in chain.from_iterable([one.unsealed for one in found]):
        resting.setdefault(key, []).append(lines)
    told = [
        Unchecked(f"what is cited to '{key}'", _UNSEALED, tuple(sorted(lines, key=lambda one: file_order(one.path))))
        for key, lines in sorted(resting.items())
    ]
    languages = Counter(chain.from_iterable([one.languages for one in found]))
    return (*told, *_unknown_languages(languages))


def _unknown_languages(languages: Mapping[str, int]) -> Iterator[Unchecked]:
    for language, count in sorted(languages.items()):
        spoken = f"{language_name(language)} ({counted(count, 'file')})"
        kinds = {
            "words without a date": undated(language) is not None,
            "hedges": hedged(language) is not None,
            "numbers in words": has_number_words(language),
        }
        if unknown := [kind for kind, known in kinds.items() if not known]:
            *others, last = unknown
            what = f"{', '.join(others)} and {last}" if others else last
            yield Unchecked(f"{what}, in {spoken}", "there are no lists of such words for this language")
        if listed_only(language):
            what = f"names that names.yaml does not list, in {spoken}"
            yield Unchecked(what, "every noun has a capital in this language")


def _unsealed(page: Page) -> tuple[tuple[str, Lines], ...]:
    """Return the lines of a page that rest on a source whose text nobody has looked at, by the source's key."""
    resting: dict[str, list[int]] = {}
    for statement in page.statements:
        if not statement.wide and statement.block.kind in PROSE:
            for key in statement.support.unchecked:
                resting.setdefault(key, []).append(statement.block.place_of(statement.start, statement.end).line)
    path = page.document.path
    return tuple((key, Lines(path, tuple(dict.fromkeys(numbers)))) for key, numbers in sorted(resting.items()))
