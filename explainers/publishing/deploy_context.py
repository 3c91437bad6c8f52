"""What a deployment needs of the world around it, passed in: clock, history, names, and somebody to tell."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from msgspec import Struct

__all__ = ["DeployContext", "Tell"]


class Tell(Protocol):
    """Says what is being done."""

    def __call__(self, phase: str, text: str, /, **figures: int | str) -> None:
        """Say a sentence of a phase to people, and its figures to programs."""


class DeployContext(Struct, frozen=True):
    """What a deployment needs of the world around it.

    Fields: `clock`, the time in UTC; `contains`, whether a commit (first) has another (second) in its
    history, `None` where nobody knows; `who` publishes, for the log; `own_paths`, folders of this machine
    that no page may name; `tell`; `secrets`, values that may not be published, by the names of their variables.
    """

    clock: Callable[[], datetime]
    contains: Callable[[str, str], bool | None]
    who: str
    own_paths: tuple[str, ...]
    tell: Tell
    secrets: Mapping[str, str] = {}
