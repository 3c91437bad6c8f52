"""A folder that is to become a target: whether its address looks mistyped, and what is in its way.

Nobody else asks whether an address is the one that was meant: a release in the folder `nwes` is as sound as in `news`,
and readers never see it.
"""

from __future__ import annotations

import difflib
from contextlib import suppress
from pathlib import Path
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.ownership import TARGET_MARK
from explainers.plurals import first_of
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.protocol import TargetDisk

__all__ = ["not_ours", "owner_file", "owner_of", "refuse_mistyped"]

_MADE: Final = 2  # folders that may be missing at the end of an address, such as the last two of /srv/www/news
_SIMILAR: Final = 0.75  # difflib's ratio: `nwes` and `news` are, `news-test` and `news` aren't
_MAKE_IT: Final = "make the folder of a new target first, with mkdir -p"
_ASKED: Final = 5  # similar names, at most, each of which takes a way to the machine and back


def refuse_mistyped(disk: TargetDisk, base: Path, site: str) -> None:
    """Raise `PublishError` (usage) for an address where no folder is, if a target of the same site lies at one like it,
    or if more is missing than a first publication makes: over two folders, or one of those at the top of the disk.
    A folder that was made by hand says that its address is meant.
    """
    there = next(folder for folder, kind in zip(base.parents, disk.kinds(base.parents), strict=True) if kind)
    missing = base.relative_to(there).parts
    gone, around = "/".join(missing), there.name or str(there)  # no word of where that is on this machine
    if near := _near(disk, there, missing, site):
        said = f"there is no folder '{gone}' in '{around}'. Did you mean '{near}', which is a target of this site?"
        raise PublishError(ExitCode.USAGE, f"{said} If not, {_MAKE_IT}")
    if len(missing) > _MADE or there == there.parent != Path():
        nor = f", nor '{missing[0]}'" if len(missing) > 1 else ""
        said = f"there is no folder '{gone}' in '{around}'{nor}"
        raise PublishError(ExitCode.USAGE, f"{said}: look at the target's address. If it is right, {_MAKE_IT}")


def not_ours(foreign: list[str]) -> str:
    """Return in words what a folder without an owner has in it."""
    names = first_of([f"'{name}'" for name in foreign], 3)
    return f"the target has other things in it ({names}): name an empty folder, or a new one"


def owner_file(base: Path) -> Path:
    """Return the file that marks a folder as a site's target."""
    return base / TARGET_MARK


def owner_of(disk: TargetDisk, base: Path) -> str:
    """Return the site that a folder is marked as a target of. Raises `OSError` where it isn't marked."""
    return disk.read(owner_file(base)).decode("utf-8", "replace").strip()


def _near(disk: TargetDisk, there: Path, missing: tuple[str, ...], site: str) -> str | None:
    """Return where a site has a target, below a folder, at an address like the one whose last parts are missing."""
    first, *rest = missing
    names: tuple[str, ...] = ()
    with suppress(PermissionError):  # there may be folders that we may pass through but not list
        names = disk.names(there)
    for name in difflib.get_close_matches(first, names, _ASKED, _SIMILAR):
        with suppress(OSError):  # it is no target, or not ours to read
            if owner_of(disk, there.joinpath(name, *rest)) == site:
                return "/".join((name, *rest))
    return None
