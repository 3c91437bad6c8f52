"""What was compiled of templates is kept beside Python's byte code, and is right or not used."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.pages import compiling

_SOURCE = "{% from 'other.html' import word with context %}{{ word(1 // number) }}"


@pytest.fixture
def forget(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[[], None]:
    """Python keeps byte code in a folder of this test. What it gives is to be called where a process ends."""
    monkeypatch.setattr(sys, "pycache_prefix", str(tmp_path / "kept"))
    monkeypatch.setattr(sys, "dont_write_bytecode", False)

    def forget() -> None:
        compiling._HELD.clear()
        compiling._WAITING.clear()
        compiling.references.cache_clear()
        compiling.compiled.cache_clear()

    forget()
    return forget


def _kept_files(folder: Path) -> list[Path]:
    return [*(folder / "kept").rglob("*.bin")] if (folder / "kept").is_dir() else []


def _no_parser() -> None:
    raise AssertionError("this is not compiled again")


def test_the_next_process_compiles_nothing(
    forget: Callable[[], None], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = compiling.references("page.html", _SOURCE, "/here/page.html")
    code = compiling.compiled("page.html", _SOURCE, "/here/page.html")
    forget()
    monkeypatch.setattr(compiling, "_parser", _no_parser)
    assert compiling.references("page.html", _SOURCE, "/here/page.html") == names == {"other.html"}
    assert compiling.compiled("page.html", _SOURCE, "/here/page.html") == code
    assert len(_kept_files(tmp_path)) == 1


def test_tracebacks_tell_the_file_that_a_template_is_in_now(forget: Callable[[], None]) -> None:
    compiling.compiled("page.html", "{% macro say(x) %}{{ x }}{% endmacro %}", "/here/page.html")
    forget()
    code = compiling.compiled("page.html", "{% macro say(x) %}{{ x }}{% endmacro %}", "/there/page.html")
    inner = [one for one in code.co_consts if hasattr(one, "co_filename")]
    assert inner
    assert {code.co_filename, *(one.co_filename for one in inner)} == {"/there/page.html"}


def test_another_text_or_another_name_is_another_template(forget: Callable[[], None], tmp_path: Path) -> None:
    for name, source in (("a.html", "one"), ("a.html", "two"), ("b.html", "one")):
        compiling.compiled(name, source, name)
    assert len(_kept_files(tmp_path)) == 3


def test_texts_that_are_made_once_are_those_that_gettext_makes() -> None:
    asks = ["_('Glossary')", "_('Receipt %(number)s', number=3)", "_('Receipt %(number)s', number='<3>')"]
    asks += [f"ngettext('%(num)s minute', '%(num)s minutes', {many})" for many in ("0", "1", "2", "true")]
    asks += ["ngettext('%(num)s of %(number)s', '%(num)s of %(number)s', 2, number=3)"]
    of = compiling.new_environment("fr")
    plain = compiling.new_environment("fr")
    for name in ("_", "gettext", "ngettext"):
        plain.globals[name] = plain.globals[name]._gettext
    for ask in asks * 2:
        text = "{{ " + ask + " }}"
        assert of.from_string(text).render() == plain.from_string(text).render(), ask
