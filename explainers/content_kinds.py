"""The kinds of content: one record each, from which reading, checks, the build and links follow.

Nothing is imported here but Python's own modules. What is in a file of each kind stands in
`explainers.reading.page_files` and `explainers.reading.data_files`.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, NamedTuple

__all__ = [
    "BY_FILE", "BY_FOLDER", "CONTENT_KINDS", "KINDS", "TRANSLATED", "ContentKind", "Kind", "file_of_kind", "inner_path",
    "kinds_with",
]  # fmt: skip

Kind = Literal["explainer", "country", "relation", "page", "source", "events", "glossary", "names", "unknown"]


class ContentKind(NamedTuple):
    """A kind of content.

    `place`: the folder of its files, or the name of its one file; `ending`: that of the files in the folder (empty:
    it is one file). `records`: the field of `explainers.model.Corpus` that has its records. `page`: the kind of page
    that its files make, or are shown on (empty: none).

    `translated`: its files are pages of prose, each an original that has translations in files of their own;
    `by_language`: its files have the texts of all languages. `needs_text`: nothing can be empty below the front
    matter. `cited`: its statements need citations. `drafts`: a file can be a draft. `about_world`: it says of the world
    what readers rely on, so it is looked at for dates and for what is not sealed; `changes_noticed`: readers are told
    when that changes. `ground`: the checks of all other files stand on it. `fetched`: pages ask for single records
    of it, rather than for all.
    """

    name: Kind
    place: str
    ending: str
    records: str
    page: str = ""
    translated: bool = False
    by_language: bool = False
    needs_text: bool = False
    cited: bool = False
    drafts: bool = False
    about_world: bool = False
    changes_noticed: bool = False
    ground: bool = False
    fetched: bool = False


CONTENT_KINDS: Final = (
    ContentKind(
        "explainer", "explainers", ".md", "explainers", page="explainer", translated=True, needs_text=True, cited=True,
        drafts=True, about_world=True, changes_noticed=True, fetched=True,
    ),
    ContentKind(
        "country", "countries", ".md", "countries", page="country", translated=True, cited=True, drafts=True,
        about_world=True, ground=True,
    ),
    ContentKind(
        "relation", "relations", ".md", "relations", page="relation", translated=True, cited=True, drafts=True,
        about_world=True, changes_noticed=True,
    ),
    ContentKind(
        "page", "pages", ".md", "pages", page="page", translated=True, needs_text=True, drafts=True, fetched=True
    ),
    ContentKind("source", "sources", ".yaml", "sources", by_language=True, drafts=True, ground=True, fetched=True),
    ContentKind(
        "events", "events.yaml", "", "events", page="timeline", by_language=True, about_world=True,
        changes_noticed=True, ground=True,
    ),
    ContentKind("glossary", "glossary.yaml", "", "terms", page="glossary", by_language=True),
    ContentKind("names", "names.yaml", "", "names", ground=True),
)  # fmt: skip
"""All kinds of content; files that are none of them are ``unknown``."""

KINDS: Final = {kind.name: kind for kind in CONTENT_KINDS}
"""The kinds of content by name."""

BY_FOLDER: Final = {kind.place: kind for kind in CONTENT_KINDS if kind.ending}
"""The kinds of content that have many files, by their folders."""

BY_FILE: Final = {kind.place: kind for kind in CONTENT_KINDS if not kind.ending}
"""The kinds of content that have one file, by its name."""


def kinds_with(has: Callable[[ContentKind], bool]) -> frozenset[Kind]:
    """Return the names of the kinds of which something holds.

    >>> sorted(kinds_with(lambda kind: kind.translated))
    ['country', 'explainer', 'page', 'relation']
    """
    return frozenset(kind.name for kind in CONTENT_KINDS if has(kind))


TRANSLATED: Final = kinds_with(lambda kind: kind.translated)
"""The kinds that are pages of their own, in each language."""


def file_of_kind(name: Kind, slug: str = "") -> str:
    """Return the path, below the content folder, of a file of a kind; `slug` where the kind has many.

    >>> file_of_kind("source", "afp"), file_of_kind("events")
    ('sources/afp.yaml', 'events.yaml')
    """
    kind = KINDS[name]
    return f"{kind.place}/{slug}{kind.ending}" if kind.ending else kind.place


def inner_path(path: str) -> str:
    """Return the path of a file below the content folder, as records have it, by its path as problems show it.

    >>> inner_path("content/sources/afp.yaml")
    'sources/afp.yaml'
    """
    return path.partition("/")[2]
