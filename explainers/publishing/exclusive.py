"""One publication to a target at a time, and faults outside told in words."""

from __future__ import annotations

import contextlib
import errno
from collections.abc import Callable, Iterator
from typing import TypeVar

from explainers.exit_codes import ExitCode
from explainers.failures import disk_sentence
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import NotReadable
from explainers.publishing.targets.protocol import Target

__all__ = ["disk_faults", "exclusive", "patiently"]

_T = TypeVar("_T")


def patiently(wait: float, context: DeployContext, do: Callable[[], _T]) -> _T:
    """Do something; while another publication is under way, wait so many seconds for that one to end."""
    left = wait
    while True:
        try:
            return do()
        except PublishError as busy:
            if busy.code != ExitCode.BUSY or left <= 0:
                raise
        context.sleep(min(1.0, left))
        left -= 1


@contextlib.contextmanager
def exclusive(target: Target, site: str, context: DeployContext) -> Iterator[None]:
    """Hold a target's lock, and mend what a dead publication has left; whose target it is was looked at before.

    Raises `PublishError`.
    """
    with target.locked():
        target.check_owner(site)
        target.claim(site)
        context.tell("lock", "the target is ours")
        _mend_log(target, context)
        yield


@contextlib.contextmanager
def disk_faults() -> Iterator[None]:
    """Tell a fault of a disk, or of the way there, in words; nothing that readers see has changed by then."""
    try:
        yield
    except OSError as error:
        # Where nobody may write, another try ends as this one.
        again = "" if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS) else ", and it is safe to try again"
        said = f"{disk_sentence(error)}. What was live is still live{again}"
        raise PublishError(ExitCode.OUTSIDE, said) from error


def _mend_log(target: Target, context: DeployContext) -> None:
    """Add the line that a publication killed right after its switch could not write."""
    live, lines = target.live_id(), target.log()
    if live and (not lines or lines[-1].id != live):
        before, commit = (lines[-1].id if lines else None), ""
        with contextlib.suppress(NotReadable, FileNotFoundError):
            commit = target.manifest(live).commit
        target.record(LogLine(context.clock(), "deploy", live, before, commit, "unknown"))
