"""What names stand for is the same in every language; countries come from CLDR, the rest from names.yaml."""

from __future__ import annotations

import pytest

from explainers.checks.book import (
    NameBook,
    called_forms,
    folded,
    is_country,
    listed_only,
    place_forms,
    words_of,
)
from explainers.model import Corpus, Country, NameEntry

NAMES = {
    "ministry": NameEntry("ministry", {"en": ("the ministry",), "fr": ("ministère",)}),
    "norway": NameEntry("norway", {"en": ("Norwegian", "Norwegians")}),
}
COUNTRIES = {"NO": Country("norway", "countries/norway.md", "en", "NO", (59.9, 10.8), {})}
BOOK = NameBook(Corpus({}, COUNTRIES, {}, {}, {}, {}, NAMES, {}), ["en", "fr", "de"])


@pytest.mark.parametrize("name", ["Norway", "norvège", "Norwegians", "NORWEGIAN"])
def test_a_country_is_known_by_its_names_and_those_listed_under_its_slug(name: str) -> None:
    assert BOOK.meant(name) == {"country:NO"}


def test_a_listed_name_stands_for_the_same_in_any_language() -> None:
    assert BOOK.meant("ministère") == BOOK.meant("The Ministry") == {"ministry"}
    assert BOOK.meant("Ann Lee") == frozenset()


def test_only_a_countrys_own_name_is_one_for_maps_and_translations() -> None:
    assert (BOOK.country("Suède"), BOOK.country("Norwegian"), BOOK.country("nowhere")) == ("SE", None, None)


def test_names_inside_of_a_name_count_too() -> None:
    assert BOOK.meant_within("Bank of Norway", "en") == {"country:NO"}
    assert BOOK.meant_within("Bank of Oslo", "en") == frozenset()


def test_where_every_noun_has_a_capital_only_listed_names_are_found() -> None:
    text = "Der Rat traf Schweden."
    assert [name.text for name in BOOK.names(text, "de")] == ["Schweden"]
    assert "Rat" in [name.text for name in BOOK.names(text, "fr")]
    assert [listed_only(language) for language in ("de", "de-CH", "LB", "en", "des")] == [
        True,
        True,
        True,
        False,
        False,
    ]


def test_names_of_countries_have_the_forms_that_people_write() -> None:
    assert place_forms("en")["MM"] == ("Myanmar (Burma)", "Myanmar", "Burma")
    assert "Trinidad and Tobago" in place_forms("en")["TT"]
    assert "EU" not in place_forms("en")
    assert place_forms("not a language") == {}


def test_names_are_compared_without_their_form() -> None:
    assert folded("  Jean‑Luc’s\nOWN ") == "jean-luc's own"
    assert words_of("Jean-Luc’s Own") == {"jean", "luc", "s", "own"}
    assert called_forms("A") == ("A",)
    assert called_forms({"en": "A", "fr": "B", "de": "A"}) == ("A", "B")


def test_a_name_is_a_countrys_only_if_it_stands_for_nothing_else() -> None:
    assert is_country({"country:NO"})
    assert not is_country({"country:NO", "ministry"})
    assert not is_country(())
