"""No input makes a traceback: random changes to files, and everything that once broke something."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.checks import fuzz
from tests.checks.examples import PAGE, found, site_files, texts, with_body

PIECES = st.lists(st.sampled_from([token.decode("utf-8", "replace") for token in fuzz.TOKENS]) | st.text(max_size=12))


@pytest.mark.parametrize(("path", "data"), fuzz.kept())
def test_what_once_broke_something_does_not_any_more(path: str, data: bytes) -> None:
    fuzz.attempt(path, data)


def test_files_with_random_changes_are_read_and_checked() -> None:
    assert fuzz.run(20231108, tries=150) == []


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
@given(PIECES)
def test_any_body_is_checked(pieces: list[str]) -> None:
    files = with_body(site_files(), "".join(pieces))
    for problem in found(files, text=texts()).problems:
        lines = files[problem.path.partition("/")[2]].decode().split("\n")
        assert 1 <= problem.place.line <= len(lines) + 1
        assert problem.place.column >= 1


@settings(deadline=None, max_examples=40, suppress_health_check=[HealthCheck.too_slow])
@given(st.binary(max_size=60), st.integers(0, 400))
def test_any_bytes_in_a_page_are_checked(data: bytes, at: int) -> None:
    page = site_files()[PAGE]
    found({**site_files(), PAGE: page[:at] + data + page[at:]}, text=texts())
