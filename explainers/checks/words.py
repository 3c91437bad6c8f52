"""The words that rules look for, by language: words that date nothing, that say who has it how, and that round.

A language that is not here is told as unchecked, never taken for passed. To add one, add an entry to each table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final, Literal

from explainers.checks import words_es_de
from explainers.prose import Attribution

__all__ = [
    "HEDGES", "ROUNDED", "UNDATED", "Direction", "asks_of_now", "has_number_words", "hedged", "may_be_undated",
    "rounded", "undated",
]  # fmt: skip

_UNITS: Final = "day|night|morning|evening|week|weekend|month|quarter|year|decade|century|spring|summer|autumn|winter"
_WEEKDAYS: Final = "Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday"
_MOMENTS: Final = "jours|semaines|mois|années|ans"
_JOURS: Final = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"

UNDATED: Final[Mapping[str, re.Pattern[str]]] = {
    "en": re.compile(
        r"(?<![\w-])(?:"
        r"now(?!-)|nowadays|recently|lately|currently|presently|today(?:['’]s)?|yesterday|tomorrow|tonight|to date"
        r"|at present|at the moment|these days|until recently|as of (?:now|today)|soon|ever since|so far"
        rf"|(?<!the )(?<!its )(?<!their )(?<!his )(?<!her )(?:last|next) (?:{_UNITS}|{_WEEKDAYS})(?! of)"
        rf"|this (?:{_UNITS})"
        rf"|(?:in |over |for )?(?:the )?(?:recent|past|last|coming) (?:few )?(?:{_UNITS})s"
        rf"|(?:\w+ )?(?:{_UNITS})s? ago|ago"
        r")(?![\w-])",
        re.IGNORECASE,
    ),
    "fr": re.compile(
        r"(?<![\w-])(?:"
        r"maintenant|actuellement|récemment|dernièrement|présentement|aujourd['’]hui|hier|demain|bientôt|désormais"
        r"|à présent|en ce moment|de nos jours|ces temps-ci|à ce jour|jusqu['’]ici|naguère|tout récemment"
        r"|l['’]an (?:dernier|passé|prochain)|l['’]année (?:dernière|passée|prochaine)"
        r"|(?:la semaine|le mois|le week-end|l['’]été|l['’]hiver|l['’]automne|le printemps) "
        r"(?:dernière?|passée?|prochaine?)"
        rf"|(?:{_JOURS}) (?:dernier|passé|prochain)"
        r"|cette (?:année|semaine)|ce mois-ci|cet? (?:été|hiver|automne|printemps)"
        rf"|(?:ces|les) (?:tout |toutes )?(?:\w+ )?(?:dernier|dernière|prochain|prochaine)s (?:{_MOMENTS})"
        rf"|ces (?:{_MOMENTS}) (?:dernier|dernière|prochain|prochaine)s"
        rf"|il y a (?:\w+ ){{1,4}}?(?:{_MOMENTS}|jour|semaine|an|année)"
        r")(?![\w-])",
        re.IGNORECASE,
    ),
    **words_es_de.UNDATED,
}
"""What dates something by the day it is read on."""


_OF_NOW: Final = {
    "en": frozenset(("now", "today", "so far", "to date", "as of now", "at present", "at the moment", "currently")),
    "fr": frozenset(
        (
            "maintenant",
            "aujourd'hui",
            "jusqu'ici",
            "à ce jour",
            "à présent",
            "actuellement",
            "en ce moment",
            "désormais",
        )
    ),
}


def asks_of_now(word: str, language: str) -> bool:
    """Return whether an undated expression means the moment of reading itself, which a question may ask about."""
    return word.lower().replace("\u2019", "'") in _OF_NOW.get(language.partition("-")[0], ())


_SIGNS_TEXT: Final = {
    "en": """
    now nowadays recently lately currently presently today yesterday tomorrow tonight date present moment days soon
    since far last next this recent past coming ago
    """,
    "fr": """
    maintenant actuellement récemment dernièrement présentement aujourd hier demain bientôt désormais présent moment
    jours temps jour jusqu naguère dernier dernière derniers dernières passé passée prochain prochaine prochains
    prochaines année semaine mois été hiver automne printemps semaines années ans an
    """,
    **words_es_de.SIGNS_TEXT,
}
_SIGNS: Final = {language: frozenset(words.split()) for language, words in _SIGNS_TEXT.items()}
_TOKEN: Final = re.compile(r"[^\W\d_]+")


def may_be_undated(text: str, language: str) -> bool:
    """Return whether a text has a word that every undated expression of a language has one of: most have none."""
    return not _SIGNS[language.partition("-")[0]].isdisjoint(_TOKEN.findall(text.lower()))


def _stems(text: str) -> re.Pattern[str]:
    """Return what finds one of several words; ``*`` stands for any letters, ``+`` for at least one."""
    written = (re.escape(word.replace("_", " ")).replace(r"\*", r"\w*") for word in text.split())
    alternatives = "|".join(word.replace(r"\+", r"\w+") for word in written)
    return re.compile(rf"(?<![\w-])(?:{alternatives})(?!\w)", re.IGNORECASE)


HEDGES: Final[Mapping[str, Mapping[Attribution, re.Pattern[str]]]] = {
    "en": {
        "pledged": _stems("pledg* promis* vow* undert* commit* offer* would to_deliver to_give"),
        "planned": _stems(
            "plan* deal* agree* contract* would will intend* intention* aim* propos* future project* scheduled"
            " meant_to was_to were_to is_to are_to to_be to_build expected not"
        ),
        "alleged": _stems(
            "alleg* claim* accus* suspect* blam* denounc* charg* contend* assert* maintain* unproven purported*"
            " according_to said so-called"
        ),
        "denied": _stems("den* reject* refut* dismiss* disput* contest* disavow* said_not not"),
        "disputed": _stems("disput* contest* disagree* challeng* contradict* differ* while whereas but question*"),
        "analysis": _stems(
            "could may might would reading reads seem* appear* suggest* analys* sign view* seen interpret* speculat*"
            " likely probabl* perhaps possibl* argu* expect* consider* assess* regard* picture compar* so because"
            " can cannot not mean* shows* therefore only"
        ),
    },
    "fr": {
        "pledged": _stems("prom* engag* offr* assur* +rait +raient devait devaient doit doivent fournir* livrer*"),
        "planned": _stems(
            "prév* projet* plan* accord* contrat* doit doivent devait devaient entend* compt* futur* +rait +raient"
            " construire* pas aucun*"
        ),
        "alleged": _stems(
            "accus* affirm* alléga* allègu* prétend* soupçonn* dénonc* reproch* selon +rait +raient"
            " non_établi* sans_preuve dit disent disai*"
        ),
        "denied": _stems("démen* ni* nier* niai* rejet* réfut* contest* récus*"),
        "disputed": _stems("contest* disput* désaccord* contredi* différ* tandis mais alors_que"),
        "analysis": _stems(
            "+rait +raient peut peuvent pouvait pouvaient lecture sembl* paraî* suggèr* signe analys* selon interprét*"
            " spécul* probabl* peut-être possibl* estim* comme jug* donc"
            " pas seul* montr* signifi* compar*"
        ),
    },
    **{
        language: {word: _stems(text) for word, text in by_word.items()}
        for language, by_word in words_es_de.HEDGES_TEXT.items()
    },
}
"""Words that tell a reader that something is a pledge, a plan, an allegation, a denial, a dispute or a reading."""


def has_number_words(language: str) -> bool:
    """Return whether numbers in words are read in a language (`explainers.reading.number_words`)."""
    return language.partition("-")[0] in ("en", "fr")


@lru_cache(maxsize=16)
def undated(language: str) -> re.Pattern[str] | None:
    """Return what finds undated words in a language, if they are known."""
    return UNDATED.get(language.partition("-")[0])


@lru_cache(maxsize=16)
def hedged(language: str) -> Mapping[Attribution, re.Pattern[str]] | None:
    """Return what finds words that hedge in a language, by the word of the citation, if they are known."""
    return HEDGES.get(language.partition("-")[0])


# ---- words that round ------------------------------------------------------------------------------------

Direction = Literal["", "about", "nearly", "below", "above", "at least", "at most"]
"""On which side of a figure what it stands for may lie, by the word before or behind it; ``nearly``: a little below."""

ROUNDED: Final[Mapping[str, Mapping[Direction, str]]] = {
    "en": {
        "about": r"about|around|roughly|approximately|some|circa|c\.|ca\.|close to|in the region of|or so",
        "nearly": r"nearly|almost|just under|just below|just short of|not quite|approaching",
        "below": r"under|below|less than|fewer than|short of|lower than",
        "above": r"over|above|more than|upwards of|in excess of|exceeding|greater than|higher than|just over|well over",
        "at least": r"at least|no fewer than|no less than|not less than|a minimum of",
        "at most": r"at most|up to|no more than|not more than|as many as|as much as|a maximum of",
    },
    "fr": {
        "about": r"environ|quelque|autour de|aux alentours de|à peu près|approximativement|de l['’]ordre de",
        "nearly": r"près d[e’']|presque|pas loin de|pas tout à fait|un peu moins d[e’']|à peine moins d[e’']",
        "below": r"moins d[e’']|sous les|inférieure?s? à|en dessous d[e’']",
        "above": r"plus d[e’']|au-delà d[e’']|au-dessus d[e’']|supérieure?s? à|un peu plus d[e’']",
        "at least": r"au moins|au minimum|pas moins d[e’']",
        "at most": r"au plus|au maximum|jusqu['’]à|pas plus d[e’']",
    },
    "es": {
        "about": r"unos|unas|alrededor de|aproximadamente|en torno a(?:l)?|cerca de|más o menos",
        "nearly": r"casi|poco menos de|no del todo",
        "below": r"menos de|por debajo de(?:l)?|inferior(?:es)? a(?:l)?",
        "above": r"más de(?:l)?|por encima de(?:l)?|superior(?:es)? a(?:l)?|poco más de",
        "at least": r"al menos|por lo menos|como mínimo|no menos de",
        "at most": r"a lo sumo|como máximo|hasta|no más de",
    },
    "de": {
        "about": r"etwa|rund|ungefähr|circa|ca\.|zirka|um die|annähernd",
        "nearly": r"fast|knapp|beinahe|nahezu|an die|kaum weniger als",
        "below": r"unter|weniger als|unterhalb von",
        "above": r"über|mehr als|gut|oberhalb von",
        "at least": r"mindestens|wenigstens|nicht weniger als",
        "at most": r"höchstens|bis zu|maximal|nicht mehr als",
    },
}
"""Words before a figure that say that it was rounded, and to which side."""

_BEHIND: Final[Mapping[str, Mapping[Direction, str]]] = {
    "en": {"about": r"or so|or thereabouts", "at least": r"or more", "at most": r"or less|or fewer"},
    "fr": {"about": r"environ|à peu près", "at least": r"ou plus|au moins", "at most": r"ou moins|au plus|au maximum"},
    "es": {
        "about": r"aproximadamente|más o menos",
        "at least": r"o más|como mínimo",
        "at most": r"o menos|como máximo",
    },
    "de": {"at least": r"oder mehr", "at most": r"oder weniger"},
}
_BETWEEN: Final = r"(?:\s+(?:the|a|an|les?|la|l['’]|des|los?|las|un|una|die|der|das|den))?[\s$£€¥]*(?:US\$)?$"
_COUNTED: Final = r"^\s*(?:%|per\s?cent|pour cent|por ciento|prozent)?\s*(?:\w+\s+)?"


def rounded(before: str, after: str, language: str) -> Direction:
    """Return which way the words around a figure say that it was rounded; nothing where they don't.

    >>> rounded("it takes nearly ", " % of it", "en"), rounded("soit ", " % environ", "fr")
    ('nearly', 'about')
    """
    base = language.partition("-")[0]
    found: list[tuple[int, int, Direction]] = []
    for direction, words in ROUNDED.get(base, {}).items():
        match = re.search(rf"(?<![\w-])(?:{words}){_BETWEEN}", before[-60:], re.IGNORECASE)
        if match:
            found.append((match.start(), -len(match[0]), direction))
    if found:  # the longest: 'not more than' isn't 'more than', 'just under' isn't 'under'
        return min(found)[2]
    for direction, words in _BEHIND.get(base, {}).items():
        if re.search(rf"{_COUNTED}(?:{words})(?!\w)", after[:60], re.IGNORECASE):
            return direction
    return ""
