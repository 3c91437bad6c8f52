"""One file of content as a `Document`: its record, what it refers to, its blocks, its problems.

`read_document` is a pure function of its arguments. What kind a file is, its folder and its name say.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Final

from msgspec import Struct

from explainers.content_kinds import KINDS, TRANSLATED, Kind, inner_path
from explainers.model import Country, Event, Explainer, NameEntry, Page, Relation, Source, Term
from explainers.problems import START, Place, Problem, Severity
from explainers.publication import STATES, State
from explainers.reading.blocks import Block, Claim, Reference
from explainers.reading.data_files import entries, entry_ids, source
from explainers.reading.file_names import kind_of, names_of
from explainers.reading.findings import MOST_PROBLEMS, Findings, Stretch, TooManyProblems
from explainers.reading.front_matter import front_matter, yaml_span
from explainers.reading.invisible import without_invisible
from explainers.reading.links import original_of
from explainers.reading.merge_marks import merge_conflict
from explainers.reading.misplaced import misplaced, moved, unnamed_translation
from explainers.reading.nodes import Mapping, Node, text_under, yaml_nodes
from explainers.reading.page_files import Text, page_record, page_text, page_values
from explainers.reading.prose import body
from explainers.reading.schema import MISSING, Fields
from explainers.reading.text import FileText, file_text

__all__ = [
    "UNREAD", "Block", "Claim", "Document", "Outline", "Reference", "Translation", "Yaml", "read_document", "yaml_of",
]  # fmt: skip


class Translation(Struct, frozen=True, tag="translation"):
    """What a translation holds: the text, for the original with the same slug. `path` as in records."""

    slug: str
    path: str
    language: str
    text: Text


Record = Explainer | Country | Relation | Page | Source | Translation | tuple[Event | Term | NameEntry, ...]


class Outline(Struct, frozen=True, order=True, array_like=True, gc=False):
    """What other files need to know of a file; fields as in `Document`. `is_read`: it has a record; `paragraphs`: how
    many a sealed source has (-1: it isn't sealed, or no source).
    """

    path: str
    kind: Kind
    slug: str
    language: str
    original: bool
    is_read: bool
    status: State
    date: str
    countries: tuple[str, ...]
    ids: tuple[str, ...]
    paragraphs: int = -1

    @property
    def inner_path(self) -> str:
        """The path relative to the content folder, as records have it."""
        return inner_path(self.path)


class Document(Struct, frozen=True):
    """A file of content as it was read.

    `path`, as problems show it; `kind`; `slug`, a page's slug or a source's key (its name, for other files);
    `language`; `original`: it isn't a translation; `record`, or `None` if something that it needs is missing or
    wrong; `countries`, the codes that a page itself is about; `ids`, those of the body's headings, or of a
    data file's entries; `references`, `blocks` and `problems` in the order of the file; `data`, its bytes;
    `status` and `date` (empty: it has none), what it says itself of its publication.
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
    status: State = "published"
    date: str = ""

    @property
    def outline(self) -> Outline:
        """What other files need to know of it."""
        sealed = self.record.sealed if isinstance(self.record, Source) else None
        said = {name: getattr(self, name) for name in _SAID}
        return Outline(**said, is_read=self.record is not None, paragraphs=sealed.count if sealed else -1)

    @property
    def inner_path(self) -> str:
        """The path relative to the content folder, as records have it."""
        return inner_path(self.path)

    @property
    def unread(self) -> list[Place]:
        """Where something begins that isn't read as it looks, mostly nowhere: what stands behind it may mean something
        else.
        """
        return [one.place for one in self.problems if one.code in UNREAD]

    def has_unread_citation(self, block: Block) -> bool:
        """Whether a block has a citation that can't be read: nobody knows what it cites."""
        return any(one.code == "bad-citation" and block.place.holds(one.place) for one in self.problems)

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


UNREAD: Final = frozenset(("raw-html", "unread-markdown"))
"""The codes of what isn't read as it looks."""

_SAID: Final = tuple(name for name in Outline.__struct_fields__ if name in Document.__struct_fields__)


@lru_cache(maxsize=16)
def _lines(path: str, data: bytes) -> FileText | None:
    return file_text(path, data)[0]


# ---- what a file is --------------------------------------------------------------------------------------

_DRAFT: Final = re.compile(r"^status:[ \t]*draft\b", re.MULTILINE | re.IGNORECASE)
_SECOND: Final = re.compile(r"\s*^(---[ \t]*\n(?:[a-z_]+:.*\n)+---)[ \t]*$", re.MULTILINE)


def read_document(path: str, data: bytes, languages: Sequence[str]) -> Document:
    """Return a file of content as it was read.

    `path` starts with the content folder's name; `languages` are the site's, the first that of originals.
    """
    kind = kind_of(path)
    name, language, problems = names_of(path, kind, languages)
    text, more = file_text(path, data) if kind != "unknown" else (None, (misplaced(path, data),))
    problems += more
    if text is None:
        return Document(path, kind, name, language, True, None, (), (), (), (), problems, data)
    text, invisible = without_invisible(text, whole=kind not in TRANSLATED)
    found = Findings(text, inner_path(path), language, languages)
    found.problems += (*problems, *invisible)
    original = kind not in TRANSLATED or language == languages[0]
    conflict = merge_conflict(text)
    if conflict:
        status = _status_line(text.text)
        return Document(path, kind, name, language, original, None, (), (), (), (), (*problems, conflict), data, status)
    read = _Read()
    try:
        read = _page(kind, name, original, found) if kind in TRANSLATED else _data(kind, name, found)
    except TooManyProblems:
        message = f"this file has more than {MOST_PROBLEMS:,} problems; these are the first that were found"
        found.problems.append(Problem(path, START, "too-large", message))
    return Document(
        path=path,
        kind=kind,
        slug=name,
        language=language,
        original=original,
        record=read.record,
        countries=read.countries,
        ids=read.ids,
        references=tuple(sorted(found.references, key=_by_place)),
        blocks=tuple(sorted(found.blocks, key=_by_place)),
        problems=tuple(sorted(_causes(found) if invisible else found.problems)),
        data=data,
        status=read.status or _status_line(text.text),
        date=read.date,
    )


def _status_line(text: str) -> State:
    """Return what a line says of the status of a file whose keys can't be read: it may be half done."""
    return "draft" if _DRAFT.search(text) else "published"


def _causes(found: Findings) -> Iterator[Problem]:
    """Yield the problems of a file without what may come of invisible characters in its YAML."""
    front = front_matter(found.file.text)
    last = found.file.line_column(front.end)[0] if front else len(found.file.text)
    for problem in found.problems:
        if problem.place.line > last or problem.code == "control-character":
            yield problem


_by_place: Final = operator.attrgetter("place")


# ---- pages -----------------------------------------------------------------------------------------------


class _Read(Struct, frozen=True):
    """What of a file could be read (see `Document`); without a `status`, its keys couldn't."""

    record: Record | None = None
    ids: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    status: State | None = None
    date: str = ""


def _page(kind: Kind, name: str, original: bool, found: Findings) -> _Read:
    """Return what can be read of a page."""
    text = found.file.text
    front = front_matter(text)
    if front is None or front.body is None:
        _report_no_front(text, found)
        return _Read()
    root, problems = yaml_nodes(found.file, front.start, front.end)
    found.problems += problems
    if root is None and not problems:
        root = Mapping({}, front.start, front.start)
    if isinstance(root, Mapping) and (belongs := moved(found.path, kind, root.pairs, translation=not original)):
        found.report("unknown-value", (0, 0), *belongs)
        return _Read()
    if isinstance(root, Mapping) and original and _is_unnamed_translation(kind, root.pairs, found):
        return _Read()
    start = front.body
    if second := _SECOND.match(text, start):
        start = second.end()
        message = "a second front matter stands here: put what it says into the first one, and take it out"
        found.report("yaml-syntax", second.span(1), message)
    values = MISSING if root is None else page_values(kind, name, root, found, translation=not original)
    if not text[start:].strip() and KINDS[kind].needs_text and (kind, name) != ("page", "home"):
        found.report("empty-value", (len(text), len(text)), "the text is missing below the front matter")
    written = body(found, Stretch(text[start:], (0,), (start,)), cited=KINDS[kind].cited)
    ids = tuple(heading.id for heading in written.headings)
    if values is MISSING:
        return _Read(None, ids)
    language_text = page_text(kind, values, written, found.language)
    record: Record | None
    if language_text is None or problems:
        record = None
    elif original:
        record = page_record(kind, name, values, language_text, found)
    else:
        record = Translation(name, original_of(found.path, found.languages), found.language, language_text)
    return _Read(record, ids, _countries(kind, values), _status(values), values.get("date") or "")


def _is_unnamed_translation(kind: Kind, keys: Collection[str], found: Findings) -> bool:
    """Whether a file with the name of an original is a translation, which is told unless its name is told already."""
    told = unnamed_translation(found.path, kind, keys, found.languages)
    if told and not any(one.code == "unknown-value" for one in found.problems):
        found.report("unknown-value", (0, 0), *told)
    return told is not None


def _status(values: Fields) -> State | None:
    """Return what a file says of its publication; nothing where that can't be read. A relation that isn't a draft says
    under the same key how its countries stand.
    """
    if "status" not in values.nodes:
        return "published"
    value = values.get("status")
    if value is None:
        return None
    return value if value in STATES else "published"


def _report_no_front(text: str, found: Findings) -> None:
    first = text.partition("\n")[0]
    if first.startswith("----") and not first.strip(" \t-"):
        found.report("yaml-syntax", (0, len(first)), "front matter opens and ends with three hyphens", "---")
    elif text.startswith("---"):
        message = "the front matter that opens here is not closed: it ends with a line of three hyphens"
        found.report("yaml-syntax", (0, 3), message)
    elif text.lstrip().startswith("---"):
        message = "front matter starts in the first line: take out what is empty above it"
        found.report("yaml-syntax", (0, len(first)), message)
    else:
        message = "a page starts with its front matter, between two lines of three hyphens"
        found.report("yaml-syntax", (0, len(first)), message, "---")


def _countries(kind: Kind, values: Fields) -> tuple[str, ...]:
    if kind == "country":
        return (values.get("code"),) if values.get("code") else ()
    countries: tuple[str, ...] = values.get("between" if kind == "relation" else "countries", ())
    return countries


# ---- data files ------------------------------------------------------------------------------------------


def _data(kind: Kind, name: str, found: Findings) -> _Read:
    """Return what can be read of a data file; `ids` are those of its entries."""
    root, problems = yaml_nodes(found.file, 0, len(found.file.text))
    found.problems += problems
    if root is None and problems:
        return _Read()
    if KINDS[kind].drafts:
        given = text_under(root, "status")
        status: State = "draft" if given and given.value == "draft" else "published"
        return _Read(None if problems else source(name, root, found), status=status)
    return _Read(entries(kind, root, found), entry_ids(root), status="published")


# ---- places ----------------------------------------------------------------------------------------------


class Yaml(Struct, frozen=True):
    """The YAML of a file: the text of the whole file, which tells places, and the root."""

    file: FileText
    root: Node


def yaml_of(path: str, data: bytes) -> Yaml | None:
    """Return the YAML of a file of content, its front matter or all of it; `None` where there is none that can be read.
    `path` is as problems show it.
    """
    file, _ = file_text(path, data)
    span = yaml_span(kind_of(path), file.text) if file else None
    root = yaml_nodes(file, *span)[0] if file and span else None
    return Yaml(file, root) if file and root else None
