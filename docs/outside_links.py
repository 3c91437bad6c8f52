"""A hook of MkDocs: links to files beside the documentation, which its site doesn't have, become their names."""

from __future__ import annotations

import re
from typing import Any

_OUTSIDE = re.compile(r"\[([^\[\]]+)\]\(((?:\.\./)+[^()\s]+)\)")


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Return a page without links out of `docs/`."""
    return _OUTSIDE.sub(_named, markdown)


def _named(link: re.Match[str]) -> str:
    words, path = link[1], re.sub(r"(?:\.\./)+", "", link[2]).partition("#")[0]
    return words if path in words.strip("`") else f"{words} (`{path}`)"
