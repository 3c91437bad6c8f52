"""Numbers written as words, in English and French: where they stand in a text, and what they say.

From three to the billions, hyphens or not: *seventy-five*, *three hundred and forty-two*, *fifty thousand*,
*a million*, *twenty twenty-three* (a year); *quatre-vingt-dix-sept*, *vingt et un*, *deux cent mille*, *mille
neuf cent soixante*, Swiss and Belgian *septante* and *nonante*. Ordinals too: *the third*, *le dix-huitième*.

Not numbers here: one, two and *un, deux, neuf* by themselves (they are too often something else), plurals
that count nothing (*hundreds*, *des milliers*), fractions (*two thirds*, *a fifth*, *half a million*, *trois
quarts*) with whatever looks like one (*a third meeting*), *pour cent*. Other languages have no number words.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, NamedTuple

__all__ = ["NumberWords", "number_words"]


# What reads the number at the beginning of a run of words: its value, and how many words it has (0: none).
_Reader = Callable[[Sequence[str]], tuple[int, int]]


class NumberWords(NamedTuple):
    """A number in words: its value, and where it starts and ends (offsets in characters)."""

    value: int
    start: int
    end: int


class _Word(NamedTuple):
    text: str  # in small letters
    start: int
    end: int


def _numbered(words: str, first: int = 1, step: int = 1) -> dict[str, int]:
    return {word: first + step * place for place, word in enumerate(words.split())}


_EN_UNITS: Final = _numbered("one two three four five six seven eight nine")
_EN_TEENS: Final = _numbered(
    "ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", first=10
)
_EN_TENS: Final = _numbered("twenty thirty forty fifty sixty seventy eighty ninety", first=20, step=10)
_EN_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_EN_ORDINALS: Final = {
    **_numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    **_numbered("thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", first=13),
    **_numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10),
}
_FR_UNITS: Final = {**_numbered("un deux trois quatre cinq six sept huit neuf"), "une": 1}
_FR_TEENS: Final = _numbered("dix onze douze treize quatorze quinze seize", first=10)
_FR_TENS: Final = {
    **_numbered("vingt trente quarante cinquante soixante septante huitante nonante", first=20, step=10),
    "octante": 80,
}
_FR_SCALES: Final = {
    "mille": 10**3,
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("milliard", "milliards"), 10**9),
    **dict.fromkeys(("billion", "billions"), 10**12),
}
_FR_ORDINAL_STEMS: Final = {  # what stands before '-ième', where it isn't the number itself
    "quatr": "quatre", "cinqu": "cinq", "neuv": "neuf", "onz": "onze", "douz": "douze", "treiz": "treize",
    "quatorz": "quatorze", "quinz": "quinze", "seiz": "seize", "trent": "trente", "quarant": "quarante",
    "cinquant": "cinquante", "soixant": "soixante", "mill": "mille",
}  # fmt: skip
_VOCABULARY: Final = {
    "en": frozenset({"a", "and", "hundred", *_EN_UNITS, *_EN_TEENS, *_EN_TENS, *_EN_SCALES, *_EN_ORDINALS}),
    "fr": frozenset({"et", "cent", "cents", "vingts", *_FR_UNITS, *_FR_TEENS, *_FR_TENS, *_FR_SCALES})
    | {f"{stem}ième" for stem in ("un", "deux", "trois", "six", "sept", "huit", "dix", "vingt", *_FR_ORDINAL_STEMS)},
}

# What every number from three on has a word of: most texts have none, and are not looked at further.
_ESSENTIAL: Final = {
    "en": _VOCABULARY["en"] - {"a", "and", "one", "two", "first", "second"},
    "fr": _VOCABULARY["fr"] - {"et", "un", "une", "deux"},
}

_LONGEST: Final = 40  # words that a number can have; more are not looked at
_TOKEN: Final = re.compile(r"[^\W\d_]+")
_JOINT: Final = re.compile(r"[^\S\n]+|\s*\n\s*|[-\u2010\u2011]")
_FRACTIONS: Final = {
    "en": re.compile(
        r"(?:hal(?:f|ves)|quarters?|(?:third|(?:fif|six|seven|eigh|nin|ten|hundred)th)s?)\b", re.IGNORECASE
    ),
    "fr": re.compile(r"(?:demie?s?|tiers|quarts?|\w+ièmes?)\b", re.IGNORECASE),
}


def number_words(text: str, language: str) -> tuple[NumberWords, ...]:
    """Return the numbers in words that a text has, in order; none where the language isn't English or French.

    >>> [number.value for number in number_words("Fifty thousand men, a hundred tanks, two old", "en")]
    [50000, 100]
    """
    reader = _READERS.get(language)
    if reader is None or _ESSENTIAL[language].isdisjoint(_TOKEN.findall(text.lower())):
        return ()
    words = [_Word(match[0].lower(), match.start(), match.end()) for match in _TOKEN.finditer(text)]
    return tuple(_found(text, words, language, reader))


def _found(text: str, words: Sequence[_Word], language: str, reader: _Reader) -> Iterator[NumberWords]:
    place, vocabulary = 0, _VOCABULARY[language]
    while place < len(words):
        known = words[place].text in vocabulary
        value, length = reader(_run(text, words, place, vocabulary)) if known else (0, 0)
        if not length:
            place += 1
            continue
        if value >= 3 and not _excluded(text, words, place, length, language):
            yield NumberWords(value, words[place].start, words[place + length - 1].end)
        place += length


def _run(text: str, words: Sequence[_Word], place: int, known: frozenset[str]) -> list[str]:
    """Return the number words from a place on that nothing but spaces and hyphens part."""
    run = [words[place].text]
    for before, word in zip(words[place:], words[place + 1 : place + _LONGEST], strict=False):
        if word.text not in known or not _JOINT.fullmatch(text, before.end, word.start):
            break
        run.append(word.text)
    return run


def _excluded(text: str, words: Sequence[_Word], place: int, length: int, language: str) -> bool:
    """Whether a number is a fraction or a part of one, or a 'cent' or 'neuf' that isn't a number."""
    start, end = words[place].start, words[place + length - 1].end
    shown = text[start:end].lower()
    joint = _JOINT.match(text, end)
    if joint and _FRACTIONS[language].match(text, joint.end()):
        return True
    before = words[place - 1].text if place and _JOINT.fullmatch(text, words[place - 1].end, start) else ""
    if language == "fr":
        per_cent = shown == "cent" and before == "pour"
        return shown == "neuf" or per_cent or (shown.endswith("ième") and _counts(before, "fr"))
    ordinal = words[place + length - 1].text in _EN_ORDINALS
    of_a = before == "of" and place > 1 and words[place - 2].text in ("quarter", "third", "half")
    article = words[place].text in ("a", "one")
    return (article and (before == "half" or of_a)) or (ordinal and _counts(before, "en"))


def _counts(word: str, language: str) -> bool:
    """Whether a word before an ordinal makes it a fraction: a fifth, two fifths, un cinquième."""
    if language == "fr":
        return word in _FR_UNITS or word in _FR_TEENS
    return word == "a" or word in _EN_UNITS or word in _EN_TEENS


# ---- English ---------------------------------------------------------------------------------------------


def _english(run: Sequence[str]) -> tuple[int, int]:
    """Return the number that a run of words begins with and how many words it has; 0 words: none."""
    year = _english_year(run)
    if year[1]:
        return year
    total, place, limit = 0, 0, 10**15
    while True:
        group, used, scale = _english_group(run[place:], opening=place == 0)
        if not used or scale >= limit:
            break
        total, place, limit = total + group * scale, place + used, scale
        if scale == 1:
            break
    return total, place


def _english_group(run: Sequence[str], *, opening: bool) -> tuple[int, int, int]:
    """Return a number below a thousand, the words it takes with its scale (thousand, million), and the scale.

    After a scale, 'and' leads only to what is below a hundred: 'fifty thousand and four hundred' are two.
    """
    if opening and run[0] == "a" and len(run) > 1 and (run[1] == "hundred" or run[1] in _EN_SCALES):
        run = ["one", *run[1:]]
    joined = not opening and len(run) > 1 and run[0] == "and"
    small, used = _english_small(run[joined:])
    used += joined if used else 0
    if not used or (joined and used < len(run) and (run[used] == "hundred" or run[used] in _EN_SCALES)):
        return 0, 0, 1
    if used < len(run) and run[used] == "hundred" and small < 100:
        small, used = _english_rest(run, small * 100, used + 1)
    if used < len(run) and run[used] in _EN_SCALES:
        return small, used + 1, _EN_SCALES[run[used]]
    return small, used, 1


def _english_rest(run: Sequence[str], hundreds: int, used: int) -> tuple[int, int]:
    """Return hundreds with what is added to them: 'four hundred [and] five', not 'and five hundred'."""
    joined = used + 1 < len(run) and run[used] == "and"
    rest, more = _english_small(run[used + joined :])
    after = used + joined + more
    if not more or (after < len(run) and run[after] == "hundred"):
        return hundreds, used
    return hundreds + rest, after


def _english_small(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a hundred, also an ordinal, and how many words it takes."""
    if not run:
        return 0, 0
    if run[0] in _EN_TENS:
        unit = run[1] if len(run) > 1 else ""
        more = _EN_UNITS.get(unit) or (_EN_ORDINALS.get(unit, 10) if _EN_ORDINALS.get(unit, 10) < 10 else 0)
        return _EN_TENS[run[0]] + more, 2 if more else 1
    value = _EN_UNITS.get(run[0]) or _EN_TEENS.get(run[0]) or _EN_ORDINALS.get(run[0], 0)
    return value, 1 if value else 0


def _english_year(run: Sequence[str]) -> tuple[int, int]:
    """Return a year said in two halves (twenty twenty-three), and how many words it takes."""
    century = {**_EN_TEENS, "twenty": 20}.get(run[0], 0)
    if century < 15 or len(run) < 2 or not (run[1] in _EN_TENS or run[1] in _EN_TEENS):
        return 0, 0
    rest, used = _english_small(run[1:])
    after = run[1 + used] if 1 + used < len(run) else ""
    return (0, 0) if after == "hundred" or after in _EN_SCALES else (century * 100 + rest, 1 + used)


# ---- French ----------------------------------------------------------------------------------------------


def _french(run: Sequence[str]) -> tuple[int, int]:
    """Return the number that a run of words begins with and how many words it has; 0 words: none."""
    total, place, limit = 0, 0, 10**15
    while place < len(run):
        group, used = _french_group(run[place:])
        scale = _FR_SCALES.get(run[place + used], 1) if place + used < len(run) else 1
        if scale >= limit or (not used and scale != 1000) or (not used and scale == 1):
            break
        total, place, limit = total + (group or 1) * scale, place + used + (scale > 1), scale
        if scale == 1:
            break
    return total, place


def _french_group(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a thousand and how many words it takes."""
    small, used = (0, 0) if run[0] == "cent" else _french_small(run)
    if used < len(run) and run[used] in ("cent", "cents") and small < 20 and (used or run[used] == "cent"):
        rest, more = _french_small(run[used + 1 :])
        return (small or 1) * 100 + rest, used + 1 + more
    return small, used


def _french_small(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a hundred, also an ordinal, and how many words it takes."""
    if not run:
        return 0, 0
    if run[0] == "quatre" and len(run) > 1 and run[1] in ("vingt", "vingts", "vingtième"):
        tens, used = 80, 2
    elif run[0] in _FR_TENS:
        tens, used = _FR_TENS[run[0]], 1
    else:
        return _french_below_twenty(run)
    if used + 1 < len(run) and run[used] == "et" and _cardinal(run[used + 1]) in ("un", "une", "onze"):
        used += 1
    more, length = _french_below_twenty(run[used:])
    if length and (more < 10 or tens in (60, 80)) and more < 20:
        return tens + more, used + length
    return tens, used - (run[used - 1] == "et")


def _french_below_twenty(run: Sequence[str]) -> tuple[int, int]:
    if not run:
        return 0, 0
    word = _cardinal(run[0])
    if word == "dix" and len(run) > 1 and _cardinal(run[1]) in ("sept", "huit", "neuf"):
        return 10 + _FR_UNITS[_cardinal(run[1])], 2
    value = _FR_UNITS.get(word) or _FR_TEENS.get(word) or (_FR_TENS.get(word, 0) if word != run[0] else 0)
    return value, 1 if value else 0


def _cardinal(word: str) -> str:
    """Return the number that a French ordinal is made from (dix-huitième: huit); any other word as it is."""
    if not word.endswith("ième"):
        return word
    stem = word.removesuffix("ième")
    return _FR_ORDINAL_STEMS.get(stem, "un" if stem == "un" else stem)


_READERS: Final[Mapping[str, _Reader]] = {"en": _english, "fr": _french}
