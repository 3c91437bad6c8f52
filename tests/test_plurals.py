"""Messages count as people do."""

from __future__ import annotations

from explainers.plurals import counted


def test_one_thing_is_one_and_any_other_number_is_more() -> None:
    assert [counted(number, "page") for number in (0, 1, 2, 21)] == ["0 pages", "1 page", "2 pages", "21 pages"]
