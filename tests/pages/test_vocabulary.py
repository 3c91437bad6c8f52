"""The closed vocabularies in words: complete, told apart, and translated."""

from __future__ import annotations

from itertools import chain

from msgspec.structs import astuple

from explainers.model import EVENT_KINDS, STATUSES
from explainers.pages.open_data.fields import TYPES
from explainers.pages.vocabulary import BADGES, CHANGES, KINDS, SIGNS, STATUS_WORDS
from explainers.pages.words import translations
from explainers.prose import ATTRIBUTIONS


def test_every_status_kind_and_attribution_has_words() -> None:
    assert set(STATUS_WORDS) == {*STATUSES, "not-covered"}
    assert set(KINDS) == set(EVENT_KINDS)
    assert set(BADGES) == {*ATTRIBUTIONS, "calculated", "translated", "unchecked"} | set(BADGES).intersection(
        ATTRIBUTIONS
    )


def test_words_tell_each_of_them_apart() -> None:
    for words in ([one.words for one in STATUS_WORDS.values()], [one.short for one in STATUS_WORDS.values()],
                  [one.word for one in BADGES.values()]):  # fmt: skip
        assert len(set(words)) == len(words)


def test_families_have_their_sign_and_what_is_not_said_has_none() -> None:
    families = {status: words.family for status, words in STATUS_WORDS.items()}
    assert (families["allied"], families["apart"], families["strained"]) == ("closer", "apart", "mixed")
    assert families["not-covered"] == families["not-stated"] == "none"
    assert SIGNS == {"closer": "+", "apart": "−", "mixed": "±", "none": ""}


def test_what_is_not_done_is_open_and_what_needs_care_filled() -> None:
    styles = {key: one.style for key, one in BADGES.items()}
    assert {key for key, style in styles.items() if style == "open"} == {"pledged", "planned"}
    assert {key for key, style in styles.items() if style == "filled"} == {"alleged", "denied", "disputed"}


def test_an_event_and_a_badge_of_one_name_mean_the_same() -> None:
    for kind in set(KINDS) & set(BADGES):
        assert KINDS[kind] == (BADGES[kind].word, BADGES[kind].meaning), kind


def test_the_data_files_say_of_each_badge_what_pages_say() -> None:
    told = {one["const"]: one["description"] for one in TYPES["how"].schema["oneOf"]}
    assert told == {how: BADGES[how].meaning for how in ATTRIBUTIONS}


def test_everything_is_in_the_french_catalogue() -> None:
    known = translations("fr")._catalog
    words = [text for one in STATUS_WORDS.values() for text in astuple(one)[1:]]
    words += [text for badge in BADGES.values() for text in badge[1:]]
    for text in chain(words, *KINDS.values(), CHANGES.values()):
        assert known.get(text), text
