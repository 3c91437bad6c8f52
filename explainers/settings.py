"""From Pelican's settings to the frozen value that pages see; wrong settings are told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from io import StringIO
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlsplit

from msgspec import Struct

from explainers.catalogues import own_catalogues, path_in_site
from explainers.cldr import cldr_of
from explainers.folders import CATALOGUES, SOURCE_TEXTS, STORE, THEME_FOLDER
from explainers.hosts import ascii_address
from explainers.locales import locale_name
from explainers.ownership import nesting_problem
from explainers.page_kinds import ADDRESSES, SETTINGS, names_of
from explainers.setting_types import SettingsError
from explainers.site_look import site_look
from explainers.site_settings import Licence, Security, ServerSettings, SiteNames, SiteSettings
from explainers.urls import DEFAULT_PATTERNS, Urls, file_of

__all__ = [
    "SiteFolders", "defaults", "is_report_address", "server_settings",
    "site_folders", "site_settings", "site_url",
]  # fmt: skip


class SiteFolders(Struct, frozen=True):
    """Where a site lives on this machine: `root`, the folder that problems' paths are relative to; `overrides`, the
    folders whose templates count before the theme's.
    """

    root: Path
    content: Path
    theme: Path
    output: Path
    store: Path
    overrides: tuple[Path, ...] = ()

    @property
    def catalogues(self) -> Path:
        """The folder of the site's own interface texts, which need not be there."""
        return self.root / CATALOGUES

    @property
    def source_texts(self) -> Path:
        """The folder of sources' texts (``KEY.txt``), which need not be there."""
        return self.root / SOURCE_TEXTS

    def shown(self, inner: str) -> str:
        """Return the path of a file of the content as problems show it, by that below the content folder."""
        return f"{self.content.name}/{inner}"

    def is_setting(self, file: Path, beside: Path) -> bool:
        """Return whether a file says what the site is like: Python in the folder of the settings (`beside`), which may
        import it, or one of the site's own interface texts.
        """
        if file.suffix == ".py":
            return file.parent == beside
        return file.suffix == ".po" and file.is_relative_to(self.catalogues)


def defaults(pelican_defaults: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a site of explainers has instead of Pelican's defaults, where the settings left these."""
    ours: dict[str, Any] = {
        "DIRECT_TEMPLATES": [],
        "CATEGORY_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
        "TRANSLATION_FEED_ATOM": None,
        "FEED_MAX_ITEMS": 20,
        "THEME": THEME_FOLDER,
        "THEME_STATIC_PATHS": [],
        "STATIC_PATHS": [],
        "STATIC_CHECK_IF_MODIFIED": True,
        "DELETE_OUTPUT_DIRECTORY": False,
        "TIMEZONE": "UTC",
        **ADDRESSES,
    }
    # A text of Pelican's own that a file says is meant; what nobody said is the very object that Pelican has. Of a list
    # Pelican makes a copy each time: there is no telling.
    return {
        key: value
        for key, value in ours.items()
        if (own := settings.get(key)) is pelican_defaults.get(key)
        or (own == pelican_defaults.get(key) and not isinstance(own, str))
    }


def site_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Return the settings that pages show, of settings whose types were checked. Raises `SettingsError`."""
    languages = _languages(settings)
    urls = Urls(languages, _published_at(settings), _patterns(settings))
    return SiteSettings(
        urls,
        {language: _names(settings, language) for language in languages},
        report=_report(settings),
        tiles=_tiles(settings),
        newest=settings.get("FEED_MAX_ITEMS") or 20,
        tag=_tag(settings),
        by_date=not settings.get("WITH_FUTURE_DATES", True),
        catalogues=_catalogues(settings, languages),
        licence=_licence(settings),
        look=site_look(settings),
    )


def server_settings(settings: Mapping[str, Any]) -> ServerSettings:
    """Return the settings for servers, of settings whose types were checked. Raises `SettingsError`."""
    return ServerSettings(_security(settings), bool(settings.get("EXPLAINER_HEADERS", True)))


def _security(settings: Mapping[str, Any]) -> Security | None:
    given = settings.get("EXPLAINER_SECURITY")
    if not given:
        return None
    known = {"contact", "expires"} <= set(given) <= {"contact", "expires", "policy"}
    if not known or not all(map(str.isprintable, given.values())):
        raise SettingsError('EXPLAINER_SECURITY is {"contact": "mailto:…", "expires": "2027-06-30"}')
    if not given["contact"].startswith(("mailto:", "https://", "tel:")):  # RFC 9116, 2.5.3
        raise SettingsError('EXPLAINER_SECURITY: "contact" is an address: mailto:… or https://…')
    if not given.get("policy", "https://").startswith("https://"):
        raise SettingsError('EXPLAINER_SECURITY: "policy" is an address: https://…')
    try:
        expires = date.fromisoformat(given["expires"]).isoformat()
    except ValueError as wrong:
        raise SettingsError('EXPLAINER_SECURITY: "expires" is a day, such as 2027-06-30') from wrong
    return Security(given["contact"], expires, given.get("policy", ""))


def site_folders(settings: Mapping[str, Any]) -> SiteFolders:
    """Return the folders of a site: `EXPLAINER_STORE` says where the store is, from the folder that holds the content,
    or it is `STORE` there. Raises `SettingsError` where one lies in another: what is written into it
    would be read as the other, or lost with it.
    """
    content = Path(settings["PATH"]).resolve()
    root = content.parent
    store = root / (settings.get("EXPLAINER_STORE") or STORE)
    overrides = tuple(root / folder for folder in settings.get("THEME_TEMPLATES_OVERRIDES") or ())
    if missing := next((folder for folder in overrides if not folder.is_dir()), None):
        raise SettingsError(f"THEME_TEMPLATES_OVERRIDES: there is no folder '{missing}'")
    named = {"content": content, "theme": settings["THEME"], "output": settings["OUTPUT_PATH"], "store": store}
    folders = {name: Path(folder).resolve() for name, folder in named.items()}
    if wrong := nesting_problem(folders, root):
        raise SettingsError(wrong)
    theme, output = Path(settings["THEME"]), Path(settings["OUTPUT_PATH"])
    return SiteFolders(root, content, theme, output, store / "store.sqlite", overrides)


def _languages(settings: Mapping[str, Any]) -> tuple[str, ...]:
    languages = settings.get("EXPLAINER_LANGUAGES") or [settings["DEFAULT_LANG"]]
    for language in languages:
        try:
            cldr_of(language)
        except ValueError as unknown:
            raise SettingsError(f"EXPLAINER_LANGUAGES: {unknown}") from unknown
    if len(set(languages)) < len(languages):
        raise SettingsError("EXPLAINER_LANGUAGES names a language twice")
    return tuple(languages)


def _published_at(settings: Mapping[str, Any]) -> str:
    return site_url(url, "SITEURL: ") if (url := settings.get("SITEURL")) else ""


def site_url(text: str, named: str = "") -> str:
    """Return a site's address as it stands in sitemaps and headers: in ASCII (RFC 3986, RFC 5891), without the slash at
    its end; `named` is what it is called. Raises `SettingsError` for anything else.

    >>> site_url("https://b\N{LATIN SMALL LETTER U WITH DIAERESIS}cher.example/a b/")
    'https://xn--bcher-kva.example/a%20b'
    """
    try:
        parts = urlsplit(text)
        whole = parts.scheme in ("http", "https") and parts.hostname and parts.port != 0
    except ValueError:
        whole = False
    if not whole or parts.query or parts.fragment or parts.username is not None:
        # A password may be read by nobody.
        shown = f"'{text}'" if "@" not in text else "an address with a user in it"
        raise SettingsError(f"{named}{shown} isn't a site's address: write https://HOST/PATH")
    try:
        return ascii_address(parts)
    except UnicodeError as wrong:
        raise SettingsError(f"{named}'{text}' isn't a site's address: no host can have this name") from wrong


def _patterns(settings: Mapping[str, Any]) -> dict[str, str]:
    patterns = dict(DEFAULT_PATTERNS)
    for name, kind in SETTINGS.items():
        value = settings.get(name)
        if value:
            patterns[kind.name] = value
    kinds: dict[str, str] = {}
    for name, pattern in patterns.items():
        if not pattern and name in names_of(one_for="subject"):
            continue  # there are none
        _check_pattern(name, pattern)
        if "{slug}" not in pattern and (other := kinds.setdefault(file_of(pattern), name)) != name:
            raise SettingsError(f"'{pattern}' is the address of two pages: {other} and {name}")
    return patterns


def _check_pattern(kind: str, pattern: str) -> None:
    """Refuse an address that needs more than a slug, or that leads out of the output folder."""
    try:
        address = pattern.format(slug="x")
    except (KeyError, IndexError, ValueError) as unknown:
        raise SettingsError(f"the address '{pattern}' may use {{slug}} and nothing else") from unknown
    if address.startswith("/") or ".." in address.split("/"):
        raise SettingsError(f"the address '{pattern}' leads out of the site")
    if kind in names_of(one_for="subject") and "{slug}" not in pattern:
        raise SettingsError(f"the address '{pattern}' is the same for all pages: it needs {{slug}}")


def _names(settings: Mapping[str, Any], language: str) -> SiteNames:
    """Return the site's name and headline in a language, from `EXPLAINER_NAMES` or Pelican's own settings."""
    own = (settings.get("EXPLAINER_NAMES") or {}).get(language, {})
    name = own.get("SITENAME") or settings.get("SITENAME") or ""
    subtitle = own.get("SITESUBTITLE") or ("" if own else settings.get("SITESUBTITLE")) or ""
    return SiteNames(name, subtitle)


def is_report_address(text: str) -> bool:
    """Return whether a text begins as an address does at which readers can report an error."""
    return text.startswith(("mailto:", "https://", "http://"))


def _report(settings: Mapping[str, Any]) -> str:
    report: str = settings.get("EXPLAINER_REPORT") or ""
    if report and not is_report_address(report):
        raise SettingsError("EXPLAINER_REPORT is an address: mailto:… or https://…")
    return report


def _catalogues(settings: Mapping[str, Any], languages: tuple[str, ...]) -> dict[str, str]:
    """Return the site's own interface texts, by language, having seen that each can be read."""
    found: dict[str, str] = {}
    for language in languages:
        try:
            found |= own_catalogues(Path(settings["PATH"]).resolve().parent, (language,))
            if language in found:
                _check_catalogue(found[language], language)
        except ValueError as wrong:
            raise SettingsError(f"{path_in_site(language)} can't be read: {wrong}") from wrong
    return found


def _check_catalogue(text: str, language: str) -> None:
    """Raise `ValueError` for interface texts that can't be read."""
    from babel.messages.pofile import PoFileError, read_po

    try:
        read_po(StringIO(text), locale=locale_name(language), abort_invalid=True)
    except PoFileError as wrong:
        raise ValueError(wrong) from wrong


_LICENCES: Final[Mapping[str, str]] = {
    "CC0 1.0": "https://creativecommons.org/publicdomain/zero/1.0/",
    **{
        f"CC {name} 4.0": f"https://creativecommons.org/licenses/{name.lower()}/4.0/"
        for name in ("BY", "BY-SA", "BY-NC", "BY-ND", "BY-NC-SA", "BY-NC-ND")
    },
}


def _licence(settings: Mapping[str, Any]) -> Licence | None:
    given = settings.get("EXPLAINER_LICENCE")
    if not given:
        return None
    if isinstance(given, str):
        return Licence(given, _LICENCES.get(given, ""))
    if not given.get("name") or not given.get("url", "https://").startswith("https://"):
        raise SettingsError('EXPLAINER_LICENCE is "CC BY 4.0", or {"name": "Our licence", "url": "https://…"}')
    return Licence(given["name"], given.get("url", ""))


def _tag(settings: Mapping[str, Any]) -> str:
    tag: str = settings.get("EXPLAINER_TAG") or ""
    if tag and not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", tag):
        raise SettingsError("EXPLAINER_TAG is the name of a host that was yours when you first published: news.example")
    return tag


def _tiles(settings: Mapping[str, Any]) -> tuple[str, str] | None:
    tiles = settings.get("MAP_TILES")
    if not tiles:
        return None
    if not tiles.get("url") or not tiles.get("attribution"):
        raise SettingsError('MAP_TILES is {"url": …, "attribution": …}, or None')
    return tiles["url"], tiles["attribution"]
