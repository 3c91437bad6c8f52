"""English."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from explainers.languages.language import Language, NumberGrammar
from explainers.languages.numbers import numbered
from explainers.seldom import seldom

__all__ = ["LANGUAGE"]

_UNITS: Final = numbered("one two three four five six seven eight nine")
_TEENS: Final = numbered("ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen", first=10)
_TENS: Final = numbered("twenty thirty forty fifty sixty seventy eighty ninety", first=20, step=10)
_SCALES: Final = {"thousand": 10**3, "million": 10**6, "billion": 10**9, "trillion": 10**12}
_ORDINALS: Final = {
    **numbered("first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth"),
    **numbered("thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth", first=13),
    **numbered("twentieth thirtieth fortieth fiftieth sixtieth seventieth eightieth ninetieth", 20, 10),
}
_KNOWN: Final = frozenset({"a", "and", "hundred", *_UNITS, *_TEENS, *_TENS, *_SCALES, *_ORDINALS})
_SIGNS: Final = _KNOWN - {"a", "and", "one", "two", "first", "second"}
_FRACTIONS: Final = seldom(
    r"(?:hal(?:f|ves)|quarters?|(?:third|(?:fif|six|seven|eigh|nin|ten|hundred)th)s?)\b", re.IGNORECASE
)


def _knows(word: str) -> bool:
    return word in _KNOWN


def _no_number(before: Sequence[str], own: Sequence[str], behind: str) -> bool:
    """Whether a number is a fraction or a part of one: two thirds, a fifth, half a million, a third meeting."""
    of_a = before[-1:] == ["of"] and before[:-1] in (["quarter"], ["third"], ["half"])
    whole = own[0] in ("a", "one") and (before[-1:] == ["half"] or of_a)
    part = own[-1] in _ORDINALS and (before[-1:] == ["a"] or bool({*before[-1:]} & {*_UNITS, *_TEENS}))
    return whole or part or bool(_FRACTIONS.match(behind))


def _read(run: Sequence[str]) -> tuple[int, int]:
    """Return the number that a run of words begins with and how many words it has; 0 words: none."""
    year = _year(run)
    if year[1]:
        return year
    total, place, limit = 0, 0, 10**15
    while True:
        group, used, scale = _group(run[place:], opening=place == 0)
        if not used or scale >= limit:
            break
        total, place, limit = total + group * scale, place + used, scale
        if scale == 1:
            break
    return total, place


def _group(run: Sequence[str], *, opening: bool) -> tuple[int, int, int]:
    """Return a number below a thousand, the words it takes with its scale (thousand, million), and the scale.

    After a scale, 'and' leads only to what is below a hundred: 'fifty thousand and four hundred' are two.
    """
    if opening and run[0] == "a" and len(run) > 1 and (run[1] == "hundred" or run[1] in _SCALES):
        run = ["one", *run[1:]]
    joined = not opening and len(run) > 1 and run[0] == "and"
    small, used = _small(run[joined:])
    used += joined if used else 0
    if not used or (joined and used < len(run) and (run[used] == "hundred" or run[used] in _SCALES)):
        return 0, 0, 1
    if used < len(run) and run[used] == "hundred" and small < 100:
        small, used = _rest(run, small * 100, used + 1)
    if used < len(run) and run[used] in _SCALES:
        return small, used + 1, _SCALES[run[used]]
    return small, used, 1


def _rest(run: Sequence[str], hundreds: int, used: int) -> tuple[int, int]:
    """Return hundreds with what is added to them: 'four hundred [and] five', not 'and five hundred'."""
    joined = used + 1 < len(run) and run[used] == "and"
    rest, more = _small(run[used + joined :])
    after = used + joined + more
    if not more or (after < len(run) and run[after] == "hundred"):
        return hundreds, used
    return hundreds + rest, after


def _small(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a hundred, also an ordinal, and how many words it takes."""
    if not run:
        return 0, 0
    if run[0] in _TENS:
        unit = run[1] if len(run) > 1 else ""
        more = _UNITS.get(unit) or (_ORDINALS.get(unit, 10) if _ORDINALS.get(unit, 10) < 10 else 0)
        return _TENS[run[0]] + more, 2 if more else 1
    value = _UNITS.get(run[0]) or _TEENS.get(run[0]) or _ORDINALS.get(run[0], 0)
    return value, 1 if value else 0


def _year(run: Sequence[str]) -> tuple[int, int]:
    """Return a year said in two halves (twenty twenty-three), and how many words it takes."""
    century = {**_TEENS, "twenty": 20}.get(run[0], 0)
    if century < 15 or len(run) < 2 or not (run[1] in _TENS or run[1] in _TEENS):
        return 0, 0
    rest, used = _small(run[1:])
    after = run[1 + used] if 1 + used < len(run) else ""
    return (0, 0) if after == "hundred" or after in _SCALES else (century * 100 + rest, 1 + used)


# ---- words for rules ------------------------------------------------------------------------------------

_SPANS: Final = "day|night|morning|evening|week|weekend|month|quarter|year|decade|century|spring|summer|autumn|winter"
_WEEKDAYS: Final = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"

LANGUAGE: Final = Language(
    locators=("para.", "paras."),
    undated=(
        r"now(?!-)|nowadays|recently|lately|currently|presently|today(?:['’]s)?|yesterday|tomorrow|tonight|to date"
        r"|at present|at the moment|these days|until recently|as of (?:now|today)|soon|ever since|so far"
        rf"|(?<!the )(?<!its )(?<!their )(?<!his )(?<!her )(?:last|next) (?:{_SPANS}|{_WEEKDAYS})(?! of)"
        rf"|this (?:{_SPANS})"
        rf"|(?:in |over |for )?(?:the )?(?:recent|past|last|coming) (?:few )?(?:{_SPANS})s"
        rf"|(?:\w+ )?(?:{_SPANS})s? ago|ago"
    ),
    signs="""
    now nowadays recently lately currently presently today yesterday tomorrow tonight date present moment days soon
    ever far last next this recent past coming ago
    """,
    of_now=frozenset(("now", "today", "so far", "to date", "as of now", "at present", "at the moment", "currently")),
    hedges={
        "pledged": "pledg* promis* vow* undert* commit* offer* would to_deliver to_give",
        "planned": (
            "plan* deal* agree* contract* would will intend* intention* aim* propos* future project* scheduled"
            " meant_to was_to were_to is_to are_to to_be to_build expected not"
        ),
        "alleged": (
            "alleg* claim* accus* suspect* blam* denounc* charg* contend* assert* maintain* unproven purported*"
            " according_to said so-called"
        ),
        "denied": "den* reject* refut* dismiss* disput* contest* disavow* said_not not",
        "disputed": "disput* contest* disagree* challeng* contradict* differ* while whereas but question*",
        "analysis": (
            "could may might would reading reads seem* appear* suggest* analys* sign view* seen interpret* speculat*"
            " likely probabl* perhaps possibl* argu* expect* consider* assess* regard* picture compar* so because"
            " can cannot not mean* shows* therefore only"
        ),
    },
    rounded={
        "about": "about around roughly approximately some circa c. ca. close_to in_the_region_of or_so",
        "nearly": "nearly almost just_under just_below just_short_of not_quite approaching",
        "below": "under below less_than fewer_than short_of lower_than",
        "above": (
            "over above more_than upwards_of in_excess_of exceeding greater_than higher_than just_over well_over"
        ),
        "at least": "at_least no_fewer_than no_less_than not_less_than a_minimum_of",
        "at most": "at_most up_to no_more_than not_more_than as_many_as as_much_as a_maximum_of",
    },
    rounded_behind={"about": "or_so or_thereabouts", "at least": "or_more", "at most": "or_less or_fewer"},
    rounding_signs="""
    about around roughly approximately some circa c ca close region so nearly almost just quite approaching under below
    less fewer short lower over above more upwards excess exceeding greater higher least minimum most up many much
    maximum thereabouts
    """,
    saying=(
        r"said|says|say|told|added|adds|warned|explained|argued|announced|insisted|noted|replied|promised|claimed"
        r"|stated|stressed|denied|acknowledged|confirmed|declared|recalled|wrote|maintained|pledged|accused|called"
    ),
    pronoun=(
        r"(?:he|she|they|it)(?: (?:also|later|then|has|had|have))* (?:<say>)"
        r"|(?:<say>) (?:he|she|they)|according to (?:him|her|them)"
        r"|in (?:his|her|their) (?:words|view|account)"
    ),
    title=(
        r"(?:president|prime minister|minister|ministry|ambassador|envoy|general|colonel|spokes(?:man|woman"
        r"|person)"
        r"|governor|mayor|director|chief|leader|secretary|official|judge|prosecutor|commander|chancellor|king|queen"
        r"|court|company|agency|army|government|commission|council|group|party|union|bank)"
    ),
    determiners="the|this|that",
    according="according to",
    places="in|at|from|near|to|of|around|outside|across",
    numbers=NumberGrammar(_SIGNS, _knows, _read, _no_number),
)
