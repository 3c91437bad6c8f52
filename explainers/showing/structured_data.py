"""Data for machines in a page: JSON-LD in the vocabulary of schema.org.

Every page has its breadcrumbs, the home page the site, an explainer all that makes it a `BackgroundNewsArticle`.
Nothing is ever a `ClaimReview`: explainers explain, they do not rate. What needs an absolute address is left out
while the site has none.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

import msgspec
from markupsafe import Markup

from explainers.dates import machine, parse, schema_org, sort_key
from explainers.knowing.mentions import citations_in, leans_on
from explainers.model import Explainer, ExplainerText, Source
from explainers.prose import one_line, plain_words
from explainers.showing.open_data.fields import FILES
from explainers.showing.sharing import card_address
from explainers.showing.sheet import Sheet

__all__ = ["structured_data"]

Thing = dict[str, Any]

LICENCE: Final = "https://creativecommons.org/licenses/by/4.0/"
# What could end a script element, open a comment in it, or be taken for an entity; and JSON's two line ends that
# scripts of old did not know. JSON has an escape for every character.
_ESCAPES: Final = {code: f"\\u{code:04x}" for code in map(ord, "<>&\u2028\u2029")}


def structured_data(sheet: Sheet, title: str, record: Explainer | None = None) -> Markup:
    """Return a page's data for machines, for one ``<script type="application/ld+json">``. `title` is the page's
    own, `record` the explainer that it is about.
    """
    things: list[Thing] = []
    if sheet.kind == "home":
        things.append(_site(sheet))
    else:
        things.append(_breadcrumbs(sheet, title))
    if record:
        things.append(_explainer(sheet, record))
    if sheet.kind == "data":
        things.append(_dataset(sheet, title))
    data: Thing = {"@context": "https://schema.org"}
    data |= things[0] if len(things) == 1 else {"@graph": things}
    return Markup(msgspec.json.encode(data).decode().translate(_ESCAPES))  # noqa: S704 (escaped just here)


def _site(sheet: Sheet) -> Thing:
    names = sheet.facts.settings.names[sheet.language]
    return _filled({
        "@type": "WebSite",
        "name": names.name,
        "description": names.subtitle,
        "url": _absolute(sheet, sheet.address),
        "inLanguage": sheet.language,
        "publisher": _publisher(sheet),
    })  # fmt: skip


def _breadcrumbs(sheet: Sheet, title: str) -> Thing:
    trail = [("home", "", sheet.facts.settings.names[sheet.language].name)]
    if sheet.kind == "interactive":
        trail.append(("map", "", sheet.say("Map")))
    trail.append((sheet.kind, sheet.slug, title))
    items = [
        _filled({
            "@type": "ListItem",
            "position": place,
            "name": name,
            "item": _absolute(sheet, sheet.urls.address(kind, sheet.language, slug)) if kind != "not-found" else "",
        })
        for place, (kind, slug, name) in enumerate(trail, 1)
    ]  # fmt: skip
    return {"@type": "BreadcrumbList", "itemListElement": items}


def _explainer(sheet: Sheet, record: Explainer) -> Thing:
    text, language = sheet.chosen(record.texts, record.language)
    cited = [sheet.facts.source(key) for key in _keys(citation.source for citation in citations_in(text))]
    leant_on = [sheet.facts.source(key).url for key in _keys(citation.source for citation in leans_on(text))]
    countries = [_country(sheet, code) for code in record.countries]
    publisher, address = _publisher(sheet), _absolute(sheet, sheet.address)
    return _filled({
        "@type": "BackgroundNewsArticle",
        "headline": text.title,
        "description": text.summary,
        "url": address,
        "image": _absolute(sheet, card_address(sheet)),
        "inLanguage": language or sheet.language,
        "datePublished": record.date,
        "dateModified": record.modified or record.date,
        "author": publisher,
        "publisher": publisher,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "wordCount": text.body.words,
        "temporalCoverage": _period(sheet, record, cited),
        "about": countries,
        "spatialCoverage": countries,
        "isBasedOn": leant_on,
        "citation": [_citation(sheet, source) for source in cited],
        "correction": _corrections(record, text),
    })  # fmt: skip


def _dataset(sheet: Sheet, title: str) -> Thing:
    """Return the data that others may use, with its files."""
    files = [
        _filled(
            {
                "@type": "DataDownload",
                "name": name,
                "encodingFormat": file.media_type,
                "contentUrl": _absolute(sheet, name),
            }
        )
        for name, file in FILES.items()
    ]
    return _filled({
        "@type": "Dataset",
        "name": sheet.say("%(site)s: %(title)s", site=sheet.facts.settings.names[sheet.language].name, title=title),
        "description": " ".join(sheet.say(file.about) for file in FILES.values()),
        "url": _absolute(sheet, sheet.address),
        "inLanguage": list(sheet.urls.languages),
        "license": LICENCE,
        "isAccessibleForFree": True,
        "publisher": _publisher(sheet),
        "spatialCoverage": [_country(sheet, code) for code in sheet.facts.codes()],
        "distribution": files,
    })  # fmt: skip


def _keys(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(keys))


def _publisher(sheet: Sheet) -> Thing:
    """Return who writes and publishes: the site, which signs with its name."""
    home = _absolute(sheet, sheet.urls.address("home", sheet.language))
    return _filled({"@type": "Organization", "name": sheet.facts.settings.names[sheet.language].name, "url": home})


def _country(sheet: Sheet, code: str) -> Thing:
    return {"@type": "Country", "name": sheet.country(code)}


def _citation(sheet: Sheet, source: Source) -> Thing:
    return _filled({
        "@type": "CreativeWork",
        "name": source.title,
        "publisher": {"@type": "Organization", "name": sheet.called(source.publisher)},
        "datePublished": machine(source.published) or "",
        "inLanguage": source.language,
        "url": source.url,
        "archivedAt": source.archived or "",
    })  # fmt: skip


def _corrections(record: Explainer, text: ExplainerText) -> list[Thing]:
    told = zip(record.changes, text.changes, strict=False)
    return [
        {
            "@type": "CorrectionComment",
            "datePublished": change.date,
            "text": plain_words(one_line((words.was.parts, words.now.parts))),
        }
        for change, words in told
        if change.kind != "update"
    ]


def _period(sheet: Sheet, record: Explainer, cited: list[Source]) -> str:
    """Return the time that an explainer covers: from its earliest event, or source, to its newest source."""
    if not cited:
        return ""
    newest = max((source.published for source in cited), key=lambda date: parse(date).last)
    events = [event.when for event in sheet.facts.events_within(record.countries)]
    starts = [parse(date).start or parse(date) for date in (*events, newest) if not parse(date).open_start]
    first = min(starts, key=sort_key)
    last = parse(newest).end or parse(newest)
    if first.is_interval or last.is_interval or first.text == last.text or first.first > last.last:
        return schema_org(last) or ""
    try:
        return schema_org(f"{first.text}/{last.text}") or ""
    except ValueError:  # a season or a decade is no end of an interval
        return schema_org(last) or ""


def _absolute(sheet: Sheet, address: str) -> str:
    return sheet.urls.absolute(address) if sheet.urls.site else ""


def _filled(thing: Mapping[str, Any]) -> Thing:
    """Return a thing without what is not known of it."""
    return {name: value for name, value in thing.items() if value or value is False}
