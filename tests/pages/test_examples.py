"""Examples of components are data that becomes values of the contract, strictly."""

from __future__ import annotations

from pathlib import Path

import pytest
from markupsafe import Markup

from explainers.pages import view_parts
from explainers.pages.examples import ExampleError, Option, components, rendered, type_named, value_of
from explainers.pages.templates import Theme

WAY = """
about: |
  Leads somewhere.
macros:
  way:
    options:
      where: {type: Link, required: true, meaning: Where it leads.}
    examples:
      - {name: a map, options: {where: {text: <Map>, href: map/}}}
      - {name: an edge, hidden: true, options: {where: {text: "", href: ""}}}
"""
FILES = {
    "way/examples.yaml": WAY,
    "way/way.html": '{% macro way(where) %}<a href="{{ where.href }}">{{ where.text }}</a>{% endmacro %}',
    "rule/examples.yaml": "about: A rule.\nexamples: [{name: a rule, html: <hr>}]\n",
}


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    """A theme with a component that has a macro, and one that has a style alone."""
    for name, text in FILES.items():
        path = tmp_path / "components" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return Theme(tmp_path)


def test_components_stand_in_the_order_of_their_names_with_what_their_examples_show(theme: Theme) -> None:
    rule, way = components(theme, "en")
    assert (rule.name, rule.about, way.name, way.about) == ("rule", "A rule.", "way", "Leads somewhere.")
    (plain,), (macro,) = rule.parts, way.parts
    assert (plain.name, plain.options, [one.html for one in plain.examples]) == ("", (), ["<hr>"])
    assert macro.options == (Option("where", "Link", True, "Where it leads."),)
    assert [(one.name, one.html, one.hidden) for one in macro.examples] == [
        ("a map", '<a href="map/">&lt;Map&gt;</a>', False),
        ("an edge", '<a href=""></a>', True),
    ]


@pytest.mark.parametrize(
    ("options", "said"),
    [({"there": {}}, "there"), ({"where": {"text": "Map"}}, "href"), ({"where": "map/"}, "isn't a Link")],
)
def test_a_wrong_example_is_told_with_its_component_its_macro_and_its_name(
    theme: Theme, options: dict[str, object], said: str
) -> None:
    macro = {"options": {"where": {"type": "Link"}}}
    with pytest.raises(ExampleError, match=rf"^way: way: odd: .*{said}"):
        rendered(theme, "way", "way", macro, {"name": "odd", "options": options}, "en")


def test_what_a_macro_is_called_with_is_markup(theme: Theme) -> None:
    macro = "{% macro box() %}<div>{{ caller() }}</div>{% endmacro %}"
    (theme.folder / "components/way/way.html").write_text(macro, encoding="utf-8")
    shown = rendered(theme, "way", "box", {"options": {}}, {"name": "x", "options": {}, "caller": "<p>a</p>"}, "en")
    assert shown == Markup("<div><p>a</p></div>")


@pytest.mark.parametrize(
    ("annotation", "data", "said"),
    [
        ("Link", {"text": "Map", "herf": "map/"}, "isn't a Link"),
        ("Link", {"href": "map/"}, "text"),
        ("Link", "map/", "isn't a Link"),
        ("bool", "yes", "isn't a bool"),
        ("Family", "nearer", "isn't a"),
        ("CountryPair | None", 3, "is none of"),
        ("tuple[Link, Link]", [], "isn't a tuple"),
    ],
)
def test_an_example_of_the_wrong_type_is_an_error(annotation: str, data: object, said: str) -> None:
    with pytest.raises(ExampleError, match=said):
        value_of(type_named(annotation), data)


def test_data_becomes_the_type_that_suits_it() -> None:
    text = value_of(type_named("Text"), ["It fell.", {"badges": [], "marks": []}, {"passed": True}])
    assert [type(part).__name__ for part in text] == ["Markup", "Marks", "Checked"]
    assert value_of(type_named("CountryPair | None"), None) is None
    assert isinstance(value_of(view_parts.Link, {"text": "Map", "href": "map/"}), view_parts.Link)
