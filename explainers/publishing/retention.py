"""Which releases of a target go, and how: those that nobody needs any more (`plan.retired`)."""

from __future__ import annotations

from explainers.failures import disk_sentence
from explainers.publishing.deploy_context import DeployContext, say
from explainers.publishing.history import last_live, live_before
from explainers.publishing.plan import retired
from explainers.publishing.targets.protocol import Target

__all__ = ["clear_up", "old_releases"]


def clear_up(
    target: Target, live: str | None, keep: int, context: DeployContext, *, again: bool = False
) -> tuple[str, ...]:
    """Remove what is too old; what can't be removed now, the next publication tries again. `again`: look also for what
    is left of releases that are gone, where a run was killed before its end.
    """
    old = old_releases(target, keep, context) if live else ()
    try:
        if old or (live and again):
            target.remove(old)
        if old:
            say(context, "gc", f"{len(old)} old releases are removed: {', '.join(old)}", removed=len(old))
    except OSError as error:
        say(context, "gc", f"old releases could not be removed: {disk_sentence(error)}")
    return old


def old_releases(target: Target, keep: int, context: DeployContext) -> tuple[str, ...]:
    """Return the releases of a target that may go, oldest first."""
    live, lines, now = target.live_id(), target.log(), context.clock()
    if live is None:
        return ()
    before = next(iter(live_before(lines, live)), None)
    return retired(last_live(lines, target.complete(), now), live, before, keep, now)
