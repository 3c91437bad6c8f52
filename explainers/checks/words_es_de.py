"""The words that rules look for, in Spanish and German: `explainers.checks.words` has those of the others."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from explainers.prose import Attribution

__all__ = ["HEDGES_TEXT", "SIGNS_TEXT", "UNDATED"]

_DIAS: Final = "lunes|martes|miércoles|jueves|viernes|sábado|domingo"
_TAGE: Final = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
_ZEITEN: Final = "Woche|Wochenende|Monat|Quartal|Jahr|Jahrzehnt|Jahrhundert|Frühjahr|Frühling|Sommer|Herbst|Winter"

UNDATED: Final[Mapping[str, re.Pattern[str]]] = {
    "es": re.compile(
        r"(?<![\w-])(?:"
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
        r")(?![\w-])",
        re.IGNORECASE,
    ),
    "de": re.compile(
        r"(?<![\w-])(?:"
        r"jetzt|nun|derzeit|zurzeit|zur Zeit|gegenwärtig|momentan|aktuell|heute|heutzutage|gestern|vorgestern|morgen"
        r"|kürzlich|neulich|jüngst|unlängst|vor Kurzem|bald|demnächst|bislang|bisher|bis (?:heute|jetzt|dato)|seither"
        r"|in letzter Zeit|in (?:der|den) (?:letzten|nächsten|kommenden|vergangenen) (?:\w+ )?"
        r"(?:Tagen|Wochen|Monaten|Jahren|Jahrzehnten)"
        rf"|(?:letzte|vorige|vergangene|nächste|kommende|diese)[nmrs]? (?:{_ZEITEN}|{_TAGE})(?! (?:des|der|von) )"
        r"|vor (?:\w+ ){1,2}?(?:Tagen|Wochen|Monaten|Jahren|Jahrzehnten)"
        r"|vor ein(?:em|er) (?:Tag|Woche|Monat|Jahr)|heuer"
        r")(?![\w-])",
        re.IGNORECASE,
    ),
}

SIGNS_TEXT: Final = {
    "es": """
    ahora actualmente recientemente últimamente hoy ayer anteayer anoche mañana pronto próximamente fecha momento
    momentos actualidad días recién poco pasado próximo viene pasada próxima este esta últimos últimas próximos próximas
    pasados pasadas hace
    """,
    "de": """
    jetzt nun derzeit zurzeit zeit gegenwärtig momentan aktuell heute heutzutage gestern vorgestern morgen kürzlich
    neulich jüngst unlängst kurzem bald demnächst bislang bisher dato seither letzten nächsten kommenden vergangenen
    letzte letzter letztem letztes vorige voriger vorigem voriges vorigen vergangene vergangener vergangenem
    vergangenes nächste nächster nächstem nächstes kommende kommender kommendem kommendes diese dieser diesem dieses
    diesen vor heuer
    """,
}

HEDGES_TEXT: Final[Mapping[str, Mapping[Attribution, str]]] = {
    "es": {
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
    "de": {
        "pledged": """
        versprech* versprach* versproch* verspric* zusag* zugesagt* sagte*_zu angebot* biete* bot* würde* soll* woll*
        will verpflicht* liefer*
        """,
        "planned": """
        plan* geplant* Vorhaben vorgesehen* vereinbar* Vertrag* soll* woll* will wird werden würde* beabsichtig*
        künftig* bau* kein* nicht
        """,
        "alleged": """
        beschuldig* behaupt* angeblich* vorgeworfen Vorwurf* wirft werfen mutmaßlich* Verdacht verdächtig* laut
        zufolge unbewiesen* soll* sagte* sagt* hieß
        """,
        "denied": "bestreit* bestritt* dementier* leugn* wies* weis* zurück* nicht kein*",
        "disputed": "umstritten* strittig* bestreit* bestritt* widersprech* widerspric* während aber uneins",
        "analysis": """
        könn* kann konnt* dürfte* mag mög* möglich* Lesart schein* Zeichen Analyse* Deutung* deut* wahrscheinlich*
        vielleicht womöglich vermut* gilt gelten laut nach_Ansicht also nicht kein* niemand nur zeig* bedeut*
        vergleich* muss müssen
        """,
    },
}
