"""Settings as they stand in their file, read without Pelican, and whether a site needs nothing more of it.

Nothing is imported here but Python's own modules: whether anything has changed is decided with no more than this.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib import machinery, util
from types import CodeType
from typing import Any, Final

from explainers import hiding_library
from explainers.build.up_to_date import Gate, GateFolders
from explainers.failures import CommandError
from explainers.folders import CATALOGUES, STORE, THEME_FOLDER
from explainers.page_kinds import ADDRESSES, SETTINGS
from explainers.terminal import printable

__all__ = [
    "DERIVED", "PLAIN", "day_of_build", "folder_overrides", "gate_of", "is_plain", "nothing_compiled_kept",
    "plain_settings",
]  # fmt: skip

PLAIN: Final[Mapping[str, Any]] = {
    "DEFAULT_LANG": "en",
    "DELETE_OUTPUT_DIRECTORY": False,
    "FEED_MAX_ITEMS": 100,
    "OUTPUT_PATH": "output",
    "PATH": ".",
    "RELATIVE_URLS": False,
    "SITENAME": "A Pelican Blog",
    "SITEURL": "",
    "THEME": THEME_FOLDER,
    "TIMEZONE": "UTC",
    "WITH_FUTURE_DATES": True,
    **ADDRESSES,
}
"""What Pelican has where settings say nothing, as far as the engine reads it; but for the theme and addresses,
which are ours.
"""

_OURS: Final = ("EXPLAINER_", "PUBLISH_")
_SAID: Final = frozenset((*PLAIN, *SETTINGS, "MAP_TILES", "PELICAN_CLASS", "PLUGINS", "SITESUBTITLE", "THEME"))
DERIVED: Final = frozenset(("ARTICLE_EXCLUDES", "CSS_FILE", "DEBUG", "FEED_DOMAIN", "PAGE_EXCLUDES"))
"""What Pelican makes of other settings by itself, and is of no matter to pages of ours."""
_UNDERSTOOD: Final = _SAID | DERIVED


def day_of_build() -> str:
    """Return the day of the build as an ISO date: `SOURCE_DATE_EPOCH` says it, else it is today in UTC. Raises
    `CommandError` where that isn't a time.
    """
    epoch = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        moment = datetime.fromtimestamp(int(epoch), UTC) if epoch else datetime.now(UTC)
    except (ValueError, OverflowError, OSError) as wrong:
        told = f"the environment's SOURCE_DATE_EPOCH is '{printable(epoch or '')}'"
        raise CommandError(f"{told}: a number of seconds since 1970 is expected, or none") from wrong
    return moment.date().isoformat()


def folder_overrides(content: str | None, output: str | None, store: str | None) -> dict[str, str]:
    """Return the settings that folders of a command stand for, those that are given."""
    folders = {"PATH": content, "OUTPUT_PATH": output, "EXPLAINER_STORE": store}
    return {key: os.path.realpath(value) for key, value in folders.items() if value}


class _AsWritten(machinery.SourceFileLoader):
    """Runs a file as it is, never what Python keeps of it: that may be of another file of the same size, saved within
    the same second, or cut short by a full disk.
    """

    def get_code(self, fullname: str) -> CodeType:  # noqa: ARG002 - there is no other
        return self.source_to_code(self.get_data(self.path), self.path)


@contextmanager
def nothing_compiled_kept() -> Iterator[None]:
    """Let Python keep nothing of the files that it compiles."""
    before, sys.dont_write_bytecode = sys.dont_write_bytecode, True
    try:
        yield
    finally:
        sys.dont_write_bytecode = before


def plain_settings(settings: str, overrides: Mapping[str, str]) -> dict[str, Any]:
    """Return what a settings file says, run as Pelican runs it, with absolute paths. It may raise anything."""
    name = os.path.splitext(os.path.basename(settings))[0]  # noqa: PTH119, PTH122
    loader = _AsWritten(name, settings)
    spec = util.spec_from_file_location(name, settings, loader=loader)
    if spec is None or not settings.endswith(tuple(machinery.SOURCE_SUFFIXES)):
        raise CommandError(f"'{settings}' isn't a Python file: a settings file has a name that ends with .py")
    if _hides_library(name):
        raise CommandError(hiding_library(name))
    module = util.module_from_spec(spec)
    sys.modules[name] = module
    with nothing_compiled_kept():
        loader.exec_module(module)
    values = {key: value for key, value in sorted(vars(module).items()) if key.isupper()} | dict(overrides)
    for name in ("PATH", "OUTPUT_PATH", "THEME"):
        if isinstance(values.get(name), str):
            values[name] = os.path.abspath(os.path.join(os.path.dirname(settings), values[name]))  # noqa: PTH100, PTH118, PTH120
    return {**PLAIN, **values}


def _hides_library(name: str) -> bool:
    """Whether a settings file's module would stand where others look for one of Python's own, or for a package."""
    if name in sys.stdlib_module_names:
        return True
    found = None if "." in name else machinery.PathFinder.find_spec(name)
    return bool(found and found.origin and found.submodule_search_locations)


def is_plain(values: Mapping[str, Any], defaults: Mapping[str, Any] | None = None) -> bool:
    """Whether a site needs nothing of Pelican: all that its settings say, the engine itself understands, or it is what
    Pelican has anyway (`defaults`). What is wrong with settings, Pelican is left to say.
    """
    known = defaults or {}
    return (
        values.get("PELICAN_CLASS") == "explainers.SitePelican"
        and values.get("PLUGINS") == ["explainers"]
        and all(
            name in _UNDERSTOOD or name.startswith(_OURS) or (name in known and known[name] == value)
            for name, value in values.items()
        )
        and isinstance(values.get("THEME"), str)
        and os.path.isdir(values["THEME"])  # noqa: PTH112
        and os.path.isdir(values["PATH"])  # noqa: PTH112
    )


def gate_of(values: Mapping[str, Any], day: str, *, finish: bool) -> Gate:
    """Return the gate of a site that `is_plain`."""
    content = os.path.realpath(values["PATH"])
    store = os.path.join(os.path.dirname(content), values.get("EXPLAINER_STORE") or STORE)  # noqa: PTH118, PTH120
    output = os.path.realpath(values["OUTPUT_PATH"])
    said = sorted((name, repr(value)) for name, value in values.items() if name in _SAID or name.startswith(_OURS))
    ground = repr((said, _catalogues(os.path.dirname(content)), _logo(values, os.path.dirname(content)), day, finish))  # noqa: PTH120
    return Gate(GateFolders(content, os.path.realpath(values["THEME"]), output, os.path.abspath(store)), ground)  # noqa: PTH100


def _logo(values: Mapping[str, Any], root: str) -> tuple[int, int] | None:
    """Return what a site's own logo is like, where it has one. It may raise `OSError`."""
    look = values.get("EXPLAINER_LOOK")
    name = look.get("logo") if isinstance(look, dict) else None
    if not isinstance(name, str) or not name:
        return None
    found = os.stat(os.path.join(root, name))  # noqa: PTH116, PTH118
    return found.st_size, found.st_mtime_ns


def _catalogues(root: str) -> list[tuple[str, int, int]]:
    """Return what a site's own catalogues are like, where it has any."""
    folder = os.path.join(root, CATALOGUES)  # noqa: PTH118
    found = [os.path.join(at, name) for at, _, names in os.walk(folder) for name in names if name.endswith(".po")]  # noqa: PTH118
    return sorted((path, os.stat(path).st_size, os.stat(path).st_mtime_ns) for path in found)  # noqa: PTH116
