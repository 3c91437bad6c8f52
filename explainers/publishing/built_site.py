"""A site as it was built: its folder, the record beside it, and what is really in there."""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.ownership import TARGET_MARK
from explainers.problems import Problem
from explainers.publishing.errors import PublishError
from explainers.publishing.headers import HEADERS_FILE, HeaderRule, header_rules
from explainers.publishing.manifest import (
    BuildRecord,
    NotReadable,
    Scanned,
    list_digest,
    record_of,
    release_id,
)
from explainers.publishing.scan import scan

__all__ = ["BuiltSite", "built_site", "record_path"]


class BuiltSite(Struct, frozen=True):
    """A built site: `files` is what was found, `record` what the build said, `problems` of the finding."""

    root: Path
    record: BuildRecord
    files: dict[str, Scanned]
    problems: tuple[Problem, ...] = ()

    def read(self, path: str) -> bytes:
        """Return a file's bytes."""
        with open(f"{self.root}/{path}", "rb") as file:  # noqa: PTH123 - a path object for each takes as long as to read
            return file.read()

    @property
    def id(self) -> str:
        """The id of the release that these files make."""
        return release_id(list_digest(self.files))

    @property
    def rules(self) -> tuple[HeaderRule, ...]:
        """The rules for headers that it brings."""
        return header_rules(self.read(HEADERS_FILE).decode("utf-8", "replace")) if HEADERS_FILE in self.files else ()

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of its pages, sorted."""
        return tuple(path for path in self.files if path.endswith(".html"))


def record_path(folder: Path) -> Path:
    """Return where the build record of a folder stands: beside it, so that it is never published.

    >>> record_path(Path("output")).as_posix()
    'output.build.json'
    """
    return folder.with_name(f"{folder.name}.build.json")


def built_site(folder: Path, said: str = "run 'python3 publish.py build' first") -> BuiltSite:
    """Read a built site; raises `PublishError` (usage) where there is none, which `said` ends with what to do, and
    `OSError` from the disk.
    """
    if not folder.is_dir():
        raise PublishError(ExitCode.USAGE, f"there is no built site in '{folder.name}': {said}")
    try:
        record = record_of(record_path(folder).read_bytes())
    except FileNotFoundError as error:
        raise PublishError(ExitCode.USAGE, f"{_lacks_record(folder)}, or {said}") from error
    except NotReadable as error:
        raise PublishError(ExitCode.USAGE, f"'{record_path(folder).name}' can't be used, {error}: {said}") from error
    found = scan(folder)
    return BuiltSite(folder, record, found.files, found.problems)


def _lacks_record(folder: Path) -> str:
    """Return what a folder without a build record needs: it moves with its folder, under the same name."""
    if (folder / TARGET_MARK).is_file():
        return f"'{folder.name}' is a target, not a folder that was built: name the one that was"
    lacks = f"'{record_path(folder).name}', which says what it was built from, is missing beside '{folder.name}'"
    digest = list_digest(scan(folder).files)
    for path in sorted(folder.parent.glob(record_path(Path("*")).name)):
        with suppress(NotReadable, OSError):
            if record_of(path.read_bytes()).digest == digest:
                return f"{lacks}. '{path.name}' is the record of these very files: rename it to that"
    return f"{lacks}: bring it from where the folder was built, under this name"
