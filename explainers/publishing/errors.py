"""How a publication ends early: the one exception that carries an exit code."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.failures import CommandError
from explainers.plurals import first_of
from explainers.problems import Problem

__all__ = ["PublishError", "never_published", "refuse_lost", "refuse_other_owner", "refuse_unknown_host", "some"]


_NO_SUCH_HOST: Final = ("Could not resolve host", "Name or service not known", "No address associated with hostname")


class PublishError(CommandError):
    """The publication ends here, with a code, a sentence for people, and the problems if there are any."""

    def __init__(self, code: ExitCode, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.code = self.exitcode = code
        self.message = message
        self.problems = problems


def never_published() -> PublishError:
    """Return how a command ends that needs what isn't there: a release."""
    return PublishError(ExitCode.USAGE, "nothing was ever published to this target: deploy to it first")


def refuse_other_owner(name: str, site: str) -> None:
    """Raise `PublishError` where a target is marked as another site's than the one that is to be published."""
    if name != site:
        raise PublishError(ExitCode.UNSUITABLE, f"the target belongs to another site, '{name}', not to '{site}'")


def refuse_unknown_host(said: str, host: str) -> None:
    """Raise `PublishError` (usage) where a program said that no machine has a name: that isn't mended by another try.
    Where only nobody could be asked, it is.
    """
    if any(words in said for words in _NO_SUCH_HOST) and "Temporary failure" not in said:
        way = "look at the target's address, or at what this machine asks for names"
        raise PublishError(ExitCode.USAGE, f"no machine is known by the name of {host}: {way}")


def refuse_lost(release: str, lost: Collection[str]) -> None:
    """Raise `PublishError` where bytes of a release are lost."""
    if lost:
        said = f"the bytes of release {release} are lost ({some(lost)}): nothing was changed"
        raise PublishError(ExitCode.OUTSIDE, f"{said}. Build its commit again and deploy that")


def some(paths: Iterable[str]) -> str:
    """Return the first of some paths, and how many more there are.

    >>> some(["b", "a"])
    'a and 1 more'
    """
    return first_of(sorted(paths), 1)
