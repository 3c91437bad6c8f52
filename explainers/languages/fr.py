"""French."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from explainers.languages.language import Language, NumberGrammar
from explainers.languages.numbers import numbered

__all__ = ["LANGUAGE"]

_UNITS: Final = {**numbered("un deux trois quatre cinq six sept huit neuf"), "une": 1}
_TEENS: Final = numbered("dix onze douze treize quatorze quinze seize", first=10)
_TENS: Final = {
    **numbered("vingt trente quarante cinquante soixante septante huitante nonante", first=20, step=10),
    "octante": 80,
}
_SCALES: Final = {
    "mille": 10**3,
    **dict.fromkeys(("million", "millions"), 10**6),
    **dict.fromkeys(("milliard", "milliards"), 10**9),
    **dict.fromkeys(("billion", "billions"), 10**12),
}
_ORDINAL_STEMS: Final = {  # what stands before '-ième', where it isn't the number itself
    "quatr": "quatre", "cinqu": "cinq", "neuv": "neuf", "onz": "onze", "douz": "douze", "treiz": "treize",
    "quatorz": "quatorze", "quinz": "quinze", "seiz": "seize", "trent": "trente", "quarant": "quarante",
    "cinquant": "cinquante", "soixant": "soixante", "mill": "mille",
}  # fmt: skip
_KNOWN: Final = frozenset({"et", "cent", "cents", "vingts", *_UNITS, *_TEENS, *_TENS, *_SCALES}) | {
    f"{stem}ième" for stem in ("un", "deux", "trois", "six", "sept", "huit", "dix", "vingt", *_ORDINAL_STEMS)
}
_SIGNS: Final = _KNOWN - {"et", "un", "une", "deux"}
_FRACTIONS: Final = re.compile(r"(?:demie?s?|tiers|quarts?|\w+ièmes?)\b", re.IGNORECASE)


def _knows(word: str) -> bool:
    return word in _KNOWN


def _no_number(before: Sequence[str], own: Sequence[str], behind: str) -> bool:
    """Whether a number is a fraction or a part of one (deux tiers, un cinquième), or a 'cent' or 'neuf' that counts
    nothing.
    """
    last = before[-1] if before else ""
    per_cent = own == ["cent"] and last == "pour"
    part = own[-1].endswith("ième") and (last in _UNITS or last in _TEENS)
    return own == ["neuf"] or per_cent or part or bool(_FRACTIONS.match(behind))


def _read(run: Sequence[str]) -> tuple[int, int]:
    """Return the number that a run of words begins with and how many words it has; 0 words: none."""
    total, place, limit = 0, 0, 10**15
    while place < len(run):
        group, used = _group(run[place:])
        scale = _SCALES.get(run[place + used], 1) if place + used < len(run) else 1
        if scale >= limit or (not used and scale != 1000) or (not used and scale == 1):
            break
        total, place, limit = total + (group or 1) * scale, place + used + (scale > 1), scale
        if scale == 1:
            break
    return total, place


def _group(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a thousand and how many words it takes."""
    small, used = (0, 0) if run[0] == "cent" else _small(run)
    if used < len(run) and run[used] in ("cent", "cents") and small < 20 and (used or run[used] == "cent"):
        rest, more = _small(run[used + 1 :])
        return (small or 1) * 100 + rest, used + 1 + more
    return small, used


def _small(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a hundred, also an ordinal, and how many words it takes."""
    if not run:
        return 0, 0
    if run[0] == "quatre" and len(run) > 1 and run[1] in ("vingt", "vingts", "vingtième"):
        tens, used = 80, 2
    elif run[0] in _TENS:
        tens, used = _TENS[run[0]], 1
    else:
        return _below_twenty(run)
    if used + 1 < len(run) and run[used] == "et" and _cardinal(run[used + 1]) in ("un", "une", "onze"):
        used += 1
    more, length = _below_twenty(run[used:])
    if length and (more < 10 or tens in (60, 80)) and more < 20:
        return tens + more, used + length
    return tens, used - (run[used - 1] == "et")


def _below_twenty(run: Sequence[str]) -> tuple[int, int]:
    if not run:
        return 0, 0
    word = _cardinal(run[0])
    if word == "dix" and len(run) > 1 and _cardinal(run[1]) in ("sept", "huit", "neuf"):
        return 10 + _UNITS[_cardinal(run[1])], 2
    value = _UNITS.get(word) or _TEENS.get(word) or (_TENS.get(word, 0) if word != run[0] else 0)
    return value, 1 if value else 0


def _cardinal(word: str) -> str:
    """Return the number that a French ordinal is made from (dix-huitième: huit); any other word as it is."""
    if not word.endswith("ième"):
        return word
    stem = word.removesuffix("ième")
    return _ORDINAL_STEMS.get(stem, "un" if stem == "un" else stem)


# ---- words for rules ------------------------------------------------------------------------------------

_MOMENTS: Final = "jours|semaines|mois|années|ans"
_JOURS: Final = "lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche"

LANGUAGE: Final = Language(
    locators=("para.", "paras."),
    undated=(
        r"maintenant|actuellement|récemment|dernièrement|présentement|aujourd['’]hui|hier|demain|bientôt|désormais"
        r"|à présent|en ce moment|de nos jours|ces temps-ci|à ce jour|jusqu['’]ici|naguère|tout récemment"
        r"|l['’]an (?:dernier|passé|prochain)|l['’]année (?:dernière|passée|prochaine)"
        r"|(?:la semaine|le mois|le week-end|l['’]été|l['’]hiver|l['’]automne|le printemps) "
        r"(?:dernier|dernière|passée?|prochaine?)"
        rf"|(?:{_JOURS}) (?:dernier|passé|prochain)"
        r"|cette (?:année|semaine)|ce mois-ci|cet? (?:été|hiver|automne|printemps)"
        rf"|(?:ces|les) (?:tout |toutes )?(?:\w+ )?(?:dernier|dernière|prochain|prochaine)s (?:{_MOMENTS})"
        rf"|ces (?:{_MOMENTS}) (?:dernier|dernière|prochain|prochaine)s"
        rf"|il y a (?:\w+ ){{1,4}}?(?:{_MOMENTS}|jour|semaine|an|année)"
    ),
    signs="""
    maintenant actuellement récemment dernièrement présentement aujourd hier demain bientôt désormais présent moment
    jours temps jour jusqu naguère dernier dernière derniers dernières passé passée prochain prochaine prochains
    prochaines année semaine mois été hiver automne printemps semaines années ans an
    """,
    of_now=frozenset(
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
    hedges={
        "pledged": "prom* engag* offr* assur* +rait +raient devait devaient doit doivent fournir* livrer*",
        "planned": (
            "prév* projet* plan* accord* contrat* doit doivent devait devaient entend* compt* futur* +rait +raient"
            " construire* pas aucun*"
        ),
        "alleged": (
            "accus* affirm* alléga* allègu* prétend* soupçonn* dénonc* reproch* selon +rait +raient"
            " non_établi* sans_preuve* sans_en_apporter_* se_plai* dit disent disai*"
        ),
        "denied": "démen* ni* nier* niai* rejet* réfut* contest* récus*",
        "disputed": "contest* disput* désaccord* contredi* différ* tandis mais alors_que",
        "analysis": (
            "+rait +raient peut peuvent pouvait pouvaient lecture sembl* paraî* suggèr* signe analys* selon interprét*"
            " spécul* probabl* peut-être possibl* estim* comme jug* donc"
            " pas seul* montr* signifi* compar*"
        ),
    },
    rounded={
        "about": "environ quelque autour_de aux_alentours_de à_peu_près approximativement de_l'ordre_de",
        "nearly": (
            "près_de près_d' presque pas_loin_de pas_tout_à_fait un_peu_moins_de un_peu_moins_d' à_peine_moins_de"
            " à_peine_moins_d'"
        ),
        "below": (
            "moins_de moins_d' sous_les inférieur_à inférieure_à inférieurs_à inférieures_à en_dessous_de en_dessous_d'"
        ),
        "above": (
            "plus_de plus_d' au-delà_de au-delà_d' au-dessus_de au-dessus_d' supérieur_à supérieure_à supérieurs_à"
            " supérieures_à un_peu_plus_de un_peu_plus_d'"
        ),
        "at least": "au_moins au_minimum pas_moins_de pas_moins_d'",
        "at most": "au_plus au_maximum jusqu'à pas_plus_de pas_plus_d'",
    },
    rounded_behind={
        "about": "environ à_peu_près",
        "at least": "ou_plus au_moins",
        "at most": "ou_moins au_plus au_maximum",
    },
    rounding_signs="""
    environ quelque autour alentours peu approximativement ordre près presque loin tout moins sous inférieur inférieure
    inférieurs inférieures dessous plus delà dessus supérieur supérieure supérieurs supérieures minimum maximum jusqu
    """,
    saying=(
        r"dit|disait|déclare|déclaré|ajoute|ajouté|explique|expliqué|affirme|affirmé|précise|précisé|annonce"
        r"|annoncé|souligne|souligné|assure|assuré|estime|estimé|promis|répondu|averti|nié|reconnu|confirmé|rappelé|écrit"
        r"|accusé"
    ),
    pronoun=(
        r"(?:il|elle|ils|elles)(?: l’| s’| se| lui| y| en)*(?: ?(?:a|ont|avait|avaient))? ?(?:aussi |ensuite "
        r"|également )?"
        r"(?:<say>)|(?:<say>|a|ont)-(?:t-)?(?:il|elle|ils|elles)|(?:selon|d’après) (?:lui|elle|eux|elles)"
    ),
    title=(
        r"(?:président|présidente|premi(?:er|ère) ministre|ministre|ministère|ambassadeur|ambassadrice"
        r"|émissaire|général"
        r"|générale|colonel|porte-parole|gouverneure?|maire|directeur|directrice|chef|cheffe|dirigeante?|secrétaire"
        r"|responsable|juge|procureure?|commandante?|roi|reine|tribunal|agence|armée|gouvernement|commission"
        r"|conseil|parti)"
    ),
    determiners="les?|la|l’|ce|cette",
    according="selon|d’après",
    places="à|au|aux|en|dans|de|du|des|près de|vers|depuis|pour",
    numbers=NumberGrammar(_SIGNS, _knows, _read, _no_number),
)
