"""In which order a release takes another one's place where each object is switched by itself. Pure; the order is the
promise: after any of these steps, done or half done, whatever a reader can reach is whole, names assets that are there,
and links to pages that are there.

Assets come first, then other files, then pages that nobody links to yet, then pages that change, the deepest first and
the home page last, then what machines read. Only when the release is committed do pages go that are no longer there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import Final, Literal

from msgspec import Struct

from explainers.publishing.kinds import Kind, base_of, kind_of
from explainers.publishing.manifest import Manifest

__all__ = ["Step", "bodies_to_save", "steps_in_place"]

Action = Literal["send", "commit", "drop"]

_PHASES: Final = ("asset", "file", "new page", "changed page", "404", "sitemap", "commit", "drop")


class Step(Struct, frozen=True):
    """One change of a target: a path is sent or dropped, or the release is committed. Steps of one `phase` may be done
    at once, in any order, but for those of changed pages; no step of a later phase begins before.
    """

    phase: int
    action: Action
    path: str = ""


def steps_in_place(there: Mapping[str, str], new: Manifest, doubtful: Collection[str] = ()) -> tuple[Step, ...]:
    """Return the steps that make `new` live where now the objects `there` are (path → digest) that are ours.

    `doubtful` are paths that a dead run may have changed since: they are sent again.
    """
    wanted = new.served
    sending = [path for path, one in wanted.items() if there.get(path) != one.sha256 or path in doubtful]
    steps = [Step(_phase(path, there), "send", path) for path in sending]
    steps.append(Step(_PHASES.index("commit"), "commit"))
    dropped = (path for path in {*there, *doubtful} if path not in wanted)
    steps += [Step(_PHASES.index("drop"), "drop", path) for path in dropped]
    return tuple(sorted(steps, key=lambda step: (step.phase, -step.path.count("/"), step.path)))


def bodies_to_save(there: Mapping[str, str], steps: tuple[Step, ...]) -> Iterator[str]:
    """Yield the paths whose present bytes a rollback would need, for they are about to be replaced or dropped."""
    yield from (step.path for step in steps if step.path in there)


def _phase(path: str, there: Mapping[str, str]) -> int:
    kind: Kind = kind_of(path)
    if base_of(path) == "404.html":
        return _PHASES.index("404")
    if kind == "page":
        return _PHASES.index("changed page" if path in there else "new page")
    return _PHASES.index({"asset": "asset", "file": "file"}.get(kind, "sitemap"))
