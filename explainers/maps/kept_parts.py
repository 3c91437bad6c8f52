"""Parts of maps that are made once on a machine, and kept as compiled templates are (`explainers.kept_code`) until
the world's shapes are others, or what makes maps of them is.

A part must depend on nothing but its key and this package. What would not come back as it was, to the last bit and
type, is not kept.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import TypeVar

import msgspec

from explainers.digest import digest
from explainers.kept_code import keep, kept

__all__ = ["once_on_machine"]

_T = TypeVar("_T")


def once_on_machine(kind: str, key: object, type: type[_T], make: Callable[[], _T]) -> _T:
    """Return what is kept of a kind by a key, or else what `make` returns, and keep that."""
    whole_key = (_ground(), key)
    if (data := kept(kind, whole_key)) is not None:
        return msgspec.msgpack.decode(data, type=type)
    made = make()
    data = msgspec.msgpack.encode(made)
    if msgspec.msgpack.encode(msgspec.msgpack.decode(data, type=type)) == data:
        keep(kind, whole_key, data)
    return made


@cache
def _ground() -> str:
    """Return what stands for all that maps are made of, besides what they are asked for."""
    code = [path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py"))]
    return digest((code, resources.files("explainers.maps.shapes").joinpath("world.json").read_bytes()))
