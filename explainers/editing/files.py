"""Files that are written whole or not at all."""

from __future__ import annotations

import contextlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from explainers.failures import naming
from explainers.signals import uninterrupted

__all__ = ["create", "filling", "replace"]


def replace(path: Path, data: bytes) -> bool:
    """Let a file have these bytes, keeping its permissions; return whether it had others. Raises `OSError`; what was
    there before then stands.
    """
    if path.is_file() and path.read_bytes() == data:
        return False
    target = Path(os.path.realpath(path))
    mode = target.stat().st_mode & 0o777 if target.is_file() else None
    with uninterrupted():
        temporary = _written(target.parent, data, mode)
        try:
            temporary.replace(target)
        except OSError:
            temporary.unlink(missing_ok=True)
            raise
    return True


def create(path: Path, data: bytes) -> None:
    """Make a new file with these bytes, and the folders above it. Raises `FileExistsError` where one is there, and
    `OSError`.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    with uninterrupted():
        temporary = _written(path.parent, data, None)
        try:
            os.link(temporary, path)  # fails where the name is taken, unlike a rename
        except FileExistsError:
            raise
        except OSError:  # a file system without hard links
            if path.exists():
                raise FileExistsError(f"{path} is there already") from None
            temporary.replace(path)
        finally:
            temporary.unlink(missing_ok=True)


@contextlib.contextmanager
def filling(folder: Path) -> Iterator[Path]:
    """Fill a folder that is empty, with all or nothing: yield where to put the files; they are moved there in the end.
    Raises `OSError`.
    """
    made: Path | None = None
    try:
        with uninterrupted():  # so that nothing comes between the folder and its name
            made = Path(tempfile.mkdtemp(prefix=".explainers-new-", dir=folder))
        yield made
        with uninterrupted():
            for one in made.iterdir():
                one.rename(folder / one.name)
    finally:
        with uninterrupted():
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)


def _written(folder: Path, data: bytes, mode: int | None) -> Path:
    """Return a temporary file with these bytes, safely on the disk."""
    handle, name = tempfile.mkstemp(prefix=".", suffix=".tmp", dir=folder)
    path = Path(name)
    try:
        with naming(folder), os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        path.chmod(mode if mode is not None else 0o666 & ~_umask())
    except OSError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    return path


def _umask() -> int:
    current = os.umask(0)
    os.umask(current)
    return current
