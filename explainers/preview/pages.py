"""What the server puts into a page on its way to the browser: its script, and leave for that script to run.

The files of the site are not touched. A page's own content-security policy stays in force: it is widened by exactly
the script's address and by the one that the script listens to.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import escape, unescape
from typing import Final
from urllib.parse import urlencode

from explainers.pages.policy import united

__all__ = ["EVENTS", "SCRIPT", "live_page", "waiting_page", "widened"]

SCRIPT: Final = "/-preview/script.js"
EVENTS: Final = "/-preview/events"

_POLICY: Final = re.compile(r'(<meta http-equiv="Content-Security-Policy" content=")([^"]*)(")', re.IGNORECASE)


def widened(policy: str, origin: str) -> str:
    """Return a content-security policy that allows the preview's script besides what it allowed before.

    >>> widened("default-src 'none'; script-src 'self'", "http://localhost:8000")
    "default-src 'none'; script-src 'self' http://localhost:8000/-preview/script.js; connect-src http://localhost:8000/-preview/events"
    """
    return united((policy, f"script-src {origin}{SCRIPT}; connect-src {origin}{EVENTS}"))


def live_page(page: str, origin: str, files: Sequence[str], number: int) -> str:
    """Return a page with the preview's script. `origin` is the server's (``http://localhost:8000``), `files` are those
    of the site that the page is made of, `number` that of the build that it comes from.
    """

    def widen(found: re.Match[str]) -> str:
        return found[1] + escape(widened(unescape(found[2]), origin), quote=True).replace("&#x27;", "'") + found[3]

    asked = urlencode([("since", number), *(("file", file) for file in files)])
    script = f'<script src="{SCRIPT}" data-events="{escape(f"{EVENTS}?{asked}")}" defer></script>'
    before, end, after = _POLICY.sub(widen, page, count=1).rpartition("</body>")
    return f"{before}{script}{end}{after}" if end else f"{after}{script}"


def waiting_page() -> str:
    """Return the page that stands where the site has none."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width">'
        '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; img-src data:">'
        "<title>No page</title></head>\n<body><h1>There is no page here</h1>"
        '<p>If it is made, it will show here by itself. <a href="/">To the first page</a></p></body></html>\n'
    )
