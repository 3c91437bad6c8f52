"""What of the release before stays in an archive, for hosts that replace a site at once and keep nothing by themselves.

Each archive has the release's own manifest, at ``_publish/manifest.json``; the next one asks the live site for it, and
for the hashed assets that open pages still name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from hashlib import sha256
from typing import Final

from msgspec import Struct

from explainers.publishing.manifest import Manifest, NotReadable, encoded, manifest_of
from explainers.publishing.outside import Answer
from explainers.publishing.plan import carried_into, with_carried
from explainers.publishing.targets.protocol import MANIFEST_PATH

__all__ = ["Retained", "retained"]
_AT_ONCE: Final = 8
_NOT_THERE: Final = 404
_DONE: Final = 200


class Retained(Struct, frozen=True):
    """What goes into an archive beside the site: `files`, path → bytes; `said`, in words, what was kept or why not."""

    files: Mapping[str, bytes]
    said: str
    carried: int = 0


def retained(new: Manifest, get: Callable[[str, str], Answer], now: datetime) -> Retained:
    """Return what stays of what is live at a release's address, and the release's manifest with it. `get` asks for an
    address in a coding. Nothing that can't be had, or has other bytes than it should, stays; that is said.
    """
    answer = get(f"{new.site_url}/{MANIFEST_PATH}", "identity")
    try:
        live = _live(new, answer)
    except NotReadable as reason:
        return Retained({MANIFEST_PATH: encoded(new)}, f"nothing of what is live is kept: {reason}")
    wanted = carried_into(new, live, now)
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        bodies = pool.map(lambda path: get(f"{new.site_url}/{path}", "identity").plain, wanted)
        got = dict(zip(wanted, bodies, strict=True))
    right = {path: data for path, data in got.items() if sha256(data).hexdigest() == wanted[path].sha256}
    whole = with_carried(new, {path: wanted[path] for path in right})
    lost = f"; {len(wanted) - len(right)} could not be had" if len(right) < len(wanted) else ""
    said = f"{len(right)} assets of earlier releases are kept for open pages{lost}"
    return Retained({**right, MANIFEST_PATH: encoded(whole)}, said, len(right))


def _live(new: Manifest, answer: Answer) -> Manifest:
    """Return the manifest that the live site answered with; raises `NotReadable` where it is none of this site's."""
    if answer.status == _NOT_THERE:
        raise NotReadable(f"{new.site_url} has no {MANIFEST_PATH} yet")
    if answer.status != _DONE:
        raise NotReadable(f"{new.site_url} answers {answer.status or f'nothing ({answer.trouble})'}")
    live = manifest_of(answer.plain)
    if live.site != new.site:
        raise NotReadable(f"{new.site_url} shows another site, '{live.site}'")
    return live
