"""Numbers of things in words, in messages for people."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["counted", "first_of"]


def counted(number: int, thing: str) -> str:
    """Return how many things there are.

    >>> counted(1, "file"), counted(3, "file"), counted(0, "file")
    ('1 file', '3 files', '0 files')
    """
    return f"{number} {thing}{'' if number == 1 else 's'}"


def first_of(things: Sequence[str], most: int) -> str:
    """Return the first of some things, and how many more there are.

    >>> first_of(["a", "b", "c"], 2), first_of(["a", "b"], 2)
    ('a, b and 1 more', 'a, b')
    """
    shown = ", ".join(things[:most])
    return f"{shown} and {len(things) - most} more" if len(things) > most else shown
