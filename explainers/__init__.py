"""The engine of a site of explainers, in the order in which a page travels:

    reading → checks → knowing → showing (and maps) → building → finishing → pipeline → editing, preview, pelican_site,
    publishing → commands

`problems`, `model`, `prose`, `dates`, `urls`, `site`, `settings`, `digest` and `exit_codes` are the ground that all
stand on. Text becomes records; records become facts; pages ask for facts and become frozen views; the theme turns
views into bytes; the build writes what differs. `pipeline` puts these steps in order, once, and whatever makes a site
starts it.
Pelican stands at the edge: settings say ``PELICAN_CLASS = "explainers.SitePelican"`` and ``PLUGINS = ["explainers"]``.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes time to load
if TYPE_CHECKING:
    from typing import Any

__all__ = ["register"]
__version__ = "0.2.0"


def register() -> None:
    """Be a Pelican plugin. All that we do is done by `SitePelican`: there is nothing to connect."""


def __getattr__(name: str) -> Any:
    # Lazily, so that reading a settings file imports nothing of Pelican.
    if name == "SitePelican":
        from explainers.pelican_site.site import SitePelican

        return SitePelican
    raise AttributeError(f"module 'explainers' has no attribute '{name}'")
