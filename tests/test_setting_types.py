"""A setting of another type than it can be is named, with what it can be, in one sentence."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from explainers.setting_types import TYPES, SettingsError, check_types

RIGHT: dict[str, Any] = {"DEFAULT_LANG": "en", "PATH": "content", "OUTPUT_PATH": "output", "THEME": "theme"}
WRONG: list[tuple[str, Any]] = [
    ("DEFAULT_LANG", None),
    ("DEFAULT_LANG", 5),
    ("PATH", 5),
    ("OUTPUT_PATH", None),
    ("THEME", ["theme"]),
    ("THEME_TEMPLATES_OVERRIDES", "templates"),
    ("THEME", "a\0b"),
    ("EXPLAINER_STORE", 5),
    ("SITENAME", 5),
    ("SITESUBTITLE", b"Bytes"),
    ("SITEURL", 5),
    ("EXPLAINER_LANGUAGES", "en"),
    ("EXPLAINER_LANGUAGES", 5),
    ("EXPLAINER_LANGUAGES", [5]),
    ("EXPLAINER_LANGUAGES", {"en": 1}),
    ("EXPLAINER_NAMES", ["x"]),
    ("EXPLAINER_NAMES", {"fr": "Repères"}),
    ("EXPLAINER_NAMES", {"fr": {"SITENAME": 5}}),
    ("EXPLAINER_NAMES", {5: {}}),
    ("EXPLAINER_REPORT", ["mailto:a@b.example"]),
    ("EXPLAINER_SECURITY", "mailto:a@b.example"),
    ("EXPLAINER_SECURITY", {"contact": 5, "expires": "2027-06-30"}),
    ("EXPLAINER_HEADERS", "no"),
    ("EXPLAINER_LICENCE", 5),
    ("EXPLAINER_LICENCE", {"name": 5}),
    ("EXPLAINER_LOOK", "dark"),
    ("EXPLAINER_TAG", 5),
    ("MAP_TILES", "https://tiles.example"),
    ("MAP_TILES", {"url": 5, "attribution": "x"}),
    ("FEED_MAX_ITEMS", "x"),
    ("FEED_MAX_ITEMS", [20]),
    ("FEED_MAX_ITEMS", -1),
    ("FEED_MAX_ITEMS", True),
    ("WITH_FUTURE_DATES", "no"),
    ("TIMEZONE", 5),
    ("CACHE_PATH", None),
    ("DEFAULT_DATE_FORMAT", None),
    ("DATE_FORMATS", None),
    ("MARKDOWN", 0),
    ("TIMEZONE", "Nowhere/Town"),
    ("TIMEZONE", ""),
    ("PLUGINS", "explainers"),
    ("STATIC_PATHS", "images"),
    ("JINJA_FILTERS", 5),
    ("JINJA_FILTERS", {"shout": "str.upper"}),
    ("JINJA_GLOBALS", 5),
    ("ARTICLE_URL", 5),
    ("MAP_URL", ["map/"]),
]


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_a_setting_of_a_wrong_type_is_named_with_what_it_can_be(name: str, value: object) -> None:
    with pytest.raises(SettingsError, match=f"^{name} can't be ") as wrong:
        check_types({**RIGHT, name: value})
    assert "\n" not in str(wrong.value)
    assert ": write " in str(wrong.value)


def test_every_setting_of_the_table_has_a_wrong_value_above() -> None:
    addresses = {name for name in TYPES if name.endswith(("_URL", "_ATOM"))}
    assert set(TYPES) - addresses - {name for name, _ in WRONG} == {"RELATIVE_URLS", "JINJA_TESTS"}


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"SITENAME": None, "FEED_MAX_ITEMS": None, "ARTICLE_URL": False, "MAP_TILES": None, "JINJA_FILTERS": {}},
        {"PATH": Path("content"), "EXPLAINER_LANGUAGES": ("en", "fr"), "TIMEZONE": "Europe/Paris"},
    ],
)
def test_what_pelican_takes_for_nothing_said_is_right(right: dict[str, object]) -> None:
    check_types({**RIGHT, **right})


def test_a_long_value_is_cut_and_can_not_steer_the_terminal() -> None:
    with pytest.raises(SettingsError) as wrong:
        check_types({**RIGHT, "PLUGINS": "\x1b[2J" * 500})
    assert len(str(wrong.value)) < 150
    assert "\x1b" not in str(wrong.value)
