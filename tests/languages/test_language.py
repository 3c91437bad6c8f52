"""Each language that the engine knows has all that rules ask for, and a catalogue of interface texts."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import explainers
from explainers.catalogues import untranslated
from explainers.languages import LANGUAGES, language_of
from explainers.languages.language import Language

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
@given(data=st.data())
def test_every_rounding_expression_has_a_sign_that_is_looked_for_first(code: str, data: st.DataObject) -> None:
    known = language_of(code)
    assert known
    either = "|".join([*known.rounded.values(), *known.rounded_behind.values()])
    expression = data.draw(st.from_regex(f"(?:{either})", fullmatch=True))
    assert not set(known.rounding_signs.split()).isdisjoint(re.findall(r"[^\W\d_]+", expression))
