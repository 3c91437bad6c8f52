"""What a deployment changes in texts, line by line, for people who look before they publish."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import unified_diff

from explainers.publishing.built_site import BuiltSite
from explainers.publishing.kinds import encoding_of, headers_of
from explainers.publishing.manifest import Manifest
from explainers.publishing.plan import Plan
from explainers.publishing.targets.protocol import Target

__all__ = ["differences"]


def differences(site: BuiltSite, live: Manifest | None, target: Target, plan: Plan) -> Iterator[str]:
    """Yield the lines of a unified diff from what is live to what was built, for every text that is new, changes or
    goes. Raises `OSError` where the target can't be read.
    """
    before = live.files.keys() if live else frozenset[str]()
    for path in sorted({*plan.sent, *plan.removed}):
        if encoding_of(path) or not _is_text(path):
            continue
        old = _lines(target.read(live, path)) if live and path in before else []
        new = _lines(site.read(path)) if path in site.files else []
        names = (f"live/{path}" if path in before else "none", f"built/{path}" if path in site.files else "none")
        yield from (line.rstrip("\n") for line in unified_diff(old, new, *names))


def _is_text(path: str) -> bool:
    kind = headers_of(path)["content-type"]
    return "charset=" in kind or kind.endswith(("json", "svg+xml", "xml"))


def _lines(data: bytes) -> list[str]:
    """Return a text's lines. Where one line is a whole page, each element of it begins another."""
    return data.decode("utf-8", "replace").replace("><", ">\n<").splitlines(keepends=True)
