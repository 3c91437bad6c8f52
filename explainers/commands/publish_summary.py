"""What `publish.py` says at the end, and of each release that a target has."""

from __future__ import annotations

import contextlib

from msgspec.structs import asdict

from explainers.failures import CommandError
from explainers.publishing.deploy import Outcome
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import NotReadable
from explainers.publishing.report import Report
from explainers.publishing.targets.protocol import Target

__all__ = ["described", "first_release", "last_time", "summary"]


def summary(report: Report, outcome: Outcome, took: float, place: str = "") -> None:
    """Say how a publication to a target ended, if anybody listens: it has ended all the same. The first release of a
    target says in which `place` that is: nothing else tells a new target from the one that was meant.
    """
    counts = f"{outcome.sent} sent, {outcome.kept} kept, {outcome.removed} removed, {outcome.carried} carried"
    first = "" if outcome.previous or not place else f"; {first_release(place)}"
    instead = f", in place of {outcome.previous}" if outcome.previous else ""
    text = {
        "deployed": f"live at {outcome.site_url}: {counts}, {outcome.verified} verified{first}",
        "unchanged": f"is live already at {outcome.site_url}: unchanged, {outcome.verified} verified",
        "rolled-back": f"live again at {outcome.site_url}{instead}: "
        f"{outcome.carried} carried, {outcome.verified} verified",
        "would-deploy": f"would go live at {outcome.site_url}: {counts}{first}; nothing was changed",
        "would-roll-back": f"would be live again at {outcome.site_url}{instead}; nothing was changed",
    }[outcome.action]
    figures = asdict(outcome) | {"previous": outcome.previous or ""}
    del figures["site_url"]
    with contextlib.suppress(CommandError):
        report.summary(f"release {outcome.id} {text}, {took:.1f} s", **figures)


def first_release(place: str) -> str:
    """Return in words that a target has had no release before."""
    return f"the first release {place}"


def described(target: Target, release: str) -> str:
    """Return what a release has, in words."""
    try:
        manifest = target.manifest(release)
    except NotReadable:
        return "its manifest can't be used"
    of = f", commit {manifest.commit[:12]}" if manifest.commit else ""
    return f"{len(manifest.pages)} pages, {len(manifest.files)} files{of}"


def last_time(line: LogLine | None) -> str:
    """Return when a release last went live, in words."""
    return f"{line.time:%Y-%m-%d %H:%M:%S}" if line else "-"
