"""A process that publishes a built site, or rolls back, for tests that kill it.

    python -m tests.publishing.deployer BASE deploy FOLDER
    python -m tests.publishing.deployer BASE rollback

BASE is a folder, or a target. A number behind all that says how many seconds a lease of its lasts.

It prints one letter when it begins, how many files were sent, and ends with the publication's exit code.
"""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path

from explainers.publishing.built_site import built_site
from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.deploy_context import DeployContext
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.address import open_target, target_record
from tests.publishing.synthetic import SITE


def silence(_phase: str, _text: str, /, **_figures: int | str) -> None:
    pass


def main(base: str, action: str, *others: str) -> int:
    lasts, folder = [each for each in others if each.isdecimal()], [each for each in others if not each.isdecimal()]
    record = target_record(base if ":" in base else f"dir:{base}", {})
    target = open_target(record, os.environ)
    if lasts and target.lease:
        target.lease.lasts = float(lasts[0])
    context = DeployContext(lambda: datetime.now(UTC), lambda commit, other: True, "tests", (), silence)
    print("b", end="", flush=True)
    try:
        if action == "deploy":
            outcome = deploy(target, built_site(Path(folder[0])), PublishOptions(), context)
            print(f"\nsent {outcome.sent}")
        else:
            rollback(target, SITE, None, context)
    except PublishError as stop:
        return stop.code
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
