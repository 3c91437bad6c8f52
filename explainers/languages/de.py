"""German."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import Final

from explainers.languages.language import Language, NumberGrammar
from explainers.languages.numbers import numbered

__all__ = ["LANGUAGE"]

_UNITS: Final = {**numbered("ein zwei drei vier fünf sechs sieben acht neun"), "zwo": 2}
_TEENS: Final = numbered("zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn siebzehn achtzehn neunzehn", first=10)
_TENS: Final = {
    **numbered("zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig", first=20, step=10),
    "dreissig": 30,
}
_SCALES: Final = {
    **dict.fromkeys(("million", "millionen"), 10**6),
    **dict.fromkeys(("milliarde", "milliarden"), 10**9),
    **dict.fromkeys(("billion", "billionen"), 10**12),
}
_ONE: Final = frozenset(("ein", "eins", "eine", "einer", "einem", "einen"))


def _either(words: Iterable[str]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_HUNDRED: Final = rf"(?:(?:{_either(_UNITS)})und(?:{_either(_TENS)})|{_either((*_TEENS, *_TENS, *_UNITS))})"
_BELOW_THOUSAND: Final = (
    rf"(?:(?P<%s>{_BELOW_HUNDRED})?(?P<%s>hundert)(?:und)?(?P<%s>{_BELOW_HUNDRED})?|(?P<%s>{_BELOW_HUNDRED}))"
)
_CARDINAL: Final = re.compile(
    rf"(?:{_BELOW_THOUSAND % ('a', 'b', 'c', 'd')}?(?P<thousand>tausend)(?:und)?)?"
    rf"{_BELOW_THOUSAND % ('e', 'f', 'g', 'h')}?"
)
_PARTS: Final = re.compile(rf"(?:(?P<unit>{_either(_UNITS)})und)?(?P<ten>{_either((*_TEENS, *_TENS, *_UNITS))})")
# Behind a number within a word: of three years, three times, with three heads.
_ENDINGS: Final = re.compile(
    r"(.+?)(?:mal|fach|jährig|monatig|wöchig|tägig|stündig|minütig|köpfig|teilig|seitig|stellig"
    r"|stöckig|prozentig|spurig|gliedrig)(?:e[nrms]?)?"
)
_STEMS: Final = {"dritt": "drei", "siebt": "sieben", "acht": "acht", "erst": "ein"}
_ORDINAL: Final = (re.compile(r"(.+)(s)te[nrms]?"), re.compile(r"(.+)()te[nrms]?"))
_DETERMINERS: Final = frozenset(("der", "die", "das", "dem", "den", "des", "am", "im", "vom", "zum", "zur", "beim"))
_SIGNS: Final = re.compile(
    r"dr(?:ei|itt)|vier|fünf|sech|sieb|acht|neun|zehn|\belf|zwölf|zwanzig|hundert|tausend|million|milliard|billion",
    re.IGNORECASE,
)
_FRACTIONS: Final = re.compile(r"(?:\w*drittel|\w*viertel|\w+tel|halb\w*|Komma)\b", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _value(word: str) -> int:
    """Return the number that a word is, or has before an ending: zweiundvierzig, dritte, fünfjähriger; 0: none."""
    if cardinal := _CARDINAL.fullmatch(word):
        return _sum(cardinal)
    if compound := _ENDINGS.fullmatch(word):
        return _value(compound[1])
    ordinals = (_ordinal(*found.groups()) for pattern in _ORDINAL if (found := pattern.fullmatch(word)))
    return next(filter(None, ordinals), 0)


def _ordinal(stem: str, ending: str) -> int:
    """Return the number of an ordinal: zwanzig-ste, vier-te, hundertdritt-e. From 20 on it ends in -ste."""
    for short, cardinal in _STEMS.items():
        if f"{stem}t".endswith(short) and (value := _value(f"{stem}t".removesuffix(short) + cardinal)):
            return value
    value = _value(stem)
    return value if (value % 100 >= 20 or value % 100 == 0) == bool(ending) else 0


def _sum(found: re.Match[str]) -> int:
    thousands = _thousand(found["a"], found["b"], found["c"], found["d"]) or 1 if found["thousand"] else 0
    return thousands * 1000 + _thousand(found["e"], found["f"], found["g"], found["h"])


def _thousand(before: str | None, hundred: str | None, behind: str | None, alone: str | None) -> int:
    hundreds = (_hundred(before) or 1) * 100 if hundred else 0
    return hundreds + _hundred(behind) + _hundred(alone)


def _hundred(text: str | None) -> int:
    parts = _PARTS.fullmatch(text or "")
    if parts is None:
        return 0
    return _UNITS.get(parts["unit"] or "", 0) + {**_UNITS, **_TEENS, **_TENS}[parts["ten"]]


def _knows(word: str) -> bool:
    return word in _SCALES or word in _ONE or _value(word) > 0


def _no_number(before: Sequence[str], own: Sequence[str], behind: str) -> bool:
    """Whether a number is a part of a fraction (drei Viertel, zwei Komma fünf), vague (ein paar hundert), or no number:
    außer acht, wir achten.
    """
    last = before[-1] if before else ""
    vague = own[0] in ("hundert", "tausend") and last in ("paar", "mehrere", "mehreren", "einige", "einigen", "viele")
    respect = own in (["achte"], ["achten"]) and last not in _DETERMINERS
    return (
        vague or respect or (own == ["acht"] and last == "außer") or last == "komma" or bool(_FRACTIONS.match(behind))
    )


def _read(run: Sequence[str]) -> tuple[int, int]:
    """Return the number that a run of words begins with and how many words it has; 0 words: none."""
    total, place, limit = 0, 0, 10**15
    while place < len(run):
        group = 1 if run[place] in _ONE else _value(run[place])
        scale = _SCALES.get(run[place + 1], 1) if place + 1 < len(run) else 1
        if not group or scale >= limit:
            break
        total, place, limit = total + group * scale, place + 1 + (scale > 1), scale
        if scale == 1:
            break
    return total, place


# ---- words for rules ------------------------------------------------------------------------------------

_TAGE: Final = "Montag|Dienstag|Mittwoch|Donnerstag|Freitag|Samstag|Sonnabend|Sonntag"
_ZEITEN: Final = "Woche|Wochenende|Monat|Quartal|Jahr|Jahrzehnt|Jahrhundert|Frühjahr|Frühling|Sommer|Herbst|Winter"

LANGUAGE: Final = Language(
    locators=("Abs.", "Abs."),
    undated=(
        r"jetzt|nun|derzeit|zurzeit|zur Zeit|gegenwärtig|momentan|aktuell|heute|heutzutage|gestern|vorgestern|morgen"
        r"|kürzlich|neulich|jüngst|unlängst|vor Kurzem|bald|demnächst|bislang|bisher|bis (?:heute|jetzt|dato)|seither"
        r"|in letzter Zeit|in (?:der|den) (?:letzten|nächsten|kommenden|vergangenen) (?:\w+ )?"
        r"(?:Tagen|Wochen|Monaten|Jahren|Jahrzehnten)"
        rf"|(?:letzte|vorige|vergangene|nächste|kommende|diese)[nmrs]? (?:{_ZEITEN}|{_TAGE})(?! (?:des|der|von) )"
        r"|vor (?:\w+ ){1,2}?(?:Tagen|Wochen|Monaten|Jahren|Jahrzehnten)"
        r"|vor ein(?:em|er) (?:Tag|Woche|Monat|Jahr)|heuer"
    ),
    signs="""
    jetzt nun derzeit zurzeit zeit gegenwärtig momentan aktuell heute heutzutage gestern vorgestern morgen kürzlich
    neulich jüngst unlängst kurzem bald demnächst bislang bisher dato seither letzten nächsten kommenden vergangenen
    letzte letzter letztem letztes vorige voriger vorigem voriges vorigen vergangene vergangener vergangenem
    vergangenes nächste nächster nächstem nächstes kommende kommender kommendem kommendes diese dieser diesem dieses
    diesen vor heuer
    """,
    of_now=frozenset(
        ("jetzt", "heute", "derzeit", "bisher", "bislang", "bis heute", "bis jetzt", "zurzeit", "gegenwärtig")
    ),
    hedges={
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
        zufolge unbewiesen* beklag* ohne_Beleg* ohne_Beweis* soll* sagte* sagt* hieß
        """,
        "denied": "bestreit* bestritt* dementier* leugn* wies* weis* zurück* nicht kein*",
        "disputed": "umstritten* strittig* bestreit* bestritt* widersprech* widerspric* während aber uneins",
        "analysis": """
        könn* kann konnt* dürfte* mag mög* möglich* Lesart schein* Zeichen Analyse* Deutung* deut* wahrscheinlich*
        vielleicht womöglich vermut* gilt gelten laut nach_Ansicht also nicht kein* niemand nur zeig* bedeut*
        vergleich* muss müssen
        """,
    },
    rounded={
        "about": "etwa rund ungefähr circa ca. zirka um_die annähernd",
        "nearly": "fast knapp beinahe nahezu an_die kaum_weniger_als",
        "below": "unter weniger_als unterhalb_von",
        "above": "über mehr_als gut oberhalb_von",
        "at least": "mindestens wenigstens nicht_weniger_als",
        "at most": "höchstens bis_zu maximal nicht_mehr_als",
    },
    rounded_behind={"at least": "oder_mehr", "at most": "oder_weniger"},
    rounding_signs="""
    etwa rund ungefähr circa ca zirka um an annähernd fast knapp beinahe nahezu weniger unter unterhalb über mehr gut
    oberhalb mindestens wenigstens höchstens bis maximal
    """,
    saying=(
        r"sagte|sagt|erklärte|erklärt|betonte|betont|fügte|warnte|kündigte|versprach|behauptete|bestritt"
        r"|bestätigte|schrieb|antwortete|teilte|meinte|räumte|erinnerte|beschuldigte"
    ),
    pronoun=(
        r"(?:er|sie)(?: \w+)? (?:<say>)|(?:<say>) (?:er|sie)|(?:laut|nach) (?:ihm|ihr|ihnen)|(?:ihm|ihr"
        r"|ihnen) zufolge"
    ),
    title=(
        r"(?:Präsident|Präsidentin|Premierminister|Premierministerin|\w*[Mm]inister|\w*[Mm]inisterin"
        r"|\w*[Mm]inisterium|Botschafter|Botschafterin|Gesandte|General|Sprecher|Sprecherin|Gouverneur|Bürgermeister|Bürgermeisterin"
        r"|Direktor|Direktorin|Chef|Chefin|Anführer|Sekretär|Richter|Richterin|Kommandeur|Kanzler|Kanzlerin|König|Königin"
        r"|Gericht|Agentur|Armee|Regierung|Kommission|Rat|Partei)"
    ),
    determiners="der|die|das|dem|den",
    according="laut",
    places="in|aus|bei|nach|von|um|im|am|an",
    numbers=NumberGrammar(_SIGNS, _knows, _read, _no_number),
)
