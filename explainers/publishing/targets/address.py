"""What a person writes for a target, and the target that it means: `dir:PATH`, or a name in `PUBLISH_TARGETS`."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from msgspec import Struct

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.disk import Disk
from explainers.publishing.targets.protocol import Target
from explainers.publishing.targets.releases import Releases

__all__ = ["FORMS", "TargetRecord", "open_target", "target_record"]

FORMS: Final = "dir:PATH"
"""How a target can be written, for people."""


class TargetRecord(Struct, frozen=True, forbid_unknown_fields=True):
    """What is known of a target.

    Fields: `url`, as it would be written on the command line; `site_url`, where readers see it, or empty for the
    site's own address; `keep_releases`; `verify`, whether and how what readers get is looked at: ``all``, ``some`` or
    ``none``; `serves`, what its server is set up to do besides sending files (``headers``, ``brotli``, ``gzip``,
    ``404``); `max_age`, seconds that caches in front of it may keep a page.
    """

    url: str
    site_url: str = ""
    keep_releases: int = 5
    verify: str = "all"
    serves: tuple[str, ...] = ()
    max_age: int = 0

    @property
    def kind(self) -> str:
        """What sort of target it is."""
        return self.url.partition(":")[0]

    @property
    def place(self) -> str:
        """Where it is, as its kind has it."""
        return self.url.partition(":")[2]


def target_record(text: str, named: Mapping[str, Mapping[str, object]]) -> TargetRecord:
    """Return the target that a text names or is; raises `PublishError` (usage) for anything else."""
    if text in named:
        return _from_settings(text, named[text])
    record = TargetRecord(text)
    if record.kind not in _OPENERS or not record.place:
        names = f", or one of {', '.join(sorted(named))}" if named else ""
        raise PublishError(ExitCode.USAGE, f"'{text}' isn't a target: write {FORMS}{names}")
    return record


def _from_settings(name: str, settings: Mapping[str, object]) -> TargetRecord:
    import msgspec

    try:
        record = msgspec.convert(dict(settings), TargetRecord)
    except msgspec.ValidationError as error:
        raise PublishError(ExitCode.USAGE, f"PUBLISH_TARGETS['{name}'] can't be used: {error}") from error
    if record.kind not in _OPENERS or not record.place:
        raise PublishError(ExitCode.USAGE, f"PUBLISH_TARGETS['{name}']: its url must be {FORMS}")
    return record


def open_target(record: TargetRecord) -> Target:
    """Return the target of a record. Nothing is asked of it yet."""
    return _OPENERS[record.kind](record, f"{socket.gethostname()}-{os.getpid()}")


def _directory(record: TargetRecord, owner: str) -> Target:
    try:
        base = Path(record.place).expanduser().absolute()
    except RuntimeError as error:
        raise PublishError(ExitCode.USAGE, f"'{record.url}': there is no such user on this machine") from error
    if base == base.parent:
        raise PublishError(ExitCode.USAGE, f"'{record.url}' is the whole disk: name a folder in it")
    return Releases(base, owner, Disk())


_OPENERS: Final[Mapping[str, Callable[[TargetRecord, str], Target]]] = {"dir": _directory}
