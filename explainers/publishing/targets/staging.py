"""How a release comes to lie on a disk, complete and read back: made, brought back, or mended.

Everything here happens beside what readers see. `deploy` says when.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable
from typing import TYPE_CHECKING

from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError, some
from explainers.publishing.manifest import Manifest
from explainers.publishing.plan import Plan, carried_into, later_mtime_ns, with_carried

if TYPE_CHECKING:
    from explainers.publishing.targets.releases import Releases

__all__ = ["bring_back", "make_release", "mend"]


def make_release(
    target: Releases, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
) -> Manifest:
    """Make a release that isn't there yet, or is there damaged; return its manifest."""
    if target.disk.kind(target.folder(new.id)):
        target.discard(new.id)  # it is there, but `deploy` found it damaged
    folder = target.stage_folder(new.id)
    try:
        _stage(target, site, new, plan, live, context)
        new = _read_back(target, site, with_carried(new, plan.carried), plan, context)
        target.disk.flush_all(folder, plan.sent)
        _fill_pool(target, new, context)
        target.finish(new)
    except (OSError, PublishError):
        # The first fault is the one to tell; what can't be removed now, the next deploy sweeps.
        with contextlib.suppress(OSError):
            target.disk.remove(folder)
        raise
    return new


def bring_back(target: Releases, old: Manifest, live: Manifest | None, context: DeployContext) -> Manifest:
    """Prepare a release that exists already for its return: damage is mended, assets are added, and nothing else.

    Its readers may hold pages of the live release, which it was made before. Files that differ from the live
    ones get a later time, so that no cache takes the older bytes for unchanged ones.
    """
    folder, now = target.folder(old.id), context.clock()
    mend(target, None, old, target.wrong_files(folder, old.own), context)
    new = old
    if live and live.id != old.id:
        new = with_carried(new, carried_into(new, live, now))
        carried = {path: new.served[path] for path in new.carried}
        target.disk.remove_all(folder / path for path in target.wrong_files(folder, carried))
        target.disk.keep_all(target.folder(live.id), folder, carried)
        new = _without(new, target.wrong_files(folder, carried))
        changed = [p for p, one in new.files.items() if p in live.files and live.files[p].sha256 != one.sha256]
        before = target.disk.mtimes(target.folder(live.id), changed)
        target.disk.renew(folder, {path: later_mtime_ns(now, before.get(path)) for path in changed})
    target.disk.flush_all(folder, new.carried)
    target.update(new)
    context.tell("stage", f"release {new.id} is there already", carried=len(new.carried))
    return new


def mend(
    target: Releases, site: BuiltSite | None, release: Manifest, paths: tuple[str, ...], context: DeployContext
) -> None:
    """Replace damaged files of a release, each in one step, by the ones that were built, or by those of the pool.

    Raises `PublishError` where neither has them; nothing is changed then.
    """
    if not paths:
        return
    disk, folder, stage = target.disk, target.folder(release.id), target.stage_folder(release.id)
    expected = {path: release.served[path] for path in paths}
    before, now = disk.mtimes(folder, paths), context.clock()
    times = {path: later_mtime_ns(now, before.get(path)) for path in paths}
    disk.remove(stage)
    built = {path for path in paths if site and site.files.get(path) == expected[path]}
    if site:
        disk.put_all(site.root, stage, {path: times[path] for path in sorted(built)})
    pooled = disk.scanned(target.pool, {one.sha256 for one in expected.values()})
    for path in sorted(expected.keys() - built):
        if pooled.get(expected[path].sha256) == expected[path]:
            disk.copy_all(target.pool, stage, {expected[path].sha256: path})
            disk.renew(stage, {path: times[path]})
    if wrong := target.wrong_files(stage, expected):
        disk.remove(stage)
        said = f"release {release.id} is damaged ({some(wrong)}) and no sound copy is left: nothing was changed"
        of = f"the site of commit {release.commit[:12]}" if release.commit else "the site"
        raise PublishError(ExitCode.OUTSIDE, f"{said}. Build {of} again and deploy that")
    disk.flush_all(stage, paths)
    disk.make_folders(sorted({(folder / path).parent for path in expected}))
    for path in sorted(expected):
        disk.rename(stage / path, folder / path)
    disk.remove(stage)


def _stage(
    target: Releases, site: BuiltSite, new: Manifest, plan: Plan, live: Manifest | None, context: DeployContext
) -> None:
    folder, now = target.stage_folder(new.id), context.clock()
    before = target.disk.mtimes(target.folder(live.id), plan.sent) if live else {}
    if live:
        target.disk.keep_all(target.folder(live.id), folder, (*plan.kept, *plan.carried))
    times = {path: later_mtime_ns(now, before.get(path)) for path in plan.sent}
    target.disk.put_all(site.root, folder, times)
    counts = f"{len(plan.sent)} sent, {len(plan.kept)} kept, {len(plan.carried)} carried"
    context.tell("stage", counts, sent=len(plan.sent), kept=len(plan.kept), carried=len(plan.carried))


def _read_back(target: Releases, site: BuiltSite, new: Manifest, plan: Plan, context: DeployContext) -> Manifest:
    """Return the manifest of the staged release, when every byte of it is right.

    What was shared with a damaged live release is sent after all, or, if it was only carried, left out.
    """
    folder = target.stage_folder(new.id)
    wrong = frozenset(target.wrong_files(folder, new.served))
    again, lost = wrong & frozenset(plan.kept), wrong & new.carried.keys()
    target.disk.remove_all(folder / path for path in sorted(again | lost))
    if again:
        time = later_mtime_ns(context.clock(), None)
        target.disk.put_all(site.root, folder, dict.fromkeys(sorted(again), time))
        target.disk.flush_all(folder, sorted(again))
    new = _without(new, lost)
    bad = (wrong - again - lost) | frozenset(target.wrong_files(folder, {path: new.served[path] for path in again}))
    if bad := bad | frozenset(target.extra_files(folder, new.served)):
        raise PublishError(ExitCode.OUTSIDE, f"what was staged is not what was sent ({some(bad)}): nothing was changed")
    healed = f", {len(wrong)} mended" if wrong else ""
    context.tell("verify", f"{len(new.served)} staged files are right{healed}", verified=len(new.served))
    return new


def _fill_pool(target: Releases, new: Manifest, context: DeployContext) -> None:
    """Keep a copy of each of a staged release's files that shares nothing with what is served.

    Without room for it the release can go live all the same; it could only not be mended later.
    """
    there = set(target.disk.names(target.pool))
    lacking = {path: one.sha256 for path, one in new.served.items() if one.sha256 not in there}
    try:
        target.disk.copy_all(target.stage_folder(new.id), target.pool, lacking)
        target.disk.flush_all(target.pool, ())
    except OSError as error:
        said = f"no room for copies to mend damaged releases from ({error.strerror or error})"
        context.tell("note", said)


def _without(manifest: Manifest, paths: Iterable[str]) -> Manifest:
    gone = frozenset(paths)
    carried = {path: entry for path, entry in manifest.carried.items() if path not in gone}
    return replace(manifest, carried=carried)
