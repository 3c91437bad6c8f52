"""A built site as one archive, for hosts that replace a site at once by themselves (GitHub Pages, GitLab Pages).

The same site gives the same bytes: names sorted, no owner, one time. GitHub Pages takes plain files and folders only,
readable by everybody, an `index.html` at the top, and a gigabyte at most; hidden files such as `.well-known` are in.
"""

from __future__ import annotations

import io
import os
import tarfile
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from explainers.exit_codes import ExitCode
from explainers.ownership import refuse_foreign
from explainers.publishing.built_site import BuiltSite
from explainers.publishing.errors import PublishError

__all__ = ["packed", "write_archive"]

_NOTHING: Final[Mapping[str, bytes]] = {}
_LARGEST: Final = 1 << 30  # bytes, of GitHub Pages


def packed(site: BuiltSite) -> tuple[str, ...]:
    """Return the paths that go into the archive, sorted; raises `PublishError` for a site that hosts would refuse."""
    total = sum(one.size for one in site.files.values())
    if total > _LARGEST:
        raise PublishError(
            ExitCode.UNSUITABLE, f"the site has {total >> 20} MiB, and Pages takes {_LARGEST >> 20} at most"
        )
    if "index.html" not in site.files:
        raise PublishError(ExitCode.PROBLEMS, "the site has no index.html: build it again")
    return tuple(sorted(site.files))


def write_archive(site: BuiltSite, path: Path, more: Mapping[str, bytes] = _NOTHING) -> int:
    """Write the archive, with `more` files beside the site's, whole or not at all; return its size in bytes. Raises
    `NotOurs` where something else than an archive of a site is there, `PublishError` and `OSError`.
    """
    if os.path.lexists(path) and not _is_archive(path):
        refuse_foreign(f"'{path.parent.name}'", [path.name])
    seconds = int(site.record.commit_time.timestamp())
    beside = path.with_name(f"{path.name}.new")
    names = sorted({*packed(site), *more})
    folders = sorted({"/".join(name.split("/")[:depth]) for name in names for depth in range(1, name.count("/") + 1)})
    try:
        with tarfile.open(beside, "w", format=tarfile.PAX_FORMAT) as archive:
            for folder in folders:
                archive.addfile(_member(folder, seconds, 0o755, tarfile.DIRTYPE))
            for name in names:
                data = more[name] if name in more else site.read(name)
                member = _member(name, seconds, 0o644, tarfile.REGTYPE)
                member.size = len(data)
                archive.addfile(member, io.BytesIO(data))
        beside.replace(path)
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return path.stat().st_size


def _is_archive(path: Path) -> bool:
    """Whether a file is the archive of a site, which a later one may replace."""
    if path.is_symlink() or not path.is_file():
        return False
    try:
        with tarfile.open(path) as archive:
            return any(member.name == "index.html" for member in archive)
    except tarfile.TarError:
        return False


def _member(name: str, seconds: int, mode: int, kind: bytes) -> tarfile.TarInfo:
    member = tarfile.TarInfo(name)
    member.mtime, member.mode, member.type = seconds, mode, kind
    return member
