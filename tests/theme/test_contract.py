"""Theme and package keep the contract of `explainers.showing.views`, both ways."""

from __future__ import annotations

import dataclasses
import typing
from collections.abc import Iterator

import jinja2
import pytest
from jinja2 import meta, nodes

from explainers.showing import views
from explainers.showing.machine_views import FeedText
from tests.theme.samples import FEED, GALLERY, TEMPLATES, THEME, VIEWS, pages, theme

GLOBALS = {"_", "ngettext", "pgettext", "npgettext", "gettext", "style", "policy", "inline_script"}
ENVIRONMENT = jinja2.Environment(extensions=["jinja2.ext.i18n"], autoescape=True)
ENVIRONMENT.filters["unbroken"] = str  # the one filter of ours


def source(name: str) -> nodes.Template:
    folder = THEME if name.startswith("components/") else THEME / "templates"
    return ENVIRONMENT.parse((folder / name).read_text(encoding="utf-8"))


def fields(kind: type) -> set[str]:
    return {field.name for field in dataclasses.fields(kind)}


def imported(name: str) -> set[str]:
    """What a template has from others: blocks see it, though the compiler of one block doesn't know."""
    names = (one for node in source(name).find_all(nodes.FromImport) for one in node.names)
    return {one if isinstance(one, str) else one[1] for one in names}


def names_read(name: str) -> set[str]:
    """Names and attributes that a template reads, those that filters are told of too."""
    tree, found = source(name), set()
    found |= {node.name for node in tree.find_all(nodes.Name) if node.ctx == "load"}
    found |= {node.attr for node in tree.find_all(nodes.Getattr)}
    for node in tree.find_all(nodes.Filter):
        found |= {part for one in node.args if isinstance(one, nodes.Const) for part in str(one.value).split(".")}
    return found


def parts_of(kind: object, seen: set[type]) -> Iterator[type]:
    """The dataclasses that a type is made of."""
    if dataclasses.is_dataclass(kind) and isinstance(kind, type):
        if kind not in seen:
            seen.add(kind)
            yield kind
            for hint in typing.get_type_hints(kind).values():
                yield from parts_of(hint, seen)
        return
    for argument in typing.get_args(kind):
        yield from parts_of(argument, seen)


def test_every_template_has_a_view_and_every_view_a_template() -> None:
    assert sorted(VIEWS) == TEMPLATES
    assert set(VIEWS.values()) == set(typing.get_args(views.View))


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_reads_nothing_but_its_view_and_the_documented_globals(template: str) -> None:
    for name in theme().closure(template):
        free = meta.find_undeclared_variables(source(name)) - imported(name)
        view = FeedText if name == FEED else VIEWS[template]
        allowed = GLOBALS | (set() if name.startswith("components/") else fields(view))
        assert free <= allowed, f"{name} reads {free - allowed}"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_shows_every_field_of_its_view(template: str) -> None:
    read = set().union(*map(names_read, theme().closure(template)))
    assert fields(VIEWS[template]) <= read


def test_the_theme_shows_every_field_of_every_part() -> None:
    read = set().union(*(names_read(name) for template in TEMPLATES for name in theme().closure(template)))
    seen: set[type] = set()
    for view in VIEWS.values():
        for part in parts_of(view, seen):
            assert fields(part) <= read, f"{part.__name__}: {fields(part) - read}"


def test_there_is_a_sample_page_for_every_template() -> None:
    assert {name.partition(",")[0] for name in pages()} == set(TEMPLATES)


def test_every_component_is_used() -> None:
    used = {name for template in (*TEMPLATES, GALLERY) for name in theme().closure(template)}
    found = {f"components/{path.name}/{path.name}.html" for path in (THEME / "components").iterdir()}
    assert found == {name for name in used if name.startswith("components/")}
