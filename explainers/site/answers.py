"""What a site answers, where that is neither a record nor a part of one."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from explainers.model import Status
from explainers.prose import Body, Cite, Paragraph, Prose, claims_in

__all__ = ["CountryPlace", "ExplainerSummary", "RelationStatus", "lead"]


class ExplainerSummary(Struct, frozen=True):
    """What lists show of an explainer: title and summary by language, and what they are ordered by; fields as in
    `About`.
    """

    slug: str
    language: str
    date: str
    modified: str | None
    countries: tuple[str, ...]
    titles: Mapping[str, str]
    summaries: Mapping[str, str]


class CountryPlace(Struct, frozen=True):
    """What links and maps need of a country: slug, and marker as latitude and longitude in degrees."""

    code: str
    slug: str
    marker: tuple[float, float]


class RelationStatus(Struct, frozen=True):
    """How a pair stands: codes in the order of their slugs; without a relation `status` is ``not-covered`` and
    `slug` empty. `lead` is the first claim of the relation's text by language.
    """

    between: tuple[str, str]
    status: Status | str
    slug: str = ""
    since: str | None = None
    as_of: str | None = None
    cite: Cite | None = None
    lead: Mapping[str, Prose] = {}


def lead(body: Body) -> Prose:
    """Return the first claim of a text, if it begins with a paragraph that is not our own thought."""
    first = body.blocks[0] if body.blocks else None
    if not isinstance(first, Paragraph) or first.ours:
        return Prose()
    parts, cite = next(claims_in(first.parts))
    return Prose((*parts, cite)) if cite else Prose()
