"""Whether a claim says who spoke by a pronoun or a title: *she said*, *the Angolan minister said*.

That is enough where the speaker was named in an earlier claim of the same block, and nobody else could be meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final

from explainers.checks.book import folded, is_country, listed_only
from explainers.checks.page import Page, Statement
from explainers.reading.names import Name

__all__ = ["meant_by_reference"]

_SAYING: Final[Mapping[str, str]] = {
    "en": r"said|says|say|told|added|adds|warned|explained|argued|announced|insisted|noted|replied|promised|claimed"
    r"|stated|stressed|denied|acknowledged|confirmed|declared|recalled|wrote|maintained|pledged|accused|called",
    "fr": r"dit|disait|déclare|déclaré|ajoute|ajouté|explique|expliqué|affirme|affirmé|précise|précisé|annonce"
    r"|annoncé|souligne|souligné|assure|assuré|estime|estimé|promis|répondu|averti|nié|reconnu|confirmé|rappelé|écrit"
    r"|accusé",
    "es": r"dijo|dice|añadió|añade|explicó|explica|agregó|señaló|señala|afirmó|afirma|advirtió|aseguró|anunció"
    r"|sostuvo|indicó|declaró|prometió|negó|reconoció|confirmó|respondió|recordó|escribió|acusó",
    "de": r"sagte|sagt|erklärte|erklärt|betonte|betont|fügte|warnte|kündigte|versprach|behauptete|bestritt"
    r"|bestätigte|schrieb|antwortete|teilte|meinte|räumte|erinnerte|beschuldigte",
}
_PRONOUN: Final[Mapping[str, str]] = {
    "en": r"(?:he|she|they|it)(?: (?:also|later|then|has|had|have))* (?:<say>)"
    r"|(?:<say>) (?:he|she|they)|according to (?:him|her|them)"
    r"|in (?:his|her|their) (?:words|view|account)",
    "fr": r"(?:il|elle|ils|elles)(?: l’| s’| se| lui| y| en)*(?: ?(?:a|ont|avait|avaient))? ?(?:aussi |ensuite "
    r"|également )?"
    r"(?:<say>)|(?:<say>|a|ont)-(?:t-)?(?:il|elle|ils|elles)|(?:selon|d’après) (?:lui|elle|eux|elles)",
    "es": r"(?:él|ella|ellos|ellas)(?: también)? (?:<say>)"
    r"|según (?:él|ella|ellos|ellas)|(?:<say>)(?=[.,;:]| que)",
    "de": r"(?:er|sie)(?: \w+)? (?:<say>)|(?:<say>) (?:er|sie)|(?:laut|nach) (?:ihm|ihr|ihnen)|(?:ihm|ihr"
    r"|ihnen) zufolge",
}
_TITLE: Final[Mapping[str, str]] = {
    "en": r"(?:president|prime minister|minister|ministry|ambassador|envoy|general|colonel|spokes(?:man|woman"
    r"|person)"
    r"|governor|mayor|director|chief|leader|secretary|official|judge|prosecutor|commander|chancellor|king|queen"
    r"|court|company|agency|army|government|commission|council|group|party|union|bank)",
    "fr": r"(?:président|présidente|premi(?:er|ère) ministre|ministre|ministère|ambassadeur|ambassadrice"
    r"|émissaire|général"
    r"|générale|colonel|porte-parole|gouverneure?|maire|directeur|directrice|chef|cheffe|dirigeante?|secrétaire"
    r"|responsable|juge|procureure?|commandante?|roi|reine|tribunal|agence|armée|gouvernement|commission"
    r"|conseil|parti)",
    "es": r"(?:presidente|presidenta|primer ministro|primera ministra|ministro|ministra|ministerio|embajador"
    r"|embajadora|general|coronel|portavoz|gobernador|gobernadora|alcalde|alcaldesa|director|directora|jefe|jefa|líder"
    r"|secretario|secretaria|juez|jueza|fiscal|comandante|rey|reina|tribunal|agencia|ejército|gobierno|comisión"
    r"|consejo|partido)",
    "de": r"(?:Präsident|Präsidentin|Premierminister|Premierministerin|\w*[Mm]inister|\w*[Mm]inisterin"
    r"|\w*[Mm]inisterium|Botschafter|Botschafterin|Gesandte|General|Sprecher|Sprecherin|Gouverneur|Bürgermeister|Bürgermeisterin"
    r"|Direktor|Direktorin|Chef|Chefin|Anführer|Sekretär|Richter|Richterin|Kommandeur|Kanzler|Kanzlerin|König|Königin"
    r"|Gericht|Agentur|Armee|Regierung|Kommission|Rat|Partei)",
}
_TWO: Final = re.compile(r"(?<!\w)[A-ZÄÖÜ]\w+ [A-ZÄÖÜ]\w+")
_THE: Final = {"en": "the|this|that", "fr": "les?|la|l’|ce|cette", "es": "el|la|los|las", "de": "der|die|das|dem|den"}
_PLACED: Final = {
    "en": "in|at|from|near|to|of|around|outside|across", "fr": "à|au|aux|en|dans|de|du|des|près de|vers|depuis|pour",
    "es": "en|de|a|desde|cerca de|hacia|para", "de": "in|aus|bei|nach|von|um|im|am|an",
}  # fmt: skip


def meant_by_reference(page: Page, statement: Statement, forms: Iterable[str]) -> bool:
    """Return whether a statement names its speaker by a pronoun or a title, as somebody whom an earlier claim of its
    block names and who alone can be meant. `forms`: what the speaker can be called.
    """
    block, language = statement.block, statement.block.language.partition("-")[0]
    if language not in _SAYING:
        return False
    before, words = block.text[: statement.start], block.text[statement.start : statement.end]
    spoken = tuple(dict.fromkeys(map(folded, forms)))
    if not _has(before, spoken):
        return False
    title = _titled(words, language)
    if title is None and not _pronoun(language).search(_plain(words)):
        return False
    if title and not (
        _has(title, spoken) or re.search(rf"(?<!\w){re.escape(title)}(?!\w)", _plain(before), re.IGNORECASE)
    ):
        return False
    return not _others(page, statement, spoken)


def _plain(text: str) -> str:
    return text.replace("'", "\u2019")


def _has(text: str, forms: Sequence[str]) -> bool:
    searched = folded(text)
    return any(re.search(rf"(?<!\w){re.escape(form)}(?!\w)", searched) for form in forms)


@lru_cache(maxsize=8)
def _pronoun(language: str) -> re.Pattern[str]:
    pattern = _PRONOUN[language].replace("<say>", _SAYING[language])
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w])", re.IGNORECASE)


def _titled(words: str, language: str) -> str | None:
    """Return the title by which a statement names who says something, without what stands before it, if it does."""
    found = _title(language).search(_plain(words))
    return next(filter(None, found.groups()), None) if found else None


@lru_cache(maxsize=8)
def _title(language: str) -> re.Pattern[str]:
    the, title, say = _THE[language], _TITLE[language], _SAYING[language]
    whole = rf"(?:{the})[ ]?(?:[\w-]+ ){{0,3}}?({title})(?: [\w-]+){{0,2}}?"
    said = rf"(?:(?:also|later|has|had|a|ont|ha|hat) )*(?:{say})"
    source = {"en": "according to", "fr": "selon|d’après", "es": "según", "de": "laut"}[language]
    behind = rf"(?:{said}) (?:{the})[ ]?(?:[\w-]+ ){{0,3}}?({title})"
    return re.compile(
        rf"(?<![\w-])(?:{whole} {said}|{behind}|(?:{source}) (?:{the})[ ]?(?:[\w-]+ ){{0,3}}?({title}))(?!\w)",
        re.IGNORECASE,
    )


def _others(page: Page, statement: Statement, spoken: Sequence[str]) -> list[str]:
    """Return who else is named in the block up to the end of a statement: names that are no country, and stand where
    a place doesn't.
    """
    block = statement.block
    text, language = block.text[: statement.end], block.language.partition("-")[0]
    placed = re.compile(rf"(?<!\w)(?:{_PLACED[language]})\s(?:the\s|la\s|der\s|den\s|l['\u2019])?$", re.IGNORECASE)
    book = page.site.book
    own = [name for name in book.names(text, block.language) if not is_country(book.meant(name.text))]
    if listed_only(block.language):  # where every noun has a capital, two in a row are probably a name
        own += [Name(two[0], *two.span()) for two in _TWO.finditer(text)]
    return [
        one.text
        for one in own
        if not _is_of(one, spoken) and not placed.search(text, max(0, one.start - 20), one.start)
    ]


def _is_of(name: Name, spoken: Sequence[str]) -> bool:
    """Whether a name is a speaker's, or a part of it, or has it within."""
    words = folded(name.text).split()
    return any(set(words) & set(form.split()) for form in spoken)
