"""The engine of a site of explainers, in the order in which a page travels:

    reading → checks, site → pages (with maps) → build → finishing → pipeline → editing → language_server, preview,
    pelican_site, publishing → commands

The modules beside these folders, such as `problems`, `model`, `prose`, `dates`, `urls`, `settings` and `exit_codes`,
are what all of them stand on. `reading` turns text into records, `checks` compares them with their sources, `site`
answers questions about them; `pages` asks these questions and makes frozen views, which the theme turns into HTML;
`build` writes the files that differ, `finishing` adds what only a published site needs. `pipeline` puts these steps in
order, once; commands, the preview and Pelican all start it, and the language server reads the site as it does.
Pelican stands at the edge: settings say ``PELICAN_CLASS = "explainers.SitePelican"`` and ``PLUGINS = ["explainers"]``.
"""

from __future__ import annotations

TYPE_CHECKING = False  # `typing` takes time to load
if TYPE_CHECKING:
    from typing import Any

__all__ = ["hiding_library", "register"]
__version__ = "0.2.0"


def register() -> None:
    """Be a Pelican plugin. All that we do is done by `SitePelican`: there is nothing to connect."""


def __getattr__(name: str) -> Any:
    # Lazily, so that reading a settings file imports nothing of Pelican.
    if name == "SitePelican":
        _refuse_library_name()
        from explainers.pelican_site.site import SitePelican

        return SitePelican
    raise AttributeError(f"module 'explainers' has no attribute '{name}'")


def _refuse_library_name() -> None:
    """End the program where Pelican has loaded the settings under the name of a module of Python's own: whatever needs
    that module next would fail.
    """
    import sys

    for name in sys.stdlib_module_names & sys.modules.keys():
        if hasattr(sys.modules[name], "PELICAN_CLASS"):
            sys.stderr.write(f"explainers: {hiding_library(name)}\n")
            raise SystemExit(2)


def hiding_library(name: str) -> str:
    """Return what to say of a settings file that has the name of a module which everything else needs."""
    told = f"the settings file '{name}.py' has the name of a module of Python or of a package, which hides that one"
    return f"{told}: give it another name, such as pelicanconf.py"
