"""Drawings that are kept by all that they show, so that each is drawn once, whichever build asks for it."""

from __future__ import annotations

from typing import Protocol

__all__ = ["Drawings"]


class Drawings(Protocol):
    """Drawings as text, by digests of what they are drawn from. A ``dict`` will do, or what a store keeps."""

    def get(self, name: str, /) -> str | None:
        """Return a drawing, if it is kept."""

    def __setitem__(self, name: str, drawing: str, /) -> None:
        """Keep a drawing."""
