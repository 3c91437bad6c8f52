"""What a page looks like where others share it: its card (a picture, drawn when the build is finished) and what
the Open Graph protocol says of it.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from msgspec import Struct

from explainers.cldr import cldr_of
from explainers.model import Explainer
from explainers.page_kinds import KINDS
from explainers.pages.page_context import PageContext
from explainers.pages.parts import country_pair, main_pair
from explainers.pages.subjects import key_of
from explainers.pages.view_parts import CountryPair, Social
from explainers.reading.typography import without_soft_hyphens

__all__ = ["CARD_SIZE", "Card", "card", "card_address", "social"]

CARD_SIZE: Final = (1200, 630)  # pixels: the size that all who show cards ask for


class Card(Struct, frozen=True):
    """What is on a page's card: the site's name, the page's title, its main pair (or `None`)."""

    site: str
    title: str
    pair: CountryPair | None

    @property
    def words(self) -> str:
        """The card in words, for those who can't see it."""
        pair = (
            f"{self.pair.first} {self.pair.sign or '–'} {self.pair.second} ({self.pair.short}). " if self.pair else ""
        )
        title = self.title if self.title == self.site else f"{self.title} – {self.site}"
        return without_soft_hyphens(f"{pair}{title}")


def card(context: PageContext) -> Card | None:
    """Return a page's card; `None` for a page that has none of its own."""
    if context.kind == "relation":
        shown = country_pair(context, key_of(context.site, context.kind, context.slug))
        return Card(context.site_names.name, shown.words, shown)
    if not _has_card(context):
        return None
    listing = context.site.listing(context.slug) if context.kind == "explainer" else None
    pair = main_pair(context, listing.countries) if listing else None
    return Card(context.site_names.name, _title(context), pair)


def _title(context: PageContext) -> str:
    names, site = context.site_names, context.site
    if title := KINDS[context.kind].title:
        return context.say(title)
    if context.kind == "country":
        return context.country(key_of(site, context.kind, context.slug))
    if context.kind == "explainer":
        listing = site.listing(context.slug)
        return context.chosen(listing.titles, listing.language)[0] if listing else ""
    if context.kind in ("home", "page"):
        page = site.page(context.slug or "home")
        other = names.subtitle or names.name if context.kind == "home" else ""
        return context.chosen(page.texts, page.language)[0].title if page else other
    return ""


def _has_card(context: PageContext) -> bool:
    """Return whether a page has a card of its own; what is on it needn't be known."""
    return context.kind == "relation" or bool(_title(context))


def card_address(context: PageContext) -> str:
    """Return the address of the card that stands for a page: its own, or that of the page which it belongs to."""
    kind = KINDS[context.kind].part_of or (context.kind if _has_card(context) else "home")
    return context.urls.card(kind, context.language, context.slug)


def social(context: PageContext, title: str, record: Explainer | None) -> Social | None:
    """Return what a page looks like where it is shared; `None` where its address isn't known. `record`: the explainer
    that the page is about.
    """
    if not context.urls.site or KINDS[context.kind].anywhere:
        return None
    name, shown = context.site_names.name, card(context)
    return Social(
        kind="article" if record else "website",
        title=title or name,
        locale=open_graph_locale(context.language),
        others=tuple(open_graph_locale(one) for one in context.urls.languages if one != context.language),
        image=context.urls.absolute(card_address(context)),
        width=CARD_SIZE[0],
        height=CARD_SIZE[1],
        alt=shown.words if shown else f"{title} – {name}",
        published=record.date if record else "",
        modified=(record.modified or record.date) if record else "",
    )


@lru_cache(maxsize=32)
def open_graph_locale(language: str) -> str:
    """Return a language with its territory, as the Open Graph protocol wants it; the likeliest one (CLDR) where the
    language says none, and English British, as its dates are here.

    >>> open_graph_locale("en"), open_graph_locale("fr"), open_graph_locale("pt-BR")
    ('en_GB', 'fr_FR', 'pt_BR')
    """
    known = cldr_of(language)
    if known.territory:
        return f"{known.language}_{known.territory}"
    return "en_GB" if language == "en" else f"{known.language}_{known.likeliest_territory}"
