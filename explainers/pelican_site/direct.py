"""The engine's own way in: a settings file becomes a site without Pelican's command, and without Pelican where that
makes no difference.

Pelican is needed where settings ask for something of its own: other plugins, further feeds, static files. Where all
settings are those that the engine itself understands, the bytes are the same without it.
"""

from __future__ import annotations

import inspect
import logging
import os
import sys
from importlib import util
from pathlib import Path
from typing import Any, Final

from explainers.pelican_site.making import Making, SiteParts, day_of_build
from explainers.pelican_site.settings import SettingsError, defaults, server_settings, site_folders, site_settings

__all__ = ["PLAIN", "site_of"]

PLAIN: Final = {
    "DEFAULT_LANG": "en",
    "FEED_MAX_ITEMS": 100,
    "OUTPUT_PATH": "output",
    "PATH": ".",
    "SITENAME": "A Pelican Blog",
    "SITEURL": "",
    "TIMEZONE": "UTC",
    "WITH_FUTURE_DATES": True,
}
"""What Pelican has where settings say nothing, as far as the engine reads it."""

_OURS: Final = ("EXPLAINER_", "PUBLISH_")
_UNDERSTOOD: Final = frozenset((
    *PLAIN, "ARTICLE_URL", "CORRECTIONS_FEED_ATOM", "CORRECTIONS_URL", "COUNTRY_URL", "DELETE_OUTPUT_DIRECTORY",
    "FEED_ALL_ATOM", "GLOSSARY_URL", "INTERACTIVE_MAP_URL", "MAP_TILES", "MAP_URL", "PAGE_URL", "PELICAN_CLASS",
    "PLUGINS", "RELATION_URL", "RELATIVE_URLS", "SEARCH_URL", "SITESUBTITLE", "SOURCES_URL", "THEME", "TIMELINE_URL",
))  # fmt: skip

# Pelican warns of these while it reads settings; here the first is an ordinary preview, and UTC our default.
_ORDINARY: Final = ("Feeds generated without SITEURL", "No timezone information specified")


class _WithoutOrdinary(logging.Filter):
    """Leaves out warnings that are none on a site of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_ORDINARY)


def site_of(settings: str, content: str | None, output: str | None, store: str | None) -> Making:
    """Return the site of a settings file, other folders standing in for its own where they are given.

    Raises `SettingsError` where the file is missing or can't be used.
    """
    if not Path(settings).is_file():
        raise SettingsError(f"there is no settings file '{settings}'")
    folders = {"PATH": content, "OUTPUT_PATH": output, "EXPLAINER_STORE": store}
    overrides = {key: str(Path(value).resolve()) for key, value in folders.items() if value}
    try:
        values = _with_places({**_values(settings), **overrides}, settings)
        return _plain_site(values) if _is_plain(values) else _pelicans_site(settings, overrides)
    except SettingsError:
        raise
    except Exception as wrong:  # whatever a settings file, which is Python, does
        raise SettingsError(f"{settings} can't be used: {type(wrong).__name__}: {wrong}") from wrong


def _values(settings: str) -> dict[str, Any]:
    """Return what a settings file says, run as Pelican runs it."""
    name = os.path.splitext(os.path.basename(settings))[0]  # noqa: PTH119, PTH122
    spec = util.spec_from_file_location(name, settings)
    assert spec is not None, "a file ending in .py can be loaded"
    assert spec.loader is not None, "a file can be loaded"
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return {key: value for key, value in inspect.getmembers(module) if key.isupper()}


def _with_places(values: dict[str, Any], settings: str) -> dict[str, Any]:
    """Return settings with the folders as absolute paths, seen from the settings file."""
    found = {**PLAIN, **values}
    for name in ("PATH", "OUTPUT_PATH", "THEME"):
        if isinstance(found.get(name), str) and not (name in PLAIN and name not in values):
            found[name] = os.path.abspath(os.path.join(os.path.dirname(settings), found[name]))  # noqa: PTH100, PTH118, PTH120
    return found


def _is_plain(values: dict[str, Any]) -> bool:
    """Whether a site needs nothing of Pelican. What is wrong with settings, Pelican is left to say."""
    return (
        values.get("PELICAN_CLASS") == "explainers.SitePelican"
        and values.get("PLUGINS") == ["explainers"]
        and all(name in _UNDERSTOOD or name.startswith(_OURS) for name in values)
        and isinstance(values.get("THEME"), str)
        and Path(values["THEME"]).is_dir()
        and Path(values["PATH"]).is_dir()
    )


def _plain_site(values: dict[str, Any]) -> Making:
    values = {**values, **defaults(PLAIN, values), "DEFAULT_LANG": values["DEFAULT_LANG"].lower()}
    by_date = not values["WITH_FUTURE_DATES"]
    parts = SiteParts(site_settings(values), server_settings(values), site_folders(values), by_date)
    return Making(parts, day_of_build())


def _pelicans_site(settings: str, overrides: dict[str, Any]) -> Making:
    from pelican.settings import read_settings

    from explainers.pelican_site.site import SitePelican

    logging.getLogger("pelican.settings").addFilter(_WithoutOrdinary())
    site = SitePelican(read_settings(settings, override=overrides))
    site.quiet = True
    site.making.pelican = site
    return site.making
