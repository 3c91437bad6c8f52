"""Numbers of things in words, in messages for people."""

from __future__ import annotations

__all__ = ["counted"]


def counted(number: int, thing: str) -> str:
    """Return how many things there are.

    >>> counted(1, "file"), counted(3, "file"), counted(0, "file")
    ('1 file', '3 files', '0 files')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"
