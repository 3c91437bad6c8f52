"""What is published, in one place: checks, the plan, lists, feeds and links all ask here.

A page is published if its status says so and its day has come. Where the site publishes by date (Pelican's setting
`WITH_FUTURE_DATES` is False), a page with a later date is a draft until then.
"""

from __future__ import annotations

from typing import Final, Literal, get_args

__all__ = ["STATES", "State", "state_of"]

State = Literal["published", "draft", "hidden"]

STATES: Final[tuple[State, ...]] = get_args(State)
"""What a page's status can say, as in Pelican. A hidden page has an address, but stands in no list."""


def state_of(status: State, date: str, day: str, *, by_date: bool) -> State:
    """Return what a page is on a day (ISO dates): `status` is what its front matter says, `date` its own date (empty:
    it has none).

    >>> state_of("published", "2026-12-01", "2026-11-30", by_date=True)
    'draft'
    >>> state_of("published", "2026-12-01", "2026-12-01", by_date=True)
    'published'
    """
    return "draft" if by_date and date > day else status
