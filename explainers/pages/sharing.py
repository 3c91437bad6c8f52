"""What a page looks like where others share it: its card (a picture, drawn when the build is finished) and what
the Open Graph protocol says of it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from explainers.model import Explainer
from explainers.page_kinds import PAGE_KINDS
from explainers.pages.page_context import Sheet
from explainers.pages.parts import tie
from explainers.pages.views import Social, Tie

__all__ = ["CARD_SIZE", "Card", "card", "card_address", "social"]

CARD_SIZE: Final = (1200, 630)  # pixels: the size that all who show cards ask for


_TITLES: Final = {kind.name: kind.title for kind in PAGE_KINDS if kind.title}


@dataclass(frozen=True, slots=True)
class Card:
    """What is on a page's card: the site's name, the page's title, the tie of its main pair (or `None`)."""

    site: str
    title: str
    tie: Tie | None
    language: str
    direction: str = "ltr"

    @property
    def words(self) -> str:
        """The card in words, for those who can't see it."""
        tie = f"{self.tie.first} {self.tie.sign or '–'} {self.tie.second} ({self.tie.short}). " if self.tie else ""
        return f"{tie}{self.title} – {self.site}"


def card(sheet: Sheet) -> Card | None:
    """Return a page's card; `None` for a page that has none of its own."""
    names = sheet.facts.settings.names[sheet.language]
    if sheet.kind == "relation":
        pair = next(pair for pair in sheet.facts.relations() if sheet.facts.standing(pair).slug == sheet.slug)
        shown = tie(sheet, pair)
        return Card(names.name, shown.words, shown, sheet.language)
    title = _title(sheet)
    return Card(names.name, title, _main_tie(sheet), sheet.language) if title else None


def _title(sheet: Sheet) -> str:
    names, facts = sheet.facts.settings.names[sheet.language], sheet.facts
    if sheet.kind in _TITLES:
        return sheet.say(_TITLES[sheet.kind])
    if sheet.kind == "country":
        return sheet.country(next(code for code in facts.codes() if facts.spot(code).slug == sheet.slug))
    if sheet.kind == "explainer":
        listing = facts.listing(sheet.slug)
        return sheet.chosen(listing.titles, listing.language)[0] if listing else ""
    if sheet.kind in ("home", "page"):
        page = facts.page(sheet.slug or "home")
        other = names.subtitle or names.name if sheet.kind == "home" else ""
        return sheet.chosen(page.texts, page.language)[0].title if page else other
    return ""


def _main_tie(sheet: Sheet) -> Tie | None:
    listing = sheet.facts.listing(sheet.slug) if sheet.kind == "explainer" else None
    if listing is None or len(listing.countries) < 2:
        return None
    return tie(sheet, (listing.countries[0], listing.countries[1]))


def card_address(sheet: Sheet) -> str:
    """Return the address of the card that stands for a page: its own, or that of the page which it belongs to."""
    kind = "map" if sheet.kind == "interactive" else sheet.kind if card(sheet) else "home"
    return sheet.urls.card(kind, sheet.language, sheet.slug)


def social(sheet: Sheet, title: str, record: Explainer | None) -> Social | None:
    """Return what a page looks like where it is shared; `None` where its address isn't known. `record`: the explainer
    that the page is about.
    """
    if not sheet.urls.site or sheet.kind == "not-found":
        return None
    name, shown = sheet.facts.settings.names[sheet.language].name, card(sheet)
    return Social(
        kind="article" if record else "website",
        title=title or name,
        locale=locale_of(sheet.language),
        others=tuple(locale_of(one) for one in sheet.urls.languages if one != sheet.language),
        image=sheet.urls.absolute(card_address(sheet)),
        width=CARD_SIZE[0],
        height=CARD_SIZE[1],
        alt=shown.words if shown else f"{title} – {name}",
        published=record.date if record else "",
        modified=(record.modified or record.date) if record else "",
    )


@lru_cache(maxsize=32)
def locale_of(language: str) -> str:
    """Return a language with its territory, as the Open Graph protocol wants it; the likeliest one (CLDR) where the
    language says none, and English British, as its dates are here.

    >>> locale_of("en"), locale_of("fr"), locale_of("pt-BR")
    ('en_GB', 'fr_FR', 'pt_BR')
    """
    from babel import Locale
    from babel.core import get_global

    locale = Locale.parse(language.replace("-", "_"))
    if locale.territory:
        return f"{locale.language}_{locale.territory}"
    likeliest = get_global("likely_subtags").get(locale.language, "")
    return "en_GB" if language == "en" else f"{locale.language}_{likeliest.rpartition('_')[2]}"
