"""The proof that a build which did only what was needed has the bytes of one from nothing."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from explainers.ownership import LIST_NAME

__all__ = ["differences"]


def differences(built: Path, files: Iterable[str], cold: Path) -> tuple[str, ...]:
    """Return, in sentences, how an output folder differs from a cold build's; `files` are those that its build owns.
    What others keep in the folder counts for nothing. Raises `OSError`.
    """
    expected = {path.relative_to(cold).as_posix() for path in cold.rglob("*") if path.is_file()} - {LIST_NAME}
    lines = [f"{file}: a build from nothing does not have it" for file in sorted(set(files) - expected)]
    for file in sorted(expected):
        path, data = built / file, (cold / file).read_bytes()
        if not path.is_file():
            lines.append(f"{file}: it is missing")
        elif (found := path.read_bytes()) != data:
            lines.append(f"{file}: byte {_first_difference(found, data) + 1:,} differs")
    return tuple(lines)


def _first_difference(one: bytes, other: bytes) -> int:
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))
