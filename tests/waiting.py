"""Waiting for what becomes true on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from playwright.sync_api import Page

__all__ = ["soon"]

_FRAMES: Final = 600


def soon(page: Page, condition: str) -> bool:
    """Return whether a condition (an expression of JavaScript) becomes true on a page within some hundred frames. The
    policies of our pages forbid `wait_for_function`, which evaluates text there whenever it has to look a second time.
    """
    looking = f"""() => new Promise((done) => {{
      const look = (left) => ({condition}) || !left ? done(left > 0) : requestAnimationFrame(() => look(left - 1));
      look({_FRAMES});
    }})"""
    found: bool = page.evaluate(looking)
    return found
