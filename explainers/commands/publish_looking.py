"""Commands of `publish.py` that change no target: they look, print, or make a file."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from msgspec.structs import replace

from explainers.commands.publish_call import (
    PublishCall,
    context_of,
    live_of,
    output_of,
    outside_of,
    place_of,
    record_of,
    refuse_nested_target,
    refuse_problems,
    target_of,
)
from explainers.commands.publish_summary import first_release
from explainers.exit_codes import ExitCode
from explainers.plurals import counted
from explainers.publishing.built_site import built_site
from explainers.publishing.deploy import named_release, planned, release_manifest
from explainers.publishing.differences import differences
from explainers.publishing.errors import PublishError, never_published
from explainers.publishing.gates.addresses import page_address
from explainers.publishing.gates.references import redirects_of
from explainers.publishing.headers import BASIC_RULES
from explainers.publishing.outside import Asker
from explainers.publishing.pack import write_archive
from explainers.publishing.retained import Retained, retained
from explainers.publishing.snippets import Serving, snippet
from explainers.publishing.targets.address import folder_here
from explainers.publishing.targets.protocol import Target
from explainers.settings import site_url
from explainers.terminal import echo

__all__ = ["doctor", "pack", "show_plan", "verify", "write_snippet"]

_SHOWN: Final = 20  # wrong answers that are told one by one
_A_BUCKET: Final = "the bucket's website, or the front before it, and whether it lets all read"
_SERVERS: Final = {"s3": _A_BUCKET, "gs": _A_BUCKET, "az": _A_BUCKET, "git": "the host that shows the branch"}


def show_plan(call: PublishCall) -> None:
    """List what a deployment would send, remove and carry."""
    site, target = built_site(output_of(call)), target_of(call)
    live = live_of(call, target)
    plan = planned(site, live, context_of(call))
    for sign, words, paths in (
        ("send", "new or changed", plan.sent),
        ("remove", "no longer there", plan.removed),
        ("carry", "kept for open pages", tuple(plan.carried)),
    ):
        for path in paths:
            call.report.tell(sign, f"{path} ({words})", path=path)
    if call.wanted.diff:
        for line in differences(site, live, target, plan):
            echo(line) if call.wanted.format == "text" else call.report.tell("diff", line)
    size = sum(site.files[path].size for path in plan.sent)
    counts = f"{len(plan.sent)} sent ({size} bytes), {len(plan.kept)} kept, {len(plan.removed)} removed"
    first = "" if live else f"; {first_release(place_of(call))}"
    call.report.summary(
        f"release {site.id}: {counts}, {len(plan.carried)} carried{first}; nothing was changed",
        id=site.id,
        sent=len(plan.sent),
        kept=len(plan.kept),
        removed=len(plan.removed),
        carried=len(plan.carried),
        bytes=size,
    )


def verify(call: PublishCall) -> None:
    """Ask for the live release as readers do; raises `PublishError` where they get something else (broken) or
    nobody answers (outside).
    """
    target = target_of(call)
    live = live_of(call, target)
    if live is None:
        raise never_published()
    if call.wanted.release and not live.id.startswith(call.wanted.release):
        _verify_kept(call, target, call.wanted.release)
        return
    _refuse_strange(target.wrong(live), target.added(live))
    address = site_url(call.wanted.site_url) if call.wanted.site_url else live.site_url
    outside = outside_of(call, target, address, surely=True)
    if outside and (call.wanted.all or call.wanted.sample):
        outside = replace(outside, sample=call.wanted.sample)
    if outside is None:
        call.report.summary(f"release {live.id}: {len(live.served)} files lie there as they were sent", id=live.id)
        return
    served = outside.look(live, True, [])
    if not served.answered:
        said = f"{served.said}. On the target, release {live.id} lies as it was sent"
        raise PublishError(ExitCode.OUTSIDE, f"{said}. Look at the address and the server, then run 'verify' again")
    if served.wrong:
        _tell_wrong(call, served.wrong)
        said = f"readers don't get release {live.id} ({counted(len(served.wrong), 'wrong answer')})"
        server = _SERVERS.get(record_of(call).kind, "the web server")
        raise PublishError(ExitCode.BROKEN, f"{said}: look at {server}, or roll back")
    call.report.summary(f"release {live.id}: {served.said}", id=live.id, right=served.right)


def _refuse_strange(wrong: tuple[str, ...], added: tuple[str, ...]) -> None:
    """Raise `PublishError` where files on a target aren't as they were sent, or nobody has sent them."""
    said = []
    if wrong:
        are = "isn't as it was" if len(wrong) == 1 else "aren't as they were"
        said.append(f"{counted(len(wrong), 'file')} on the target {are} sent, such as {wrong[0]}")
    if added:
        was = "was" if len(added) == 1 else "were"
        said.append(f"{counted(len(added), 'file')} that nobody sent {was} added there, such as {added[0]}")
    if said:
        way = "Deploy the same build again to mend that, with --overwrite-hotfix where somebody edited it, or roll back"
        raise PublishError(ExitCode.BROKEN, f"{'; '.join(said)}. {way}")


def _tell_wrong(call: PublishCall, wrong: tuple[str, ...]) -> None:
    """Tell which answers are wrong: all of them to a program, to people as many as they can look through."""
    shown = wrong if call.wanted.format == "json" or len(wrong) <= _SHOWN else wrong[: _SHOWN - 1]
    for each in shown:
        call.report.tell("wrong", each)
    if left := len(wrong) - len(shown):
        call.report.tell("wrong", f"and {left} more (--format json has them all)")


def _verify_kept(call: PublishCall, target: Target, release: str) -> None:
    """Look whether a release that isn't live lies there as it was sent, so that a rollback would bring it back."""
    manifest = target.manifest(named_release(target, release))
    if target.damaged(manifest):
        said = f"release {manifest.id} doesn't lie there as it was sent, and isn't live"
        raise PublishError(ExitCode.OUTSIDE, f"{said}: a rollback mends what it can; else deploy its commit again")
    said = f"release {manifest.id} isn't live; {len(manifest.served)} files lie there as they were sent"
    call.report.summary(said, id=manifest.id)


def write_snippet(call: PublishCall) -> None:
    """Print a web server's configuration for a target."""
    site, record = built_site(output_of(call)), record_of(call)
    if record.kind not in ("dir", "ssh"):
        raise PublishError(ExitCode.USAGE, f"no web server shows a target of the kind '{record.kind}': name a folder")
    path = str(folder_here(record)) if record.kind == "dir" else unquote(urlsplit(record.url).path)
    place = os.path.normpath(path)  # of what is typed, such as "../www", links are left as they are
    base = unquote(urlsplit(site.record.site_url).path.rstrip("/"))
    echo(
        snippet(
            call.wanted.server,
            Serving(
                root=place,
                site_url=site.record.site_url,
                rules=site.rules or BASIC_RULES,
                redirects={page_address(base, path): goal for path, goal in redirects_of(site).items()},
                gone=tuple(page_address(base, path) for path in site.record.gone),
                brotli=call.wanted.brotli,
                listen=call.wanted.listen,
            ),
        )
    )


def pack(call: PublishCall) -> None:
    """Put a built site that is fit to be published into an archive."""
    site = built_site(output_of(call))
    archive = Path(call.wanted.to).absolute()
    if not archive.parent.is_dir():
        said = f"there is no folder '{archive.parent}' to put the archive into: make it first, or name another place"
        raise PublishError(ExitCode.USAGE, said)
    refuse_problems(call, site, "not fit to be published, no archive was made")
    more = Retained({}, "")
    if call.wanted.retain:
        more = retained(release_manifest(site), Asker().get, datetime.now(UTC))
        call.report.tell("retain", more.said, carried=more.carried)
    size = write_archive(site, archive, more.files)
    said = f"{len(site.files)} files of release {site.id} → {archive.name} ({size} bytes)"
    call.report.summary(said, id=site.id, files=len(site.files), bytes=size)


def doctor(call: PublishCall) -> None:
    """Try whether a target can be published to, changing nothing; raises `PublishError` where it can't, and where its
    address doesn't show what is live (outside)."""
    refuse_nested_target(call)
    target, tell = target_of(call), call.report.tell
    owned = target.check_owner(call.project.site)
    tell("reached", "the target can be read")
    for word, said in target.trials(context_of(call)):
        tell(word, said)
    tell("owner", "it is this site's" if owned else "it is free: the first deployment will mark it as this site's")
    live = target.live() if owned else None
    if live is None:
        call.report.summary("nothing is live there yet")
        return
    strange = target.strangers(live)
    tell(
        "live", f"release {live.id}: " + (f"{len(strange)} files differ" if strange else "every file is as it was sent")
    )
    outside = outside_of(call, target, live.site_url)
    if outside and live.site_url:
        if not outside.shows(live):
            said = (
                f"{outside.site_url} doesn't show release {live.id}, which lies on the target, or nobody answers there"
            )
            raise PublishError(ExitCode.OUTSIDE, f"{said}: look at the address and the server; 'verify' tells more")
        tell("outside", f"{outside.site_url} shows it")
        tell("server", outside.talks())
    call.report.summary(f"release {live.id} is live for {live.site_url or 'an unknown address'}", id=live.id)
