"""The folder of the documentation that travels with the package."""

from __future__ import annotations

from pathlib import Path
from typing import Final

__all__ = ["DOCS_FOLDER"]

_PACKAGE: Final = Path(__file__).resolve().parent
_INSTALLED: Final = _PACKAGE / "docs"

DOCS_FOLDER: Final = _INSTALLED if _INSTALLED.is_dir() else _PACKAGE.parent / "docs"
"""A wheel has the documentation inside of the package, a checkout has it beside the package."""
