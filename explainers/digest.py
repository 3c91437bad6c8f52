"""Digests of records, views and facts over canonical bytes: the same value gives the same digest in every
process, on every machine.
"""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import msgspec

__all__ = ["canonical", "digest", "digest_of_bytes"]

_ENCODER = msgspec.msgpack.Encoder(order="deterministic", enc_hook=str)


def canonical(value: Any) -> bytes:
    """Return the canonical bytes of a value made of records, dataclasses and plain values; sets are refused
    by nobody but sorted, so that their order can't reach the bytes.

    >>> canonical({"b": 1, "a": (2, None)}) == canonical({"a": [2, None], "b": 1})
    True
    """
    return _ENCODER.encode(value)


def digest(value: Any) -> str:
    """Return 32 hexadecimal digits that stand for a value."""
    return digest_of_bytes(canonical(value))


def digest_of_bytes(data: bytes) -> str:
    """Return 32 hexadecimal digits that stand for bytes (BLAKE2b, RFC 7693)."""
    return blake2b(data, digest_size=16).hexdigest()
