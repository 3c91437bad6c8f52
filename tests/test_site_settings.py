"""Equal settings make equal pages: they are compared by value, and can't be changed."""

from __future__ import annotations

import pytest

from explainers.digest import digest
from explainers.site_settings import Security, ServerSettings, SiteNames, SiteSettings
from explainers.urls import Urls


def settings(site: str = "https://a.example", tiles: tuple[str, str] | None = None) -> SiteSettings:
    return SiteSettings(
        Urls(("fr", "en"), site), {"fr": SiteNames("Repères"), "en": SiteNames("Bearings")}, tiles=tiles
    )


def test_the_first_language_stands_first() -> None:
    assert settings().languages == ("fr", "en")


def test_a_site_without_tiles_asks_no_tile_server() -> None:
    assert settings().tile_address == ""
    assert settings(tiles=("https://tiles.example/{z}", "Ann")).tile_address == "https://tiles.example/{z}"


def test_settings_that_say_the_same_are_equal_and_others_are_not() -> None:
    assert settings() == settings()
    different = [settings(), settings("https://b.example"), settings(tiles=("https://t.example", "Ann"))]
    assert len({digest(one) for one in different}) == 3


def test_settings_do_not_change_while_pages_are_made() -> None:
    for one, key in ((settings(), "newest"), (ServerSettings(), "headers"), (Security("mailto:a@b.c", ""), "contact")):
        with pytest.raises(AttributeError):
            setattr(one, key, None)
