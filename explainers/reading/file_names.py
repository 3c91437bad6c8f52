"""What a file of content is by its path: its kind, slug and language, and what is wrong with its name."""

from __future__ import annotations

import posixpath
import unicodedata
from collections.abc import Sequence
from functools import lru_cache

from explainers.content_kinds import BY_FILE, BY_FOLDER, KINDS, TRANSLATED, Kind, inner_path
from explainers.nearest import nearest
from explainers.problems import START, Problem
from explainers.reading.data_files import NOWHERE, OWN_ID
from explainers.reading.slugs import as_slug, is_own, is_slug

__all__ = ["kind_of", "names_of", "page_of_file"]


def kind_of(path: str) -> Kind:
    """Return the kind of a file by its path, which starts with the content folder's name.

    >>> kind_of("content/explainers/one.fr.md"), kind_of("content/notes.txt")
    ('explainer', 'unknown')
    """
    folder, _, name = inner_path(path).rpartition("/")
    if not folder:
        return BY_FILE[name].name if name in BY_FILE else "unknown"
    kind = BY_FOLDER.get(folder)
    return kind.name if kind and name.endswith(kind.ending) and name != kind.ending else "unknown"


@lru_cache(maxsize=65536)
def page_of_file(path: str, languages: tuple[str, ...]) -> tuple[Kind, str]:
    """Return the kind and the slug of what a file belongs to: an original and its translations have the same.

    >>> page_of_file("content/explainers/one.fr.md", ("en", "fr"))
    ('explainer', 'one')
    """
    kind = kind_of(path)
    if kind == "unknown":
        return kind, path
    name = path.rpartition("/")[2].removesuffix(KINDS[kind].ending)
    return kind, name if is_slug(name) else names_of(path, kind, languages)[0]  # a slug has no language in it


def names_of(path: str, kind: Kind, languages: Sequence[str]) -> tuple[str, str, tuple[Problem, ...]]:
    """Return the slug and the language that a file's name says, and what is wrong with the name."""
    stem = unicodedata.normalize("NFC", posixpath.splitext(posixpath.basename(path))[0])
    name, language, message, suggestion = stem, languages[0], "", None
    if kind in TRANSLATED and "." in stem:
        name, _, language = stem.rpartition(".")
        if language == languages[0]:
            message, suggestion = f"an original has no language in its name: {name}.md", f"{name}.md"
        elif not language.replace("-", "").isalpha():  # a version, a date: no language, but a name with a full stop
            name, language = stem, languages[0]
        elif f".{language}" == KINDS[kind].ending:
            message, suggestion = f"the ending stands twice in this name: {name}.md", f"{name}.md"
            name, language = stem, languages[0]
        elif language not in languages:
            message = (
                f"the site has no language '{language}', only {', '.join(languages)}: EXPLAINER_LANGUAGES in the "
                "settings lists them"
            )
            near = nearest(language, languages[1:]) or nearest(language.partition("-")[0], languages[1:], cutoff=1)
            suggestion = f"{name}.{near}.md" if near else None
            name, language = stem, languages[0]  # the original, if there is one, is another page
    if not message and kind != "unknown" and not is_slug(name):
        message = "a file's name has small letters, digits and single hyphens"
        ending = unicodedata.normalize("NFC", posixpath.basename(path))[len(name) :]
        suggestion = as_slug(name.replace(".", "-")) + ending
    if not message and kind == "source" and is_own(name):
        message, suggestion = OWN_ID, f"the-{name}.yaml"
    if not message and kind == "source" and name == NOWHERE:
        message, suggestion = f"'{NOWHERE}' stands for no source: take another name", f"the-{name}.yaml"
    if not message:
        return name, language, ()
    return name, language, (Problem(path, START, "unknown-value", message, suggestion),)
