"""What of a site's settings reaches its pages, and its files for servers: frozen values, made once.

Nothing else of the settings may be read while pages are made, so that two sites with equal values have equal
pages.
"""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct

from explainers.urls import Urls

__all__ = ["Licence", "Security", "ServerSettings", "SiteLook", "SiteNames", "SiteSettings"]


class SiteNames(Struct, frozen=True):
    """What the site is called in a language, and its headline."""

    name: str
    subtitle: str = ""


class Licence(Struct, frozen=True):
    """A licence: what it is called, and the address of its words (or empty)."""

    name: str
    address: str = ""

    @property
    def reference(self) -> str:
        """What machines are told of it: its address, or its name where it has none."""
        return self.address or self.name


class SiteLook(Struct, frozen=True):
    """What a site has instead of its theme's: colours by the names of tokens, for light and for dark pages, fonts
    (``serif``, ``sans``), and `logo`, the words of a drawing in SVG (empty: the theme's mark).
    """

    light: Mapping[str, str] = {}
    dark: Mapping[str, str] = {}
    fonts: Mapping[str, str] = {}
    logo: str = ""


class SiteSettings(Struct, frozen=True):
    """The settings that pages show. `names` has each language; `report` is where readers report an error (an
    address, or empty); `tiles` the interactive map's tile server and its attribution, or `None`; `newest` how
    many explainers the home page and feeds list; `tag` the host that ids in feeds begin with (empty: the site's);
    `by_date`: a page with a later date waits for its day; `catalogues`: the site's own interface texts, by language, as
    gettext has them; `licence`: that of the site's texts and data, if one was chosen; `look`: the site's own colours,
    fonts and logo.
    """

    urls: Urls
    names: Mapping[str, SiteNames]
    report: str = ""
    tiles: tuple[str, str] | None = None
    newest: int = 20
    tag: str = ""
    by_date: bool = False
    catalogues: Mapping[str, str] = {}
    licence: Licence | None = None
    look: SiteLook = SiteLook()

    @property
    def tile_address(self) -> str:
        """The address pattern of the tile server, or empty."""
        return self.tiles[0] if self.tiles else ""

    @property
    def languages(self) -> tuple[str, ...]:
        """The site's languages, the first one first."""
        return self.urls.languages


class Security(Struct, frozen=True):
    """How to report a weakness of the site (RFC 9116): where to, until which day (ISO date) that holds, and the address
    of a policy (or empty).
    """

    contact: str
    expires: str
    policy: str = ""


class ServerSettings(Struct, frozen=True):
    """The settings that reach no page, but the files for servers."""

    security: Security | None = None
    headers: bool = True
