"""The commands' way in: a settings file becomes a site without Pelican's command, and without Pelican where that
makes no difference.

Pelican is needed where settings ask for something of its own: other plugins, further feeds, static files. Where all
settings are those that the engine itself understands, the bytes are the same without it.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from explainers.failures import CommandError
from explainers.ignored_settings import ignored_settings, refused_theme
from explainers.nearest import did_you_mean
from explainers.pipeline import Pipeline, SiteParts
from explainers.setting_types import SettingsError, check_types
from explainers.settings import defaults, server_settings, site_folders, site_settings
from explainers.settings_faults import settings_fault
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
        others = [one.name for one in Path(settings).absolute().parent.glob("*.py")]
        near = did_you_mean(Path(settings).name, others)
        raise SettingsError(
            f"there is no settings file '{settings}': name it with --settings, or go to its folder{near}"
        )
    overrides = folder_overrides(content, output, store)
    try:
        values = values or plain_settings(settings, overrides)
        check_types(values)
        _check_folders(values)
        if is_plain(values):
            return _plain_site(values)
        from explainers.pelican_site.site import site_of_pelican

        return site_of_pelican(settings, overrides)
    except CommandError:
        raise
    except (Exception, SystemExit) as wrong:  # whatever a settings file, which is Python, does
        raise SettingsError(f"{settings} can't be used: {settings_fault(wrong, settings)}") from wrong


def _check_folders(values: Mapping[str, Any]) -> None:
    """Raise `SettingsError` where the folder of the content or of the theme isn't there."""
    for name, what in (("PATH", "content"), ("THEME", "theme")):
        folder = Path(values.get(name, "."))
        if folder.is_dir():
            continue
        if folder.exists():
            raise SettingsError(f"the {what} folder '{folder}' is a file, not a folder")
        if name == "THEME" and (refused := refused_theme(folder.name)):
            raise SettingsError(refused)
        others = [one.name for one in folder.parent.iterdir() if one.is_dir()] if folder.parent.is_dir() else []
        raise SettingsError(f"there is no {what} folder '{folder}'{did_you_mean(folder.name, others)}")


def _plain_site(values: dict[str, Any]) -> Pipeline:
    said = {name: value for name, value in values.items() if PLAIN.get(name) != value}
    values = {**values, **defaults(PLAIN, values), "DEFAULT_LANG": values["DEFAULT_LANG"].lower()}
    parts = SiteParts(site_settings(values), server_settings(values), site_folders(values))
    made = Pipeline(parts, day_of_build())
    made.ignored = ignored_settings(said, {})
    return made
