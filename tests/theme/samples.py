"""Values of the contract, made from data: what `examples.yaml` of a component and `pages.yaml` hold."""

from __future__ import annotations

import dataclasses
import types
import typing
from functools import cache
from pathlib import Path
from typing import Any

import jinja2
import yaml
from jinja2 import nodes
from markupsafe import Markup

from explainers.showing import machine_views, views
from explainers.showing.templates import Theme

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
COMPONENTS = sorted(path for path in (THEME / "components").iterdir() if path.is_dir())
# Not a page: what stands around pages; what feeds take of an explainer.
FEED = "feed.html"
TEMPLATES = sorted({path.name for path in (THEME / "templates").iterdir()} - {"base.html", FEED})
VIEWS: dict[str, type] = {
    "404.html": views.NotFoundView,
    "atom.xml": machine_views.FeedView,
    "corrections.html": views.CorrectionsView,
    "country.html": views.CountryView,
    "explainer.html": views.ExplainerView,
    "glossary.html": views.GlossaryView,
    "home.html": views.HomeView,
    "interactive.html": views.InteractiveView,
    "map.html": views.MapView,
    "method.html": views.MethodView,
    "page.html": views.PageView,
    "relation.html": views.RelationView,
    "robots.txt": views.RobotsView,
    "search.html": views.SearchView,
    "sitemap.xml": views.SitemapView,
    "sources.html": views.SourcesView,
    "timeline.html": views.TimelineView,
}


def type_named(annotation: str) -> Any:
    """Return the type that an annotation of the contract names."""

    def named() -> None: ...

    named.__annotations__ = {"it": annotation}
    return typing.get_type_hints(named, {**vars(views), "Markup": Markup})["it"]


def value_of(kind: Any, data: Any) -> Any:
    """Return data as a value of a type of the contract; a name or a shape that the type lacks is an error."""
    origin = typing.get_origin(kind)
    if origin is tuple:
        kinds = typing.get_args(kind)
        repeated = kinds[1:] == (...,)
        assert repeated or len(kinds) == len(data), f"{kind}: {data}"
        return tuple(value_of(kinds[0] if repeated else kinds[place], one) for place, one in enumerate(data))
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), data)
    if origin is typing.Literal:
        assert data in typing.get_args(kind), f"{data}: not one of {typing.get_args(kind)}"
        return data
    if dataclasses.is_dataclass(kind):
        hints = typing.get_type_hints(kind)
        return kind(**{name: value_of(hints[name], one) for name, one in data.items()})  # type: ignore[operator]
    assert isinstance(data, str if kind is Markup else kind), f"{data!r} is no {kind}"
    return Markup(data) if kind is Markup else data


def _one_of(kinds: tuple[Any, ...], data: Any) -> Any:
    if data is None:
        assert type(None) in kinds
        return None
    for kind in kinds:
        fields = {field.name for field in dataclasses.fields(kind)} if dataclasses.is_dataclass(kind) else None
        if fields is None and kind is Markup and isinstance(data, str):
            return Markup(data)
        if fields is not None and isinstance(data, dict) and set(data) <= fields:
            return value_of(kind, data)
    raise AssertionError(f"{data!r} is none of {kinds}")


@cache
def theme() -> Theme:
    """Return the theme that comes with the project."""
    return Theme(THEME)


@cache
def pages() -> dict[str, Any]:
    """Return a view for each template, and further ones for edges: ``page.html``, ``page.html, short``."""
    data = yaml.safe_load((Path(__file__).parent / "pages.yaml").read_text(encoding="utf-8"))["pages"]
    return {name: value_of(VIEWS[name.partition(",")[0]], view) for name, view in data.items()}


@cache
def page(name: str, language: str = "en") -> str:
    """Return a sample page, rendered with the interface of a language."""
    view, template = pages()[name], name.partition(",")[0]
    fields = {field.name: getattr(view, field.name) for field in dataclasses.fields(view)}
    return theme().template(template, language).render(fields, **theme().globals(template))


@cache
def examples(component: Path) -> dict[str, Any]:
    """Return what a component's ``examples.yaml`` says."""
    loaded: dict[str, Any] = yaml.safe_load((component / "examples.yaml").read_text(encoding="utf-8"))
    return loaded


def macros(component: Path) -> dict[str, nodes.Macro]:
    """Return a component's macros by their names, those for itself alone left out."""
    source = (component / f"{component.name}.html").read_text(encoding="utf-8")
    tree = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    return {macro.name: macro for macro in tree.find_all(nodes.Macro) if macro.name.startswith("show_")}


def rendered(component: Path, macro: str, example: dict[str, Any], language: str = "en") -> str:
    """Return the HTML of an example of a component's macro."""
    said = examples(component)["macros"][macro]["options"]
    options = {name: value_of(type_named(said[name]["type"]), one) for name, one in example["options"].items()}
    module = theme().template(f"components/{component.name}/{component.name}.html", language).module
    if "caller" in example:
        options["caller"] = lambda: Markup(example["caller"])
    return str(getattr(module, macro)(**options))
