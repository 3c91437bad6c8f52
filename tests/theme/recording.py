"""What templates read of their views, as it happens: by the type of each value and by the place in the theme."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from jinja2.compiler import CodeGenerator
from jinja2.runtime import BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined

from explainers.pages.macros import KeepingEnvironment
from explainers.pages.numbered import Numbered, Shown
from explainers.pages.templates import Theme, _Loader

# What belongs to templates themselves: loops, macros, other templates that were imported.
JINJAS_OWN = (BlockReference, Context, LoopContext, Macro, TemplateReference, Undefined)


@dataclass
class Reads:
    """What was read while templates were rendered.

    `fields`: each field of what is shown, as (type, name); `foreign`: what else was read of a value, as (type, name,
    template); `names`: each name outside of macros, as (template, name); `places`: each attribute that a template
    names, as (template, name).
    """

    fields: set[tuple[type, str]] = field(default_factory=set)
    foreign: set[tuple[type, str, str]] = field(default_factory=set)
    names: set[tuple[str, str]] = field(default_factory=set)
    places: set[tuple[str, str]] = field(default_factory=set)

    def read(self, value: object, name: str, template: str) -> None:
        """Note that a template has read something of a value."""
        self.places.add((template, name))
        if isinstance(value, JINJAS_OWN) or type(value).__name__ == "TemplateModule":
            return
        kind = type(value.like if isinstance(value, Numbered) else value)
        if name in getattr(kind, "__struct_fields__", ()):
            self.fields |= {(base, name) for base in kind.__mro__ if issubclass(base, Shown)}
        else:
            self.foreign.add((kind, name, template))


class _AskingGenerator(KeepingEnvironment.code_generator_class):
    """Writes code that asks the environment for each field, as Jinja has it, instead of taking it."""

    visit_Getattr = CodeGenerator.visit_Getattr  # noqa: N815 (Jinja's name)
    visit_Test = CodeGenerator.visit_Test  # noqa: N815 (Jinja's name)


class _WatchedEnvironment(KeepingEnvironment):
    """Jinja asks its environment for each attribute that a template names."""

    code_generator_class = _AskingGenerator
    reads: Reads

    def getattr(self, obj: Any, attribute: str) -> Any:
        self.reads.read(obj, attribute, _template_of(sys._getframe(1)))
        return super().getattr(obj, attribute)

    def getitem(self, obj: Any, argument: Any) -> Any:
        """Filters such as `map` ask so for attributes; templates, for items."""
        if isinstance(argument, str) and not isinstance(obj, Mapping):
            self.reads.read(obj, argument, _template_of(sys._getframe(1)))
        return super().getitem(obj, argument)


class _WatchedContext(Context):
    """Templates ask their context for each name that they use."""

    def resolve_or_missing(self, key: str) -> Any:
        assert isinstance(self.environment, _WatchedEnvironment)
        self.environment.reads.names.add((_template_of(sys._getframe(1)), key))
        return super().resolve_or_missing(key)


def _template_of(frame: FrameType | None) -> str:
    """The name of the template whose code called, through Jinja's filters where it used one."""
    while frame and "__jinja_template__" not in frame.f_globals:
        frame = frame.f_back
    return str(frame.f_globals["name"]) if frame else ""


def watched(theme: Theme, reads: Reads, languages: tuple[str, ...] = ("en", "fr")) -> Theme:
    """Return a theme with the same texts, whose templates are watched while they are rendered."""
    made = Theme(theme.folder, known=theme.texts)
    for language in languages:
        environment = made._environment(language)
        environment.__class__ = _WatchedEnvironment
        environment.keeps = False  # what is kept isn't read again
        environment.loader = _Loader(made._source, extended=True)  # which compiles with what the environment has
        environment.reads = reads  # type: ignore[attr-defined]
        environment.context_class = _WatchedContext
    return made
