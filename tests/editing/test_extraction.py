"""A text is taken out of its page within bounds, whatever the page does to the library that reads it."""

from __future__ import annotations

import sys
import time
from typing import NoReturn

import pytest

from explainers.editing.extract import PageText, page_text
from explainers.editing.extraction import extracted
from explainers.editing.fetch import Absent
from explainers.failures import CommandError
from tests.editing.web import article


def _dies(_html: str) -> NoReturn:
    import os

    os._exit(9)


def _sleeps(_html: str) -> None:
    time.sleep(60)


def _fills_memory(_html: str) -> None:
    bytearray(1 << 45)


def _fails(_html: str) -> NoReturn:
    raise ZeroDivisionError


def _lacks_library(html: str) -> PageText | None:
    sys.modules["trafilatura"] = None  # type: ignore[assignment]
    return page_text(html)


def test_a_page_has_the_text_that_its_reader_finds() -> None:
    assert extracted(article()) == page_text(article())
    assert extracted("<html></html>") is None


def test_a_page_with_more_attributes_than_can_be_read_is_told_in_time() -> None:
    many = " ".join(f'data-{number}=""' for number in range(80_000))
    found = extracted(article().replace("<article>", f"<article {many}>"), seconds=2)
    assert found == Absent("unsuitable", "the page's text can't be taken out within 2 seconds")


@pytest.mark.parametrize(
    ("read", "why"),
    [
        (_sleeps, "the page's text can't be taken out within 0.2 seconds"),
        (_dies, "the page's text takes too much memory to be taken out"),
        (_fills_memory, "the page's text takes too much memory to be taken out"),
        (_fails, "what reads pages fails on this one (ZeroDivisionError)"),
    ],
)
def test_what_can_not_be_read_says_why(read: object, why: str) -> None:
    seconds = 0.2 if read is _sleeps else 30
    assert extracted(article(), seconds, read) == Absent("unsuitable", why)  # type: ignore[arg-type]


def test_what_is_not_installed_ends_the_command() -> None:
    with pytest.raises(CommandError, match="pip install trafilatura lxml_html_clean"):
        extracted(article(), read=_lacks_library)
