"""One file of content as a `Document`: its record, what it refers to, its blocks, its problems.

`read_document` is a pure function of its arguments. What kind a file is, its folder and its name say.
"""

from __future__ import annotations

import posixpath
import re
import unicodedata
from collections.abc import Sequence
from functools import lru_cache
from typing import Final, Literal

from msgspec import Struct

from explainers.model import (
    Country,
    CountryText,
    Event,
    Explainer,
    ExplainerText,
    NameEntry,
    Page,
    PageText,
    Relation,
    RelationText,
    Source,
    Term,
)  # fmt: skip
from explainers.problems import Place, Problem, Severity
from explainers.publication import State
from explainers.reading.blocks import Block, Claim, Reference
from explainers.reading.data_files import entries, entry_ids, source
from explainers.reading.findings import MOST_PROBLEMS, Findings, Stretch, TooManyProblems
from explainers.reading.links import original_of
from explainers.reading.nodes import Mapping, yaml_nodes
from explainers.reading.page_files import page_record, page_text, page_values
from explainers.reading.prose import body
from explainers.reading.schema import MISSING, Fields
from explainers.reading.slugs import is_slug, nearest, slug
from explainers.reading.text import FileText, file_text

__all__ = ["Block", "Claim", "Document", "Kind", "Reference", "Translation", "kind_of", "page_of_file", "read_document"]

Kind = Literal["explainer", "country", "relation", "page", "source", "events", "glossary", "names", "unknown"]
Text = ExplainerText | CountryText | RelationText | PageText


class Translation(Struct, frozen=True, tag="translation"):
    """What a translation holds: the text, for the original with the same slug. `path` as in records."""

    slug: str
    path: str
    language: str
    text: Text


Record = Explainer | Country | Relation | Page | Source | Translation | tuple[Event | Term | NameEntry, ...]


class Document(Struct, frozen=True):
    """A file of content as it was read.

    `path`, as problems show it; `kind`; `slug`, a page's slug or a source's key (its name, for other files);
    `language`; `original`: it is no translation; `record`, or `None` if something that it needs is missing or
    wrong; `countries`, the codes that a page itself is about; `ids`, those of the body's headings, or of a
    data file's entries; `references`, `blocks` and `problems` in the order of the file; `data`, its bytes.
    """

    path: str
    kind: Kind
    slug: str
    language: str
    original: bool
    record: Record | None
    countries: tuple[str, ...]
    ids: tuple[str, ...]
    references: tuple[Reference, ...]
    blocks: tuple[Block, ...]
    problems: tuple[Problem, ...]
    data: bytes

    @property
    def is_read(self) -> bool:
        """Whether it has a record."""
        return self.record is not None

    @property
    def status(self) -> tuple[State, str]:
        """What an original says of its publication: status, and date (empty: it has none)."""
        return (self.record.status, self.record.date) if isinstance(self.record, Explainer) else ("published", "")

    @property
    def inner_path(self) -> str:
        """The path relative to the content folder, as records have it."""
        return self.path.partition("/")[2]

    def problem(
        self,
        place: Place,
        code: str,
        message: str,
        suggestion: str | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """Return a problem at a place of this file, with the line that it starts in."""
        lines = _lines(self.path, self.data)
        excerpt = lines.excerpt(place.line) if lines else ""
        return Problem(self.path, place, code, message, suggestion, severity, excerpt)


@lru_cache(maxsize=16)
def _lines(path: str, data: bytes) -> FileText | None:
    return file_text(path, data)[0]


# ---- what a file is --------------------------------------------------------------------------------------

_FOLDERS: Final[dict[str, tuple[Kind, str]]] = {
    "explainers": ("explainer", ".md"),
    "countries": ("country", ".md"),
    "relations": ("relation", ".md"),
    "pages": ("page", ".md"),
    "sources": ("source", ".yaml"),
}
_FILES: Final[dict[str, Kind]] = {"events.yaml": "events", "glossary.yaml": "glossary", "names.yaml": "names"}
_TRANSLATED: Final = ("explainer", "country", "relation", "page")
_WHERE: Final = (
    "content is explainers/, countries/, relations/ and pages/ (NAME.md), sources/ (KEY.yaml), events.yaml, "
    "glossary.yaml and names.yaml"
)
_START: Final = Place(1, 1, 1, 1)
_FRONT: Final = re.compile(r"\A---[ \t]*\n(.*?)^---[ \t]*(?:\n|\Z)", re.DOTALL | re.MULTILINE)


def kind_of(path: str) -> Kind:
    """Return the kind of a file by its path, which starts with the content folder's name.

    >>> kind_of("content/explainers/one.fr.md"), kind_of("content/notes.txt")
    ('explainer', 'unknown')
    """
    folder, _, name = path.partition("/")[2].rpartition("/")
    if not folder:
        return _FILES.get(name, "unknown")
    kind, ending = _FOLDERS.get(folder, ("unknown", ""))
    return kind if name.endswith(ending) and name != ending else "unknown"


def page_of_file(path: str, languages: Sequence[str]) -> tuple[Kind, str]:
    """Return the kind and the slug of what a file belongs to: an original and its translations have the same.

    >>> page_of_file("content/explainers/one.fr.md", ("en", "fr"))
    ('explainer', 'one')
    """
    kind = kind_of(path)
    return kind, path if kind == "unknown" else _named(path, kind, languages)[0]


def read_document(path: str, data: bytes, languages: Sequence[str]) -> Document:
    """Return a file of content as it was read.

    `path` starts with the content folder's name; `languages` are the site's, the first that of originals.
    """
    kind = kind_of(path)
    name, language, problems = _named(path, kind, languages)
    text, more = file_text(path, data) if kind != "unknown" else (None, (_misplaced(path),))
    problems += more
    if text is None:
        return Document(path, kind, name, language, True, None, (), (), (), (), problems, data)
    found = Findings(text, path.partition("/")[2], language, languages)
    found.problems += problems
    original = kind not in _TRANSLATED or language == languages[0]
    record: Record | None = None
    ids: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    try:
        if kind in _TRANSLATED:
            record, ids, countries = _page(kind, name, original, found)
        else:
            record, ids = _data(kind, name, found)
    except TooManyProblems:
        message = f"this file has more than {MOST_PROBLEMS:,} problems; these are the first that were found"
        found.problems.append(Problem(path, _START, "too-large", message))
    return Document(
        path=path,
        kind=kind,
        slug=name,
        language=language,
        original=original,
        record=record,
        countries=countries,
        ids=ids,
        references=tuple(sorted(found.references, key=_by_place)),
        blocks=tuple(sorted(found.blocks, key=_by_place)),
        problems=tuple(sorted(found.problems)),
        data=data,
    )


def _by_place(one: Block | Reference) -> Place:
    return one.place


def _named(path: str, kind: Kind, languages: Sequence[str]) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the slug and the language that a file's name says, and what is wrong with the name."""
    stem = unicodedata.normalize("NFC", posixpath.splitext(posixpath.basename(path))[0])
    name, language, message, suggestion = stem, languages[0], "", None
    if kind in _TRANSLATED and "." in stem:
        name, _, language = stem.rpartition(".")
        if language == languages[0]:
            message, suggestion = f"an original has no language in its name: {name}.md", f"{name}.md"
        elif language not in languages:
            message = f"the site has no language '{language}', only {', '.join(languages)}"
            near = nearest(language, languages[1:])
            language, suggestion = languages[0], f"{name}.{near}.md" if near else None
    if not message and kind != "unknown" and not is_slug(name):
        message = "a file's name has small letters, digits and single hyphens"
        suggestion = slug(name.replace("_", "-")).strip("-") + posixpath.splitext(path)[1]
    if not message:
        return name, language, ()
    return name, language, (Problem(path, _START, "unknown-value", message, suggestion),)


def _misplaced(path: str) -> Problem:
    folder, _, name = path.partition("/")[2].rpartition("/")
    suggestion = None
    if folder in _FOLDERS:
        ending = _FOLDERS[folder][1]
        message = f"here are only files NAME{ending}; this one is not read"
        suggestion = posixpath.splitext(name)[0] + ending
    else:
        message = f"this file is not read: {_WHERE}"
        if not folder:
            suggestion = nearest(name, _FILES)
        elif nearest(folder, _FOLDERS):
            suggestion = f"{nearest(folder, _FOLDERS)}/{name}"
    return Problem(path, _START, "unknown-value", message, suggestion)


# ---- pages -----------------------------------------------------------------------------------------------

_Page = tuple[Record | None, tuple[str, ...], tuple[str, ...]]


def _page(kind: Kind, name: str, original: bool, found: Findings) -> _Page:
    """Return the record of a page, the ids of its headings, and the countries that it is about."""
    text = found.file.text
    front = _FRONT.match(text)
    if front is None:
        _report_no_front(text, found)
        return None, (), ()
    root, problems = yaml_nodes(found.file, *front.span(1))
    found.problems += problems
    if root is None and not problems:
        root = Mapping({}, front.start(1), front.start(1))
    values = MISSING if root is None else page_values(kind, name, root, found, translation=not original)
    cited = kind in ("explainer", "country", "relation")
    start = front.end()
    if not text[start:].strip() and (kind == "explainer" or (kind == "page" and name != "home")):
        found.report("empty-value", (len(text), len(text)), "the text is missing below the front matter")
    written = body(found, Stretch(text[start:], (0,), (start,)), cited=cited)
    ids = tuple(heading.id for heading in written.headings)
    if values is MISSING:
        return None, ids, ()
    countries = _countries(kind, values)
    language_text = page_text(kind, values, written, found.language)
    if language_text is None or problems:
        return None, ids, countries
    if original:
        return page_record(kind, name, values, language_text, found), ids, countries
    return (
        Translation(name, original_of(found.path, found.languages), found.language, language_text),
        ids,
        countries,
    )


def _report_no_front(text: str, found: Findings) -> None:
    if text.startswith("---"):
        message = "the front matter that opens here is not closed: it ends with a line of three hyphens"
        found.report("yaml-syntax", (0, 3), message)
    else:
        end = len(text.partition("\n")[0])
        message = "a page starts with its front matter, between two lines of three hyphens"
        found.report("yaml-syntax", (0, end), message, "---")


def _countries(kind: Kind, values: Fields) -> tuple[str, ...]:
    if kind == "country":
        return (values.get("code"),) if values.get("code") else ()
    countries: tuple[str, ...] = values.get("between" if kind == "relation" else "countries", ())
    return countries


# ---- data files ------------------------------------------------------------------------------------------


def _data(kind: Kind, name: str, found: Findings) -> tuple[Record | None, tuple[str, ...]]:
    """Return the record of a data file, and the ids of its entries."""
    root, problems = yaml_nodes(found.file, 0, len(found.file.text))
    found.problems += problems
    if root is None and problems:
        return None, ()
    if kind == "source":
        record = source(name, root, found)
        return (None if problems else record), ()
    return entries(kind, root, found), entry_ids(root)
