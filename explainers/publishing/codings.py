"""The content codings that files are sent in (RFC 9110, 8.4): bytes as they were before."""

from __future__ import annotations

import gzip
import zlib

__all__ = ["decoded"]


def decoded(data: bytes, coding: str | None) -> bytes | None:
    """Return bytes without their coding, ``gzip`` or ``br``, in any other as they are; `None` where they aren't in it.

    >>> decoded(gzip.compress(b"words"), "gzip"), decoded(b"words", "br"), decoded(b"words", None)
    (b'words', None, b'words')
    """
    if coding not in ("gzip", "br"):
        return data
    import brotli

    try:
        return gzip.decompress(data) if coding == "gzip" else bytes(brotli.decompress(data))
    except (OSError, EOFError, zlib.error, brotli.error):
        return None
