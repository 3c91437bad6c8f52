"""The engine's own way in: a settings file becomes a `SitePelican` without Pelican's command."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any, Final

from explainers.pelican_site.settings import SettingsError

__all__ = ["site_of"]

# Pelican warns of these while it reads settings; here the first is an ordinary preview, and UTC our default.
_ORDINARY: Final = ("Feeds generated without SITEURL", "No timezone information specified")


class _WithoutOrdinary(logging.Filter):
    """Leaves out warnings that are none on a site of ours."""

    def filter(self, record: logging.LogRecord) -> bool:
        return not str(record.msg).startswith(_ORDINARY)


def site_of(settings: str, content: str | None, output: str | None, store: str | None) -> Any:
    """Return the site of a settings file, other folders standing in for its own where they are given.

    Raises `SettingsError` where the file is missing or can't be used.
    """
    from pelican.settings import read_settings

    from explainers.pelican_site.site import SitePelican

    if not Path(settings).is_file():
        raise SettingsError(f"there is no settings file '{settings}'")
    logging.getLogger("pelican.settings").addFilter(_WithoutOrdinary())
    folders = {"PATH": content, "OUTPUT_PATH": output, "EXPLAINER_STORE": store}
    overrides = {key: str(Path(value).resolve()) for key, value in folders.items() if value}
    try:
        read = read_settings(settings, override=overrides)
    except SettingsError:
        raise
    except Exception as wrong:  # whatever a settings file, which is Python, does
        raise SettingsError(f"{settings} can't be used: {type(wrong).__name__}: {wrong}") from wrong
    return SitePelican(read)
