"""How a publication ends: the exit codes, and the one exception that carries one of them."""

from __future__ import annotations

from enum import IntEnum

from explainers.problems import Problem

__all__ = ["ExitCode", "Stop"]


class ExitCode(IntEnum):
    """What the number that a command ends with means."""

    DONE = 0
    PROBLEMS = 1  # the built site has errors; nothing was published
    USAGE = 2
    FAULT = 3  # disk or system failed before the switch; what was there stands; safe to run again
    UNSUITABLE = 4  # the target can't hold what is promised, or isn't ours
    OLDER = 5  # what is online is newer
    ROLLED_BACK = 6  # what was served was not what was sent
    BROKEN = 7  # as 6, and the way back failed too
    BUSY = 75  # another publication is under way
    INTERRUPTED = 130


class Stop(Exception):
    """The publication ends here, with a code, a sentence for people, and the problems if there are any."""

    def __init__(self, code: ExitCode, message: str, problems: tuple[Problem, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.problems = problems
