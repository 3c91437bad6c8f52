"""What this package makes of code, kept beside the byte code that Python keeps of it: compiled templates and catalogues
of interface texts, and the parts that Folium's script is made of.

It is kept where Python keeps any (`sys.dont_write_bytecode`, `sys.pycache_prefix`): whoever can write there can change
this package anyway. Its name is a digest of all that it depends on, so that nothing kept is ever asked whether it is
still right. Where nothing can be kept, all is made again.
"""

from __future__ import annotations

import os
import sys
from binascii import crc32
from contextlib import suppress
from functools import cache
from importlib.util import MAGIC_NUMBER, cache_from_source, find_spec
from pathlib import Path
from typing import Final

from explainers.digest import digest

__all__ = ["keep", "kept", "stand_of"]

_MOST: Final = 512  # of each kind


def kept(kind: str, key: object) -> bytes | None:
    """Return what is kept of a kind by its key; `None` where nothing is, or not whole."""
    try:
        data = _file_of(kind, key).read_bytes()
    except (OSError, NotImplementedError):
        return None
    check, made = data[: len(_check(b""))], data[len(_check(b"")) :]
    return made if check == _check(made) else None  # a disk may have been full, or have gone off


def keep(kind: str, key: object, made: bytes) -> None:
    """Keep something, if that can be; more of its kind than some hundreds are forgotten first."""
    if sys.dont_write_bytecode:
        return
    with suppress(OSError, NotImplementedError):
        file = _file_of(kind, key)
        file.parent.mkdir(parents=True, exist_ok=True)
        there = list(file.parent.iterdir())
        for one in there if len(there) >= _MOST else ():
            one.unlink(missing_ok=True)
        new = file.with_suffix(f".{os.getpid()}")
        new.write_bytes(_check(made) + made)
        new.replace(file)


def _file_of(kind: str, key: object) -> Path:
    """Return where something is kept. Raises `NotImplementedError` where Python has no place for byte code."""
    ground = MAGIC_NUMBER, sys.flags.optimize
    folder = Path(cache_from_source(__file__)).parent / f"{kind}.{sys.implementation.cache_tag}"
    return folder / f"{digest((ground, key))}.bin"


def _check(made: bytes) -> bytes:
    return b"%08x" % crc32(made)  # against accidents alone; a digest of megabytes takes five times as long


@cache
def stand_of(package: str) -> tuple[tuple[str, int, int], ...]:
    """Return the modules in a package's own folder, with their sizes and times: what tells one version from another
    before it is loaded. Raises `ModuleNotFoundError`.
    """
    spec = find_spec(package)
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError(f"there is no package '{package}'", name=package)
    found = [(path.name, path.stat()) for path in sorted(Path(spec.origin).parent.glob("*.py"))]
    return tuple((name, stat.st_size, stat.st_mtime_ns) for name, stat in found)
