"""The engine's own way in: a settings file becomes a site without Pelican's command, and without Pelican where that
makes no difference.

Pelican is needed where settings ask for something of its own: other plugins, further feeds, static files. Where all
settings are those that the engine itself understands, the bytes are the same without it.
"""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from explainers.pelican_site.making import Making, SiteParts
from explainers.pelican_site.plain import (
    PLAIN,
    day_of_build,
    folder_overrides,
    is_plain,
    nothing_compiled_kept,
    plain_settings,
)
from explainers.pelican_site.settings import SettingsError, defaults, server_settings, site_folders, site_settings

__all__ = ["site_of"]

# Pelican warns of these while it reads settings; here the first is an ordinary preview, and UTC our default.
_ORDINARY: Final = ("Feeds generated without SITEURL", "No timezone information specified")


class _WithoutOrdinary(logging.Filter):
    """Leaves out warnings that are none on a site of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_ORDINARY)


def site_of(
    settings: str,
    content: str | None,
    output: str | None,
    store: str | None,
    values: dict[str, Any] | None = None,
) -> Making:
    """Return the site of a settings file, other folders standing in for its own where they are given. `values` are
    its plain settings with these folders, where they have been read already: the file is not run again.

    Raises `SettingsError` where the file is missing or can't be used.
    """
    if not Path(settings).is_file():
        raise SettingsError(f"there is no settings file '{settings}'")
    overrides = folder_overrides(content, output, store)
    try:
        values = values or plain_settings(settings, overrides)
        return _plain_site(values) if is_plain(values) else _pelicans_site(settings, overrides)
    except SettingsError:
        raise
    except Exception as wrong:  # whatever a settings file, which is Python, does
        raise SettingsError(f"{settings} can't be used: {type(wrong).__name__}: {wrong}") from wrong


def _plain_site(values: dict[str, Any]) -> Making:
    values = {**values, **defaults(PLAIN, values), "DEFAULT_LANG": values["DEFAULT_LANG"].lower()}
    by_date = not values["WITH_FUTURE_DATES"]
    parts = SiteParts(site_settings(values), server_settings(values), site_folders(values), by_date)
    return Making(parts, day_of_build())


def _pelicans_site(settings: str, overrides: dict[str, Any]) -> Making:
    from pelican.settings import read_settings

    from explainers.pelican_site.site import SitePelican

    logging.getLogger("pelican.settings").addFilter(_WithoutOrdinary())
    with nothing_compiled_kept():
        read = read_settings(settings, override=overrides)
    site = SitePelican(read)
    site.quiet = True
    site.making.pelican = site
    return site.making
