"""A broken theme is one sentence: which template, which line, what is wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.pages.templates import Theme, ThemeError

PAGE = '{% from "components/card/card.html" import card %}\n<main>\n{{ card(title) }}\n</main>\n'
CARD = "{% macro card(title) %}\n<h2>{{ title }}</h2>\n{% endmacro %}\n"


@pytest.fixture
def theme(tmp_path: Path) -> Theme:
    for name, text in (("templates/page.html", PAGE), ("components/card/card.html", CARD)):
        (tmp_path / "theme" / name).parent.mkdir(parents=True)
        (tmp_path / "theme" / name).write_text(text, encoding="utf-8")
    return Theme(tmp_path / "theme")


def rendered(theme: Theme) -> str:
    theme.digest("page.html")
    with theme.errors_told("page.html"):
        return theme.template("page.html", "en").render(title="A title")


def test_a_theme_without_a_fault_is_rendered(theme: Theme) -> None:
    assert "<h2>A title</h2>" in rendered(theme)


@pytest.mark.parametrize(
    ("file", "line", "sentence"),
    [
        ("page", "{% if %}", "templates/page.html, line 5: Expected an expression, got 'end of statement block'"),
        ("page", "{% if title %}", "templates/page.html, line 5: Unexpected end of template."),
        ("page", "{{ title|nope }}", "templates/page.html, line 5: No filter named 'nope'"),
        ("page", "{{ title is nope }}", "templates/page.html, line 5: No test named 'nope'"),
        ("page", "{{ [1]|map('nope')|list }}", "line 5: TemplateRuntimeError: No filter named 'nope'"),
        ("page", "{{ nowhere }}", "templates/page.html, line 5: UndefinedError: 'nowhere' is undefined"),
        ("page", "{{ title.nowhere }}", "templates/page.html, line 5: UndefinedError: 'str object' has no attribute"),
        ("page", "{{ 1 / 0 }}", "templates/page.html, line 5: ZeroDivisionError: division by zero"),
        ("page", "{{ 'x'|format(5) }}", "templates/page.html, line 5: TypeError: not all arguments converted"),
        ("page", "{{ title|unbroken(1, 2, 3) }}", "templates/page.html, line 5: TypeError: "),
        ("page", "{{ card(1, 2) }}", "line 5: TypeError: macro 'card' takes not more than 1 argument(s)"),
        ("page", "{{ card() }}", "components/card/card.html, line 2: UndefinedError: parameter 'title' was not"),
        ("page", "{% include 'page.html' %}", "RecursionError: "),
        ("page", "{% include 'gone.html' %}", "it has no file templates/gone.html, which page.html includes"),
        ("page", "{% include title %}", "templates include others by their names, not by variables"),
        ("card", "{% if %}", "components/card/card.html, line 4: Expected an expression"),
        ("card", "{{ 1 / 0 }}", "components/card/card.html, line 4: ZeroDivisionError"),
    ],
)
def test_a_fault_is_told_with_file_and_line(theme: Theme, file: str, line: str, sentence: str) -> None:
    name = {"page": "templates/page.html", "card": "components/card/card.html"}[file]
    with (theme.folder / name).open("a", encoding="utf-8") as template:
        template.write(f"{line}\n")
    with pytest.raises(ThemeError) as wrong:
        rendered(theme)
    assert str(wrong.value).startswith("The theme 'theme' can't be used: ")
    assert sentence in str(wrong.value)
    assert "\n" not in str(wrong.value)
    assert wrong.value.exitcode == 2


def test_a_fault_inside_of_a_macro_is_told_at_the_macro(theme: Theme) -> None:
    file = theme.folder / "components/card/card.html"
    file.write_text(CARD.replace("{{ title }}", "{{ title / 2 }}"), encoding="utf-8")
    with pytest.raises(ThemeError, match=r"components/card/card.html, line 2: TypeError: "):
        rendered(theme)


def test_a_template_that_is_missing_or_no_text_is_named(theme: Theme) -> None:
    (theme.folder / "components/card/card.html").write_bytes(b"\xff\xfe")
    with pytest.raises(ThemeError, match=r"components/card/card.html isn't text in UTF-8, which page.html includes"):
        rendered(theme)
    gone = Theme(theme.folder)
    (theme.folder / "templates/page.html").unlink()
    with pytest.raises(ThemeError, match=r"it has no file templates/page\.html$"):
        rendered(gone)


def test_a_file_of_an_override_counts_before_the_themes(theme: Theme, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "components/card").mkdir(parents=True)
    (own / "components/card/card.html").write_text(CARD.replace("h2", "h3"), encoding="utf-8")
    assert "<h3>A title</h3>" in rendered(Theme(theme.folder, overrides=(own,)))
    (own / "page.html").write_text("<p>{{ title }}</p>", encoding="utf-8")  # where Pelican has it
    assert rendered(Theme(theme.folder, overrides=(own,))) == "<p>A title</p>"
    (own / "page.html").write_text("\n{{ nowhere }}", encoding="utf-8")
    with pytest.raises(ThemeError, match=r"can't be used: own/page\.html, line 2: UndefinedError"):
        rendered(Theme(theme.folder, overrides=(own,)))
