"""Files that are compressed already, beside those that they are made from: servers send them as they are.

Text that the build or finishing has written, from 512 bytes on, gets a ``.br`` (Brotli, RFC 7932, quality 11) and a
``.gz`` (RFC 1952, level 9, without name and time).
"""

from __future__ import annotations

import gzip
import os
from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import PurePosixPath
from typing import Final

from explainers.build.progress import Tell, counting
from explainers.build.store import KeptFile, KeptPage
from explainers.digest import digest
from explainers.finishing.keeper import BuiltPages, Keeper

__all__ = ["compressed", "stale_copies"]

_SMALLEST: Final = 512  # bytes: below that, what is saved is less than what the headers cost
_TEXT: Final = frozenset(
    (".bib", ".css", ".csv", ".geojson", ".html", ".js", ".json", ".mjs", ".ris", ".svg", ".txt", ".xml")
)
_SYSTEM: Final = 9  # the byte of the gzip header that names the system
_NAME: Final = "compressed "  # what the names of groups begin with; the file's follows


def compressed(built: BuiltPages, keeper: Keeper, tell: Tell) -> None:
    """Have compressed copies of each text beside it. Raises `OSError`, also where a file isn't what the build wrote."""
    sources = {one.file: one for one in (*built.files, *keeper.files) if _is_text(one)}
    todo = [one for one in sources.values() if not keeper.is_current(_NAME + one.file, _key(one))]

    def made(one: KeptFile) -> tuple[tuple[str, bytes], ...]:
        return _copies(one.file, built.bytes_of(one.file, one.digest))

    # Both libraries let other threads run while they work.
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        done = counting(tell, "compressing", pool.map(made, todo), len(todo))
        for one, files in zip(todo, done, strict=True):
            keeper.put(_NAME + one.file, _key(one), files)


def stale_copies(files: Iterable[KeptFile], rows: Mapping[str, KeptPage]) -> Iterator[str]:
    """Yield the names of the groups (of `rows`, what finishing has kept) whose file has changed since, or is gone:
    servers would go on to send the copies. `files` are those that the site has now, those of finishing too.
    """
    current = {_NAME + one.file: _key(one) for one in files}
    yield from (name for name, row in rows.items() if name.startswith(_NAME) and current.get(name) != row.key)


def _is_text(one: KeptFile) -> bool:
    return one.size >= _SMALLEST and PurePosixPath(one.file).suffix in _TEXT


def _key(one: KeptFile) -> str:
    return digest((one.digest, "brotli 11, gzip 9"))


def gzipped(data: bytes) -> bytes:
    """Return data in the gzip format (RFC 1952), the same bytes on every system and with every Python.

    The header says "unknown system": Pythons before 3.12 let zlib name the one that they run on.
    """
    packed = gzip.compress(data, 9, mtime=0)
    return packed[:_SYSTEM] + b"\xff" + packed[_SYSTEM + 1 :]


def _copies(file: str, data: bytes) -> tuple[tuple[str, bytes], ...]:
    import brotli

    return (
        (f"{file}.br", brotli.compress(data, mode=brotli.MODE_TEXT, quality=11)),
        (f"{file}.gz", gzipped(data)),
    )
