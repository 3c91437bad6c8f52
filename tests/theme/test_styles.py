"""Style contexts: readable for everybody, in layers, for every direction of writing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import product
from pathlib import Path
from typing import Any

import pytest
import tinycss2
from rcssmin import cssmin

from tests.theme.samples import THEME

SHEETS = sorted(THEME.rglob("*.css"))
TOKENS = THEME / "static/css/tokens.css"
LAYERS = "@layer tokens, base, layout, parts;"
# A map is drawn with width and height as SVG has them, in a sheet of its own.
OURS = [path for path in SHEETS if path.name != "drawn-map.css"]
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right|top|bottom)\b.*|left|right|top|bottom"
    r"|(?:min-|max-)?(?:width|height)|(?:scroll-)?(?:margin|padding)-(?:left|right|top|bottom)"
    r"|overflow-[xy]|border-(?:top|bottom)-(?:left|right)-radius"
)
# Classes of HTML that Markdown makes.
FROM_MARKDOWN = {"ours", "quotation", "whole"}


def name(path: Path) -> str:
    return str(path.relative_to(THEME))


def rules(nodes: list[Any]) -> Iterator[Any]:
    """Every rule of a sheet with a selector, those inside of layers and media queries too."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.content is not None and node.at_keyword not in ("page", "font-face"):
            yield from rules(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


@cache
def context(path: Path) -> list[Any]:
    return tinycss2.parse_stylesheet(path.read_text(encoding="utf-8"), skip_comments=True, skip_whitespace=True)


@cache
def declarations(path: Path) -> tuple[tuple[str, str, bool], ...]:
    """Name, value and importance of each declaration."""
    found = []
    for rule in rules(context(path)):
        for one in tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True):
            assert one.type == "declaration", f"{name(path)}: {one}"
            found.append((one.lower_name, tinycss2.serialize(one.value).strip(), one.important))
    return tuple(found)


def palette(*, dark: bool) -> dict[str, str]:
    """The colours of the light or the dark theme."""
    text = TOKENS.read_text(encoding="utf-8")
    light = dict(re.findall(r"--(\w+): (#\w+)", text.partition("@media")[0]))
    night = re.search(r"@media screen and \(prefers-color-scheme: dark\) {(.*?)\n  }", text, re.DOTALL)
    assert night
    return light | dict(re.findall(r"--(\w+): (#\w+)", night[1])) if dark else light


def luminance(colour: str) -> float:
    """Relative luminance of a colour, https://www.w3.org/TR/WCAG22/#dfn-relative-luminance."""
    digits = colour[1:] if len(colour) == 7 else "".join(sign * 2 for sign in colour[1:])
    shares = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, from 1 to 21, https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio."""
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


PAIRS = [
    *product(("ink", "soft", "accent", "closer", "apart", "mixed"), ("paper", "ground")),
    ("ink", "tint"),
    ("accent", "tint"),
]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "behind"), PAIRS)
def test_text_has_a_contrast_of_seven_to_one(text: str, behind: str, dark: bool) -> None:
    colours = palette(dark=dark)
    assert contrast(colours[text], colours[behind]) >= 7


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#fff", "#000000") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("status", ["closer", "apart", "mixed"])
def test_lines_stand_out_from_land(status: str, dark: bool) -> None:
    colours = palette(dark=dark)
    assert contrast(colours[status], colours["land"]) >= 5


def test_the_layers_are_declared_in_one_line_that_comes_first() -> None:
    text = re.sub(r"/\*.*?\*/", "", TOKENS.read_text(encoding="utf-8"), flags=re.DOTALL).strip()
    assert text.startswith(LAYERS)


@pytest.mark.parametrize("path", OURS, ids=name)
def test_every_rule_stands_in_a_layer(path: Path) -> None:
    layers = [node for node in context(path) if node.type != "at-rule" or node.at_keyword != "layer"]
    assert not layers
    expected = "parts" if path.parent.parent.name == "components" else path.stem
    named = [tinycss2.serialize(node.prelude).strip() for node in context(path) if node.content is not None]
    assert named == [expected]


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_no_declaration_is_important(path: Path) -> None:
    assert not [one for one, _, important in declarations(path) if important]


@pytest.mark.parametrize("path", OURS, ids=name)
def test_properties_are_logical(path: Path) -> None:
    for one, value, _ in declarations(path):
        assert not PHYSICAL.fullmatch(one), one
        if one in ("text-align", "float", "clear"):
            assert value not in ("left", "right")
        if one in ("margin", "padding", "inset"):
            assert len([part for part in tinycss2.parse_component_value_list(value) if part.type != "whitespace"]) < 4


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_the_smaller_sheet_says_the_same(path: Path) -> None:
    """The minifier takes a space before a colon inside of an at-rule for nothing, and `a :b` becomes `a:b`."""
    text = path.read_text(encoding="utf-8")
    smaller = tinycss2.parse_stylesheet(cssmin(text), skip_comments=True, skip_whitespace=True)
    assert [selector(rule) for rule in rules(smaller)] == [selector(rule) for rule in rules(context(path))]


def selector(rule: Any) -> str:
    text = re.sub(r"\s+", " ", tinycss2.serialize(rule.prelude)).strip()
    return re.sub(r" ?([,>+~()]) ?", r"\1", text)


@pytest.mark.parametrize("path", SHEETS, ids=name)
def test_a_sheet_uses_tokens_that_there_are(path: Path) -> None:
    made = {one for sheet in SHEETS for one, _, _ in declarations(sheet) if one.startswith("--")}
    for _, value, _ in declarations(path):
        assert set(re.findall(r"var\((--[\w-]+)", value)) <= made


@pytest.mark.parametrize("path", OURS, ids=name)
def test_colours_come_from_tokens(path: Path) -> None:
    if path == TOKENS:
        return
    for one, value, _ in declarations(path):
        assert not re.search(r"#(?!0000\b)[0-9a-f]{3,8}\b|\brgb|\bhsl", value), f"{one}: {value}"


def test_no_class_is_styled_that_no_template_has() -> None:
    html = "\n".join(path.read_text(encoding="utf-8") for path in THEME.rglob("*.html"))
    words = set(re.findall(r"[\w-]+", html)) | FROM_MARKDOWN | {"day", "month", "year", "span"}
    words |= {"open", "filled", "plain", "bare", "closer", "apart", "mixed", "none"}
    for path in OURS:
        for rule in rules(context(path)):
            found = set(re.findall(r"\.([a-z][\w-]*)", tinycss2.serialize(rule.prelude)))
            assert found <= words, f"{name(path)}: {found - words}"
