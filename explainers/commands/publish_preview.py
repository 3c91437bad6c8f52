"""Commands of `publish.py` beside what readers see: a preview of a built site, and a lock that a dead run has left."""

from __future__ import annotations

import shlex
import tempfile
import time
from datetime import timedelta
from pathlib import Path

from msgspec.structs import replace

from explainers.commands.publish_call import (
    PublishCall,
    context_of,
    live_of,
    options_of,
    output_of,
    outside_of,
    place_of,
    record_of,
    refuse_nested_target,
    refuse_other_site,
    refuse_problems,
    target_of,
)
from explainers.commands.publish_summary import summary
from explainers.exit_codes import ExitCode
from explainers.publishing.built_site import BuiltSite, built_site
from explainers.publishing.deploy import deploy
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError
from explainers.publishing.manifest import Manifest
from explainers.publishing.previews import expired_previews, hidden_site, is_preview_name, preview_name
from explainers.publishing.source import branch_of, commit_of
from explainers.publishing.targets.protocol import Target

__all__ = ["drop_expired", "preview", "unlock"]


def preview(call: PublishCall) -> None:
    """Publish a built site below ``previews/<name>/`` of a target, for a while and hidden from search engines."""
    started, target, context = time.monotonic(), target_of(call), context_of(call)
    name = _name_of(call)
    site = built_site(output_of(call), _way(call, record_of(call).site_url or call.project.site_url, name))
    refuse_other_site(call, site)
    refuse_nested_target(call)
    _refuse_public(call, site, live_of(call, target), name)
    refuse_problems(call, site, "not fit to be shown; nothing was changed")
    if not target.check_owner(site.record.site):
        call.report.tell("new", f"nothing was published {place_of(call)} before: it becomes a target of this site")
        with target.locked():
            target.claim(site.record.site)
    until = context.clock() + timedelta(days=call.wanted.days)
    options = replace(options_of(call), expires=until, allow_older=True, allow_shrink=True, new_address=True, keep=1)
    with tempfile.TemporaryDirectory() as folder:
        hidden = hidden_site(site, Path(folder))
        outside = outside_of(call, target.preview(name), "", hidden)
        if outside:
            context = replace(context, outside=replace(outside, site_url=site.record.site_url))
        outcome = deploy(target.preview(name), hidden, options, context)
    drop_expired(call, target, context)
    call.report.tell("preview", f"'{name}' lies in previews/{name}/ of the target until {until:%Y-%m-%d}", name=name)
    summary(call.report, outcome, time.monotonic() - started)


def drop_expired(call: PublishCall, target: Target, context: DeployContext) -> int:
    """Remove this site's previews whose day has come, or with ``--dry-run`` only name them; return how many."""
    names, dry = list(expired_previews(target, call.project.site, context.clock())), call.wanted.dry_run
    for name in names:
        if not dry:
            target.drop_preview(name)
        context.tell("gc", f"preview '{name}' {'would be' if dry else 'is'} removed: its time is over", name=name)
    return len(names)


def unlock(call: PublishCall) -> None:
    """Break the lock that a dead publication has left in an object store."""
    lease, owner = target_of(call).lease, call.wanted.owner
    if lease is None:
        said = f"the lock of a target of the kind '{record_of(call).kind}' ends with its holder"
        raise PublishError(ExitCode.USAGE, f"{said}: nothing was changed. If it is held, a publication is under way")
    held = lease.holder()
    if held is None:
        call.report.summary("nobody holds the target's lock; nothing was changed")
        return
    said = f"the lock is held by {held[0]}, last heard of {held[1]:.0f} s ago"
    if owner != held[0]:
        way = f"if that publication is dead, add --owner {held[0]}"
        raise PublishError(ExitCode.USAGE, f"{said}: nothing was changed. It ends by itself in a minute; {way}")
    lease.break_open(owner)
    call.report.summary(f"{said}: broken. If that one is alive after all, it stops within {lease.lasts / 4:.0f} s")


def _name_of(call: PublishCall) -> str:
    root = call.project.root
    name = call.wanted.name or preview_name(branch_of(root) or commit_of(root)[:12])
    if not is_preview_name(name):
        better = preview_name(name)
        way = f"write --name {better}" if better else "give it one with --name"
        raise PublishError(ExitCode.USAGE, f"'{name}' can't be a preview's name (small letters, digits, -): {way}")
    return name


def _refuse_public(call: PublishCall, site: BuiltSite, live: Manifest | None, name: str) -> None:
    """Raise `PublishError` for a build that is for the public address."""
    if live and live.site_url == site.record.site_url:
        said = f"this build is for {live.site_url}, so the preview's links would lead to what is live"
        raise PublishError(ExitCode.USAGE, f"{said}: {_way(call, live.site_url, name)}")


def _way(call: PublishCall, site_url: str, name: str) -> str:
    """Return what to run so that a preview has links of its own, to the word."""
    building = f"python3 publish.py build --site-url {site_url.rstrip('/')}/previews/{name} --output preview"
    showing = f"python3 publish.py preview {shlex.quote(call.wanted.target)} --name {name} --output preview"
    return f"run '{building}' and then '{showing}'"
