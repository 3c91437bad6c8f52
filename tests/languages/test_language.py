"""Each language that the engine knows has all that rules ask for, and a catalogue of interface texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

import pytest

import explainers
from explainers.catalogues import untranslated
from explainers.checks.words import SignsBeside, may_be_rounded, rounded, rounding_signs
from explainers.languages import LANGUAGES, language_of
from explainers.languages.joined import Joined
from explainers.languages.language import Direction, Language

PACKAGE = Path(explainers.__file__).parent


def test_a_module_stands_for_each_language_and_for_nothing_else() -> None:
    modules = {file.stem for file in (PACKAGE / "languages").glob("??.py")}
    assert modules == set(LANGUAGES)
    assert not list(untranslated(LANGUAGES, {}))


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_language_has_words_for_all_that_rules_ask(code: str) -> None:
    known, english = language_of(code), language_of("en")
    assert known
    assert english
    assert known.hedges.keys() == english.hedges.keys()
    assert known.rounded.keys() == english.rounded.keys()
    assert all(getattr(known, field) for field in Language.__struct_fields__)
    assert known.of_now <= {word for word in known.of_now if re.search(known.undated, word, re.IGNORECASE)}


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_undated_expression_of_now_has_a_sign_that_is_looked_for_first(code: str) -> None:
    known = language_of(code)
    assert known
    signs = set(known.signs.split())
    assert not [word for word in known.of_now if signs.isdisjoint(re.findall(r"[^\W\d_]+", word))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_every_rounding_expression_has_a_sign_that_is_looked_for_first(code: str) -> None:
    known = language_of(code)
    assert known
    expressions = " ".join([*known.rounded.values(), *known.rounded_behind.values()]).split()
    assert not [one for one in expressions if rounding_signs(code).isdisjoint(re.findall(r"[^\W\d_]+", one))]


@pytest.mark.parametrize("code", LANGUAGES)
def test_a_figure_with_a_rounding_expression_is_found_by_the_signs_beside_it(code: str) -> None:
    known = language_of(code)
    assert known
    for way, one in _each(known.rounded):
        for written in (f"({one} 400", f"{one.upper()} les $ 400"):
            assert (_may_be(written, code), rounded(written.removesuffix("400"), "", code)) == (True, way)
    for way, one in _each(known.rounded_behind):
        for behind in (f" {one}", f" % metres {one}, so".replace("'", "’")):
            assert (_may_be(f"400{behind}", code), rounded("", behind, code)) == (True, way)


def _each(expressions: Mapping[Direction, str]) -> list[tuple[Direction, str]]:
    return [(way, one.replace("_", " ")) for way, its in expressions.items() for one in its.split()]


def _may_be(text: str, language: str) -> bool:
    start = text.index("400")
    places = [*Joined((text,)).where(rounding_signs(language))]
    signs = SignsBeside([place for place, _ in places], [end for _, end in places])
    return may_be_rounded(text, start, start + 3, signs, language)
