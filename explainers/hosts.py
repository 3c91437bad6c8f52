"""Hosts of sites: those with letters beyond ASCII, as browsers ask for them, and those that are only examples."""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import SplitResult, quote

from explainers.urls import IN_PATHS

__all__ = ["OF_EXAMPLES", "ascii_address", "is_of_examples"]

_NAME: Final = re.compile(r"[a-z0-9_.-]+|[0-9a-f.]*:[0-9a-f:.]+")  # a name, or an address by IP version 4 or 6
OF_EXAMPLES: Final = (".example", ".invalid", ".test")
"""How names end that are never given to anybody (RFC 6761)."""


def is_of_examples(host: str) -> bool:
    """Whether a host has a name that is kept for examples and tests.

    >>> [is_of_examples(host) for host in ("news.example", "News.TEST.", "example.org", "")]
    [True, True, False, False]
    """
    return f".{host.lower().rstrip('.')}".endswith(OF_EXAMPLES)


def ascii_address(parts: SplitResult) -> str:
    """Return scheme, host, port and path of an address in ASCII (UTS 46, RFC 3986), without the slash at its end.
    Raises `UnicodeError` for what no host can be called.
    """
    if not parts.netloc.isascii():
        host = _host(parts)
    elif _NAME.fullmatch(parts.hostname or ""):
        host = parts.netloc
    else:
        raise UnicodeError(f"no host is called {parts.netloc!r}")
    return f"{parts.scheme}://{host}{quote(parts.path.rstrip('/'), safe=IN_PATHS)}"


def _host(parts: SplitResult) -> str:
    import idna  # only for those that need it: its tables take time to load

    host = idna.encode(parts.hostname or "", uts46=True).decode()
    return f"{host}:{parts.port}" if parts.port else host
