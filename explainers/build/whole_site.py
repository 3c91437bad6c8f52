"""A content folder read as a whole, with nothing kept: for the commands that look at a site and build nothing. What
builds have kept saves `check` the reading of what is as it was.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from explainers.build.analysis import Ground
from explainers.build.bundles import KeptContent
from explainers.build.clock import Clock
from explainers.build.content import Kept, Wanted
from explainers.build.folder import folder_of
from explainers.build.git_history import CannotCheck, published_files
from explainers.build.incremental import analysed_here, with_kept
from explainers.build.reader import ContentReader
from explainers.checks.evidence import paragraphs_of
from explainers.checks.site import CheckedSite
from explainers.folders import text_file
from explainers.model import Corpus, Source
from explainers.problems import Problem, Unchecked
from explainers.reading.documents import Document
from explainers.reading.scan import scan
from explainers.reading.source_texts import UnfitText, source_text

__all__ = ["CannotCheck", "Checked", "Reading", "Sought", "checked_site", "read_site"]


class Sought(Struct, frozen=True):
    """What else to compare a site with: `source_text`, a folder with the sources' texts (``KEY.txt``); `against`, a
    commit of git that was last published.
    """

    source_text: Path | None = None
    against: str | None = None


class Checked(Struct, frozen=True):
    """What is wrong in a content folder: all problems in order, what could not be checked, and the paths of files that
    are no content.
    """

    problems: tuple[Problem, ...]
    unchecked: tuple[Unchecked, ...]
    strays: tuple[str, ...]


class Reading:
    """A content folder as it was read: all problems in order, what could not be checked, the corpus, the `site` that
    the checks asked, the paths of files that are no content (`strays`), and each file as a document.
    """

    def __init__(self, folder: Path, wanted: Wanted, sought: Sought) -> None:
        listing = scan(folder)
        self._folder, self._sought, self._wanted = folder, sought, wanted
        self._paths = [file.path for file in listing.files]
        self.strays = listing.strays
        self._missing: tuple[Unchecked, ...] = ()
        kept = Kept({}, KeptContent(), _nothing)
        self._reader = ContentReader(
            folder_of(listing, wanted.languages), wanted, kept, Clock(0), analysed_here, self._prepared
        )
        content = self._reader.content()
        self.corpus: Corpus = content.corpus
        self.problems: tuple[Problem, ...] = content.problems
        self.unchecked = (*content.unchecked, *self._missing)

    @cached_property
    def documents(self) -> tuple[Document, ...]:
        """The files, in the order of their paths."""
        return tuple(self._reader.document(path) for path in self._paths)

    def _prepared(self, ground: Ground) -> CheckedSite:
        texts, self._missing = _texts(ground.sources, self._sought.source_text)
        against, languages = self._sought.against, self._wanted.languages
        load = self._reader.document
        published = published_files(self._folder, against, self._paths, load, languages) if against else None
        self.site = ground.site(texts, published)
        return self.site


def _nothing(key: tuple[str, str]) -> bytes:
    raise LookupError(key)


def read_site(folder: Path, wanted: Wanted, sought: Sought = Sought()) -> Reading:  # noqa: B008 - it is frozen
    """Read and check a content folder.

    Raises `OSError` where the folder or a file can't be read, `CannotCheck` where there is nothing to compare with.
    """
    return Reading(folder, wanted, sought)


def checked_site(folder: Path, wanted: Wanted, sought: Sought, store: Path, site: str) -> Checked:
    """Check a content folder; `store` is the file that builds keep what they know in, and `site` what it calls this
    one. Nothing is written. Raises as `read_site` does.
    """

    def checked(kept: Kept) -> Checked:
        listing = scan(folder)
        found = folder_of(listing, wanted.languages)
        content = ContentReader(found, wanted, kept, Clock(0), analysed_here).content()
        return Checked(content.problems, content.unchecked, listing.strays)

    if sought == Sought() and (known := with_kept(store, site, wanted, checked)):
        return known
    reading = read_site(folder, wanted, sought)
    return Checked(reading.problems, reading.unchecked, reading.strays)


def _texts(sources: Iterable[Source], folder: Path | None) -> tuple[Mapping[str, Sequence[str]], tuple[Unchecked, ...]]:
    """Return the paragraphs of the sources' texts that are in a folder, and which are not."""
    if folder is None:
        return {}, ()
    if not folder.is_dir():
        raise CannotCheck(f"there is no folder '{folder}' with the sources' texts")
    texts: dict[str, Sequence[str]] = {}
    missing: list[Unchecked] = []
    for source in sources:
        file = folder / text_file(source.key)
        if not file.is_file():
            missing.append(Unchecked(f"the text of '{source.key}'", f"there is no {file.name} in the folder of texts"))
            continue
        try:
            texts[source.key] = paragraphs_of(source_text(file.read_bytes()))
        except UnfitText as unfit:
            raise CannotCheck(f"'{file}' {unfit}") from unfit
    return texts, tuple(missing)
