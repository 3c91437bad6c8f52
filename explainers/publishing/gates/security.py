"""Gate: who finds a weakness of the site can still tell somebody.

Code ``contact-expires``: `.well-known/security.txt` (RFC 9116) says until when it holds, and that day is past, less
than 30 days away, or can't be read. Those who test sites take no notice of a file that has expired.
"""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from typing import Final

from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.scan import problem_at

__all__ = ["CONTACT_FILE", "contact_problems", "expiring_contact"]

CONTACT_FILE: Final = ".well-known/security.txt"
"""Where those who test sites look for whom to tell."""
_LEAST: Final = timedelta(days=30)
_EXPIRES: Final = re.compile(rb"^expires:[ \t]*(\S+)[ \t]*\r?$", re.IGNORECASE | re.MULTILINE)


def expiring_contact(site: BuiltSite, now: datetime) -> tuple[Problem, ...]:
    """Return a problem if the site's `security.txt` does not hold for another 30 days; `now` has a time zone."""
    return contact_problems(site.read(CONTACT_FILE), now) if CONTACT_FILE in site.files else ()


def contact_problems(data: bytes, now: datetime) -> tuple[Problem, ...]:
    """Return a problem if what a `security.txt` says does not hold for another 30 days."""
    message = _trouble(data, now)
    return (problem_at(CONTACT_FILE, "contact-expires", message),) if message else ()


def _trouble(data: bytes, now: datetime) -> str:
    """Return what is wrong with the day until which a file holds, or nothing.

    >>> from datetime import UTC
    >>> _trouble(b"Expires: 2026-12-24T00:00:00Z", datetime(2026, 11, 24, tzinfo=UTC))
    ''
    >>> _trouble(b"Expires: 2026-12-24T00:00:00Z", datetime(2026, 11, 25, tzinfo=UTC))
    'it holds until 2026-12-24, under 30 days from now: check whether it is right, and set EXPLAINER_SECURITY again'
    """
    found = _EXPIRES.findall(data)
    if len(found) != 1:
        return "it must say once until when it holds (Expires)"
    try:
        expires = datetime.fromisoformat(found[0].decode("ascii"))
    except ValueError:
        return f"'{found[0].decode('utf-8', 'replace')}' isn't a day until which it holds (as 2027-06-30T00:00:00Z)"
    if expires.tzinfo is None:
        return "the time until which it holds has no time zone (end it with Z)"
    if expires - now >= _LEAST:
        return ""
    near = f"it holds until {expires.date()}, under {_LEAST.days} days from now"
    return f"{near}: check whether it is right, and set EXPLAINER_SECURITY again"
