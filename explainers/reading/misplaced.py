"""Files that are not read where they stand, or by the name that they have, and where they may be meant to be."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping, Sequence
from typing import Final

from explainers.content_kinds import BY_FILE, BY_FOLDER, CONTENT_KINDS, KINDS, Kind, file_of_kind, inner_path
from explainers.nearest import nearest
from explainers.problems import START, Problem
from explainers.reading.data_files import SOURCE_KEYS
from explainers.reading.page_files import PAGE_KEYS, TEXT_KEYS
from explainers.reading.schema import Key
from explainers.reading.slugs import as_slug

__all__ = ["meant_file", "misplaced", "moved", "unnamed_translation"]

_OF_TEXTS: Final = frozenset((".markdown", ".md", ".mdown", ".mdx", ".mkd", ".txt", ".yaml", ".yml"))
_LANGUAGE: Final = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{2})?")
_BEHIND: Final = re.compile(rf"(.+)[-_]({_LANGUAGE.pattern})")
_KEY: Final = re.compile(rb"^([a-z_]+):", re.MULTILINE)
_HEAD: Final = 4096  # bytes: keys stand at the head of a file
_FEWEST: Final = 2  # keys: one alone may be there by accident
_IN_WORDS: Final[Mapping[Kind, str]] = {
    "explainer": "an explainer", "country": "a country", "relation": "a relation", "page": "a page",
    "source": "a source",
}  # fmt: skip


def meant_file(path: str) -> str | None:
    """Return the path, below the content folder, that a file is meant to have if its ending is another one, its letters
    are none that names have, or its folder is a slip; `None` where nobody can tell, or it is no text.

    >>> meant_file("content/explainers/One.fr.md.txt"), meant_file("content/event.yml")
    ('explainers/one.fr.md', 'events.yaml')
    """
    folder, _, name = inner_path(path).rpartition("/")
    stem = _stem(name)
    if stem is None:
        return None
    if not folder:
        return nearest(f"{stem}.yaml", BY_FILE, cutoff=0.85)
    first = folder.partition("/")[0]
    place = first if first in BY_FOLDER else nearest(first, BY_FOLDER)
    return _named(stem, BY_FOLDER[place].name) if place else None


def _stem(name: str) -> str | None:
    """Return a file's name without its endings; `None` where they are none of texts."""
    stem = name
    while posixpath.splitext(stem)[1].lower() in _OF_TEXTS:
        stem = posixpath.splitext(stem)[0]
    return stem if stem != name or "." not in name else None


def _named(stem: str, kind: Kind) -> str:
    base, dot, language = stem.rpartition(".")
    if dot and KINDS[kind].translated and _LANGUAGE.fullmatch(language):
        return file_of_kind(kind, f"{as_slug(base.replace('.', '-'))}.{language.lower()}")
    return file_of_kind(kind, as_slug(stem.replace(".", "-")))


def misplaced(path: str, data: bytes) -> Problem:
    """Return the problem of a file that stands where none is read."""
    folder, _, name = inner_path(path).rpartition("/")
    meant = meant_file(path)
    if folder in BY_FOLDER:
        message = f"here are only files NAME{BY_FOLDER[folder].ending}; this one is not read"
        message += ": rename it" if meant else ""
        return Problem(path, START, "unknown-value", message, posixpath.basename(meant) if meant else None)
    stem, kind = _stem(name), _kind_by_keys({key.decode() for key in _KEY.findall(data[:_HEAD])}, _ALL_KEYS)
    if meant is None and stem and kind:
        return Problem(path, START, "unknown-value", _belongs(kind), _named(stem, kind))
    where = "its name or its folder is another one" if meant else f"content is {_places()}"
    return Problem(path, START, "unknown-value", f"this file is not read: {where}", meant)


def moved(path: str, kind: Kind, keys: Collection[str], *, translation: bool) -> tuple[str, str] | None:
    """Return, as a message and a suggestion, that a page stands among those of another kind: it has the keys of that
    one. `path` is below the content folder.
    """
    known = TEXT_KEYS if translation else PAGE_KEYS
    if known[kind].keys() >= set(keys):
        return None
    other = _kind_by_keys(keys, known)
    if other is None or other == kind or _unknown(keys, known[kind]) <= _unknown(keys, known[other]):
        return None
    return _belongs(other), f"{KINDS[other].place}/{posixpath.basename(path)}"


def unnamed_translation(
    path: str, kind: Kind, keys: Collection[str], languages: Sequence[str]
) -> tuple[str, str | None] | None:
    """Return, as a message and a suggestion, that what has the name of an original is a translation: it has the keys of
    one alone, and says what it was translated from.

    >>> unnamed_translation("pages/one-fr.md", "page", ("title", "translated_from"), ("en", "fr"))[1]
    'one.fr.md'
    """
    if "translated_from" not in keys or _unknown(keys, TEXT_KEYS[kind]) or len(languages) == 1:
        return None
    behind = _BEHIND.fullmatch(posixpath.splitext(posixpath.basename(path))[0])
    language = next((one for one in languages[1:] if behind and behind[2].lower() == one.lower()), None)
    name = file_of_kind(kind, f"NAME.{languages[1]}").rpartition("/")[2]
    message = f"this is a translation, and its language belongs into its name, {name}: rename it"
    meant = posixpath.basename(file_of_kind(kind, f"{behind[1]}.{language}")) if behind and language else None
    return f"{message}; of an original take translated_from out", meant


def _kind_by_keys(keys: Collection[str], known: Mapping[str, Mapping[str, Key]]) -> Kind | None:
    """Return the kind of which something has all keys that are needed, and the fewest that are unknown."""
    fitting: list[tuple[int, Kind]] = []
    for kind in CONTENT_KINDS:
        of_kind = known.get(kind.name, {})
        needed = {name for name, key in of_kind.items() if key.required}
        if needed and needed <= set(keys) and len(set(keys) & set(of_kind)) >= _FEWEST:
            fitting.append((_unknown(keys, of_kind), kind.name))
    return min(fitting, key=lambda one: one[0])[1] if fitting else None


def _unknown(keys: Collection[str], known: Collection[str]) -> int:
    return len(set(keys) - set(known))


_ALL_KEYS: Final[Mapping[str, Mapping[str, Key]]] = {**PAGE_KEYS, "source": SOURCE_KEYS}


def _belongs(kind: Kind) -> str:
    return f"this is {_IN_WORDS[kind]}, and is read in {KINDS[kind].place}/ alone: move it there"


def _places() -> str:
    """Return where content stands, in words.

    >>> _places().partition(", sources/")[0]
    'explainers/, countries/, relations/ and pages/ (NAME.md)'
    """
    *prose, last = (f"{kind.place}/" for kind in CONTENT_KINDS if kind.translated)
    data = (f"{kind.place}/ (KEY{kind.ending})" for kind in CONTENT_KINDS if kind.ending and not kind.translated)
    *files, end = BY_FILE
    pages = f"{', '.join(prose)} and {last} (NAME.md)"
    return f"{', '.join((pages, *data, *files))} and {end}"
