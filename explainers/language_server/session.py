"""What a language server does, without its protocol: which files are open, what is wrong in the site, what is asked.

Used by one thread at a time: what reads Markdown is shared by a whole process.
"""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.build.live_site import LiveReading, LiveSite
from explainers.editing.fixes import Edit, edit_of, is_certain, new_path_of
from explainers.language_server.desk import Desk
from explainers.pipeline import Pipeline
from explainers.positions import Encoding
from explainers.problems import Problem
from explainers.urls import Urls

__all__ = ["Fix", "Session"]

_FRESH: Final = 1_000_000_000  # ns for which what was seen of the disk counts, where nobody tells of changes


class Fix(Struct, frozen=True):
    """What mends a problem of a file: the edit, and whether it is certain."""

    problem: Problem
    edit: Edit
    is_certain: bool


class Session:
    """The site that `make` returns, with the texts that files have in an editor. `now` is the time in nanoseconds.
    `unsaved` has these texts, by path as problems show it.

    Raises `CommandError` where the site can't be opened, here and in `reopen`.
    """

    def __init__(self, make: Callable[[], Pipeline], now: Callable[[], int]) -> None:
        self._make, self._now = make, now
        self.unsaved: dict[str, str] = {}
        self.encoding: Encoding = "utf-16"
        self._reading: LiveReading | None = None
        self._read_with: Mapping[str, str] = {}
        self._looked = 0
        self.reopen()

    def reopen(self) -> None:
        """Open the site again, by the settings as they are now."""
        self._pipeline = self._make()
        self._live = LiveSite(self._pipeline.folders.content, self._pipeline.wanted)
        self._live.begin_with(self._pipeline.folders.store, self._pipeline.stored_as)
        self._reading, self._looked = None, 0

    # ---- files -------------------------------------------------------------------------------------------

    @property
    def folder(self) -> Path:
        """The content folder."""
        return self._pipeline.folders.content

    def is_setting(self, location: Path) -> bool:
        """Whether a file is one of the site's settings, or a catalogue of its interface texts."""
        folders = self._pipeline.folders
        return folders.is_setting(location, folders.root)

    def path_of(self, location: str) -> str | None:
        """Return the path of a file as problems show it; `None` for one outside of the content folder."""
        for seen in (os.path.abspath, os.path.realpath):
            inside = Path(seen(location))
            for folder in (self.folder, self.folder.resolve()):
                if inside.is_relative_to(folder) and inside != folder:
                    inner = inside.relative_to(folder).as_posix()
                    return unicodedata.normalize("NFC", f"{self.folder.name}/{inner}")
        return None

    def look(self) -> None:
        """Look at the disk again before the next reading: something was saved, came or went."""
        self._looked = 0

    @property
    def is_read(self) -> bool:
        """Whether what was read last is what the editor has."""
        return self._reading is not None and self._read_with == self.unsaved and self._looked > 0

    # ---- reading -----------------------------------------------------------------------------------------

    def read(self) -> LiveReading:
        """Read and check the site as the editor has it. Raises `OSError`."""
        texts = dict(self.unsaved)
        now = self._now()
        if now - self._looked > _FRESH:
            self._live.look(now)
            self._looked = now
        unsaved = {path: text.encode("utf-8", "surrogatepass") for path, text in texts.items()}
        self._reading, self._read_with = self._live.read(unsaved), texts
        return self._reading

    def problems(self) -> Mapping[str, tuple[Problem, ...]]:
        """Return what is wrong in the site as the editor has it, by path. Raises `OSError`."""
        found: dict[str, list[Problem]] = {}
        for problem in (self._reading if self.is_read and self._reading else self.read()).content.problems:
            found.setdefault(problem.path, []).append(problem)
        return {path: tuple(problems) for path, problems in found.items()}

    def digests(self) -> Mapping[str, str]:
        """Return the digests of files as they were read last, by path."""
        bundles = self._reading.content.bundles.values() if self._reading else ()
        return {file.path: file.digest for bundle in bundles for file in bundle.files}

    def desk(self) -> Desk:
        """Return what lies before the person who writes: the site as it was read last, and the texts as they are now.
        Raises `OSError`.
        """
        reading = self._reading or self.read()
        return Desk(reading, self.folder, self._pipeline.site.languages, dict(self.unsaved), self.encoding)

    @property
    def urls(self) -> Urls:
        """The site's addresses."""
        return self._pipeline.site.urls

    def fixes(self, path: str, start: int, end: int) -> tuple[Fix, ...]:
        """Return what mends the problems of a file that touch a stretch of its text. Raises `OSError`."""
        problems = self.problems().get(path, ())
        lines = self.desk().lines(path)
        found = []
        for problem in problems:
            first, last = lines.span(problem.place)
            edit = edit_of(problem, lines) if first <= end and start <= last else None
            if edit:
                found.append(Fix(problem, edit, is_certain(problem, lines)))
        return tuple(found)

    def new_names(self, path: str) -> tuple[tuple[Problem, str], ...]:
        """Return the problems of a file that another name mends, each with the path that it would have; none where
        something lies there already. Raises `OSError`.
        """
        named = ((problem, new_path_of(problem)) for problem in self.problems().get(path, ()))
        return tuple((one, new) for one, new in named if new and not (self.folder.parent / new).exists())
