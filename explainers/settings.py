"""From Pelican's settings to the frozen value that pages see; wrong settings are told, never guessed."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from msgspec import Struct

from explainers.ownership import nesting_problem
from explainers.page_kinds import SETTINGS, names_of
from explainers.site import Security, ServerSettings, SiteNames, SiteSettings
from explainers.urls import DEFAULT_PATTERNS, Urls, file_of

__all__ = ["SettingsError", "SiteFolders", "defaults", "server_settings", "site_folders", "site_settings"]


class SettingsError(ValueError):
    """A setting that can't be used; its message is a plain sentence for the person who wrote it."""


class SiteFolders(Struct, frozen=True):
    """Where a site lives on this machine: `root`, the folder that problems' paths are relative to."""

    root: Path
    content: Path
    theme: Path
    output: Path
    store: Path


def defaults(pelican_defaults: Mapping[str, Any], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a site of explainers has instead of Pelican's defaults, where the settings left these."""
    ours: dict[str, Any] = {
        "DIRECT_TEMPLATES": [],
        "CATEGORY_FEED_ATOM": None,
        "AUTHOR_FEED_ATOM": None,
        "AUTHOR_FEED_RSS": None,
        "TRANSLATION_FEED_ATOM": None,
        "FEED_MAX_ITEMS": 20,
        "THEME_STATIC_PATHS": [],
        "STATIC_PATHS": [],
        "STATIC_CHECK_IF_MODIFIED": True,
        "DELETE_OUTPUT_DIRECTORY": False,
        "TIMEZONE": "UTC",
    }
    return {key: value for key, value in ours.items() if settings.get(key) == pelican_defaults.get(key)}


def site_settings(settings: Mapping[str, Any]) -> SiteSettings:
    """Return the settings that pages show. Raises `SettingsError`."""
    languages = _languages(settings)
    urls = Urls(languages, _site_url(settings), _patterns(settings))
    return SiteSettings(
        urls,
        {language: _names(settings, language) for language in languages},
        report=_report(settings),
        tiles=_tiles(settings),
        newest=int(settings.get("FEED_MAX_ITEMS") or 20),
        tag=_tag(settings),
        by_date=not settings.get("WITH_FUTURE_DATES", True),
    )


def server_settings(settings: Mapping[str, Any]) -> ServerSettings:
    """Return the settings for servers. Raises `SettingsError`."""
    return ServerSettings(_security(settings), bool(settings.get("EXPLAINER_HEADERS", True)))


def _security(settings: Mapping[str, Any]) -> Security | None:
    given = settings.get("EXPLAINER_SECURITY")
    if not given:
        return None
    known = isinstance(given, Mapping) and {"contact", "expires"} <= set(given) <= {"contact", "expires", "policy"}
    if not known or not all(isinstance(value, str) and value.isprintable() for value in given.values()):
        raise SettingsError('EXPLAINER_SECURITY is {"contact": "mailto:…", "expires": "2027-06-30"}')
    if not given["contact"].startswith(("mailto:", "https://", "tel:")):
        raise SettingsError('EXPLAINER_SECURITY: "contact" is an address: mailto:… or https://…')
    if not given.get("policy", "https://").startswith("https://"):
        raise SettingsError('EXPLAINER_SECURITY: "policy" is an address: https://…')
    try:
        expires = date.fromisoformat(given["expires"]).isoformat()
    except ValueError as wrong:
        raise SettingsError('EXPLAINER_SECURITY: "expires" is a day, such as 2027-06-30') from wrong
    return Security(given["contact"], expires, given.get("policy", ""))


def site_folders(settings: Mapping[str, Any]) -> SiteFolders:
    """Return the folders of a site: `EXPLAINER_STORE` says where the store is, else it is beside the content. Raises
    `SettingsError` where one lies in another: what is written into it would be read as the other, or lost with it.
    """
    content = Path(settings["PATH"]).resolve()
    root = content.parent
    store = Path(settings.get("EXPLAINER_STORE") or root / ".cache" / "explainers")
    named = {"content": content, "theme": settings["THEME"], "output": settings["OUTPUT_PATH"], "store": store}
    folders = {name: Path(folder).resolve() for name, folder in named.items()}
    if wrong := nesting_problem(folders, root):
        raise SettingsError(wrong)
    return SiteFolders(root, content, Path(settings["THEME"]), Path(settings["OUTPUT_PATH"]), store / "store.sqlite")


def _languages(settings: Mapping[str, Any]) -> tuple[str, ...]:
    from babel import Locale, UnknownLocaleError

    languages = settings.get("EXPLAINER_LANGUAGES") or [settings["DEFAULT_LANG"]]
    if isinstance(languages, str) or not all(isinstance(language, str) for language in languages):
        raise SettingsError('EXPLAINER_LANGUAGES is a list of language codes, such as ["en", "fr"]')
    for language in languages:
        try:
            Locale.parse(language.replace("-", "_"))
        except (UnknownLocaleError, ValueError) as unknown:
            raise SettingsError(f"EXPLAINER_LANGUAGES: there is no language '{language}'") from unknown
    if len(set(languages)) < len(languages):
        raise SettingsError("EXPLAINER_LANGUAGES names a language twice")
    return tuple(languages)


def _site_url(settings: Mapping[str, Any]) -> str:
    url = str(settings.get("SITEURL") or "").rstrip("/")
    if url and not url.startswith(("https://", "http://")):
        raise SettingsError(f"SITEURL begins with https://, not '{url}'")
    return url


def _patterns(settings: Mapping[str, Any]) -> dict[str, str]:
    patterns = dict(DEFAULT_PATTERNS)
    for name, kind in SETTINGS.items():
        value = settings.get(name)
        if value and value != kind.pelican:
            patterns[kind.name] = str(value)
    kinds: dict[str, str] = {}
    for name, pattern in patterns.items():
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
    return SiteNames(str(name), str(subtitle))


def _report(settings: Mapping[str, Any]) -> str:
    report = str(settings.get("EXPLAINER_REPORT") or "")
    if report and not report.startswith(("mailto:", "https://", "http://")):
        raise SettingsError("EXPLAINER_REPORT is an address: mailto:… or https://…")
    return report


def _tag(settings: Mapping[str, Any]) -> str:
    tag = str(settings.get("EXPLAINER_TAG") or "")
    if tag and not re.fullmatch(r"[a-z0-9]+(?:[.-][a-z0-9]+)*", tag):
        raise SettingsError("EXPLAINER_TAG is the name of a host that was yours when you first published: news.example")
    return tag


def _tiles(settings: Mapping[str, Any]) -> tuple[str, str] | None:
    tiles = settings.get("MAP_TILES")
    if tiles is None:
        return None
    if not isinstance(tiles, Mapping) or not tiles.get("url") or not tiles.get("attribution"):
        raise SettingsError('MAP_TILES is {"url": …, "attribution": …}, or None')
    return str(tiles["url"]), str(tiles["attribution"])
