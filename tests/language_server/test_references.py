"""Where what a file names stands."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from explainers.language_server.references import definition, reference_at
from tests.language_server.conftest import Typed

CASES = [
    ("\nThey met [@wi¦re, para. 3].\n", "content/sources/wire.yaml", "3"),
    ("\nThey met [@wire, para. ¦4].\n", "content/sources/wire.yaml", "4"),
    ("\nThey met [@ga¦zette].\n", "content/sources/gazette.yaml", ""),
    ("\nA [[neutral-¦zone]] [@wire, para. 2].\n", "content/glossary.yaml", "neutral-zone"),
    ("\n[S]({filename}/countries/swe¦den.md) [@wire, para. 1].\n", "content/countries/sweden.md", ""),
    ("\n## A zone\n\n[S](#a-zo¦ne) [@wire, para. 1].\n", "content/explainers/neutral-zone.md", "A zone"),
    ('\n![B](images/bor¦der.png "Own, CC0")\n', "content/images/border.png", ""),
]


@pytest.mark.parametrize(("text", "path", "word"), CASES)
def test_it_leads_to_the_file_and_the_line(at: Callable[..., Typed], text: str, path: str, word: str) -> None:
    desk, file, offset = at(text)
    reference = reference_at(desk.document(file), desk.lines(file), offset)
    found = definition(desk, reference) if reference else None
    assert found is not None
    assert found[0] == path
    lines = desk.lines(path)
    start, end = lines.span(found[1])
    assert lines.text[start:end] == word


def test_what_is_nowhere_leads_nowhere(at: Callable[..., Typed]) -> None:
    for text in ("\n[@no¦body]\n", "\n[[no¦thing]]\n", "\n[x]({filename}no¦where.md)\n", "\nwo¦rds\n"):
        desk, file, offset = at(text)
        reference = reference_at(desk.document(file), desk.lines(file), offset)
        assert reference is None or definition(desk, reference) is None


def test_a_country_leads_to_its_page(at: Callable[..., Typed]) -> None:
    desk, file, offset = at("---\ncountries: [N¦O]\n---\n", whole=True)
    reference = reference_at(desk.document(file), desk.lines(file), offset)
    assert reference
    assert definition(desk, reference) == ("content/countries/norway.md", definition(desk, reference)[1])  # type: ignore[index]
