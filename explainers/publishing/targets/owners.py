"""Whose a folder is that is to be a target: this site's, nobody's yet, or others', who keep it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Final

from explainers.exit_codes import ExitCode
from explainers.ownership import TARGET_MARK, TARGET_PARTS
from explainers.publishing.errors import PublishError, refuse_other_owner
from explainers.publishing.manifest import NotReadable
from explainers.publishing.targets.fresh_folder import not_ours, owner_file, owner_of, refuse_mistyped

if TYPE_CHECKING:
    from explainers.publishing.targets.protocol import EntryKind
    from explainers.publishing.targets.releases import Releases

__all__ = ["check_owner"]

_NOT_OTHERS: Final = ("lost+found",)  # what a fresh disk has


def check_owner(target: Releases, site: str) -> bool:
    """Whether a target is marked as a site's already; raises `PublishError` (unsuitable) for what can't be one."""
    disk, base = target.disk, target.base
    folders = (target.releases, target.staging, target.private, target.manifests, target.pool)
    kind, owner, current, *kinds = disk.kinds((base, owner_file(base), target.current, *folders))
    if owner != "file":
        return _is_marked_now(target, kind, site)
    refuse_other_owner(owner_of(disk, base), site)
    if current not in (None, "link"):
        raise PublishError(ExitCode.UNSUITABLE, "'current' in the target isn't a link: move it away")
    for folder, found in zip(folders, kinds, strict=True):
        if found not in (None, "folder"):
            name = folder.relative_to(base).as_posix()
            raise PublishError(ExitCode.UNSUITABLE, f"'{name}' in the target isn't a folder of ours: move it away")
    return True


def _is_marked_now(target: Releases, kind: EntryKind | None, site: str) -> bool:
    """Whether a target that was nobody's, and this kind of thing, is marked as a site's by now; raises `PublishError`
    for what can't become one."""
    if kind not in (None, "folder", "link"):
        raise PublishError(ExitCode.UNSUITABLE, "the target is a file, not a folder: name another place")
    if kind is None and target.disk.base == target.base:  # else it is a preview, and its target is there
        refuse_mistyped(target.disk, target.base, site)
    _refuse_nested(target)
    if foreign := sorted(_foreign(target)):
        if target.disk.kind(owner_file(target.base)) == "file":  # the first publication has marked it meanwhile
            return check_owner(target, site)
        _refuse_lost_mark(target, site)
        meant = f". Did you mean '{within}' in it, a target of this site?" if (within := _within(target, site)) else ""
        raise PublishError(ExitCode.UNSUITABLE, f"{not_ours(foreign)}{meant}")
    return False


def _refuse_lost_mark(target: Releases, site: str) -> None:
    """Raise `PublishError` for a target that has lost what says whose it is: its releases tell that too."""
    for release in target.complete():
        with suppress(NotReadable):
            found = target.manifest(release)
            if found.tool:  # else it was made again from files, which don't say
                refuse_other_owner(found.site, site)
                said = f"the target has releases of this site, but its '{TARGET_MARK}' is gone, which says whose it is"
                way = f"write '{site}' into that file again, in a line by itself"
                raise PublishError(ExitCode.UNSUITABLE, f"{said}: nothing was changed. If nobody meant that, {way}")


def _within(target: Releases, site: str) -> str | None:
    """Return the folder in what is no target that is one of a site's, if there is one."""
    disk, base = target.disk, target.base
    names = disk.names(base)
    kinds = disk.kinds(owner_file(base / name) for name in names)
    marked = (name for name, kind in zip(names, kinds, strict=True) if kind == "file")
    return next((name for name in marked if owner_of(disk, base / name) == site), None)


def _refuse_nested(target: Releases) -> None:
    """Raise `PublishError` for a folder in one that another target sweeps, or shows. A preview has its place there."""
    if target.disk.base != target.base:
        return
    around = [folder for folder in target.base.parents if target.base.relative_to(folder).parts[0] in TARGET_PARTS]
    owners = target.disk.kinds(map(owner_file, around)) if around else ()
    for folder, owner in zip(around, owners, strict=True):
        if owner == "file":
            inside = target.base.relative_to(folder).parts[0]
            place = f"'{inside}' of" if target.base == folder / inside else f"in '{inside}' of"
            said = f"this is {place} the target '{folder.name}', which keeps its own things there"
            raise PublishError(ExitCode.UNSUITABLE, f"{said}: name '{folder.name}' itself, or a folder outside of it")


def _foreign(target: Releases) -> Iterator[str]:
    """Yield what a folder without an owner has that a first publication, cut short, doesn't leave."""
    for name in target.disk.names(target.base):
        if name != target.private.name or target.disk.kind(target.private) != "folder":
            if name not in _NOT_OTHERS:
                yield name
        else:
            yield from (f"{name}/{one}" for one in target.disk.names(target.private) if not _begins(target, one))


def _begins(target: Releases, name: str) -> bool:
    """Whether this is what `locked` and `claim` make before the target has an owner."""
    path = target.private / name
    if name.startswith("link."):
        return target.disk.kind(path) == "link" and target.disk.leads_to(path) == "releases"
    return name in ("lock", "owner.new")
