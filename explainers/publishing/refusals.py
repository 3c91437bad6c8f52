"""What keeps a site from going live on a target: each refusal says why, and what to do.

Nothing here changes anything.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping

from explainers.exit_codes import ExitCode
from explainers.problems import Problem
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.deploy_context import DeployContext, PublishOptions
from explainers.publishing.errors import PublishError, some
from explainers.publishing.gates import problems_of
from explainers.publishing.gates.moved import circling_redirects
from explainers.publishing.gates.size import odd_page_bytes, odd_page_count
from explainers.publishing.gates.vanished import vanished_addresses
from explainers.publishing.manifest import BuildRecord, Manifest, Scanned
from explainers.publishing.plan import Plan

__all__ = [
    "errors_of",
    "is_older",
    "refuse_address",
    "refuse_hotfix",
    "refuse_occupied",
    "refuse_older",
    "refuse_removals",
    "refuse_unfit",
]


def errors_of(site: BuiltSite, context: DeployContext) -> tuple[Problem, ...]:
    """Return what the gates refuse a site for; what is for a person to judge is told, each thing once."""
    errors: list[Problem] = []
    judged: dict[str, list[str]] = {}
    for one in problems_of(site, context.own_paths, context.clock(), context.secrets):
        if one.severity == "error":
            errors.append(one)
        else:
            judged.setdefault(one.message, []).append(one.path)
    for message, paths in judged.items():
        context.tell("note", f"{message} ({some(dict.fromkeys(paths))})")
    return tuple(errors)


def refuse_older(record: BuildRecord, live: Manifest, options: PublishOptions, context: DeployContext) -> None:
    """Raise `PublishError` where what is live was built from a commit that the build doesn't contain."""
    if not options.allow_older and is_older(record, live, context):
        newer = f"commit {live.commit[:12]} of {live.commit_time:%Y-%m-%d %H:%M}"
        said = f"what is live was built from {newer}, which this build does not contain"
        raise PublishError(ExitCode.OLDER, f"{said}: build a newer commit, or roll back, or add --allow-older")


def is_older(record: BuildRecord, live: Manifest, context: DeployContext) -> bool:
    """Whether a build is older than what is live: by the history, or by the commits' times where nobody knows it."""
    if not record.commit or record.commit == live.commit:
        return record.commit_time < live.commit_time
    contains = context.contains(record.commit, live.commit) if live.commit else None
    return record.commit_time < live.commit_time if contains is None else not contains


def refuse_address(site_url: str, live: Manifest | None, options: PublishOptions, *, built: bool = True) -> None:
    """Raise `PublishError` where a target has been published to for another address than a release, which was just
    `built`, or comes back.
    """
    if live and live.site_url and site_url != live.site_url and not options.new_address:
        said = f"the target shows {live.site_url}, this release is for {site_url}: nothing was changed"
        way = f"Build it with --site-url {live.site_url}, or add --new-address to move there"
        back = "Add --new-address to go back to that address too, or name a release of this one ('releases' lists them)"
        raise PublishError(ExitCode.UNSUITABLE, f"{said}. {way if built else back}")


def refuse_unfit(site: BuiltSite, live: Manifest | None, options: PublishOptions, context: DeployContext) -> None:
    """Raise `PublishError` with all that the gates have against a site."""
    if options.expires:  # a preview: the gates were asked of the site that it is a copy of
        return
    problems = errors_of(site, context)
    if live:
        problems += vanished_addresses(site, live) + circling_redirects(site, live)
        if not options.allow_shrink:
            size = sum(site.files[path].size for path in site.pages)
            problems += odd_page_count(len(site.pages), len(live.pages))
            problems += odd_page_bytes(size, sum(one.size for one in live.pages.values()))
    if problems:
        raise PublishError(ExitCode.PROBLEMS, "the site is not fit to be published; nothing was changed", problems)
    context.tell("gates", f"{len(site.files)} files, fit to be published", files=len(site.files), pages=len(site.pages))


def refuse_removals(plan: Plan, options: PublishOptions) -> None:
    """Raise `PublishError` where more would go than may."""
    if options.max_remove is not None and len(plan.removed) > options.max_remove:
        said = f"{len(plan.removed)} pages and files would go ({some(plan.removed)}), {options.max_remove} may"
        raise PublishError(ExitCode.PROBLEMS, f"{said}: nothing was changed. If that is meant, raise --max-remove")


def refuse_occupied(paths: Collection[str]) -> None:
    """Raise `PublishError` where others' files lie on the target at paths that a release needs."""
    if paths:
        said = f"others have put something where this release has files of its own ({some(paths)}): nothing was changed"
        raise PublishError(ExitCode.UNSUITABLE, f"{said}. Move that away, or give the pages other addresses")


def refuse_hotfix(
    strange: Mapping[str, Scanned | None], site: BuiltSite, options: PublishOptions, kept: str | None
) -> None:
    """Raise `PublishError` where somebody changed files of the live release that this build would overwrite silently.

    What the build has too, the sources have learned. `kept` says where copies lie, if there are any.
    """
    if options.overwrite_hotfix:
        return
    lost = [path for path, found in strange.items() if found and site.files.get(path) != found]
    if lost:
        where = f"Copies are kept in '{kept}' on the target. " if kept else ""
        said = f"somebody changed what is live, on the target itself ({some(lost)}): nothing was changed. {where}"
        raise PublishError(
            ExitCode.UNSUITABLE, f"{said}Bring the changes into the sources, or add --overwrite-hotfix to undo them"
        )
