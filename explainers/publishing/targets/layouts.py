"""The two ways in which a bucket's objects may lie. Neither finds what the other has put: a bucket keeps to one."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable
from typing import Final, Literal

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError, some
from explainers.publishing.manifest import Manifest
from explainers.publishing.targets.protocol import OWN_FOLDER, OWNER
from explainers.publishing.targets.store import Store

__all__ = ["LIVE", "Layout", "folder_of", "key_in", "refuse_other_layout", "refuse_others"]

Layout = Literal["in-place", "prefix"]

LIVE: Final = f"{OWN_FOLDER}live"
"""The object that names the folder of the live release, where each release has one."""


Keys = Callable[[], Container[str]]


def folder_of(release: str) -> str:
    """Return the folder of a release where each has one."""
    return f"releases/{release}"


def key_in(layout: Layout, release: str, path: str) -> str:
    """Return the key of a file of a release."""
    return path if layout == "in-place" else f"{folder_of(release)}/{path}"


def refuse_other_layout(layout: Layout, release: Manifest, known: Container[str], everything: Keys) -> None:
    """Raise `PublishError` (unsuitable) where a release lies in the other layout, by the keys that are `known` at once,
    or by those of `everything` where they don't tell.
    """
    other: Layout = "prefix" if layout == "in-place" else "in-place"

    def lies(by: Layout, found: Container[str]) -> bool:
        return any(key_in(by, release.id, path) in found for path in release.served)

    if lies(layout, known) or (layout == "prefix" and LIVE in known):
        return
    found = everything()
    if not lies(layout, found) and lies(other, found):
        said = f"what was published to this bucket lies in the layout '{other}', not '{layout}': nothing was changed"
        raise PublishError(ExitCode.UNSUITABLE, f"{said}. Name that layout, or another bucket or prefix")


def refuse_others(store: Store, found: Iterable[str], site: str) -> None:
    """Raise `PublishError` (unsuitable) where a bucket that is nobody's target has something in it; it names the prefix
    that is one of the site's, if there is one.
    """
    foreign = [key for key in found if not key.startswith(OWN_FOLDER)]
    if not foreign:
        return
    said = f"the target has other things in it ({some(foreign)}): name an empty bucket, or a prefix in it"
    for key in foreign:
        if key.endswith(f"/{OWNER}") and store.read(key).decode("utf-8", "replace").strip() == site:
            said += f". Did you mean '{key.removesuffix(OWNER)}' in it, a target of this site?"
            break
    raise PublishError(ExitCode.UNSUITABLE, said)
