"""The commands' way in: a settings file becomes a site without Pelican's command, and without Pelican where that
makes no difference.

Pelican is needed where settings ask for something of its own: other plugins, further feeds, static files. Where all
settings are those that the engine itself understands, the bytes are the same without it.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from explainers.pipeline import Pipeline, SiteParts
from explainers.settings import SettingsError, defaults, server_settings, site_folders, site_settings
from explainers.site_file import (
    PLAIN,
    day_of_build,
    folder_overrides,
    is_plain,
    plain_settings,
)

__all__ = ["site_of"]


def site_of(
    settings: str,
    content: str | None,
    output: str | None,
    store: str | None,
    values: dict[str, Any] | None = None,
) -> Pipeline:
    """Return the site of a settings file, other folders standing in for its own where they are given. `values` are
    its plain settings with these folders, where they have been read already: the file is not run again.

    Raises `SettingsError` where the file is missing or can't be used.
    """
    if not Path(settings).is_file():
        raise SettingsError(f"there is no settings file '{settings}'")
    overrides = folder_overrides(content, output, store)
    try:
        values = values or plain_settings(settings, overrides)
        if is_plain(values):
            return _plain_site(values)
        from explainers.pelican_site.site import site_of_pelican

        return site_of_pelican(settings, overrides)
    except SettingsError:
        raise
    except Exception as wrong:  # whatever a settings file, which is Python, does
        raise SettingsError(f"{settings} can't be used: {type(wrong).__name__}: {wrong}") from wrong


def _plain_site(values: dict[str, Any]) -> Pipeline:
    values = {**values, **defaults(PLAIN, values), "DEFAULT_LANG": values["DEFAULT_LANG"].lower()}
    parts = SiteParts(site_settings(values), server_settings(values), site_folders(values))
    return Pipeline(parts, day_of_build())
