"""Templates as Jinja compiles them: once in a process, and once on a machine.

What was compiled is kept beside the byte code that Python keeps of this module, where Python writes any
(`sys.dont_write_bytecode`, `sys.pycache_prefix`): whoever can write there can change this package anyway. Its name is
a digest of all that compiling depends on, so that nothing kept is ever asked whether it is still right.
"""

from __future__ import annotations

import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from functools import cache, lru_cache, partial
from importlib.util import MAGIC_NUMBER, cache_from_source
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, meta, nodes, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from explainers.digest import digest, digest_of_bytes
from explainers.pages import macros
from explainers.pages.macros import KeepingEnvironment
from explainers.pages.prose_html import words_html
from explainers.pages.words import translations
from explainers.reading.typography import unbroken

__all__ = ["compiled", "new_environment", "references"]


def _unbroken(page: str, _: Context, text: str, language: str = "") -> Markup:
    """Return a heading in a language, or in that of the page, where no line ends where none should."""
    return Markup("").join(map(words_html, unbroken(text, language or page)))


def _numbered_once(gettext: Any) -> Callable[..., str]:
    """Return a gettext that makes a text with nothing, or nothing but a number, in it once: *Receipt 12* stands on many
    pages.
    """
    kept: dict[tuple[str, object], str] = {}

    @pass_context
    def say(context: Context, text: str, **values: object) -> str:
        number = values.get("number") if len(values) == 1 else None
        if type(number) is not int and values:
            said: str = gettext(context, text, **values)
            return said
        if (found := kept.get((text, number))) is None:
            found = kept[text, number] = gettext(context, text, **values)
        return found

    return say


def new_environment(language: str, loader: BaseLoader | None = None, own: str = "") -> KeepingEnvironment:
    """Return Jinja's environment for pages of a language. Compiled code must not depend on the language."""
    made = KeepingEnvironment(
        loader=loader,
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
        cache_size=-1,
    )
    made.install_gettext_translations(translations(language, own), newstyle=True)  # type: ignore[attr-defined]
    # Jinja's own "_" looks gettext up at each call.
    made.globals["_"] = made.globals["gettext"] = _numbered_once(made.globals["gettext"])
    # With a context, Jinja doesn't apply the filter to constants when it compiles.
    made.filters["unbroken"] = pass_context(partial(_unbroken, language))
    return made


class _Kept(NamedTuple):
    """A compiled template, and the names of the templates that it names (`None` among them: see `references`)."""

    references: frozenset[str | None]
    code: CodeType


_MOST: Final = 512  # templates that are kept, in a process and on a machine
_MOST_WAITING: Final = 128
_KEPT: Final[dict[tuple[str, str], _Kept]] = {}  # in this process, by name and source
_WAITING: Final[dict[tuple[str, str], nodes.Template]] = {}  # parsed, and not compiled yet


@lru_cache(maxsize=512)
def references(name: str, source: str, file: str) -> frozenset[str | None]:
    """Return the names of the templates that a template names; `None` among them for a name that only a run of the
    template would tell. Raises `jinja2.TemplateError`.
    """
    kept = _kept(name, source)
    if kept:
        return kept.references
    if len(_WAITING) >= _MOST_WAITING:
        _WAITING.clear()
    tree = _WAITING[name, source] = _parser().parse(source, name, file)
    return frozenset(meta.find_referenced_templates(tree))


@lru_cache(maxsize=512)
def compiled(name: str, source: str, file: str) -> CodeType:
    """Return the code of a template, for all languages and all builds of a process. Raises `jinja2.TemplateError`."""
    kept = _kept(name, source)
    if kept is None:
        names = references(name, source, file)
        tree = _WAITING.pop((name, source), None) or _parser().parse(source, name, file)
        kept = _Kept(names, _parser().compile(tree, name, file))
        _hold(name, source, kept)
        _write(name, source, kept)
    return _of_file(kept.code, file)


@cache
def _parser() -> Environment:
    return new_environment("en")


# ---- on this machine -------------------------------------------------------------------------------------


def _kept(name: str, source: str) -> _Kept | None:
    """Return a template that this process or this machine keeps; `None` where neither does."""
    if (name, source) not in _KEPT:
        found = _read(name, source)
        if found is None:
            return None
        _hold(name, source, found)
    return _KEPT[name, source]


def _hold(name: str, source: str, template: _Kept) -> None:
    if len(_KEPT) >= _MOST:
        _KEPT.clear()
    _KEPT[name, source] = template


def _read(name: str, source: str) -> _Kept | None:
    try:
        data = _file_of(name, source).read_bytes()
    except (OSError, NotImplementedError):
        return None
    check, marshalled = data[:_CHECK], data[_CHECK:]
    if check != _check(marshalled):  # its disk was full, or it went off while this was written
        return None
    return _Kept(*marshal.loads(marshalled))  # noqa: S302 (our own byte code, as Python loads it)


def _write(name: str, source: str, template: _Kept) -> None:
    """Keep a template on this machine, if that can be: where it can't, it is compiled again next time."""
    if sys.dont_write_bytecode:
        return
    marshalled = marshal.dumps(tuple(template))
    with suppress(OSError, NotImplementedError):
        file = _file_of(name, source)
        file.parent.mkdir(parents=True, exist_ok=True)
        there = list(file.parent.iterdir())
        for one in there if len(there) >= _MOST else ():
            one.unlink(missing_ok=True)
        new = file.with_suffix(f".{os.getpid()}")
        new.write_bytes(_check(marshalled) + marshalled)
        new.replace(file)


def _check(marshalled: bytes) -> bytes:
    return digest_of_bytes(marshalled).encode()


_CHECK: Final = len(_check(b""))


def _file_of(name: str, source: str) -> Path:
    """Return where a template is kept. Raises `NotImplementedError` where Python has no place for byte code, and
    `OSError`.
    """
    beside = Path(cache_from_source(__file__))
    return beside.parent / f"templates.{sys.implementation.cache_tag}" / f"{digest((_ground(), name, source))}.bin"


@cache
def _ground() -> tuple[object, ...]:
    """Return what all compiling depends on: Python, Jinja, and how this package uses it."""
    own = tuple(Path(file).read_bytes() for file in (__file__, macros.__file__))
    return MAGIC_NUMBER, sys.flags.optimize, jinja2.__version__, own


def _of_file(code: CodeType, file: str) -> CodeType:
    """Return code, and that of all functions in it, as it would be of a file: tracebacks tell it."""
    parts = tuple(_of_file(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=parts)
