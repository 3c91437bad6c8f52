"""In which order a release becomes the live one, and how it goes back. The order is the promise.

Lock → owner → refusals → prepare beside the live release, every byte read back → switch → log → read back as readers
do → clear up. Nothing that readers see is touched before the switch: killed at any moment, either nothing has happened
or all has. From the switch on nothing can end the run with a false word: signals wait, and nobody needs to listen. What
each step does on a target is the target's.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlsplit

from msgspec import Struct
from msgspec.structs import replace

from explainers.exit_codes import ExitCode
from explainers.failures import disk_sentence
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext, PublishOptions, say
from explainers.publishing.errors import PublishError, never_published, some
from explainers.publishing.exclusive import disk_faults, exclusive, patiently
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.gates.references import redirects_of
from explainers.publishing.headers import stored_headers
from explainers.publishing.history import LogLine, live_before
from explainers.publishing.manifest import VERSION, Manifest, NotReadable, Scanned, entries_of
from explainers.publishing.plan import Plan, plan_of
from explainers.publishing.refusals import (
    is_older,
    refuse_address,
    refuse_hotfix,
    refuse_occupied,
    refuse_older,
    refuse_removals,
    refuse_unfit,
)
from explainers.publishing.retention import clear_up, old_releases
from explainers.publishing.targets.protocol import Target
from explainers.signals import holding_signals

__all__ = [
    "Outcome",
    "PublishOptions",
    "collect",
    "deploy",
    "named_release",
    "planned",
    "rehearse",
    "release_manifest",
    "rollback",
]

Action = Literal["deploy", "rollback"]


class Outcome(Struct, frozen=True):
    """How it ended: what was done to which release, where it is seen, and counts of files."""

    action: Literal["deployed", "unchanged", "rolled-back", "would-deploy", "would-roll-back"]
    id: str
    previous: str | None
    site_url: str
    sent: int = 0
    kept: int = 0
    removed: int = 0
    carried: int = 0
    verified: int = 0


def deploy(target: Target, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Outcome:
    """Make a built site the live release of a target; raises `PublishError`."""
    with disk_faults():
        if done := _already(target, site, options, context):
            return done
    return patiently(options.wait, context, lambda: _deployed(target, site, options, context))


def _deployed(target: Target, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Outcome:
    with disk_faults(), exclusive(target, site.record.site, context):
        live = _checked_live(target, site, options, context)
        if live and live.id == site.id:
            return _unchanged(target, site, live, options, context)
        _refuse(site, live, options, context)
        strange = target.strangers(live) if live else {}
        if live and any(strange.values()):
            kept = target.set_aside(live, [path for path, found in strange.items() if found])
            refuse_hotfix(strange, site, options, kept)
        new = replace(release_manifest(site), expires=options.expires)
        refuse_occupied(target.occupied(new))
        plan = plan_of(new, live, context.clock())
        refuse_removals(plan, options)
        if there := _returning(target, new):
            new = target.bring_back(there, live, context)
        else:
            new = target.prepare(site, new, plan, live, context)
        _go_live(target, new, live, "deploy", context)
        clear_up(target, new.id, options.keep, context)
        counts = len(plan.sent), len(plan.kept), len(plan.removed), len(new.carried)
        before = live.id if live else None
        return Outcome("deployed", new.id, before, new.site_url, *counts, len(new.served))


def rehearse(target: Target, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Outcome:
    """Return what `deploy` would do, changing nothing; raises `PublishError` as `deploy` would."""
    with disk_faults():
        live = _checked_live(target, site, options, context) if target.check_owner(site.record.site) else None
        if live and live.id == site.id:
            strange = target.strangers(live)
            if _is_edited(strange, live):
                refuse_hotfix(strange, site, options, None)
            return Outcome("unchanged", live.id, live.id, live.site_url)
        _refuse(site, live, options, context)
        if live:
            refuse_hotfix(target.strangers(live), site, options, None)
        refuse_occupied(target.occupied(release_manifest(site)))
        plan = planned(site, live, context)
        refuse_removals(plan, options)
        counts = len(plan.sent), len(plan.kept), len(plan.removed), len(plan.carried)
        return Outcome("would-deploy", site.id, live.id if live else None, site.record.site_url, *counts)


def planned(site: BuiltSite, live: Manifest | None, context: DeployContext) -> Plan:
    """Return how a release of a built site would be made."""
    return plan_of(release_manifest(site), live, context.clock())


def rollback(
    target: Target,
    site: str,
    release: str | None,
    context: DeployContext,
    options: PublishOptions | None = None,
    dry_run: bool = False,
) -> Outcome:
    """Make an earlier release the live one again: the one named, by its whole id or the first digits of it, or the one
    that was live before.

    It needs no build and asks no gate, but the release's bytes are read back like any other's.
    """
    options = options or PublishOptions()
    with disk_faults():
        if not target.check_owner(site):
            raise never_published()
        if dry_run:
            return replace(_goal(target, release, options)[0], action="would-roll-back")
    return patiently(options.wait, context, lambda: _rolled_back(target, site, release, context, options))


def _rolled_back(
    target: Target, site: str, release: str | None, context: DeployContext, options: PublishOptions
) -> Outcome:
    with disk_faults(), exclusive(target, site, context):
        outcome, old, live = _goal(target, release, options)
        if outcome.action == "unchanged":
            return outcome
        if live and (strange := [path for path, found in target.strangers(live).items() if found]):
            kept = target.set_aside(live, strange)
            context.tell("note", f"somebody changed what is live ({some(strange)}): copies are kept in '{kept}'")
        old = target.bring_back(old, live, context)
        _go_live(target, old, live, "rollback", context)
        return replace(outcome, carried=len(old.carried), verified=len(old.served))


def collect(target: Target, site: str, options: PublishOptions, context: DeployContext, dry_run: bool) -> list[str]:
    """Remove releases that nobody needs any more; return their ids. Tells which, and why the others stay."""
    with disk_faults():
        if not target.check_owner(site):
            raise never_published()
        if dry_run:
            return list(old_releases(target, options.keep, context))
    return patiently(options.wait, context, lambda: _collected(target, site, options, context))


def _collected(target: Target, site: str, options: PublishOptions, context: DeployContext) -> list[str]:
    with disk_faults(), exclusive(target, site, context):
        return list(clear_up(target, target.live_id(), options.keep, context, again=True))


def _checked_live(target: Target, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Manifest | None:
    live = target.live()
    if live and not live.tool:
        if live.id == site.id:
            live = replace(release_manifest(site), carried={})
        context.tell("note", f"the manifest of the live release {live.id} was unusable, and is made again")
    refuse_address(site.record.site_url, live, options)
    return live


def _refuse(site: BuiltSite, live: Manifest | None, options: PublishOptions, context: DeployContext) -> None:
    if live:
        refuse_older(site.record, live, options, context)
    refuse_unfit(site, live, options, context)


def release_manifest(site: BuiltSite) -> Manifest:
    """Return the manifest of the release that a built site makes."""
    record, rules = site.record, site.rules

    def headers(path: str) -> dict[str, str]:
        return stored_headers(path, urlsplit(page_address(record.site_url, path)).path, rules)

    return Manifest(
        version=VERSION,
        id=record.id,
        site=record.site,
        site_url=record.site_url,
        commit=record.commit,
        commit_time=record.commit_time,
        uncommitted=record.uncommitted,
        tool=record.tool,
        files=entries_of(site.files, headers),
        redirects=redirects_of(site),
        gone=record.gone,
    )


def _returning(target: Target, new: Manifest) -> Manifest | None:
    """Return the manifest of the same release as it was published before, if it is still there."""
    if new.id not in target.complete():
        return None
    try:
        old = target.manifest(new.id)
    except NotReadable:
        return None
    if target.damaged(replace(new, carried={})):
        return None
    return replace(new, carried=old.carried)


def _go_live(target: Target, new: Manifest, live: Manifest | None, action: Action, context: DeployContext) -> None:
    """Switch, log, and read back; what is served wrongly goes back."""
    previous = target.live_id()
    is_ours = bool(context.outside and live and context.outside.shows(live))
    line = LogLine(context.clock(), action, new.id, previous, new.commit, context.who)
    with holding_signals() as held:
        try:
            target.switch(new, line)
        except OSError:
            if target.live_id() != new.id:
                raise
        say(context, "switch", f"{new.id} is live", id=new.id, previous=previous or "")
        _record(target, line, context)
        try:
            wrong = target.wrong(new)
        except OSError as error:
            said = f"release {new.id} is live, but it could not be read back: {disk_sentence(error)}"
            raise PublishError(ExitCode.BROKEN, f"{said}. Run 'verify', and roll back if it is wrong") from error
        if wrong:
            _go_back(target, new, live, some(wrong), context)
        say(context, "served", f"{len(new.served)} files are served as sent", verified=len(new.served))
        _look_outside(target, new, live, is_ours, held, context)


def _look_outside(
    target: Target, new: Manifest, live: Manifest | None, is_ours: bool, held: list[int], context: DeployContext
) -> None:
    """Look at what readers get, where it can be asked for from here."""
    if context.outside is None:
        return
    served = context.outside.look(new, is_ours, held)
    if served.wrong:
        _go_back(target, new, live, "; ".join(served.wrong[:3]), context)
    say(context, "outside", served.said, right=served.right)


def _record(target: Target, line: LogLine, context: DeployContext) -> None:
    try:
        target.record(line)
    except OSError as error:
        say(context, "log", f"the release is live, but its line in the log is missing ({error.strerror})")


def _go_back(target: Target, new: Manifest, live: Manifest | None, wrong: str, context: DeployContext) -> None:
    said = f"what is served is not what was sent ({wrong})"
    previous = live.id if live else None
    try:
        target.switch(live)
        back = target.live_id() == previous
    except OSError as error:
        raise PublishError(ExitCode.BROKEN, f"{said}, and going back failed: {disk_sentence(error)}") from error
    if not back:
        raise PublishError(ExitCode.BROKEN, f"{said}, and going back failed: release {new.id} is live")
    if live:
        _record(target, LogLine(context.clock(), "rollback", live.id, new.id, live.commit, context.who), context)
    raise PublishError(ExitCode.ROLLED_BACK, f"{said}: rolled back to {previous or 'before the first release'}")


def _already(target: Target, site: BuiltSite, options: PublishOptions, context: DeployContext) -> Outcome | None:
    """Return how it ends where the site is live already, as it was sent, and nothing is to be written: that needs no
    lock. What needs a second look, `deploy` looks at under the lock.
    """
    if not target.check_owner(site.record.site):
        return None
    try:
        live = target.live()
    except NotReadable:
        return None
    if live is None or not live.tool or live.id != site.id or live.site_url != site.record.site_url:
        return None
    if live.commit != site.record.commit or live.expires != options.expires:
        return None
    if target.manifest_is_lost(live.id) or not target.settled() or target.strangers(live):
        return None
    context.tell("served", f"{len(live.files)} files lie there as they were sent", verified=len(live.files))
    _check_outside(live, context)
    return Outcome("unchanged", live.id, live.id, live.site_url, verified=len(live.files))


def _unchanged(
    target: Target, site: BuiltSite, live: Manifest, options: PublishOptions, context: DeployContext
) -> Outcome:
    strange = target.strangers(live)
    changed = [path for path, found in strange.items() if found]
    if _is_edited(strange, live) or (changed and options.overwrite_hotfix):
        refuse_hotfix(strange, site, options, target.set_aside(live, changed))
    elif changed:
        said = f"somebody has added something to what is live ({some(changed)}), which the next release won't have"
        context.tell("note", f"{said}: --overwrite-hotfix takes it away now, and keeps a copy")
    wrong = [path for path in strange if path in live.served or options.overwrite_hotfix]
    target.mend(site, live, wrong, context)
    if left := target.wrong(live):
        raise PublishError(ExitCode.OUTSIDE, f"the live release is damaged and could not be mended ({some(left)})")
    mended = f", {len(wrong)} of them {'was' if len(wrong) == 1 else 'were'} put right" if wrong else ""
    context.tell("served", f"{len(live.files)} files are served as sent{mended}", verified=len(live.files))
    newer = site.record.commit != live.commit and not is_older(site.record, live, context)
    if newer or target.manifest_is_lost(live.id) or options.expires != live.expires:
        # The same bytes from a later commit: an older build must not count as newer than that.
        record = site.record if newer or not options.expires else live
        commit, time, files = record.commit, record.commit_time, record.uncommitted
        target.update(replace(live, commit=commit, commit_time=time, uncommitted=files, expires=options.expires))
    _check_outside(live, context)
    return Outcome("unchanged", live.id, live.id, live.site_url, sent=len(wrong), verified=len(live.files))


def _is_edited(strange: Mapping[str, Scanned | None], live: Manifest) -> bool:
    """Whether somebody has changed a file of what is live; others may only be lost, or added."""
    return any(found and path in live.served for path, found in strange.items())


def _check_outside(live: Manifest, context: DeployContext) -> None:
    """Raise `PublishError` where readers get something else than what is live."""
    if context.outside is None:
        return
    served = context.outside.look(live, context.outside.shows(live), [])
    context.tell("outside", served.said, right=served.right)
    if served.wrong:
        said = "; ".join(served.wrong[:3])
        raise PublishError(ExitCode.BROKEN, f"the release is live, but readers get something else ({said})")


def _goal(target: Target, release: str | None, options: PublishOptions) -> tuple[Outcome, Manifest, Manifest | None]:
    """Return how a rollback would end, what it goes back to, and what is live."""
    current = target.live_id()
    goal = _previous(target, current) if release is None else named_release(target, release)
    try:
        old = target.manifest(goal)
    except NotReadable as error:
        said = f"the manifest of release {goal} can't be used, {error}: nothing was changed"
        raise PublishError(ExitCode.OUTSIDE, f"{said}. Build that commit again and deploy it") from error
    live = target.live()
    refuse_address(old.site_url, live, options, built=False)
    if goal == current:
        return Outcome("unchanged", goal, current, old.site_url, verified=len(old.files)), old, live
    refuse_occupied(target.occupied(old))
    return Outcome("rolled-back", goal, current, old.site_url), old, live


def named_release(target: Target, release: str) -> str:
    """Return the id of the release of a target that begins with some digits; raises `PublishError` (usage)."""
    found = [each for each in target.complete() if each.startswith(release)] if release else []
    if len(found) == 1:
        return found[0]
    if found:
        said = f"the target has several releases that begin with '{release}': {', '.join(found)}"
        raise PublishError(ExitCode.USAGE, f"{said}. Write more digits")
    raise PublishError(ExitCode.USAGE, f"the target has no release '{release}': 'releases' lists what it has")


def _previous(target: Target, current: str | None) -> str:
    there = target.complete()
    for release in live_before(target.log(), current):
        if release in there and release != current:
            return release
    others = [release for release in there if release != current]
    way = f"the target has others, though: name one ({', '.join(others)})" if others else "deploy another one first"
    raise PublishError(ExitCode.USAGE, f"there is no earlier release to go back to; {way}")
