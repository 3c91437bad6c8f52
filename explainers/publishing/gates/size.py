"""Gate: the release is about as large as the live one.

Codes: ``page-count`` for over 30 % fewer or more pages than what is live, and over ten of them, or none at all;
``page-bytes`` for pages that are over 30 % smaller or larger in all, and over 100 kB, as when a theme has lost what it
shows; unless ``--allow-shrink`` says that it is meant. An empty build, or another site's, must never take the place of
a site.
"""

from __future__ import annotations

from typing import Final

from explainers.problems import Problem
from explainers.publishing.scan import problem_at

__all__ = ["odd_page_bytes", "odd_page_count"]

_PERCENT: Final = 30
_FEW: Final = 10  # pages that any site may win or lose
_LITTLE: Final = 100_000  # bytes, likewise


def odd_page_count(pages: int, live_pages: int) -> tuple[Problem, ...]:
    """Return a problem if the number of pages is far from that of the live release.

    >>> odd_page_count(71, 100), odd_page_count(130, 100), odd_page_count(4, 3)
    ((), (), ())
    >>> [problem.code for problem in odd_page_count(69, 100) + odd_page_count(0, 1)]
    ['page-count', 'page-count']
    """
    allowed = max(_PERCENT * live_pages, _FEW * 100) if pages or not live_pages else 0
    if abs(pages - live_pages) * 100 <= allowed:
        return ()
    counts = f"{pages} pages where {live_pages} are live, over {_PERCENT} % away"
    return (problem_at("index.html", "page-count", f"{counts}: if that is meant, add --allow-shrink"),)


def odd_page_bytes(size: int, live_size: int) -> tuple[Problem, ...]:
    """Return a problem if the bytes of all pages are far from those of the live release.

    >>> odd_page_bytes(71_000_000, 100_000_000), odd_page_bytes(90_000, 10_000)
    ((), ())
    >>> [problem.code for problem in odd_page_bytes(69_000_000, 100_000_000)]
    ['page-bytes']
    """
    if abs(size - live_size) * 100 <= max(_PERCENT * live_size, _LITTLE * 100):
        return ()
    counts = f"the pages have {size >> 10} KiB where {live_size >> 10} KiB are live, over {_PERCENT} % away"
    return (problem_at("index.html", "page-bytes", f"{counts}: if that is meant, add --allow-shrink"),)
