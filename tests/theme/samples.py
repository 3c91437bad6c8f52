"""Values of the contract, made from data: what `examples.yaml` of a component and `pages.yaml` hold."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, get_args

import jinja2
import yaml
from jinja2 import nodes

from explainers.pages.examples import rendered as example_html
from explainers.pages.examples import value_of
from explainers.pages.templates import Theme
from explainers.pages.views import View

ROOT = Path(__file__).resolve().parents[2]
THEME = ROOT / "theme"
COMPONENTS = sorted(path for path in (THEME / "components").iterdir() if path.is_dir())
# Not a site's page: what stands around pages; what feeds take of an explainer; what shows the components.
FEED = "feed.html"
GALLERY = "gallery.html"
EXTENDED = {"base.html", "subject.html"}  # other templates fill their blocks
TEMPLATES = sorted({path.name for path in (THEME / "templates").iterdir()} - {*EXTENDED, FEED, GALLERY})
# The view of each template, as its docstring says: "``home.html``: …".
VIEWS: dict[str, type] = {
    template: view for view in get_args(View) for template in re.findall(r"\A``([^`]+)``", view.__doc__ or "")
}


@cache
def theme() -> Theme:
    """Return the theme that comes with the project."""
    return Theme(THEME)


@cache
def pages() -> dict[str, Any]:
    """Return a view for each template, and further ones for edges: ``page.html``, ``page.html, short``."""
    data = yaml.load((Path(__file__).parent / "pages.yaml").read_bytes(), yaml.CSafeLoader)["pages"]
    return {name: value_of(VIEWS[name.partition(",")[0]], view) for name, view in data.items()}


@cache
def page(name: str, language: str = "en") -> str:
    """Return a sample page, rendered with the interface of a language."""
    view, template = pages()[name], name.partition(",")[0]
    fields = {name: getattr(view, name) for name in view.__struct_fields__}
    return theme().template(template, language).render(fields, **theme().globals(template))


@cache
def examples(component: Path) -> dict[str, Any]:
    """Return what a component's ``examples.yaml`` says."""
    loaded: dict[str, Any] = yaml.load((component / "examples.yaml").read_bytes(), yaml.CSafeLoader)
    return loaded


def macros(component: Path) -> dict[str, nodes.Macro]:
    """Return a component's macros by their names, those for itself alone left out."""
    source = (component / f"{component.name}.html").read_text(encoding="utf-8")
    tree = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True).parse(source)
    return {macro.name: macro for macro in tree.find_all(nodes.Macro) if macro.name.startswith("show_")}


def rendered(component: Path, macro: str, example: dict[str, Any], language: str = "en") -> str:
    """Return the HTML of an example of a component's macro."""
    said = examples(component)["macros"][macro]
    return str(example_html(theme(), component.name, macro, said, example, language))
