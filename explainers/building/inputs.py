"""From a content folder to what the site knows: scan, read, join, check."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import msgspec
from msgspec import Struct

from explainers.failures import CommandError
from explainers.model import Corpus, PictureFile, Source
from explainers.problems import Problem, Unchecked, has_errors
from explainers.reading.documents import Document
from explainers.reading.scan import Listed

__all__ = ["CannotCheck", "Checking", "Reading", "read_site"]


class CannotCheck(CommandError, ValueError):
    """There is nothing to compare with, no such folder or commit: a plain sentence for the person who named it."""


class Checking(Struct, frozen=True):
    """How to check: `day`, the day to check for, an ISO date; `source_text`, a folder with the sources' texts
    (``KEY.txt``); `against`, a commit of git that was last published; `by_date`: a page with a later date waits for
    its day.
    """

    day: str
    source_text: Path | None = None
    against: str | None = None
    by_date: bool = False


class Reading(Struct, frozen=True):
    """What was read: the corpus, the files, all problems in the order of files and lines, and what could not be
    checked.
    """

    corpus: Corpus
    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]
    unchecked: tuple[Unchecked, ...] = ()

    @property
    def files(self) -> int:
        """How many files were read."""
        return len(self.documents)

    @property
    def failed(self) -> bool:
        """Whether anything forbids to publish."""
        return has_errors(self.problems)


def read_site(content: Path, languages: Sequence[str], checking: Checking | None = None) -> Reading:
    """Read a content folder, and check it if it is said how.

    Raises `OSError` where the folder or a file can't be read, `CannotCheck` where there is nothing to compare with.
    """
    from explainers.reading.corpus import corpus, no_country
    from explainers.reading.documents import read_document
    from explainers.reading.scan import content_bytes, scan

    listing = scan(content)
    documents = tuple(read_document(file.path, content_bytes(file.location), languages) for file in listing.files)
    others = {file.path.partition("/")[2]: file for file in listing.others}
    when = (checking.day, checking.by_date) if checking else None
    joined, across = corpus(documents, others, when)
    pictures, unreadable = _pictures(documents, others)
    joined = msgspec.structs.replace(joined, pictures=pictures)
    own = [problem for document in documents for problem in document.problems]
    empty = no_country(listing.root, {document.kind for document in documents})
    problems = [*listing.problems, *own, *across, *unreadable, *empty]
    unchecked: tuple[Unchecked, ...] = ()
    if checking is not None:
        found, unchecked = _checked(content, joined, documents, languages, checking)
        problems += found
    return Reading(joined, documents, tuple(sorted(problems)), unchecked)


def _pictures(
    documents: Iterable[Document], files: Mapping[str, Listed]
) -> tuple[Mapping[str, PictureFile], list[Problem]]:
    """Return the pictures that documents show, by path, and the problems of those that can't be shown."""
    from explainers.reading.pictures import picture_of_file

    references = [reference for document in documents for reference in document.references]
    shown = {reference.target for reference in references if reference.kind == "image"}
    pictures: dict[str, PictureFile] = {}
    problems: list[Problem] = []
    for path in sorted(shown & files.keys()):
        made = picture_of_file(path, files[path])
        if isinstance(made, Problem):
            problems.append(made)
        else:
            pictures[path] = made
    return pictures, problems


def _checked(
    content: Path, corpus: Corpus, documents: Sequence[Document], languages: Sequence[str], checking: Checking
) -> tuple[tuple[Problem, ...], tuple[Unchecked, ...]]:
    from explainers.building.published import published_documents
    from explainers.checks.run import checked
    from explainers.checks.site import CheckedSite

    texts, missing = _texts(corpus.sources.values(), checking.source_text)
    published = published_documents(content, checking.against, documents, languages) if checking.against else None
    site = CheckedSite(corpus, documents, languages, checking.day, texts, by_date=checking.by_date, published=published)
    problems, unchecked = checked(site)
    return problems, (*unchecked, *missing)


def _texts(sources: Iterable[Source], folder: Path | None) -> tuple[Mapping[str, Sequence[str]], tuple[Unchecked, ...]]:
    """Return the paragraphs of the sources' texts that are in a folder, and which are not."""
    from explainers.checks.evidence import paragraphs_of

    if folder is None:
        return {}, ()
    if not folder.is_dir():
        raise CannotCheck(f"there is no folder '{folder}' with the sources' texts")
    texts: dict[str, Sequence[str]] = {}
    missing: list[Unchecked] = []
    for source in sources:
        file = folder / f"{source.key}.txt"
        if not file.is_file():
            missing.append(
                Unchecked(f"the text of '{source.key}'", f"there is no {source.key}.txt in the folder of texts")
            )
            continue
        try:
            texts[source.key] = paragraphs_of(file.read_text(encoding="utf-8-sig"))
        except UnicodeDecodeError as error:
            raise CannotCheck(f"'{file}' is not in UTF-8") from error
    return texts, tuple(missing)
