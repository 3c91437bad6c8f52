"""The two ways in which a bucket's objects may lie. Neither finds what the other has put: a bucket keeps to one."""

from __future__ import annotations

from collections.abc import Container
from typing import Literal

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.manifest import Manifest

__all__ = ["Layout", "folder_of", "key_in", "refuse_other_layout"]

Layout = Literal["in-place", "prefix"]


def folder_of(release: str) -> str:
    """Return the folder of a release where each has one."""
    return f"releases/{release}"


def key_in(layout: Layout, release: str, path: str) -> str:
    """Return the key of a file of a release."""
    return path if layout == "in-place" else f"{folder_of(release)}/{path}"


def refuse_other_layout(layout: Layout, release: Manifest, found: Container[str]) -> None:
    """Raise `PublishError` (unsuitable) where a release lies among the keys `found` in the other layout."""
    other: Layout = "prefix" if layout == "in-place" else "in-place"

    def lies(by: Layout) -> bool:
        return any(key_in(by, release.id, path) in found for path in release.served)

    if not lies(layout) and lies(other):
        said = f"what was published to this bucket lies in the layout '{other}', not '{layout}': nothing was changed"
        raise PublishError(ExitCode.UNSUITABLE, f"{said}. Name that layout, or another bucket or prefix")
