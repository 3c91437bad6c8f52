"""Spanish."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from explainers.languages.language import Language, NumberGrammar
from explainers.languages.numbers import numbered

__all__ = ["LANGUAGE"]

_SMALL: Final = {
    **numbered("uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis"),
    **numbered(
        "diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco", first=17
    ),
    **numbered("veintiséis veintisiete veintiocho veintinueve", first=26),
    "un": 1,
    "una": 1,
    "dieciseis": 16,
    "veintiún": 21,
    "veintiun": 21,
    "veintiuna": 21,
    "veintidos": 22,
    "veintitres": 23,
    "veintiseis": 26,
}
_TENS: Final = numbered("treinta cuarenta cincuenta sesenta setenta ochenta noventa", first=30, step=10)
_HUNDREDS: Final = {
    "cien": 100,
    "ciento": 100,
    **{
        f"{stem}t{ending}": 100 * number
        for stem, number in (
            ("doscien", 2), ("trescien", 3), ("cuatrocien", 4), ("quinien", 5), ("seiscien", 6), ("setecien", 7),
            ("ochocien", 8), ("novecien", 9),
        )
        for ending in ("os", "as")
    },
}  # fmt: skip
_SCALES: Final = {
    **dict.fromkeys(("millón", "millones"), 10**6),
    **dict.fromkeys(("millardo", "millardos"), 10**9),
    **dict.fromkeys(("billón", "billones"), 10**12),
}
_ORDINALS: Final = {
    f"{stem}{ending}": number
    for stem, number in numbered(
        "tercer cuart quint sext séptim octav noven décim undécim duodécim decimotercer decimocuart decimoquint",
        first=3,
    ).items()
    for ending in ("o", "a", "os", "as")
} | {"tercer": 3, "vigésimo": 20, "vigésima": 20, "trigésimo": 30, "trigésima": 30, "centésimo": 100, "centésima": 100}
_KNOWN: Final = frozenset({"y", "mil", *_SMALL, *_TENS, *_HUNDREDS, *_SCALES, *_ORDINALS})
_SIGNS: Final = _KNOWN - {"y", "un", "una", "uno", "dos"}
_FRACTIONS: Final = re.compile(
    r"(?:medi[oa]s?|tercios?|cuart[oa]s?|quint[oa]s?|sext[oa]s?|\w+avos?)\b|y medi[oa]\b", re.IGNORECASE
)


def _knows(word: str) -> bool:
    return word in _KNOWN


def _no_number(before: Sequence[str], own: Sequence[str], behind: str) -> bool:
    """Whether a number is a fraction or a part of one (tres cuartos, un quinto, la tercera parte), a 'ciento' of
    'por ciento', or a vague 'mil' (varios miles are none by themselves).
    """
    last = before[-1] if before else ""
    per_cent = own[0] in ("cien", "ciento") and last == "por"
    part = own[-1] in _ORDINALS and (last in _SMALL or behind.lower().startswith("parte"))
    vague = own == ["mil"] and last in ("varios", "varias", "algunos", "algunas", "muchos", "muchas")
    return per_cent or part or vague or bool(_FRACTIONS.match(behind))


def _read(run: Sequence[str]) -> tuple[int, int]:
    """Return the number that a run of words begins with and how many words it has; 0 words: none."""
    if run[0] in _ORDINALS:
        return _ORDINALS[run[0]], 1
    total, place, limit = 0, 0, 10**15
    while place < len(run):
        group, used = _thousands(run[place:])
        scale = _SCALES.get(run[place + used], 1) if used and place + used < len(run) else 1
        if not used or scale >= limit:
            break
        total, place, limit = total + group * scale, place + used + (scale > 1), scale
        if scale == 1:
            break
    return total, place


def _thousands(run: Sequence[str]) -> tuple[int, int]:
    """Return a number below a million and how many words it takes: dos mil veinticuatro; mil, without a one."""
    first, used = _below_thousand(run)
    if used < len(run) and run[used] == "mil":
        rest, more = _below_thousand(run[used + 1 :])
        return (first or 1) * 1000 + rest, used + 1 + more
    return first, used


def _below_thousand(run: Sequence[str]) -> tuple[int, int]:
    hundreds = _HUNDREDS.get(run[0], 0) if run else 0
    rest, used = _below_hundred(run[bool(hundreds) :])
    return hundreds + rest, bool(hundreds) + used


def _below_hundred(run: Sequence[str]) -> tuple[int, int]:
    if not run:
        return 0, 0
    tens = _TENS.get(run[0], 0)
    if not tens:
        return _SMALL.get(run[0], 0), int(run[0] in _SMALL)
    unit = _SMALL.get(run[2], 0) if len(run) > 2 and run[1] == "y" else 0
    return (tens + unit, 3) if 0 < unit < 10 else (tens, 1)


# ---- words for rules ------------------------------------------------------------------------------------

_DIAS: Final = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"

LANGUAGE: Final = Language(
    locators=("párr.", "párrs."),
    undated=(
        r"ahora(?: mismo)?|actualmente|recientemente|últimamente|hoy(?: en día)?|ayer|anteayer|anoche|mañana(?! \w+da)"
        r"|pronto|próximamente|hasta (?:la fecha|el momento|el día de hoy)|en (?:este|estos) momentos?|de momento"
        r"|por (?:ahora|el momento)|en la actualidad|hoy por hoy|estos días|recién|dentro de poco|hace poco"
        rf"|el (?:{_DIAS}|mes|año|siglo|verano|otoño|invierno|fin de semana) (?:pasado|próximo|que viene)"
        r"|la (?:semana|primavera|década) (?:pasada|próxima|que viene)"
        rf"|el (?:pasado|próximo) (?:{_DIAS}|mes|año|verano|otoño|invierno)"
        r"|la (?:pasada|próxima) (?:semana|primavera|década)"
        r"|est[ea] (?:año|mes|semana|verano|otoño|invierno|primavera|mañana|tarde|noche)"
        r"|(?:en )?l[oa]s (?:últim|próxim|pasad)[oa]s (?:\w+ )?(?:días|semanas|meses|años|décadas)"
        r"|hace (?:\w+ ){1,3}?(?:días?|semanas?|mes(?:es)?|años?)"
    ),
    signs="""
    ahora actualmente recientemente últimamente hoy ayer anteayer anoche mañana pronto próximamente fecha momento
    momentos actualidad días recién poco pasado próximo viene pasada próxima este esta últimos últimas próximos próximas
    pasados pasadas hace
    """,
    of_now=frozenset(
        (
            "ahora",
            "hoy",
            "actualmente",
            "hasta ahora",
            "hasta la fecha",
            "en este momento",
            "en la actualidad",
            "hoy en día",
        )
    ),
    hedges={
        "pledged": "prom* compromet* compromis* ofrec* asegur* garantiz* +ría +rían entregar*",
        "planned": """
        prev* plane* plan proyect* acuerd* acord* contrat* +ría +rían pretend* propon* propues* futur* deb* va_a van_a
        iba_a iban_a construir* no ningun*
        """,
        "alleged": """
        acus* afirm* aleg* supuest* presunt* sospech* denunci* reproch* según +ría +rían sin_prueba* sin_probar dijo
        dijeron dice dicen asegur* sostien* sostuv*
        """,
        "denied": "desmint* desment* neg* nieg* rechaz* refut* no",
        "disputed": "disput* discut* desmient* desment* nieg* contradi* desacuerd* difier* difer* mientras pero",
        "analysis": """
        +ría +rían puede pueden podía podían podr* lectura parec* sugier* sugir* señal* anál* analiz* según interpret*
        especul* probabl* quizá* tal_vez posibl* consider* como juzg* por_tanto no nadie solo muestr* signific*
        compar*
        """,
    },
    rounded={
        "about": "unos unas alrededor_de aproximadamente en_torno_a en_torno_al cerca_de más_o_menos",
        "nearly": "casi poco_menos_de no_del_todo",
        "below": "menos_de por_debajo_de por_debajo_del inferior_a inferior_al inferiores_a inferiores_al",
        "above": (
            "más_de más_del por_encima_de por_encima_del superior_a superior_al superiores_a superiores_al poco_más_de"
        ),
        "at least": "al_menos por_lo_menos como_mínimo no_menos_de",
        "at most": "a_lo_sumo como_máximo hasta no_más_de",
    },
    rounded_behind={
        "about": "aproximadamente más_o_menos",
        "at least": "o_más como_mínimo",
        "at most": "o_menos como_máximo",
    },
    rounding_signs="""
    unos unas alrededor aproximadamente torno cerca menos casi todo debajo inferior inferiores más encima superior
    superiores mínimo sumo máximo hasta
    """,
    saying=(
        r"dijo|dice|añadió|añade|explicó|explica|agregó|señaló|señala|afirmó|afirma|advirtió|aseguró|anunció"
        r"|sostuvo|indicó|declaró|prometió|negó|reconoció|confirmó|respondió|recordó|escribió|acusó"
    ),
    pronoun=(
        r"(?:él|ella|ellos|ellas)(?: también)? (?:<say>)"
        r"|según (?:él|ella|ellos|ellas)|(?:<say>)(?=[.,;:]| que)"
    ),
    title=(
        r"(?:presidente|presidenta|primer ministro|primera ministra|ministro|ministra|ministerio|embajador"
        r"|embajadora|general|coronel|portavoz|gobernador|gobernadora|alcalde|alcaldesa|director|directora|jefe|jefa|líder"
        r"|secretario|secretaria|juez|jueza|fiscal|comandante|rey|reina|tribunal|agencia|ejército|gobierno|comisión"
        r"|consejo|partido)"
    ),
    determiners="el|la|los|las",
    according="según",
    places="en|de|a|desde|cerca de|hacia|para",
    numbers=NumberGrammar(_SIGNS, _knows, _read, _no_number),
)
