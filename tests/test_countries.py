"""Countries are those of CLDR, and of no other list."""

from __future__ import annotations

from explainers.countries import (
    country_code,
    country_name,
    country_names,
    is_country_code,
    meant_code,
    place_names,
)


def test_a_country_has_a_name_in_each_language_or_its_code() -> None:
    assert (country_name("SE", "fr"), country_name("SE", "xx"), country_name("QQ", "en")) == ("Suède", "SE", "QQ")


def test_places_without_a_code_of_their_own_have_names_but_are_no_countries() -> None:
    places, countries = place_names("en"), country_names("en")
    assert places["IC"] == "Canary Islands"
    assert places.keys() - countries.keys() == {"AC", "CP", "CQ", "DG", "EA", "IC", "TA"} & places.keys()
    assert {"SE", "XK", "TW"} <= countries.keys()
    assert all(map(is_country_code, countries))
    assert not any(map(is_country_code, ("EU", "UN", "ZZ", "IC", "001", "", "UK", "EL")))
    assert place_names("xx") == {}


def test_another_code_of_a_country_stands_for_its_own() -> None:
    given = ("NOR", "swe", "UK", "EL", "ZR", "SU", "EU", "EUU", "ZZZ", "NO", "XQ", "", "012")
    meant = ["NO", "SE", "GB", "GR", "CD", None, None, None, None, None, None, None, "DZ"]
    assert [meant_code(code) for code in given] == meant


def test_a_country_is_found_by_its_name_in_any_of_the_languages() -> None:
    assert [country_code(name, ("en", "fr")) for name in ("NORWAY", "Norvège", "Norge", "Canary Islands")] == [
        "NO", "NO", None, None,
    ]  # fmt: skip
