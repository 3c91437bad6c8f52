"""Cards have the colours of the theme's light pages; a colour that can't be drawn is told."""

from __future__ import annotations

import pytest

from explainers.finishing.look import Look, look_of
from explainers.pages.templates import Theme, ThemeError
from tests.building_sites import ROOT

TOKENS = "--paper: #fff; --ink: rgb(20, 23, 26); --soft: gray; --line: #C5CEC9; --closer: #0a4a8f; --apart: #8a3300;"
MIXED = "--mixed: #4a4f57"


def look(css: str) -> Look:
    """Return the look that a theme with these tokens gives."""
    return look_of(Theme(ROOT / "theme", known={"static/css/tokens.css": css}))


def test_the_look_is_that_of_the_themes_light_pages() -> None:
    assert look_of(Theme(ROOT / "theme")) == Look(
        "#ffffff", "#14171a", "#454b4f", "#c5cec9", "#0a4a8f", "#8a3300", "#4a4f57"
    )


@pytest.mark.parametrize(
    "css",
    [
        f":root {{ {TOKENS} {MIXED} }}",
        f"@layer tokens, base;\n@layer tokens {{ :root{{color-scheme:light;{TOKENS}{MIXED}}} }}",
        f":root {{ /* --ink: red; */ {TOKENS} {MIXED}; }} @media print {{ :root {{ --ink: black; }} }}",
        f"@media (forced-colors: active) {{ :root {{ --ink: CanvasText; }} }} :root {{ {TOKENS} {MIXED}; }}",
        f":root {{ --ink: red; }} a {{ --ink: blue }} :root {{ {TOKENS} {MIXED}; }}",
    ],
)
def test_colours_are_those_that_hold_everywhere_and_the_last_one_counts(css: str) -> None:
    assert look(css) == Look("#ffffff", "#14171a", "#808080", "#c5cec9", "#0a4a8f", "#8a3300", "#4a4f57")


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (f":root {{ {TOKENS} }}", "the colour --mixed is missing in :root: cards are drawn in it"),
        (
            f":root {{ {TOKENS} --mixed: oklch(40% 0.1 250); }}",
            r"--mixed is 'oklch\(40% 0.1 250\)': cards are drawn in it, so write it as #rrggbb",
        ),
        (f"@media screen {{ :root {{ {TOKENS} {MIXED} }} }}", "the colour --paper is missing"),
        ("", "the colour --paper is missing"),
    ],
)
def test_a_colour_that_can_not_be_drawn_is_told_with_its_name(css: str, message: str) -> None:
    with pytest.raises(ThemeError, match=f"static/css/tokens.css: {message}"):
        look(css)


@pytest.mark.parametrize(
    ("family", "colour"), [("closer", "closer"), ("apart", "apart"), ("mixed", "mixed"), ("none", "soft")]
)
def test_a_kind_of_tie_has_its_colour_and_none_is_grey(family: str, colour: str) -> None:
    names = Look(*(f"the {name}" for name in Look.__struct_fields__))
    assert names.of(family) == f"the {colour}"  # type: ignore[arg-type]
