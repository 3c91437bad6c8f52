"""A page is published when its status says so and its day has come."""

from __future__ import annotations

import pytest

from explainers.publication import STATES, State, state_of


@pytest.mark.parametrize("status", STATES)
def test_without_publishing_by_date_a_page_is_what_its_status_says(status: State) -> None:
    assert state_of(status, "2999-01-01", "2026-01-01", by_date=False) == status


@pytest.mark.parametrize("status", STATES)
def test_a_page_whose_day_has_not_come_is_a_draft_whatever_its_status(status: State) -> None:
    assert state_of(status, "2026-01-02", "2026-01-01", by_date=True) == "draft"


@pytest.mark.parametrize("status", STATES)
@pytest.mark.parametrize("date", ["", "2025-12-31", "2026-01-01"])
def test_from_its_day_on_or_without_a_date_it_is_what_its_status_says(status: State, date: str) -> None:
    assert state_of(status, date, "2026-01-01", by_date=True) == status
