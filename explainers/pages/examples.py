"""Examples of a theme's components: what their ``examples.yaml`` say, as values of the contract, rendered.

The gallery shows them, and tests render them all. Data becomes the types of the contract (`explainers.pages.views`
and its parts) strictly: a name or a shape that a type lacks is an error.
"""

from __future__ import annotations

import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml
from markupsafe import Markup

from explainers.pages import data_views, index_parts, view_parts, views
from explainers.pages.numbered import Listed, Numbered, Shown
from explainers.pages.templates import Theme, ThemeError

__all__ = ["Component", "Example", "ExampleError", "Option", "Part", "components", "rendered", "type_named", "value_of"]

_CONTRACT: Final = (data_views, index_parts, view_parts, views)
_NAMES: Final = {name: value for module in _CONTRACT for name, value in vars(module).items()}


class ExampleError(ThemeError):
    """An example is not of the types that its component takes."""


@dataclass(frozen=True, slots=True)
class Option:
    """What a macro takes: the option's name, its type as written, whether it must be given, what it means."""

    name: str
    type: str
    required: bool
    meaning: str


@dataclass(frozen=True, slots=True)
class Example:
    """An example as HTML; hidden ones are for edges."""

    name: str
    html: Markup
    hidden: bool


@dataclass(frozen=True, slots=True)
class Part:
    """A macro of a component; an empty name is for what Markdown makes, which only has a style."""

    name: str
    options: tuple[Option, ...]
    examples: tuple[Example, ...]


@dataclass(frozen=True, slots=True)
class Component:
    """A component of a theme: its name, what it is for, its macros with their examples."""

    name: str
    about: str
    parts: tuple[Part, ...]


def components(theme: Theme, language: str) -> tuple[Component, ...]:
    """Return all components of a theme in the order of their names, with the interface texts of a language.

    Raises `ExampleError` where an example is wrong, `OSError` and `yaml.YAMLError` where a file can't be read.
    """
    folders = sorted(path for path in (theme.folder / "components").iterdir() if path.is_dir())
    return tuple(_component(theme, folder, language) for folder in folders)


def _component(theme: Theme, folder: Path, language: str) -> Component:
    said = yaml.safe_load((folder / "examples.yaml").read_text(encoding="utf-8"))
    plain = tuple(Example(one["name"], Markup(one["html"]), False) for one in said.get("examples", ()))  # noqa: S704
    parts = [Part("", (), plain)] if plain else []
    for name, macro in said.get("macros", {}).items():
        options = tuple(Option(option, **meaning) for option, meaning in macro["options"].items())
        shown = tuple(
            Example(one["name"], rendered(theme, folder.name, name, macro, one, language), one.get("hidden", False))
            for one in macro["examples"]
        )
        parts.append(Part(name, options, shown))
    return Component(folder.name, said["about"].strip(), tuple(parts))


def rendered(
    theme: Theme, component: str, name: str, macro: Mapping[str, Any], example: Mapping[str, Any], language: str
) -> Markup:
    """Return an example of a component's macro as HTML; `macro` and `example` are as ``examples.yaml`` has them."""
    try:
        options = {
            option: value_of(type_named(macro["options"][option]["type"]), data)
            for option, data in example["options"].items()
        }
    except (ExampleError, KeyError) as wrong:
        raise ExampleError(f"{component}: {name}: {example['name']}: {wrong}") from wrong
    if "caller" in example:
        options["caller"] = lambda: Markup(example["caller"])  # noqa: S704 (our own file)
    file = f"components/{component}/{component}.html"
    with theme.errors_told(file):
        module = theme.template(file, language).module
        return Markup(getattr(module, name)(**options))  # noqa: S704 (a template's own output)


# ---- data as values of the contract ----------------------------------------------------------------------


def type_named(annotation: str) -> Any:
    """Return the type that an annotation of the contract names.

    >>> type_named("tuple[str, ...]")
    tuple[str, ...]
    """

    def named() -> None: ...

    named.__annotations__ = {"it": annotation}
    return typing.get_type_hints(named, _NAMES)["it"]


def value_of(kind: Any, data: Any) -> Any:
    """Return data (mappings, lists, texts) as a value of a type of the contract; raises `ExampleError`.

    >>> value_of(view_parts.Link, {"text": "Map", "href": "map/"}).href
    'map/'
    """
    kind = _part(kind)
    origin = typing.get_origin(kind)
    if origin is tuple:
        return _tuple_of(typing.get_args(kind), data)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), data)
    if origin is typing.Literal:
        return _fitting(data, data in typing.get_args(kind), kind)
    if _is_shown(kind):
        _fitting(data, isinstance(data, dict) and set(data) <= _fields(kind), kind)
        hints = typing.get_type_hints(kind)
        try:
            return kind(**{name: value_of(hints[name], one) for name, one in data.items()})
        except TypeError as wrong:
            raise ExampleError(str(wrong)) from wrong
    _fitting(data, isinstance(data, str if kind is Markup else kind), kind)
    return Markup(data) if kind is Markup else data  # noqa: S704 (our own file)


def _fitting(data: Any, fits: bool, kind: Any) -> Any:
    if not fits:
        raise ExampleError(f"{data!r} isn't a {getattr(kind, '__name__', kind)}")
    return data


def _tuple_of(kinds: tuple[Any, ...], data: Any) -> tuple[Any, ...]:
    repeated = kinds[1:] == (...,)
    _fitting(data, isinstance(data, list | tuple) and (repeated or len(kinds) == len(data)), f"tuple of {kinds}")
    return tuple(value_of(kinds[0] if repeated else kinds[place], one) for place, one in enumerate(data))


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    for kind in kinds:
        if _suits(kind, data):
            return None if data is None else value_of(kind, data)
    raise ExampleError(f"{data!r} is none of {kinds}")


def _suits(kind: Any, data: Any) -> bool:
    kind = _part(kind)
    if _is_shown(kind):
        return isinstance(data, dict) and set(data) <= _fields(kind)
    return isinstance(data, str) if kind is Markup else isinstance(kind, type) and isinstance(data, kind)


def _part(kind: Any) -> Any:
    """Return the part, or the tuple, that something with numbers apart is the same as for templates."""
    origin, kinds = typing.get_origin(kind), typing.get_args(kind)
    if origin is Listed:
        return types.GenericAlias(tuple, (kinds[0], ...))
    return kinds[0] if origin is Numbered else kind


def _is_shown(kind: Any) -> bool:
    return isinstance(kind, type) and issubclass(kind, Shown)


def _fields(kind: type[Shown]) -> set[str]:
    return set(kind.__struct_fields__)
