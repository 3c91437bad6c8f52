"""A source compared with the page behind its address, as that is now: what is unchanged, changed, gone or new.

Where the source's text is at hand, paragraphs are compared with it; else with what is sealed of them: how they open and
end, figures, names and quotations. What a seal doesn't show, it can't tell: a word changed in the middle, say.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from difflib import SequenceMatcher
from typing import Final, Literal

from msgspec import Struct

from explainers.checks.book import NameBook, words_of
from explainers.checks.evidence import sealed_facts
from explainers.checks.missing_figures import figure_in_words
from explainers.checks.word_for_word import stands_in
from explainers.model import Sealed, Source
from explainers.reading.openings import folded
from explainers.reading.seals import text_digest

__all__ = ["Comparison", "ParagraphState", "compared"]

State = Literal["unchanged", "changed", "gone", "elsewhere", "untold"]
_ALIKE: Final = 0.5  # of the words in their order: as much as the same paragraph has after an edit
_FEWEST: Final = 3  # names by which alone a paragraph is known again
_OTHER_PAGE: Final = 1 / 3


class ParagraphState(Struct, frozen=True):
    """A paragraph of a source: how it stands on the page, whether pages cite it, and what is different, in words.
    *untold*: nothing is sealed of it by which it could be told from others.
    """

    number: int
    state: State
    cited: bool
    differences: tuple[str, ...] = ()


class Comparison(Struct, frozen=True):
    """A source beside its page: `by` what it was compared; its paragraphs; how many paragraphs of the page are new;
    whether the page looks like another one; whether the page's text is the sealed one to the letter.
    """

    by: Literal["text", "seal"]
    paragraphs: tuple[ParagraphState, ...]
    new: int
    is_other: bool
    is_same: bool

    @property
    def lost(self) -> tuple[ParagraphState, ...]:
        """The cited paragraphs that have changed or are gone."""
        return tuple(one for one in self.paragraphs if one.cited and one.state in ("changed", "gone"))


def compared(
    source: Source, now: Sequence[str], cited: Collection[int], book: NameBook, text: Sequence[str] | None = None
) -> Comparison:
    """Return a sealed source beside the paragraphs that its page has `now`. `cited`: the numbers that pages cite;
    `text`: the source's own paragraphs, where they are at hand.
    """
    sealed = source.sealed
    assert sealed is not None, "a source that isn't sealed has nothing to compare by"
    same = text_digest(now) == sealed.digest
    there = _There(source, sealed, now, book)
    numbers = range(1, sealed.count + 1)
    expected = [number for number in numbers if number not in source.absent]
    matched = _matched_by_text(text, now, expected, source.cut) if text else there.matches(expected)
    states = {number: _state(there, number, matched, text, same=same) for number in expected}
    known = [number for number in expected if states[number].state != "untold"]
    found = [number for number in known if states[number].state in ("unchanged", "changed")]
    paragraphs = tuple(
        _with_cited(states.get(number) or ParagraphState(number, "elsewhere", False), number in cited)
        for number in numbers
    )
    is_other = bool(known) and len(found) < len(known) * _OTHER_PAGE
    return Comparison("text" if text else "seal", paragraphs, len(now) - len(set(matched.values())), is_other, same)


def _with_cited(state: ParagraphState, cited: bool) -> ParagraphState:
    return ParagraphState(state.number, state.state, cited, state.differences)


def _state(
    there: _There, number: int, matched: dict[int, int], text: Sequence[str] | None, *, same: bool
) -> ParagraphState:
    if same:
        return ParagraphState(number, "unchanged", False)
    if number not in matched:
        is_told = text is not None or there.is_known(number)
        return ParagraphState(number, "gone" if is_told else "untold", False)
    place = matched[number]
    differences = tuple(there.differences(number, place))
    if text is not None and not differences and folded(text[number - 1]) != folded(there.now[place]):
        differences = ("other words",) if number not in there.cut else ()
    return ParagraphState(number, "changed" if differences else "unchanged", False, differences)


# ---- by the text -----------------------------------------------------------------------------------------


def _matched_by_text(
    text: Sequence[str], now: Sequence[str], expected: Sequence[int], cut: Collection[int]
) -> dict[int, int]:
    """Return the place on the page of each paragraph of the text: the same words, or else the nearest. Of those in
    `cut`, the page has a part only.
    """
    plain = [folded(one) for one in now]
    matched = {
        number: plain.index(folded(text[number - 1])) for number in expected if folded(text[number - 1]) in plain
    }
    for number in expected:
        if number not in matched:
            words = folded(text[number - 1]).split()
            free = [place for place in range(len(now)) if place not in matched.values()]
            scores = {place: _alike(words, plain[place].split(), in_part=number in cut) for place in free}
            best = _best(free, scores.__getitem__)
            if best is not None and scores[best] >= _ALIKE:
                matched[number] = best
    return matched


def _alike(first: Sequence[str], second: Sequence[str], *, in_part: bool) -> float:
    """Return how much of two paragraphs is the same, in its order; `in_part`: how much of the second one is."""
    one, other = set(first), set(second)
    if len(one & other) < _ALIKE * max(1, min(len(one), len(other))):  # else it takes long on large pages
        return 0.0
    matcher = SequenceMatcher(None, first, second, autojunk=False)
    if not in_part:
        return matcher.ratio()
    return sum(block.size for block in matcher.get_matching_blocks()) / max(_FEWEST, len(second))


def _best(places: Sequence[int], score: Callable[[int], float]) -> int | None:
    return max(places, key=score, default=None)


# ---- by the seal -----------------------------------------------------------------------------------------


class _There:
    """What the page has now, beside what is sealed of the source."""

    def __init__(self, source: Source, sealed: Sealed, now: Sequence[str], book: NameBook) -> None:
        self.source, self.sealed, self.now = source, sealed, now
        self.facts = sealed_facts(now, source.language, book)
        self.folded = [folded(one) for one in now]
        self.words = [words_of(one) for one in now]
        self.cut = source.cut

    def is_known(self, number: int) -> bool:
        """Return whether anything is sealed by which a paragraph is known again."""
        names = self.sealed.names.get(number, ())
        return bool(self.sealed.opens.get(number) or self._quotations(number) or len(names) >= _FEWEST)

    def matches(self, expected: Sequence[int]) -> dict[int, int]:
        """Return the place on the page of each paragraph that is known again."""
        matched: dict[int, int] = {}
        for sure in (True, False):
            for number in expected:
                free = [place for place in range(len(self.now)) if place not in matched.values()]
                scores = {place: self._score(number, place) for place in free if number not in matched}
                best = _best(tuple(scores), scores.__getitem__)
                if best is not None and scores[best] >= (1.0 if sure else _ALIKE):
                    matched[number] = best
        return matched

    def _score(self, number: int, place: int) -> float:
        """Return how sure it is that a paragraph of the page is the one with a number: 1 and more, it is."""
        opens, names = self.sealed.opens.get(number, ()), self.sealed.names.get(number, ())
        score = 0.0
        if opens and self._starts(opens[0], place):
            score += 1.0
        score += sum(stands_in(words, self.now[place]) for words in self._quotations(number))
        figures = set(self.sealed.figures.get(number, ()))
        figures_now = set(self.facts.figures.get(place + 1, ()))
        if len(names) + len(figures) >= _FEWEST:
            there = sum(words_of(name) <= self.words[place] for name in names) + len(figures & figures_now)
            score += 0.9 * there / (len(names) + len(figures))
        return score

    def differences(self, number: int, place: int) -> Iterator[str]:
        """Yield what is not as it was sealed, in words."""
        opens = self.sealed.opens.get(number, ())
        if opens and not self._starts(opens[0], place):
            yield "it begins with other words"
        if len(opens) > 1 and number not in self.cut and not self._ends(opens[1], place):
            yield "it ends with other words"
        was, now = ({*one.figures.get(at, ())} for one, at in ((self.sealed, number), (self.facts, place + 1)))
        gone, new = sorted(was - now), sorted(now - was)
        if new or (gone and number not in self.cut):
            before, after = (", ".join(map(figure_in_words, values)) or "none" for values in (gone, new))
            yield f"figures: {before} → {after}"
        lost = [name for name in self.sealed.names.get(number, ()) if not words_of(name) <= self.words[place]]
        if lost and number not in self.cut:
            yield f"names that aren't there any more: {', '.join(lost)}"
        for words in self._quotations(number):
            if not stands_in(words, self.now[place]):
                yield "a quotation isn't there word for word any more"

    def _quotations(self, number: int) -> list[str]:
        return [one.text for one in self.source.quotations if one.para == number]

    def _starts(self, words: str, place: int) -> bool:
        return self.folded[place].lstrip("\"'([-–—… ").startswith(folded(words))

    def _ends(self, words: str, place: int) -> bool:
        return self.folded[place].rstrip("\"').,;:!?]-–—… ").endswith(folded(words))
