"""What of a site's settings reaches its pages: a frozen value, made once from the settings file.

Nothing else of the settings may be read while pages are made, so that two sites with equal values have equal
pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from explainers.urls import Urls

__all__ = ["SiteNames", "SiteSettings"]


class SiteNames(Struct, frozen=True):
    """What the site is called in a language, and its headline."""

    name: str
    subtitle: str = ""


class SiteSettings(Struct, frozen=True):
    """The settings that pages show. `names` has each language; `report` is where readers report an error (an
    address, or empty); `tiles` the interactive map's tile server and its attribution, or `None`; `newest` how
    many explainers the home page and feeds list.
    """

    urls: Urls
    names: Mapping[str, SiteNames]
    report: str = ""
    tiles: tuple[str, str] | None = None
    newest: int = 20

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the first one first."""
        return self.urls.languages
