"""Addresses that nobody can reach: those of examples, and of one's own machine."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlsplit

from explainers.hosts import is_of_examples
from explainers.publishing.gates.traces import is_private_host

__all__ = ["is_placeholder"]

_PLACEHOLDERS: Final = (".example.com", ".example.net", ".example.org")  # somebody's, but only for examples (RFC 2606)


def is_placeholder(site_url: str) -> bool:
    """Whether no reader can reach a site, or somebody by mail, at an address.

    >>> [is_placeholder(url) for url in ("https://bearings.example", "http://127.0.0.1:8000", "https://myexample.com")]
    [True, True, False]
    >>> is_placeholder("mailto:desk@example.org?subject=Error")
    True
    """
    parts = urlsplit(site_url)
    host = parts.path.rpartition("@")[2].lower() if parts.scheme == "mailto" else parts.hostname or ""
    return is_private_host(host) or is_of_examples(host) or f".{host}".endswith(_PLACEHOLDERS)
