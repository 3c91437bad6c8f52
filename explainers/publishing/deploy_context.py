"""What a publication needs of the world around it, passed in: clock, history, names, and somebody to tell; and what the
person who publishes allows.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from explainers.failures import CommandError
from explainers.publishing.manifest import Manifest
from explainers.publishing.plan import KEPT

__all__ = ["DeployContext", "Look", "PublishOptions", "Served", "Tell", "say"]


class Tell(Protocol):
    """Says what is being done."""

    def __call__(self, phase: str, text: str, /, **figures: int | str) -> None:
        """Say a sentence of a phase to people, and its figures to programs."""


class Served(Struct, frozen=True):
    """What readers really get: how many files were asked for and right, sentences on what is `wrong`, and whether
    anybody answered at all; `said` tells in words what could be verified.
    """

    said: str
    right: int = 0
    wrong: tuple[str, ...] = ()
    answered: bool = True


class Look(Protocol):
    """Looks at what readers get."""

    def shows(self, live: Manifest) -> bool:
        """Whether the public address shows what is live in the target."""

    def look(self, release: Manifest, is_ours: bool, held: list[int]) -> Served:
        """Return what readers get of a release; waits for caches until `held` has a signal that asks to end."""


class PublishOptions(Struct, frozen=True):
    """What the person who publishes allows by an option.

    Fields: `allow_older`, what is live is newer; `allow_shrink`, the counts are far off; `new_address`, the site moves
    to another address; `overwrite_hotfix`, what somebody changed on the target goes; `max_remove`, how many pages and
    files may go at most; `keep`, how many releases stay; `wait`, seconds to wait for another publication to end;
    `expires`, when the release may be removed, which makes it a preview.
    """

    allow_older: bool = False
    allow_shrink: bool = False
    new_address: bool = False
    overwrite_hotfix: bool = False
    max_remove: int | None = None
    keep: int = KEPT
    wait: float = 0
    expires: datetime | None = None


class DeployContext(Struct, frozen=True):
    """What a publication needs of the world around it.

    Fields: `clock`, the time in UTC; `contains`, whether a commit (first) has another (second) in its
    history, `None` where nobody knows; `who` publishes, for the log; `own_paths`, folders of this machine
    that no page may name; `tell`; `secrets`, values that may not be published, by the names of their variables;
    `outside`, who asks for a release as readers do, if anybody; `sleep`, for seconds.
    """

    clock: Callable[[], datetime]
    contains: Callable[[str, str], bool | None]
    who: str
    own_paths: tuple[str, ...]
    tell: Tell
    secrets: Mapping[str, str] = {}
    outside: Look | None = None
    sleep: Callable[[float], None] = time.sleep


def say(context: DeployContext, phase: str, text: str, **figures: int | str) -> None:
    """Tell it if anybody listens."""
    with contextlib.suppress(OSError, CommandError):
        context.tell(phase, text, **figures)
