"""A page's own view of the site while it is checked: what the rules ask for is noted.

Rules are pure functions of a page's files and of what they ask here. So where all of it is as it was, they would find
the same again, and the page need not be checked.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from msgspec import Struct

from explainers.checks.book import NameBook
from explainers.checks.evidence import Evidence
from explainers.checks.site import CheckedSite, Support
from explainers.model import Event, NameEntry
from explainers.prose import Citation
from explainers.reading.documents import Document

__all__ = ["WatchedDay", "WatchedSite", "Window"]


class Window(Struct, frozen=True, array_like=True):
    """For which days a finding holds: those between `after` and `before` (ISO dates, exclusive; empty: for ever), or
    for `only` the day that it was made for.
    """

    after: str = ""
    before: str = ""
    only: bool = False

    def holds(self, day: str, made_for: str) -> bool:
        """Whether the finding that was made for a day holds for another one."""
        if day == made_for:
            return True
        return not self.only and self.after < day and (not self.before or day < self.before)


class WatchedDay(str):
    """A day (ISO date) that notes which dates it is compared with; whoever shows or takes apart any of it, depends on
    the very day.
    """

    __hash__ = str.__hash__

    def __init__(self, _: str) -> None:
        self.window = Window()

    def _compare(self, other: object) -> None:
        seen = self.window
        if not isinstance(other, str) or str.__eq__(self, other):
            self._show()
        elif str.__lt__(self, other):
            self.window = Window(seen.after, min(seen.before or other, other), seen.only)
        else:
            self.window = Window(max(seen.after, other), seen.before, seen.only)

    def _show(self) -> None:
        self.window = Window(self.window.after, self.window.before, only=True)

    def __lt__(self, other: str) -> bool:
        self._compare(other)
        return str.__lt__(self, other)

    def __le__(self, other: str) -> bool:
        self._compare(other)
        return str.__le__(self, other)

    def __gt__(self, other: str) -> bool:
        self._compare(other)
        return str.__gt__(self, other)

    def __ge__(self, other: str) -> bool:
        self._compare(other)
        return str.__ge__(self, other)

    def __eq__(self, other: object) -> bool:
        self._compare(other)
        return str.__eq__(self, other)

    def __ne__(self, other: object) -> bool:
        self._compare(other)
        return str.__ne__(self, other)

    def __str__(self) -> str:
        self._show()
        return str.__str__(self)

    def __format__(self, form: str) -> str:
        self._show()
        return str.__format__(self, form)

    def __getitem__(self, place: Any) -> str:
        self._show()
        return str.__getitem__(self, place)


class WatchedSite(CheckedSite):
    """The site as one page sees it: `page` are the page's files, the original and its translations."""

    def __init__(self, site: CheckedSite, page: Iterable[Document]) -> None:
        self._site = site
        self.documents = tuple(page)
        self.languages, self.by_date, self.published = site.languages, site.by_date, None
        self.texts, self.shingles = {}, None
        self._today = WatchedDay(site.day)
        self._asked: dict[str, None] = {}

    @property
    def reads(self) -> tuple[str, ...]:
        """The names of what was asked for apart from the page's own files, in order."""
        return tuple(sorted(self._asked))

    @property
    def window(self) -> Window:
        """For which days the rules would find the same."""
        return self._today.window

    @property
    def day(self) -> str:  # type: ignore[override]
        """The day to check for."""
        return self._today

    @property
    def corpus(self) -> Any:  # type: ignore[override]
        """Nothing: what a rule reads, it asks for by name."""
        raise TypeError("rules ask the site for single things, so that it is known what they read")

    @property
    def book(self) -> NameBook:  # type: ignore[override]
        """What names of the site stand for."""
        self._asked["book"] = None
        return self._site.book

    @cached_property
    def _countries(self) -> dict[tuple[str, str], tuple[str, ...]]:
        return {
            (one.kind, one.slug): one.countries for one in self.documents if one.original and one.record is not None
        }

    def evidence(self, key: str) -> Evidence | None:
        """Return what a source can be cited for, or `None` where there is no such source."""
        self._asked["book"] = self._asked[f"evidence {key}"] = None
        return self._site.evidence(key)

    def support(self, citations: tuple[Citation, ...]) -> Support:
        """Return what citations can stand for, all of them together."""
        self._asked["book"] = None
        self._asked.update((f"evidence {one.source}", None) for one in citations if one.source)
        return self._site.support(citations)

    def event(self, id: str) -> Event | None:
        """Return an event; only the file that has them knows some."""
        return self._site.event(id) if any(one.kind == "events" for one in self.documents) else None

    def name_entry(self, id: str) -> NameEntry | None:
        """Return an entry of the site's names."""
        self._asked["book"] = None
        return self._site.name_entry(id)
