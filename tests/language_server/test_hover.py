"""What is told of what stands under the pointer."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explainers.language_server.hover import hover
from tests.language_server.conftest import PAGE, WIRE, Typed

CASES = [
    ("\nThey met [@wi¦re, para. 3].\n", PAGE, "**Envoys settle the end of a union**"),
    ("\nThey met [@wire, para. ¦3].\n", PAGE, "“a step towards lasting peace” — the ministry (checked word for word)"),
    ("\nThey met [@wire, para. 9]¦.\n", PAGE, "the source has only 6 paragraphs"),
    ("\nThey met [@wire, para. 4, ple¦dged].\n", PAGE, "**pledged**: Promised"),
    ("\nA [[neutral-¦zone]] [@wire, para. 2].\n", PAGE, "Land in which no side may keep"),
    ("\nThey met [@no¦body, para. 4].\n", PAGE, "can't be read, or isn't there"),
    ("\n[S]({filename}/countries/swe¦den.md) [@wire, para. 1].\n", PAGE, "Sweden"),
    ("\narch¦ived: https://a.example\n", WIRE, "**archived**: the address of a copy that lasts"),
]


@pytest.mark.parametrize(("text", "path", "about"), CASES)
def test_the_record_is_told(at: Callable[..., Typed], text: str, path: str, about: str) -> None:
    found = hover(*at(text, path))
    assert found is not None
    assert about in found.about


def test_a_country_of_the_front_matter_has_its_name(at: Callable[..., Typed]) -> None:
    found = hover(*at("---\ncountries: [N¦O]\n---\n", whole=True))
    assert found is not None
    assert found.about == "Norway"


@pytest.mark.parametrize("text", ["\nPlain wo¦rds.\n", "\n¦", "\n[¦\n"])
def test_plain_words_have_nothing_to_be_told(at: Callable[..., Typed], text: str) -> None:
    assert hover(*at(text)) is None
    desk, _, offset = at(text)
    assert hover(desk, "content/notes.txt", offset) is None
