"""How a release comes to lie on the target, complete and read back: made, or brought back.

Everything here happens beside what readers see. `deploy` says when.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable

from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.directory import Directory, extra_files, wrong_files
from explainers.publishing.errors import PublishError
from explainers.publishing.manifest import Manifest, NotReadable
from explainers.publishing.plan import Plan, carried_into, later_mtime_ns, with_carried

__all__ = ["bring_back", "make_release", "mend", "returning", "some"]


def make_release(
    target: Directory, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
) -> Manifest:
    """Make a release that isn't there yet, or is there damaged; return its manifest."""
    if target.folder(new.id).exists():
        target.set_aside(new.id)  # it is there, but `deploy` found it damaged
    folder = target.stage_folder(new.id)
    try:
        _stage(target, site, new, plan, live, context)
        new = _read_back(target, site, with_carried(new, plan.carried), plan, context)
        target.flush(folder, plan.sent)
        target.finish(new)
    except (OSError, PublishError):
        # The first fault is the one to tell; what can't be removed now, the next deploy sweeps.
        with contextlib.suppress(OSError):
            target.disk.remove(folder)
        raise
    return new


def returning(target: Directory, new: Manifest) -> Manifest | None:
    """Return the manifest of the same release as it was published before, if it is still there and sound."""
    if new.id not in target.complete():
        return None
    try:
        old = target.manifest(new.id)
    except NotReadable:
        return None
    if wrong_files(target.folder(new.id), new.own):
        return None
    return replace(new, files=old.files, carried=old.carried)


def bring_back(target: Directory, new: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
    """Prepare a release that exists already for its return: assets are added, and nothing else.

    Its readers may hold pages of the live release, which it was made before. Files that differ from the live
    ones get a later time, so that no cache takes the older bytes for unchanged ones.
    """
    folder, now = target.folder(new.id), context.clock()
    if live:
        new = with_carried(new, carried_into(new, live, now))
        for path in wrong_files(folder, {path: new.served[path] for path in new.carried}):
            target.disk.remove(folder / path)
            target.keep(folder, path, live.id)
        new = _without(new, wrong_files(folder, {path: new.served[path] for path in new.carried}))
        for path, entry in new.files.items():
            if path in live.files and live.files[path].sha256 != entry.sha256:
                later = later_mtime_ns(now, target.mtime_ns(live.id, path))
                target.disk.set_mtime(folder / path, later)
    target.flush(folder, new.carried)
    target.write_manifest(new)
    context.tell("stage", f"release {new.id} is there already", carried=len(new.carried))
    return new


def mend(target: Directory, site: BuiltSite, live: Manifest, path: str, context: DeployContext) -> None:
    """Replace a damaged file of the live release, in one step, by the one that was built."""
    folder = target.stage_folder(live.id)
    before = target.mtime_ns(live.id, path)
    target.put(folder, path, site.root / path, later_mtime_ns(context.clock(), before))
    if wrong_files(folder, {path: live.own[path]}):
        raise PublishError(ExitCode.OUTSIDE, f"what was staged is not what was sent ({path}): nothing was changed")
    target.flush(folder, (path,))
    target.disk.make_folder((target.folder(live.id) / path).parent)
    target.disk.rename(folder / path, target.folder(live.id) / path)


def some(paths: Iterable[str]) -> str:
    """Return the first of some paths, and how many more there are."""
    first, *rest = sorted(paths)
    return f"{first} and {len(rest)} more" if rest else first


def _stage(
    target: Directory, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
) -> None:
    folder, now = target.stage_folder(new.id), context.clock()
    if live:
        for path in (*plan.kept, *plan.carried):
            target.keep(folder, path, live.id)
    for path in plan.sent:
        before = target.mtime_ns(live.id, path) if live else None
        target.put(folder, path, site.root / path, later_mtime_ns(now, before))
    counts = f"{len(plan.sent)} sent, {len(plan.kept)} kept, {len(plan.carried)} carried"
    context.tell("stage", counts, sent=len(plan.sent), kept=len(plan.kept), carried=len(plan.carried))


def _read_back(target: Directory, site: BuiltSite, new: Manifest, plan: Plan, context: DeployContext) -> Manifest:
    """Return the manifest of the staged release, when every byte of it is right.

    What was shared with a damaged live release is sent after all, or, if it was only carried, left out.
    """
    folder = target.stage_folder(new.id)
    wrong = frozenset(wrong_files(folder, new.served))
    again, lost = wrong & frozenset(plan.kept), wrong & new.carried.keys()
    for path in again | lost:
        target.disk.remove(folder / path)
    for path in sorted(again):
        target.put(folder, path, site.root / path, later_mtime_ns(context.clock(), None))
        target.disk.flush(folder / path)
    new = _without(new, lost)
    bad = (wrong - again - lost) | frozenset(wrong_files(folder, {path: new.served[path] for path in again}))
    if bad := bad | frozenset(extra_files(folder, new.served)):
        raise PublishError(ExitCode.OUTSIDE, f"what was staged is not what was sent ({some(bad)}): nothing was changed")
    healed = f", {len(wrong)} mended" if wrong else ""
    context.tell("verify", f"{len(new.served)} staged files are right{healed}", verified=len(new.served))
    return new


def _without(manifest: Manifest, paths: Iterable[str]) -> Manifest:
    gone = frozenset(paths)
    carried = {path: entry for path, entry in manifest.carried.items() if path not in gone}
    return replace(manifest, carried=carried)
