"""Names in a text: words with a capital that are not at the start of a sentence, and all forms that are
known.

What this cannot see: a name at the start of a sentence that is not known (its further words are seen);
names in small letters; in languages that write every noun with a capital, which of them are names; who is
meant. A full stop after an abbreviation may hide the start of a sentence, or make one. Weekdays, months,
numerals, units of money beside a figure and the commonest first words of a sentence are never names. Text
is expected in NFC.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from operator import itemgetter
from typing import Final

from msgspec import Struct

from explainers.languages.joined import BLOT, JOINT, Joined
from explainers.locales import base_language
from explainers.reading.currencies import money_units
from explainers.reading.months import months, weekdays

__all__ = ["Name", "blotted", "names", "names_of", "plain_name", "starts_sentence"]


class Name(Struct, frozen=True):
    """A name: a known form as it is listed, else the words as they stand, with plain spaces and apostrophes;
    and where it starts and ends in the text (offsets in characters).
    """

    text: str
    start: int
    end: int


_WORDS: Final = re.compile(r"\w+")
# Words but those of nothing but small ASCII letters, which are most, and have no capital.
_WORD: Final = re.compile(r"(?<![a-z])(?![a-z]++(?![-\w\u2010\u2011'\u2019]))[^\W\d_]\w*(?:[-\u2010\u2011'\u2019]\w+)*")
# What stands before a name: l'Europe, d'Oslo; a capital one only at the start of a sentence.
_ELISION: Final = re.compile(r"(?:[cdjlmnst]|(?:lors|puis|jus|quoi)?qu)['\u2019]", re.IGNORECASE)
_POSSESSIVE: Final = re.compile(r"['\u2019]s$")
_PREFIX: Final = re.compile(r"(?:\w+[-\u2010\u2011])+?(?=[^\W\d_])")
_GAP: Final = re.compile(r"\s+")
_NUMERAL: Final = re.compile(r"X{0,3}(?:IX|IV|V?I{0,3})(?:er|ère|e|ème|th|st|nd|rd)?")
_PARTICLES: Final = frozenset(("of", "de", "du", "des", "da", "do", "dos", "del", "di", "von", "van", "bin", "ibn"))
_AFTER_PARTICLE: Final = frozenset(("the", "la", "las", "los", "der", "den"))
_TITLES_TEXT: Final = "Mr Mrs Ms Dr Gen Col Lt Capt Maj Sgt Gov Sen Rep Prof St Mme Mlle MM Me"
_TITLES: Final = frozenset(_TITLES_TEXT.split())
_LONGER: Final = max(map(len, _TITLES)) + 1
_LAST_WORD: Final = re.compile(r"(\w+)\.$")
# First words of sentences, for where a full stop, a quotation or a colon leaves it open whether one starts.
_OPENERS_TEXT: Final = {
    "en": """
    a after all also although an and as at because before both but by despite during each even for from
    he her here his how however i if in it its last later many meanwhile more most my no nor not now on
    one only or our she since so some still that the their then there these they this those though to
    two under until we what when where which while who why with without yet you your
    """,
    "fr": """
    alors après au aucun aucune aussi autre aux avant avec beaucoup car ce cela celle celui ces cet
    cette chaque comme comment contre dans de depuis des deux donc du elle elles en encore enfin ensuite
    entre est et être eux il ils je jusque la le les leur leurs lors lorsque lui mais malgré même mes
    mon ne ni nombre nos notre nous on or ou où par parce parmi pas pendant peu plus plusieurs pour
    pourquoi puis quand que quel quelle quelques qui sa sans se selon ses si sinon son sous sur tandis
    tous tout toute toutes très trop un une vers vos votre vous
    """,
    "es": """
    a además al algunas algunos ante antes apenas aquel aquella así aun aunque cada como cómo con contra cuál cuando
    cuándo cuánto cuántos de del desde después donde dónde durante el él ella ellas ellos en entonces entre era es
    esa ese eso esta estas este esto estos fue ha había han hasta hay la las le les lo los luego más mientras mucho
    muchos muy nadie ni ningún ninguna no nos nosotros nuestra nuestro o otra otro para pero poco por porque pues
    que qué quien quién quiénes se según ser si sí sin sino sobre solo son su sus también tampoco tan tras un una
    unas unos usted ya yo
    """,
}
_OPENERS: Final = {language: frozenset(words.split()) for language, words in _OPENERS_TEXT.items()}


class _Word(Struct, frozen=True):
    """A word with a capital: its text, its offsets, whether it can begin a name or only go on."""

    text: str
    start: int
    end: int
    begins: bool


def names(text: str, language: str, known_forms: Collection[str]) -> tuple[Name, ...]:
    """Return the names in a text, in order and without overlaps; of known forms the longest that fits.

    `known_forms`: as they are listed; one that begins in a small letter is also found with a capital. Pass a
    frozenset where many texts are read: its index is kept.

    >>> [name.text for name in names("In May the Union of Writers met Ann Lee’s heirs.", "en", ())]
    ['Union of Writers', 'Ann Lee']
    """
    return names_of(Joined((text,)), language, known_forms)[0]


def names_of(texts: Joined, language: str, known_forms: Collection[str]) -> tuple[tuple[Name, ...], ...]:
    """Return the names in each of some texts, as `names` finds them; offsets are those in the text."""
    base, text, starts = base_language(language), texts.text, texts.starts
    rest = blotted(text, money_units(texts, base))
    found = list(_known(texts, rest, frozenset(known_forms)))
    rest = blotted(rest, [(start, end) for _, start, end in found])
    words = list(_capitals(texts, rest, base))
    found += _joined(rest, words)
    each: list[list[Name]] = [[] for _ in texts.texts]
    for name, start, end in sorted(found, key=_START):
        number = bisect_right(starts, start) - 1
        first = starts[number]
        each[number].append(Name(name, start - first, end - first))
    return tuple(map(tuple, each))


_Found = tuple[str, int, int]  # as it is listed or written; start, end
_START: Final = itemgetter(1)


def blotted(text: str, stretches: Iterable[tuple[int, int]]) -> str:
    """Return a text of the same length, with stretches of it blotted out for the finders that follow."""
    pieces, place = [], 0
    for start, end in sorted(stretches):
        if end > place:
            begin = max(start, place)
            pieces += [text[place:begin], BLOT * (end - begin)]
            place = end
    return "".join([*pieces, text[place:]]) if pieces else text


# ---- known forms ---------------------------------------------------------------------------------------


class _Form(Struct, frozen=True):
    """A known form: its second word in small letters (empty: it has one), from its first word on, and as listed."""

    second: str
    words: str
    listed: str


@lru_cache(maxsize=8)
def _index(forms: frozenset[str]) -> Mapping[str, Sequence[_Form]]:
    """Return the forms by their first word in small letters, the longest first."""
    index: dict[str, list[_Form]] = {}
    for form in sorted(forms, key=lambda form: (-len(form), form)):
        words = list(_WORDS.finditer(form))
        if words:
            first, second = words[0], words[1][0].lower() if len(words) > 1 else ""
            also = first[0][:1].upper() + first[0][1:]  # what it is with a capital may be other small letters
            for word in dict.fromkeys((first[0].lower(), also.lower())):
                index.setdefault(word, []).append(_Form(second, form[first.start() :].strip(), form))
    return index


@lru_cache(maxsize=8)
def _first_words(forms: frozenset[str]) -> frozenset[str]:
    return frozenset(_index(forms))


def _following(text: str, end: int) -> str:
    """Return the next word from an offset on, in small letters; nothing where there is none."""
    word = _WORDS.search(text, end)
    return word[0].lower() if word else ""


@lru_cache(maxsize=4096)  # most forms of most sites are met nowhere: none is made into a pattern beforehand
def _pattern(form: str) -> re.Pattern[str]:
    """Return what finds a form, whatever its spaces, hyphens and apostrophes look like."""
    classes = {"'": "['\u2019]", "\u2019": "['\u2019]", "-": "[-\u2010\u2011]"}
    written = [r"\s+" if letter.isspace() else classes.get(letter, re.escape(letter)) for letter in form]
    if form[0].islower():
        written[0] = f"(?:{re.escape(form[0])}|{re.escape(form[0].upper())})"
    return re.compile("".join(written).replace(r"\s+\s+", r"\s+") + r"(?!\w)")


def _known(texts: Joined, rest: str, known: frozenset[str]) -> Iterator[_Found]:
    """Yield the known forms in some texts; `rest`: what is left of them to be looked at."""
    index, text, place = _index(known), texts.text, 0
    for start, end in texts.where(_first_words(known)):
        if start < place:
            continue
        following: str | None = None
        for form in index.get(text[start:end].lower(), ()):
            if form.second:  # most texts have *the*, and few the Gambia
                following = _following(text, end) if following is None else following
            if form.second in ("", following) and (match := _pattern(form.words).match(rest, start)):
                place = match.end()
                yield form.listed, start, place
                break


# ---- words with a capital ------------------------------------------------------------------------------


def _capitals(texts: Joined, rest: str, language: str) -> Iterator[_Word]:
    """Yield the words of `rest` with a capital that can be part of a name, where each stands."""
    for index in texts.with_capitals:
        piece, place = texts.pieces[index], texts.places[index]
        if not rest.startswith(piece, place):
            piece = rest[place : place + len(piece)]
        for start, inside, first in _of_piece(piece, language):
            word = first if inside is not first and starts_sentence(texts.text, place + start) else inside
            if word:
                yield _Word(word.text, place + word.start, place + word.end, word.begins)


@lru_cache(maxsize=16384)
def _of_piece(piece: str, language: str) -> Sequence[tuple[int, _Word | None, _Word | None]]:
    """Return where words of a piece start, with what of each can be part of a name: inside of a sentence, and at its
    start; the same value where both are alike.
    """
    found = []
    for match in _WORD.finditer(piece):
        if not match[0].islower():
            inside, first = _word(match, language, opens=False), _word(match, language, opens=True)
            found.append((match.start(), inside, inside if first == inside else first))
    return found


def _word(match: re.Match[str], language: str, *, opens: bool) -> _Word | None:
    """Return what of a word can be part of a name; `opens`: it is the first one of a sentence."""
    dates, never = _never_names(language)
    text, start, first = match.string, match.start(), opens
    elision = _ELISION.match(match[0])
    if elision and (match[0][0].islower() or opens):
        start, first = start + elision.end(), False
    possessive = _POSSESSIVE.search(text, start, match.end())
    end = possessive.start() if possessive else match.end()
    start = _without_prefix(text, start, end)
    word = text[start:end]
    if not word[:1].isupper() or word in _TITLES:
        return None
    several = not word[1:].islower() and any(map(str.isupper, word[1:]))
    if word.lower() in (dates if several else never):
        return None
    first = first and start == match.start()
    begins = len(word) > 1 and not _NUMERAL.fullmatch(word) and (several or not first)
    return _Word(word, start, end, begins) if begins or not first else None


@lru_cache(maxsize=64)
def _never_names(language: str) -> tuple[frozenset[str], frozenset[str]]:
    """Return the words in small letters that are no names in a language: of dates, and with the first ones of
    sentences.
    """
    dates = frozenset((*months(language), *weekdays(language)))
    return dates, dates | _OPENERS.get(language, frozenset())


def _without_prefix(text: str, start: int, end: int) -> int:
    """Return where a word's first part with a capital begins, where parts in small letters stand before it
    (pro-Western, ex-Soviet); else `start`.
    """
    place = start
    while text[place : place + 1].islower():
        part = _PREFIX.match(text, place, end)
        if part is None:
            return start
        place = part.end()
    return place


def _joined(text: str, words: Sequence[_Word]) -> Iterator[_Found]:
    """Return names of one or more words: those that only spaces or particles part."""
    place = 0
    while place < len(words):
        if not words[place].begins:
            place += 1
            continue
        last = place
        while last + 1 < len(words) and _go_on(text, words[last], words[last + 1]):
            last += 1
        start, end = words[place].start, words[last].end
        yield plain_name(text[start:end]), start, end
        place = last + 1


def _go_on(text: str, word: _Word, following: _Word) -> bool:
    """Whether one name goes on from a word to the next: Rio de Janeiro, United States of America, Côte
    d'Ivoire.
    """
    between = text[word.end : following.start]
    if _GAP.fullmatch(between):
        return True
    if not between[:1].isspace() or "\n\n" in between:
        return False
    particles = between.split()
    if not particles or len(particles) > 2:
        return False
    if between.endswith(("'", "\u2019")):
        return particles[-1][:-1] in ("d", "l") and set(particles[:-1]) <= {"de"}
    return particles[0] in _PARTICLES and set(particles[1:]) <= _AFTER_PARTICLE


def plain_name(text: str) -> str:
    """Return a name with plain apostrophes and hyphens, and single spaces."""
    return " ".join(text.split()).replace("\u2019", "'").replace("\u2010", "-").replace("\u2011", "-")


# ---- where sentences start -----------------------------------------------------------------------------

_OPENING: Final = '\u201c\u00ab\u2039\u201e"\u00bf\u00a1'  # in Spanish, of questions and exclamations too
_CLOSING: Final = "\u201d\u00bb\u203a\"'\u2019)]*_"
_BEFORE_WORD: Final = "\u2018'([*_\u00bf\u00a1"


def starts_sentence(text: str, start: int) -> bool:
    """Return whether the word at an offset is the first of a sentence or of a quotation."""
    if start > 1 and text[start - 1] == " " and text[start - 2].isalnum():  # as most words stand
        return False
    word = start - 2 - _LONGER  # of most ends of sentences, longer than any abbreviation that is known
    is_end = word >= 0 and text[start - 2 : start] == ". " and text[word : start - 2].isalnum()
    if is_end or not start or text[start - 1] == JOINT:
        return True
    place = start
    while place and text[place - 1] in _BEFORE_WORD:
        place -= 1
    if place and text[place - 1] in _OPENING:
        return True
    first = text.rfind(JOINT, max(0, place - 81), place) + 1  # of the text that it stands in, where texts are joined
    before = text[first or max(0, place - 80) : place]
    trimmed = before.rstrip()
    if before[len(trimmed) :].count("\n") > 1:
        return True
    if trimmed.endswith(("\u00ab", "\u2039")):  # French quotation marks have a space inside
        return True
    trimmed = trimmed.rstrip(_CLOSING + " \u00a0\u202f")
    if not trimmed or not trimmed.strip("-\u2013\u2014*+\u2022#> \n\t"):
        return first > 0 or place <= 80
    if trimmed[-1] in "!?\u2026:;":
        return trimmed[-1] not in ":;"
    return trimmed[-1] == "." and not _abbreviated(trimmed)


def _abbreviated(text: str) -> bool:
    """Whether a text ends with an initial or a title and its full stop: J., Mr., Gen."""
    word = _LAST_WORD.search(text, max(0, len(text) - _LONGER - 1))
    if word is None:
        return False
    return word[1] in _TITLES or (len(word[1]) == 1 and word[1].isupper())
