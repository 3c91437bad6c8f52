"""Byte code, and what else the package keeps beside it, for copies of the package: to compile one takes seconds."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Iterable
from contextlib import suppress
from importlib.util import cache_from_source
from pathlib import Path

__all__ = ["lend_byte_code"]


def lend_byte_code(source: Path, copy: Path) -> None:
    """Have the copy of a folder find compiled what is the same in it and has been compiled in the source. Python knows
    byte code by the time of the file that it was made of: the copy's files get those of the source.
    """
    if not sys.pycache_prefix:  # it would lie in the copy itself
        return
    ours, theirs = (Path(cache_from_source(str(folder / "any.py"))).parent for folder in (source, copy))
    with suppress(FileNotFoundError, shutil.Error):  # others write and clear up there: what can be lent is
        shutil.copytree(ours, theirs, ignore=_unfinished, dirs_exist_ok=True)
    for module in source.rglob("*.py"):
        twin = copy / module.relative_to(source)
        if twin.is_file() and twin.read_bytes() == module.read_bytes():
            os.utime(twin, ns=(module.stat().st_atime_ns, module.stat().st_mtime_ns))
        else:
            Path(cache_from_source(str(twin))).unlink(missing_ok=True)


def _unfinished(folder: str, names: Iterable[str]) -> set[str]:
    return {name for name in names if not name.endswith((".pyc", ".bin")) and not Path(folder, name).is_dir()}
