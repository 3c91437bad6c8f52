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
    """Return the canonical bytes of a value made of records, dataclasses and plain values: mappings and sets are
    sorted, so that their order can't reach the bytes.

    >>> canonical({"b": 1, "a": (2, None)}) == canonical({"a": [2, None], "b": 1})
    True
    """
    try:
        return _ENCODER.encode(value)
    except TypeError:  # the encoder orders mappings by text only; few records have numbers as keys
        return _ENCODER.encode(msgspec.to_builtins(value, str_keys=True, order="deterministic", enc_hook=str))


def digest(value: Any) -> str:
    """Return 32 hexadecimal digits that stand for a value."""
    return digest_of_bytes(canonical(value))


def digest_of_bytes(data: bytes) -> str:
    """Return 32 hexadecimal digits that stand for bytes (BLAKE2b, RFC 7693)."""
    return blake2b(data, digest_size=16).hexdigest()
