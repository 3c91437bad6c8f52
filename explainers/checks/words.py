"""The words that rules look for, by language: words that date nothing, and words that say who has it how.

A language that is not here is told as unchecked, never taken for passed. To add one, add an entry to each table.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from explainers.prose import Attribution

__all__ = ["HEDGES", "UNDATED", "has_number_words", "hedged", "may_be_undated", "undated"]

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
}
"""What dates something by the day it is read on."""


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
