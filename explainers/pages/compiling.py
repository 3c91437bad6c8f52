"""Templates as Jinja compiles them: once in a process, and once on a machine (`explainers.kept_code`)."""

from __future__ import annotations

import marshal
from collections.abc import Callable, Hashable
from functools import cache, lru_cache, partial
from pathlib import Path
from types import CodeType
from typing import Any, Final, NamedTuple

import jinja2
from jinja2 import BaseLoader, Environment, StrictUndefined, meta, nodes, pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from explainers.digest import digest
from explainers.kept_code import keep, kept
from explainers.pages import macros, template_code
from explainers.pages.macros import KeepingEnvironment, Said
from explainers.pages.prose_html import words_html
from explainers.pages.words import translations
from explainers.reading.typography import unbroken

__all__ = ["compiled", "new_environment", "references"]


def _unbroken(page: str, _: Context, text: str, language: str = "") -> Markup:
    """Return a heading in a language, or in that of the page, where no line ends where none should."""
    return Markup("").join(map(words_html, unbroken(text, language or page)))


class _NumberedOnce(Said):
    """A gettext that makes a text with nothing, or nothing but a number, in it once: *Receipt 12* stands on many
    pages.
    """

    def __init__(self, gettext: Any) -> None:
        self._gettext: Callable[..., str] = gettext
        self._kept: dict[Hashable, str] = {}

    def said(self, context: Context, *options: Any, **named: Any) -> str:
        """Return a text in the environment's language."""
        number = named.get("number") if len(named) == 1 else None
        counts = len(options) == 3 and type(options[2]) is int  # one, many, how many
        if not (counts or len(options) == 1) or (type(number) is not int and named):
            return self._gettext(context, *options, **named)
        name = *options, number
        if (found := self._kept.get(name)) is None:
            found = self._kept[name] = self._gettext(context, *options, **named)
        return found

    def of_one(self, context: Context, option: Any) -> str:
        """Return a text without values."""
        if (found := self._kept.get(option)) is None:
            found = self._kept[option] = self._gettext(context, option)
        return found


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
    made.globals["_"] = made.globals["gettext"] = _NumberedOnce(made.globals["gettext"])
    made.globals["ngettext"] = _NumberedOnce(made.globals["ngettext"])
    # With a context, Jinja doesn't apply the filter to constants when it compiles.
    made.filters["unbroken"] = pass_context(partial(_unbroken, language))
    return made


class _Compiled(NamedTuple):
    """A compiled template, and the names of the templates that it names (`None` among them: see `references`)."""

    references: frozenset[str | None]
    code: CodeType


_KIND: Final = "templates"
_MOST_HELD: Final = 512
_MOST_WAITING: Final = 128
_HELD: Final[dict[tuple[str, str], _Compiled]] = {}  # in this process, by name and source
_WAITING: Final[dict[tuple[str, str], nodes.Template]] = {}  # parsed, and not compiled yet


@lru_cache(maxsize=512)
def references(name: str, source: str, file: str) -> frozenset[str | None]:
    """Return the names of the templates that a template names; `None` among them for a name that only a run of the
    template would tell. Raises `jinja2.TemplateError`.
    """
    held = _held(name, source)
    if held:
        return held.references
    if len(_WAITING) >= _MOST_WAITING:
        _WAITING.clear()
    tree = _WAITING[name, source] = _parser().parse(source, name, file)
    return frozenset(meta.find_referenced_templates(tree))


@lru_cache(maxsize=512)
def compiled(name: str, source: str, file: str) -> CodeType:
    """Return the code of a template, for all languages and all builds of a process. Raises `jinja2.TemplateError`."""
    held = _held(name, source)
    if held is None:
        names = references(name, source, file)
        tree = _WAITING.pop((name, source), None) or _parser().parse(source, name, file)
        held = _hold(name, source, _Compiled(names, _parser().compile(tree, name, file)))
        keep(_KIND, (_ground(), name, source), marshal.dumps(tuple(held)))
    return _of_file(held.code, file)


@cache
def _parser() -> Environment:
    return new_environment("en")


def _held(name: str, source: str) -> _Compiled | None:
    """Return a template that this process or this machine has compiled; `None` where neither has."""
    if (held := _HELD.get((name, source))) is not None:
        return held
    found = kept(_KIND, (_ground(), name, source))
    # It is our own byte code, as Python loads it.
    return None if found is None else _hold(name, source, _Compiled(*marshal.loads(found)))  # noqa: S302


def _hold(name: str, source: str, template: _Compiled) -> _Compiled:
    if len(_HELD) >= _MOST_HELD:
        _HELD.clear()
    _HELD[name, source] = template
    return template


@cache
def _ground() -> str:
    """Return a digest of what all compiling depends on: Jinja, and how this package uses it."""
    return digest(
        (jinja2.__version__, *(Path(file).read_bytes() for file in (__file__, macros.__file__, template_code.__file__)))
    )


def _of_file(code: CodeType, file: str) -> CodeType:
    """Return code, and that of all functions in it, as it would be of a file: tracebacks tell it."""
    parts = tuple(_of_file(one, file) if isinstance(one, CodeType) else one for one in code.co_consts)
    return code.replace(co_filename=file, co_consts=parts)
