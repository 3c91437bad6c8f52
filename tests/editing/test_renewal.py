"""Which changes of an original are spelling, and which say something else."""

from __future__ import annotations

import pytest

from explainers.editing.renewal import spelled_anew, words_of
from explainers.reading.documents import Document, read_document
from tests.reading.texts import FRONT, LANGUAGES

BEFORE = "The two occured in Karlstad, and envoys recieved women and troops there [@wire, para. 1]."


def _read(body: str) -> Document:
    return read_document("content/explainers/one.md", f"{FRONT['en']}{body}\n".encode(), LANGUAGES)


KNOWN = words_of([_read("A woman received one of the women, a troop of troops agreed, it occurred [@wire].")])
SPELLING = [
    ("occured", "occurred"),
    ("recieved", "received"),
    ("Karlstad, and", "Karlstad and"),
    ("The two", "The *two*"),
]
OTHERWISE = [
    ("women", "woman"),  # another word of the site
    ("troops", "troop"),
    ("and envoys", "and no envoys"),
    ("two", "ten"),
    ("para. 1", "para. 2"),
    ("Karlstad", "Halmstad"),
    ("there", "then"),
]


@pytest.mark.parametrize(("was", "now"), SPELLING)
def test_a_letter_inside_of_a_word_or_a_sign_is_spelling(was: str, now: str) -> None:
    found = spelled_anew(_read(BEFORE), _read(BEFORE.replace(was, now)), KNOWN)
    assert found is not None
    assert found in ((), ((was, now),))


@pytest.mark.parametrize(("was", "now"), OTHERWISE)
def test_all_else_says_something_else(was: str, now: str) -> None:
    assert spelled_anew(_read(BEFORE), _read(BEFORE.replace(was, now)), KNOWN) is None
    assert spelled_anew(_read(BEFORE), _read(f"{BEFORE}\n\nMore [@wire]."), KNOWN) is None
