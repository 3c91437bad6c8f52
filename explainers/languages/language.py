"""What is known of a language: the form of the values that its module has."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Literal

from msgspec import Struct

from explainers.languages.joined import Signs
from explainers.prose import Attribution

__all__ = ["Direction", "Language", "NumberGrammar"]

Direction = Literal["", "about", "nearly", "below", "above", "at least", "at most"]
"""On which side of a figure what it stands for may lie, by the word before or behind it; ``nearly``: a little below."""


class NumberGrammar(Struct, frozen=True):
    """How numbers are written as words, all in small letters.

    `signs`: what a text has that has any number from three on; most have none, and are not looked at
    further. `knows`: whether a word can be one of a number's. `read`: the number at the beginning of a run of such
    words, and how many of them it has (0: none). `no_number`: whether what was read is none after all, by the words
    before it (the nearest last), its own, and the text behind it.
    """

    signs: Signs
    knows: Callable[[str], bool]
    read: Callable[[Sequence[str]], tuple[int, int]]
    no_number: Callable[[Sequence[str], Sequence[str], str], bool]


class Language(Struct, frozen=True, eq=False):
    """Words of a language. Patterns are regular expressions, without regard to capitals.

    `locators`: what stands before one paragraph's number in a citation, and before several. `undated`: what dates
    something by the day it is read on; `signs`: words of which every such expression has one; `of_now`: those of them
    that mean the moment of reading. `hedges`: by the word of a citation, what tells readers so: stems, with ``*``
    for any letters, ``+`` for at least one and ``_`` for a space. `rounded` and `rounded_behind`: what says before and
    behind a figure that it was rounded, each way to say it with ``_`` for a space; `rounding_signs`: words of which
    every such expression has one.

    Who speaks: `saying`, verbs; `pronoun`, sentences by which somebody named before speaks (``<say>`` stands for the
    verbs); `title`, what people and offices are called; `determiners` before those; `according`, before a source;
    `places`, what stands before a place.
    """

    locators: tuple[str, str]
    undated: str
    signs: str
    of_now: frozenset[str]
    hedges: Mapping[Attribution, str]
    rounded: Mapping[Direction, str]
    rounded_behind: Mapping[Direction, str]
    rounding_signs: str
    saying: str
    pronoun: str
    title: str
    determiners: str
    according: str
    places: str
    numbers: NumberGrammar
