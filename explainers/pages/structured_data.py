"""Data for machines in a page: JSON-LD in the vocabulary of schema.org.

Every page has its breadcrumbs, the home page the site, an explainer all that makes it a `BackgroundNewsArticle`.
Nothing is ever a `ClaimReview`: explainers explain, they do not rate. What needs an absolute address is left out
while the site has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

import msgspec
from markupsafe import Markup

from explainers.dates import machine, parse, schema_org, sort_key
from explainers.model import CORRECTING, Elsewhere, Explainer, ExplainerText
from explainers.page_kinds import KINDS
from explainers.pages.open_data.fields import FILES
from explainers.pages.page_context import PageContext, shared
from explainers.pages.sharing import card_address
from explainers.pages.whereabouts import make_up
from explainers.prose import claims_in, one_line, plain_words, statements
from explainers.script_json import in_script

__all__ = ["structured_data"]

Thing = dict[str, Any]


def structured_data(context: PageContext, title: str, record: Explainer | None = None) -> Markup:
    """Return a page's data for machines, for one ``<script type="application/ld+json">``. `title` is the page's
    own, `record` the explainer that it is about.
    """
    things: list[Thing] = []
    if context.kind == "home":
        things.append(_site(context))
    else:
        things.append(_breadcrumbs(context, title))
    if record:
        things.append(_explainer(context, record))
    if context.kind == "data":
        things.append(_dataset(context, title))
    data: Thing = {"@context": "https://schema.org"}
    data |= things[0] if len(things) == 1 else {"@graph": things}
    return Markup(in_script(msgspec.json.encode(data).decode()))  # noqa: S704 (escaped just here)


def _site(context: PageContext) -> Thing:
    names = context.site_names
    return _filled({
        "@type": "WebSite",
        "name": names.name,
        "description": names.subtitle,
        "url": context.absolute_address,
        "inLanguage": context.language,
        "publisher": _publisher(context),
    })  # fmt: skip


def _breadcrumbs(context: PageContext, title: str) -> Thing:
    trail = [("home", "", context.site_names.name)]
    if above := KINDS[context.kind].part_of:
        trail.append((above, "", context.say(KINDS[above].label)))
    trail.append((context.kind, context.slug, title))
    items = [
        _filled({
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": ""
            if KINDS[kind].anywhere
            else context.absolute(context.urls.address(kind, context.language, slug)),
        })
        for place, (kind, slug, name) in enumerate(trail, 1)
    ]  # fmt: skip
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _explainer(context: PageContext, record: Explainer) -> Thing:
    text, language = context.chosen(record.texts, record.language)
    cited = context.cited(text)
    citations = {key: _citation(context, key) for key in cited.sources}
    countries = [_country(context, code) for code in record.countries]
    publisher, address = _publisher(context), context.absolute_address
    return _filled({
        "@type": "BackgroundNewsArticle",
        "headline": text.title,
        "description": text.summary,
        "url": address,
        "image": context.absolute(card_address(context)),
        "inLanguage": language or context.language,
        "datePublished": record.date,
        "dateModified": record.modified or record.date,
        "author": publisher,
        "publisher": publisher,
        "license": _licence(context),
        "isAccessibleForFree": True,
        "wordCount": text.body.words,
        "temporalCoverage": _period(_whens(context, record), cited.newest) if cited.newest else "",
        "about": countries,
        "spatialCoverage": countries,
        "isBasedOn": [citations[key].url for key in cited.leant_on],
        "citation": [one.thing for one in citations.values()],
        "hasPart": _computed(context, text) if cited.has_sums else [],
        "correction": _corrections(record, text),
    })  # fmt: skip


def _licence(context: PageContext) -> str | None:
    licence = context.site.settings.licence
    return licence.reference if licence else None


def _dataset(context: PageContext, title: str) -> Thing:
    """Return the data that others may use, with its files."""
    files = [
        _filled(
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": file.media_type,
                "contentUrl": context.absolute(name),
            }
        )
        for name, file in FILES.items()
    ]
    name = context.site_names.name
    return _filled({
        "@type": "Dataset",
        "name": context.say("%(site)s: %(title)s", site=name, title=title),
        "description": " ".join(context.say(file.about) for file in FILES.values()),
        "url": context.absolute_address,
        "inLanguage": list(context.urls.languages),
        "license": _licence(context),
        "isAccessibleForFree": True,
        "publisher": _publisher(context),
        "spatialCoverage": [_country(context, code) for code in context.site.codes()],
        "distribution": files,
    })  # fmt: skip


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _publisher(context: PageContext) -> Thing:
    """Return who writes and publishes: the site, which signs with its name."""
    home = context.absolute(context.urls.address("home", context.language))
    return _filled({"@type": "Organization", "name": context.site_names.name, "url": home})


def _country(context: PageContext, code: str) -> Thing:
    return {"@type": "Country", "name": context.country(code)}


class _Citation(NamedTuple):
    """A source that is cited: its address, and all that is said of it, as JSON."""

    url: str
    thing: msgspec.Raw


@shared
def _citation(context: PageContext, key: str) -> _Citation:
    source = context.site.source(key)
    thing = _filled({
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": {"@type": "Organization", "name": context.called(source.publisher)},
        "datePublished": machine(source.published) or "",
        "inLanguage": source.language,
        "url": source.url,
        "archivedAt": source.archived or "",
        "description": make_up(context, source),
        "hasPart": [_part(context, entry) for entry in source.elsewhere if entry.source],
    })  # fmt: skip
    return _Citation(source.url, msgspec.Raw(msgspec.json.encode(thing)))


def _computed(context: PageContext, text: ExplainerText) -> list[Thing]:
    """Return the claims with figures that no source has, because we computed them: each with its sum."""
    lines = [prose.parts for prose in text.key_points] + list(statements(text.body.blocks))
    cited = [(words, cite) for parts in lines for words, cite in claims_in(parts) if cite]
    return [
        {
            "@type": "Claim",
            "text": plain_words(words).lstrip(" .,;:"),
            "description": context.say("calculated: %(sum)s", sum="; ".join(sums)),
            "isBasedOn": [context.site.source(key).url for key in _keys(one.source for one in cite.citations)],
        }
        for words, cite in cited
        if (sums := [one.sum for one in cite.citations if one.sum])
    ]


def _part(context: PageContext, entry: Elsewhere) -> Thing:
    """Return paragraphs of a source that stand in another one."""
    other = context.site.source(entry.source)
    return {
        "@type": "CreativeWork",
        "position": ", ".join(map(str, entry.paras)),
        "isPartOf": {"@type": "CreativeWork", "name": other.title, "url": other.url},
    }


def _corrections(record: Explainer, text: ExplainerText) -> list[Thing]:
    changes = zip(record.changes, text.changes, strict=False)
    return [
        {
            "@type": "CorrectionComment",
            "datePublished": change.date,
            "text": plain_words(one_line((words.was.parts, words.now.parts))),
        }
        for change, words in changes
        if change.kind in CORRECTING
    ]


def _whens(context: PageContext, record: Explainer) -> tuple[str, ...]:
    return tuple([event.when for event in context.site.events_for(record)])


@lru_cache(maxsize=4096)
def _period(events: tuple[str, ...], newest: str) -> str:
    """Return the time that an explainer covers: from the earliest of its events, or its newest source, to that."""
    starts = [parse(date).start or parse(date) for date in (*events, newest) if not parse(date).open_start]
    first = min(starts, key=sort_key)
    last = parse(newest).end or parse(newest)
    if first.is_interval or last.is_interval or first.text == last.text or first.first > last.last:
        return schema_org(last) or ""
    try:
        return schema_org(f"{first.text}/{last.text}") or ""
    except ValueError:  # a season or a decade isn't an end of an interval
        return schema_org(last) or ""


def _filled(thing: Mapping[str, Any]) -> Thing:
    """Return a thing without what is not known of it."""
    return {name: value for name, value in thing.items() if value or value is False}
