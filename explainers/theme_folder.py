"""The folder of the theme that travels with the package. Nothing is imported but Python's own modules."""

from __future__ import annotations

import os
from typing import Final

__all__ = ["THEME_FOLDER"]

_PACKAGE: Final = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - no more imports than needed
_INSTALLED: Final = os.path.join(_PACKAGE, "theme")  # noqa: PTH118

THEME_FOLDER: Final = (
    _INSTALLED if os.path.isdir(_INSTALLED) else os.path.join(os.path.dirname(_PACKAGE), "theme")  # noqa: PTH112, PTH118, PTH120
)
"""Where a site's `THEME` is if its settings don't say: a wheel has the theme inside of the package, a checkout has it
beside the package.
"""
