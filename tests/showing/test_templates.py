"""Templates are compiled once in a process, and show what their text of now says, in each language."""

from __future__ import annotations

from pathlib import Path

import jinja2
import pytest

from explainers.showing.templates import Theme


def written(folder: Path, text: str) -> Path:
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates/page.html").write_text(text, encoding="utf-8")
    return folder


def test_compiled_code_is_the_same_for_all_languages_and_says_what_each_does(tmp_path: Path) -> None:
    theme = Theme(written(tmp_path, '{{ "L’a-t-on dit" | unbroken }}: {{ _("Search") }}'))
    english, french = theme.template("page.html", "en"), theme.template("page.html", "fr")
    assert english.root_render_func.__code__ is french.root_render_func.__code__
    assert english.render() == "L’a-t-on dit: Search"
    assert french.render() == 'L’a<span class="whole">-t-on</span> dit: Recherche'


def test_a_template_that_was_changed_is_compiled_again(tmp_path: Path) -> None:
    for text, said in (("one", "one"), ("{% include 'part.html' %}", "part"), ("one", "one")):
        theme = Theme(written(tmp_path, text))
        (tmp_path / "templates/part.html").write_text("part", encoding="utf-8")
        assert theme.template("page.html", "en").render() == said
        assert theme.closure("page.html") == (("page.html",) if text == "one" else ("page.html", "part.html"))


def test_a_template_that_names_one_that_is_missing_is_refused(tmp_path: Path) -> None:
    theme = Theme(written(tmp_path, '{% include "nowhere.html" %}'))
    with pytest.raises(jinja2.TemplateNotFound, match=r"nowhere\.html"):
        theme.closure("page.html")
    with pytest.raises(ValueError, match="by their names"):
        Theme(written(tmp_path, "{% include name %}")).closure("page.html")
