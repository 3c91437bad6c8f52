"""How a process that only builds looks for garbage: seldom.

Python looks for objects that hold each other in circles at every 700 new ones. What a build makes are records, views
and texts, which hold nothing in circles and live until the build ends: looking at them again and again was a twentieth
of a build's time. Measured at 100 explainers: 663 looks took 0.5 s of 9, six take 0.2 s, and memory is the same.
"""

from __future__ import annotations

import gc
from typing import Final

__all__ = ["look_seldom"]

_NEW_OBJECTS: Final = 50_000


def look_seldom() -> None:
    """Look for garbage seldom in this process from now on. For processes that end with what they make: one that goes
    on, as the preview does, looks as often as Python's own settings say.
    """
    gc.set_threshold(_NEW_OBJECTS, 20, 100)
