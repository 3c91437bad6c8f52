"""Languages are those of CLDR, and of no other list."""

from __future__ import annotations

import pytest

from explainers.locales import find_locale, locale_of


def test_a_language_is_found_by_its_code_with_or_without_a_country() -> None:
    assert str(locale_of("pt-BR")) == "pt_BR"
    assert str(locale_of("de")) == "de"
    assert find_locale("xx") is None


@pytest.mark.parametrize("code", ["xx", "not a language", "", "en_"])
def test_what_is_no_language_is_told(code: str) -> None:
    with pytest.raises(ValueError, match="isn't the code of a language"):
        locale_of(code)
