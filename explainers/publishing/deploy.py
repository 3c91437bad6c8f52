"""In which order a release becomes the live one, and how it goes back. The order is the promise.

Lock → owner → gates → stage beside the live release → read back every byte → switch one link → read back
through it → log. Nothing that readers see is touched before the switch, and the switch is one rename: killed
at any moment, either nothing has happened or all has. The steps themselves are `directory`'s.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from datetime import datetime
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.failures import disk_sentence
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.directory import Directory, wrong_files
from explainers.publishing.errors import PublishError
from explainers.publishing.gates import problems_of
from explainers.publishing.gates.references import redirects_of
from explainers.publishing.gates.size import odd_page_count
from explainers.publishing.history import LogLine, live_before
from explainers.publishing.manifest import VERSION, BuildRecord, Manifest, NotReadable, entries_of
from explainers.publishing.plan import plan_of
from explainers.publishing.release import bring_back, make_release, mend, returning, some

__all__ = ["Outcome", "PublishOptions", "deploy", "rehearse", "rollback"]


class PublishOptions(Struct, frozen=True):
    """What the person who publishes allows by an option."""

    allow_older: bool = False
    allow_shrink: bool = False


class Outcome(Struct, frozen=True):
    """How it ended: what was done to which release, where it is seen, and counts of files."""

    action: Literal["deployed", "unchanged", "rolled-back", "would-deploy"]
    id: str
    previous: str | None
    site_url: str
    sent: int = 0
    kept: int = 0
    removed: int = 0
    carried: int = 0
    verified: int = 0


def deploy(target: Directory, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Outcome:
    """Make a built site the live release of a target; raises `PublishError`."""
    with _disk_faults(), _exclusive(target, site.record.site, context):
        live = target.live()
        if live and live.id == site.id:
            return _unchanged(target, site, live, context)
        _refuse(site, live, options, context)
        new = _manifest_of(site, live, context.clock())
        plan = plan_of(new, live, context.clock())
        if there := returning(target, new):
            new = bring_back(target, there, live, context)
        else:
            new = make_release(target, site, new, plan, live, context)
        _go_live(target, new, "deploy", context)
        counts = len(plan.sent), len(plan.kept), len(plan.removed), len(new.carried)
        return Outcome("deployed", new.id, live.id if live else None, new.site_url, *counts, len(new.served))


def rehearse(target: Directory, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Outcome:
    """Return what `deploy` would do, changing nothing; raises `PublishError` as `deploy` would."""
    with _disk_faults():
        live = target.live() if target.check_owner(site.record.site) else None
        if live and live.id == site.id:
            return Outcome("unchanged", live.id, live.id, live.site_url)
        _refuse(site, live, options, context)
        plan = plan_of(_manifest_of(site, live, context.clock()), live, context.clock())
        counts = len(plan.sent), len(plan.kept), len(plan.removed), len(plan.carried)
        return Outcome("would-deploy", site.id, live.id if live else None, site.record.site_url, *counts)


def rollback(target: Directory, site: str, release: str | None, context: DeployContext) -> Outcome:
    """Make an earlier release the live one again: the one named, or the one that was live before.

    It needs no build and asks no gate, but the release's bytes are read back like any other's.
    """
    with _disk_faults():
        if not target.check_owner(site):
            raise PublishError(ExitCode.USAGE, "nothing was ever published to this target")
    with _disk_faults(), _exclusive(target, site, context):
        current = target.live_id()
        goal = release or _previous(target, current)
        if goal not in target.complete():
            raise PublishError(ExitCode.USAGE, f"the target has no release '{goal}': 'releases' lists what it has")
        old = _sound(target, goal)
        if goal == current:
            return Outcome("unchanged", goal, current, old.site_url, verified=len(old.files))
        old = bring_back(target, old, _live_or_none(target), context)
        _go_live(target, old, "rollback", context)
        return Outcome("rolled-back", goal, current, old.site_url, carried=len(old.carried), verified=len(old.served))


@contextlib.contextmanager
def _exclusive(target: Directory, site: str, context: DeployContext) -> Iterator[None]:
    target.check_owner(site)
    with target.locked():
        target.check_owner(site)
        target.claim(site)
        target.sweep()
        context.tell("lock", "the target is ours")
        yield


@contextlib.contextmanager
def _disk_faults() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        said = f"{disk_sentence(error)}. What was live is still live, and it is safe to try again"
        raise PublishError(ExitCode.OUTSIDE, said) from error


def _refuse(site: BuiltSite, live: Manifest | None, options: PublishOptions, context: DeployContext) -> None:
    if live and not options.allow_older and _is_older(site.record, live, context):
        newer = f"commit {live.commit[:12]} of {live.commit_time:%Y-%m-%d %H:%M}"
        said = f"what is live was built from {newer}, which this build does not contain"
        raise PublishError(ExitCode.OLDER, f"{said}: build a newer commit, or roll back, or add --allow-older")
    problems = problems_of(site, context.own_paths, context.clock())
    if live and not options.allow_shrink:
        problems += odd_page_count(len(site.pages), live.pages)
    if problems:
        raise PublishError(ExitCode.PROBLEMS, "the site is not fit to be published; nothing was changed", problems)
    context.tell("gates", f"{len(site.files)} files, nothing wrong", files=len(site.files), pages=len(site.pages))


def _is_older(record: BuildRecord, live: Manifest, context: DeployContext) -> bool:
    if not record.commit or record.commit == live.commit:
        return record.commit_time < live.commit_time
    contains = context.contains(record.commit, live.commit) if live.commit else None
    return record.commit_time < live.commit_time if contains is None else not contains


def _manifest_of(site: BuiltSite, live: Manifest | None, now: datetime) -> Manifest:
    record = site.record
    return Manifest(
        version=VERSION,
        id=record.id,
        site=record.site,
        site_url=record.site_url,
        commit=record.commit,
        commit_time=record.commit_time,
        uncommitted=record.uncommitted,
        tool=record.tool,
        files=entries_of(site.files, live.files if live else {}, now),
        redirects=redirects_of(site),
    )


def _go_live(target: Directory, new: Manifest, action: Literal["deploy", "rollback"], context: DeployContext) -> None:
    previous = target.live_id()
    try:
        target.switch(new.id)
    except OSError:
        if target.live_id() != new.id:
            raise
    context.tell("switch", f"{new.id} is live", id=new.id, previous=previous or "")
    if wrong := wrong_files(target.current, new.served):
        _go_back(target, previous, wrong)
    context.tell("served", f"{len(new.served)} files are served as sent", verified=len(new.served))
    try:
        target.record(LogLine(context.clock(), action, new.id, previous, new.commit, context.who))
    except OSError as error:
        context.tell("log", f"the release is live, but its line in the log is missing ({error.strerror})")


def _go_back(target: Directory, previous: str | None, wrong: tuple[str, ...]) -> None:
    said = f"what is served is not what was sent ({some(wrong)})"
    try:
        target.switch(previous)
        back = target.live_id() == previous
    except OSError as error:
        raise PublishError(ExitCode.BROKEN, f"{said}, and going back failed: {disk_sentence(error)}") from error
    if not back:
        raise PublishError(ExitCode.BROKEN, f"{said}, and going back failed")
    raise PublishError(ExitCode.ROLLED_BACK, f"{said}: rolled back to {previous or 'before the first release'}")


def _unchanged(target: Directory, site: BuiltSite, live: Manifest, context: DeployContext) -> Outcome:
    wrong = wrong_files(target.current, live.own)
    for path in wrong:
        mend(target, site, live, path, context)
    if left := wrong_files(target.current, live.own):
        raise PublishError(ExitCode.OUTSIDE, f"the live release is damaged and could not be mended ({some(left)})")
    mended = f", {len(wrong)} were damaged and are mended" if wrong else ""
    context.tell("served", f"{len(live.files)} files are served as sent{mended}", verified=len(live.files))
    if site.record.commit != live.commit and not _is_older(site.record, live, context):
        # The same bytes from a later commit: an older build must not count as newer than that.
        commit, time = site.record.commit, site.record.commit_time
        target.write_manifest(replace(live, commit=commit, commit_time=time, uncommitted=site.record.uncommitted))
    return Outcome("unchanged", live.id, live.id, live.site_url, sent=len(wrong), verified=len(live.files))


def _sound(target: Directory, release: str) -> Manifest:
    try:
        manifest = target.manifest(release)
    except NotReadable as error:
        said = f"the manifest of release {release} can't be used, {error}: nothing was changed"
        raise PublishError(ExitCode.OUTSIDE, said) from error
    if wrong := wrong_files(target.folder(release), manifest.own):
        raise PublishError(ExitCode.OUTSIDE, f"release {release} is damaged ({some(wrong)}): nothing was changed")
    return manifest


def _previous(target: Directory, current: str | None) -> str:
    there = target.complete()
    for release in live_before(target.log(), current):
        if release in there and release != current:
            return release
    raise PublishError(ExitCode.USAGE, "there is no earlier release to go back to")


def _live_or_none(target: Directory) -> Manifest | None:
    try:
        return target.live()
    except PublishError:
        return None  # going back is the way out of a live release whose manifest is lost
