"""Folders with names of their own: those that travel with the package, and those in a site's own folder. Nothing is
imported but Python's own modules.
"""

from __future__ import annotations

import os
from typing import Final

__all__ = ["CATALOGUES", "DOCS_FOLDER", "SOURCE_TEXTS", "STORE", "THEME_FOLDER", "text_file"]

_PACKAGE: Final = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - no more imports than needed


def _packaged(name: str) -> str:
    """Return a folder that a wheel has inside of the package, and a checkout beside it."""
    inside = os.path.join(_PACKAGE, name)  # noqa: PTH118
    return inside if os.path.isdir(inside) else os.path.join(os.path.dirname(_PACKAGE), name)  # noqa: PTH112, PTH118, PTH120


THEME_FOLDER: Final = _packaged("theme")
"""Where a site's `THEME` is if its settings don't say."""

DOCS_FOLDER: Final = _packaged("docs")
"""The documentation."""

CATALOGUES: Final = "locale"
"""The folder of interface texts, in the package and in a site's own folder."""

STORE: Final = ".cache/explainers"
"""Where a site's store is, seen from the site's folder, if its settings don't say."""

SOURCE_TEXTS: Final = "source-texts"
"""The folder beside the content in which sources' texts are kept. It is no content: git leaves it aside."""


def text_file(key: str) -> str:
    """Return what the file of a source's text is called in there."""
    return f"{key}.txt"
