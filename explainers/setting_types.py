"""What settings can be: of which type, in words for the person who wrote another."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from os import PathLike
from typing import Any, Final

from msgspec import Struct

from explainers.failures import CommandError
from explainers.page_kinds import SETTINGS
from explainers.seldom import seldom
from explainers.terminal import printable, shortened

__all__ = ["TYPES", "SettingsError", "check_types", "shown_value"]


class SettingsError(CommandError, ValueError):
    """A setting that can't be used; its message is a plain sentence for the person who wrote it."""


class _Kind(Struct, frozen=True):
    """What a setting can be: in words, and a test of its value."""

    words: str
    takes: Callable[[Any], bool]

    def or_none(self) -> _Kind:
        """Return the same, but for a setting that may also say nothing: `None`, or as Pelican has it, `False`."""
        return _Kind(f"{self.words}, or None", lambda value: value is None or value is False or self.takes(value))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and "\0" not in value


def _are_texts(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(map(_is_text, value))


def _are_named(value: Any, takes: Callable[[Any], bool]) -> bool:
    return isinstance(value, Mapping) and all(_is_text(name) and takes(one) for name, one in value.items())


def _named(words: str) -> _Kind:
    """Return a kind that takes anything under names."""
    return _Kind(words, lambda value: _are_named(value, lambda _: True))


_TEXT: Final = _Kind("a text in quotation marks", _is_text)
_FOLDER: Final = _Kind("a folder, in quotation marks", lambda value: _is_text(value) or isinstance(value, PathLike))
_SWITCH: Final = _Kind("True or False", lambda value: isinstance(value, bool))
_NUMBER: Final = _Kind(
    "a whole number, such as 20", lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0
)
_LIST: Final = _Kind('a list, such as ["explainers"]', lambda value: isinstance(value, list | tuple))
_FUNCTIONS: Final = _Kind('functions by name, such as {"shout": shout}', lambda value: _are_named(value, callable))

TYPES: Final[Mapping[str, _Kind]] = {
    "DEFAULT_LANG": _TEXT,
    "PATH": _FOLDER,
    "OUTPUT_PATH": _FOLDER,
    "THEME": _FOLDER,
    "THEME_TEMPLATES_OVERRIDES": _Kind('a list of folders, such as ["templates"]', _are_texts),
    "EXPLAINER_STORE": _FOLDER.or_none(),
    "SITENAME": _TEXT.or_none(),
    "SITESUBTITLE": _TEXT.or_none(),
    "SITEURL": _TEXT.or_none(),
    "EXPLAINER_LANGUAGES": _Kind('a list of language codes, such as ["en", "fr"]', _are_texts).or_none(),
    "EXPLAINER_NAMES": _Kind(
        'names by language, such as {"fr": {"SITENAME": "Repères"}}',
        lambda value: _are_named(value, lambda names: _are_named(names, _is_text)),
    ).or_none(),
    "EXPLAINER_REPORT": _TEXT.or_none(),
    "EXPLAINER_SECURITY": _Kind(
        '{"contact": "mailto:…", "expires": "2027-06-30"}', lambda value: _are_named(value, _is_text)
    ).or_none(),
    "EXPLAINER_HEADERS": _SWITCH,
    "EXPLAINER_LICENCE": _Kind(
        'the name of a licence, such as "CC BY 4.0", or {"name": …, "url": …}',
        lambda value: _is_text(value) or _are_named(value, _is_text),
    ).or_none(),
    "EXPLAINER_LOOK": _Kind(
        '{"light": {"accent": "#0c5440"}, "dark": {…}, "fonts": {"serif": …}, "logo": "logo.svg"}',
        lambda value: _are_named(value, lambda one: _is_text(one) or _are_named(one, _is_text)),
    ).or_none(),
    "EXPLAINER_TAG": _TEXT.or_none(),
    "MAP_TILES": _Kind('{"url": …, "attribution": …}', lambda value: _are_named(value, _is_text)).or_none(),
    "FEED_MAX_ITEMS": _NUMBER.or_none(),
    "WITH_FUTURE_DATES": _SWITCH,
    "RELATIVE_URLS": _SWITCH,
    "TIMEZONE": _TEXT.or_none(),
    "CACHE_PATH": _FOLDER,
    "DEFAULT_DATE_FORMAT": _TEXT,
    "DATE_FORMATS": _named('formats by language, such as {"en": "%d %B %Y"}'),
    "MARKDOWN": _named('options by name, such as {"output_format": "html5"}'),
    "PLUGINS": _LIST,
    "STATIC_PATHS": _LIST,
    "JINJA_FILTERS": _FUNCTIONS.or_none(),
    "JINJA_TESTS": _FUNCTIONS.or_none(),
    "JINJA_GLOBALS": _named('values by name, such as {"year": 2027}'),
    **dict.fromkeys(SETTINGS, _Kind('an address, such as "{slug}/"', _is_text).or_none()),
}
"""The settings whose values are used here or break Pelican, with what they can be."""


def check_types(settings: Mapping[str, Any]) -> None:
    """Raise `SettingsError` for the first setting that is of another type than it can be."""
    for name, kind in TYPES.items():
        if name in settings and not kind.takes(settings[name]):
            raise SettingsError(f"{name} can't be {shown_value(settings[name])}: write {kind.words}")
    _check_zone(settings.get("TIMEZONE"))


def _check_zone(name: str | None) -> None:
    if name is None or name == "UTC":
        return
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError, available_timezones  # which takes time to load

    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError) as unknown:
        if "UTC" in available_timezones():  # else this machine knows none
            raise SettingsError(
                f"TIMEZONE can't be '{name}': write one of the IANA's, such as Europe/Oslo"
            ) from unknown


def shown_value(value: Any) -> str:
    """Return a value as it may be told: in one line, not too long, without a password in an address.

    >>> shown_value(["ssh://desk:secret@web1/srv"])
    "['ssh://…@web1/srv']"
    """
    return shortened(_IN_ADDRESS.sub("//…@", printable(repr(value))), _LONGEST_SHOWN)


_LONGEST_SHOWN: Final = 60  # characters
_IN_ADDRESS: Final = seldom(r"//[^/@\s]*:[^/@\s]*@")
