"""A small site as values: what view functions need, without files."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

from explainers.model import (
    Change,
    ChangeText,
    Corpus,
    Country,
    CountryText,
    Event,
    Explainer,
    ExplainerText,
    Page,
    PageText,
    Relation,
    RelationText,
    Source,
)
from explainers.pages.page_context import PageContext
from explainers.prose import Body, Citation, Cite, Heading, Inline, Paragraph, Prose
from explainers.site.site import Site
from explainers.site_settings import SiteNames, SiteSettings
from explainers.urls import Urls

SITE = "https://harbour.example/strait"


def explainer(slug: str = "herring", **changes: Any) -> Explainer:
    """Return an explainer with one claim; `changes` replace its fields, or those of its text."""
    cite = Cite((Citation("gazette", (1,)),))
    body = Body((Paragraph(("They talked.", cite)),), 2)
    text = ExplainerText("What did they agree?", "Two ministers met.", body=body)
    record = Explainer(slug, f"explainers/{slug}.md", "en", "2025-03-02", ("NO", "SE"), {"en": text})
    of_text = {name: value for name, value in changes.items() if name in ExplainerText.__struct_fields__}
    of_record = {name: value for name, value in changes.items() if name not in of_text and name != "changes"}
    if of_text:
        of_record["texts"] = {"en": msgspec.structs.replace(text, **of_text)}
    return msgspec.structs.replace(record, **of_record)


def changed(record: Explainer, *changes: tuple[str, str, str | tuple[Inline, ...]]) -> Explainer:
    """Return an explainer with entries of what changed: day, kind, what is right (words, or parts)."""
    parts = ((now,) if isinstance(now, str) else now for _, _, now in changes)
    texts = tuple(ChangeText(Prose(("It said so.",)), Prose(now)) for now in parts)
    dated: Any = tuple(Change(day, kind) for day, kind, _ in changes)  # type: ignore[arg-type]
    text = msgspec.structs.replace(record.texts["en"], changes=texts)
    return msgspec.structs.replace(record, changes=dated, texts={"en": text})


def known(*explainers: Explainer, site: str = SITE, day: str = "2026-09-17", **settings: Any) -> Site:
    """Return what is known of a site with two countries, one source and some explainers."""
    countries = {
        code: Country(slug, f"countries/{slug}.md", "en", code, (60.0, 10.0), {"en": CountryText(capital)})
        for code, slug, capital in (("NO", "norway", "Oslo"), ("SE", "sweden", "Stockholm"))
    }
    source = Source("gazette", "Talks <end>", "The Gazette", "2025-03-01~", "https://gazette.example/1?a=1&b=2", "en")
    corpus = Corpus({one.slug: one for one in explainers}, countries, {}, {}, {"gazette": source}, {}, {}, {})
    names: Mapping[str, SiteNames] = settings.pop("names", {"en": SiteNames("Harbour", "Who may fish where?")})
    return Site(corpus, SiteSettings(Urls(tuple(names), site), names, **settings), day)


def with_records(site: Site, **records: Any) -> Site:
    """Return a site with other records: fields of the corpus, by their names."""
    return Site(msgspec.structs.replace(site.corpus, **records), site.settings, site.day)


def relation(**changes: Any) -> Relation:
    """Return how Norway and Sweden stand: one claim and one unknown; `changes` replace fields."""
    cite = Cite((Citation("gazette", (2,)),))
    text = RelationText((Prose(("Who knows?", cite)),), Body((Paragraph(("They share boats.", cite)),)))
    path = "relations/norway-sweden.md"
    record = Relation("norway-sweden", path, "en", ("NO", "SE"), "closer", "2025-03", cite, {"en": text})
    return msgspec.structs.replace(record, **changes)


def event(id: str = "talks", when: str = "2025-03-02", **changes: Any) -> Event:
    """Return an event between Norway and Sweden; `changes` replace fields."""
    cite = Cite((Citation("gazette", (3,)),))
    record = Event(id, when, "happened", ("NO", "SE"), {"en": f"They held {id}."}, cite)
    return msgspec.structs.replace(record, **changes)


def prose_page(slug: str = "about", title: str = "About us", **changes: Any) -> Page:
    """Return a page of prose with a heading of each level; `changes` replace fields."""
    blocks = (Heading(2, "who", "Who", ("Who",)), Heading(3, "how", "How", ("How",)), Paragraph(("We write.",)))
    record = Page(slug, f"pages/{slug}.md", "en", {"en": PageText(title, "What this is.", Body(blocks))})
    return msgspec.structs.replace(record, **changes)


def context(site: Site, kind: str, slug: str = "", language: str = "en", **options: Any) -> PageContext:
    """Return the context of a page."""
    return PageContext(site, kind, language, slug, **options)
