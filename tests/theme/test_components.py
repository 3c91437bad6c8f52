"""Every component of the theme shows itself: its options and examples are written down, and are true."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import html5lib
import pytest

from explainers.pages.templates import Theme
from tests.theme.samples import COMPONENTS, examples, macros, rendered, theme

CASES = [
    pytest.param(component, macro, example, id=f"{component.name}: {macro}: {example['name']}")
    for component in COMPONENTS
    for macro, said in examples(component).get("macros", {}).items()
    for example in said["examples"]
]


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_is_a_folder_with_template_and_examples(component: Path) -> None:
    found = {path.name for path in component.iterdir()}
    needed = {f"{component.name}.html", "examples.yaml"}
    assert needed <= found <= needed | {f"{component.name}.css"}
    assert examples(component)["about"].endswith(".")


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_the_options_of_a_component_are_those_of_its_macros(component: Path) -> None:
    said = examples(component).get("macros", {})
    assert set(said) == set(macros(component))
    for name, macro in macros(component).items():
        arguments = [argument.name for argument in macro.args]
        required = arguments[: len(arguments) - len(macro.defaults)]
        options = said[name]["options"]
        assert list(options) == arguments
        for option, meaning in options.items():
            assert set(meaning) == {"type", "required", "meaning"}
            assert meaning["required"] == (option in required), f"{name}: {option}"


@pytest.mark.parametrize("component", COMPONENTS, ids=lambda path: path.name)
def test_a_component_has_an_example_for_everybody_to_see(component: Path) -> None:
    said = examples(component)
    shown = [*said.get("examples", ())]
    for macro in said.get("macros", {}).values():
        assert macro["examples"], "a macro without an example"
        shown += macro["examples"]
    assert any(not example.get("hidden", False) for example in shown)


@pytest.mark.parametrize(("component", "macro", "example"), CASES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_an_example_is_well_formed_html(component: Path, macro: str, example: dict[str, Any], language: str) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(rendered(component, macro, example, language))


@pytest.mark.parametrize(
    "example",
    [
        pytest.param(one, id=f"{component.name}: {one['name']}")
        for component in COMPONENTS
        for one in examples(component).get("examples", ())
    ],
)
def test_an_example_of_what_markdown_makes_is_well_formed(example: dict[str, Any]) -> None:
    html5lib.HTMLParser(strict=True).parseFragment(example["html"])


def one(component: str, macro: str, name: str, language: str = "en") -> str:
    folder = next(path for path in COMPONENTS if path.name == component)
    found = [example for example in examples(folder)["macros"][macro]["examples"] if example["name"] == name]
    return rendered(folder, macro, found[0], language)


def test_a_badge_sticks_to_the_word_before_it_and_a_mark_to_the_badge() -> None:
    html = one("text", "show_text", "a claim with its badge and its receipts")
    assert '.&nbsp;<a class="badge open"' in html
    assert 'pledged</a><sup><a class="mark"' in html


def test_an_own_thought_begins_with_its_badge_and_no_space() -> None:
    html = one("text", "show_text", "the editors' own thought begins with its badge")
    assert '<p class="ours"><a class="badge' in html


def test_a_mark_is_called_by_its_receipt_and_carries_its_words_for_the_margin() -> None:
    html = one("mark", "show_mark", "with words in the margin")
    assert 'aria-label="Receipt 5"' in html
    assert 'data-r="5 · Gazette, para. 5&#10;pledged"' in html
    assert "Référence\N{NO-BREAK SPACE}5" in one("mark", "show_mark", "with words in the margin", "fr")


def test_who_listens_to_a_tie_hears_and_and_never_the_sign() -> None:
    html = one("pair", "show_pair", "alone")
    assert '<i class="sign" aria-hidden="true">+</i>' in html
    assert '<span class="aloud"> and </span>' in html
    assert '<span class="aloud" data-pagefind-ignore>: Growing closer</span>' in html


def test_a_pair_without_a_page_is_no_link() -> None:
    assert "href" not in one("pair", "show_pair", "a page is missing")


@pytest.mark.parametrize("name", ["no pair has a sign", "one pair has a sign"])
def test_the_strip_is_left_out_where_it_would_say_no_more_than_the_title(name: str) -> None:
    assert one("strip", "show_strip", name).strip() == ""


def test_the_short_sidebar_counts_the_pairs_that_sources_are_silent_on() -> None:
    html = one("relations", "show_sidebar", "brief")
    assert "1 pair has no line" in html
    assert "Not covered" not in html


def test_words_of_strangers_are_escaped() -> None:
    html = one("link", "show_link", "to the page itself, with signs that HTML needs escaped")
    assert "&amp;" in html
    assert "<2>" not in html


def test_french_headings_keep_verb_and_pronoun_in_one_line() -> None:
    made = theme().template("components/title/title.html", "fr").module.show_title("L’a-t-on <dit> ?")
    assert '<h1>L’a<span class="whole">-t-on</span> &lt;dit&gt; ?</h1>' in made
    other = theme().template("components/title/title.html", "fr").module.show_title("Sit-on here", language="en")
    assert '<h1 lang="en">Sit-on here</h1>' in other


def test_a_theme_may_name_its_parts_as_it_likes_and_have_files_that_are_no_text(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates" / "part.jinja").write_text("part", encoding="utf-8")
    (tmp_path / "templates" / "page.html").write_text('{% include "part.jinja" %}', encoding="utf-8")
    (tmp_path / "templates" / ".page.html.swp").write_bytes(b"\xff\x00")
    made = Theme(tmp_path)
    assert made.closure("page.html") == ("page.html", "part.jinja")
    assert made.template("page.html", "en").render() == "part"


def test_what_desktops_and_editors_leave_in_a_theme_is_not_published(tmp_path: Path) -> None:
    (tmp_path / "static").mkdir()
    for name in ("icon.svg", ".DS_Store", "Thumbs.db", "desktop.ini", "icon.svg~", "~$icon.svg", "icon.svg.bak"):
        (tmp_path / "static" / name).write_text("x", encoding="utf-8")
    assert [name for name, _ in Theme(tmp_path).assets()] == ["icon.svg"]
