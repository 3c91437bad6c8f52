"""A content folder as it was found, by what its files belong to: what a reading of it begins with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from msgspec import Struct

from explainers.build.content import Key
from explainers.content_kinds import inner_path
from explainers.problems import Problem
from explainers.reading.file_names import page_of_file
from explainers.reading.scan import ContentFile, ContentFiles

__all__ = ["Folder", "folder_of"]


class Folder(Struct, frozen=True):
    """What is in a content folder: `root`, its name; `pages`, the files of each page and data file, by path; `others`,
    what else can be linked to, by its path in the folder; `problems`, what may not be there. `saved`: the only pages
    and data files whose files may differ from those of the last build; `None` where nobody knows.
    """

    root: str
    pages: Mapping[Key, Sequence[ContentFile]]
    others: Mapping[str, ContentFile]
    problems: tuple[Problem, ...] = ()
    saved: frozenset[Key] | None = None

    def file(self, path: str, languages: Sequence[str]) -> ContentFile:
        """Return a file of content by its path, as problems show it. Raises `LookupError`."""
        files = self.pages[page_of_file(path, tuple(languages))]
        return files[[file.path for file in files].index(path)]


def folder_of(listing: ContentFiles, languages: Sequence[str]) -> Folder:
    """Return a folder as it was listed; `languages` are the site's."""
    pages: dict[Key, list[ContentFile]] = {}
    languages = tuple(languages)
    for file in listing.files:
        pages.setdefault(page_of_file(file.path, languages), []).append(file)
    others = {inner_path(file.path): file for file in listing.others}
    return Folder(listing.root, pages, others, listing.problems)
