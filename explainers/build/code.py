"""A digest of all code that pages are made by: this package and the libraries that it stands on."""

from __future__ import annotations

import platform
from functools import lru_cache
from importlib import metadata
from pathlib import Path
from typing import Final

from explainers.digest import digest, digest_of_bytes

__all__ = ["code_digest"]

_LIBRARIES: Final = (
    "babel", "bibtexparser", "django-js-lib-leaflet", "folium", "jinja2", "markdown", "markupsafe", "msgspec",
    "pelican", "pylatexenc", "pyyaml", "rcssmin", "rispy",
)  # fmt: skip
_SUFFIXES: Final = (".css", ".js", ".json", ".po", ".py")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return the digest of the package's own files and of the versions of Python and the libraries."""
    package = Path(__file__).parent.parent
    files = sorted(path for path in package.rglob("*") if path.suffix in _SUFFIXES)
    own = [(path.relative_to(package).as_posix(), digest_of_bytes(path.read_bytes())) for path in files]
    return digest((own, platform.python_version(), [(name, metadata.version(name)) for name in _LIBRARIES]))
