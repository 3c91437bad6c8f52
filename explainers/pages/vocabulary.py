"""The closed vocabularies in words: statuses, how a source has something, kinds of events, kinds of changes.

Texts are marked for gettext by `_mark`, and translated when a page asks for them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from msgspec import Struct

from explainers.model import TONE_SIGNS, TONES
from explainers.pages.view_parts import BadgeStyle, Family

__all__ = ["BADGES", "CHANGES", "KINDS", "SIGNS", "STATUS_WORDS", "BadgeWords", "StatusWords"]


def _mark(text: str) -> str:
    """Mark a text for the catalogue of interface texts."""
    return text


class StatusWords(Struct, frozen=True):
    """A status: its family, words, words in short, meaning."""

    family: Family
    words: str
    short: str
    meaning: str


class BadgeWords(NamedTuple):
    """A badge: its style, word, meaning."""

    style: BadgeStyle
    word: str
    meaning: str


SIGNS: Final[Mapping[str, str]] = {**TONE_SIGNS, "none": ""}

_WORDS_OF_STATUS: Final[Mapping[str, tuple[str, str, str]]] = {
    "allied": (_mark("Allied"), _mark("allied"), _mark("Bound by an alliance, our sources say.")),
    "closer": (
        _mark("Growing closer"),
        _mark("closer"),
        _mark("Moving towards each other, our sources say."),
    ),
    "steady": (_mark("Steady"), _mark("steady"), _mark("Neither closer nor further apart, our sources say.")),
    "competing": (
        _mark("Competing"),
        _mark("competing"),
        _mark("Rivals for influence or resources, our sources say."),
    ),
    "strained": (
        _mark("Strained"),
        _mark("strained"),
        _mark("In dispute, without a break, our sources say."),
    ),
    "apart": (
        _mark("Growing apart"),
        _mark("apart"),
        _mark("Moving away from each other, our sources say."),
    ),
    "not-stated": (
        _mark("Status not stated"),
        _mark("not stated"),
        _mark("Our sources speak of the pair, but do not say how it stands."),
    ),
    "not-covered": (
        _mark("Not covered by our sources"),
        _mark("not covered"),
        _mark("Our sources do not speak of the pair. We do not guess."),
    ),
}
STATUS_WORDS: Final[Mapping[str, StatusWords]] = {
    status: StatusWords(TONES.get(status, "none"), *words) for status, words in _WORDS_OF_STATUS.items()
}

# The one table of badges: pages, the method page and the schemas of the data files take words and meanings from it.
BADGES: Final[Mapping[str, BadgeWords]] = {
    "pledged": BadgeWords("open", _mark("pledged"), _mark("Promised; our source does not say that it is done.")),
    "planned": BadgeWords(
        "open", _mark("planned"), _mark("Agreed or intended; our source does not say that it is done.")
    ),
    "alleged": BadgeWords("filled", _mark("alleged"), _mark("Claimed by someone; nothing in our source proves it.")),
    "denied": BadgeWords("filled", _mark("denied"), _mark("Denied by the one it is said of.")),
    "disputed": BadgeWords("filled", _mark("disputed"), _mark("Sources contradict each other.")),
    "analysis": BadgeWords("plain", _mark("analysis"), _mark("A reading of events, not an event.")),
    "calculated": BadgeWords(
        "plain", _mark("calculated"), _mark("Our own sum over figures of the source; the receipt shows it.")
    ),
    "unknown": BadgeWords("plain", _mark("unknown"), _mark("Our source does not say.")),
    "translated": BadgeWords(
        "plain", _mark("translated"), _mark("Our translation of a quotation that was checked word for word.")
    ),
    "unchecked": BadgeWords("plain", _mark("unchecked"), _mark("This source’s text was not at hand to check against.")),
    "stated": BadgeWords("bare", _mark("stated"), _mark("The source says so itself.")),
    "said": BadgeWords("bare", _mark("said"), _mark("Somebody whom the source names said so.")),
}

KINDS: Final[Mapping[str, tuple[str, str]]] = {
    "happened": (_mark("happened"), _mark("Our source says that it took place.")),
    **{kind: BADGES[kind][1:] for kind in ("pledged", "planned", "alleged", "denied")},
}

CHANGES: Final[Mapping[str, str]] = {
    "correction": _mark("Correction"),
    "clarification": _mark("Clarification"),
    "update": _mark("Update"),
    "new": _mark("New"),
}
