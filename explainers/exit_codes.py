"""What the number that a command ends with means: for `explainers`, `publish.py` and `tasks.py` alike."""

from __future__ import annotations

from enum import IntEnum

__all__ = ["ExitCode"]


class ExitCode(IntEnum):
    """The exit codes of all commands."""

    DONE = 0
    """Done, or nothing had to be done; warnings may have been printed."""
    PROBLEMS = 1
    """The content or the built site has errors: nothing was written or published."""
    USAGE = 2
    """Wrong usage or settings."""
    OUTSIDE = 3
    """Something outside failed (disk, network, server): what was there before stands; it is safe to try again."""
    UNSUITABLE = 4
    """Refused: the target can't hold what is promised, or belongs to others."""
    OLDER = 5
    """Refused: what is online is newer."""
    ROLLED_BACK = 6
    """What was served wasn't what was sent: the previous release is live again."""
    BROKEN = 7
    """As `ROLLED_BACK`, but going back failed too."""
    BUSY = 75
    """Another publication is under way: try again later."""
    INTERRUPTED = 130
    """Interrupted; as `OUTSIDE` in all else."""
