"""A digest of all code that pages are made by: this package and the libraries that it stands on."""

from __future__ import annotations

import platform
from functools import lru_cache
from pathlib import Path
from typing import Final

from explainers.build.up_to_date import files_below, metadata_folders
from explainers.digest import digest, digest_of_bytes
from explainers.kept_code import keep, kept

__all__ = ["code_digest"]

_LIBRARIES: Final = (
    "babel", "bibtexparser", "django-js-lib-leaflet", "folium", "jinja2", "markdown", "markupsafe", "msgspec",
    "pelican", "pylatexenc", "pyyaml", "rcssmin", "rispy",
)  # fmt: skip
_SUFFIXES: Final = (".css", ".js", ".json", ".po", ".py")


@lru_cache(maxsize=1)
def code_digest() -> str:
    """Return the digest of the package's own files and of the versions of Python and the libraries."""
    installed = _installed()
    versions = [(name, installed.get(name) or _version(name)) for name in _LIBRARIES]
    return digest((_own_files(Path(__file__).parent.parent), platform.python_version(), versions))


def _own_files(package: Path) -> str:
    """Return the digest of a package's files. It is kept by their sizes and times, by which Python tells whether byte
    code is that of a module.
    """
    files = sorted(one for one in files_below(str(package)) if one[0].endswith(_SUFFIXES))
    seen = [(path.removeprefix(f"{package}/"), size, mtime) for path, size, mtime in files]
    if (made := kept("code", seen)) is None:
        own = [(name, digest_of_bytes((package / name).read_bytes())) for name, _, _ in seen]
        made = digest(own).encode()
        keep("code", seen, made)
    return made.decode()


def _installed() -> dict[str, str]:
    """Return the versions of what is installed beside Python, by names in small letters with hyphens."""
    found: dict[str, str] = {}
    for name in metadata_folders():
        if name.endswith(".dist-info"):
            project, _, version = name.removesuffix(".dist-info").partition("-")
            found.setdefault(project.lower().replace("_", "-").replace(".", "-"), version)
    return found


def _version(name: str) -> str:
    from importlib import metadata

    return metadata.version(name)
