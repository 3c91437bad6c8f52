"""Previews: a built site that a few people look at before readers do, below `previews/<name>/` of a target.

A preview is published as any release is, in a place of its own. Its pages tell search engines to stay away, and it has
a day from which on it may be removed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Final

from msgspec.structs import replace

from explainers.publishing.built_site import BuiltSite
from explainers.publishing.errors import PublishError
from explainers.publishing.kinds import base_of, encoding_of
from explainers.publishing.manifest import NotReadable, list_digest, release_id
from explainers.publishing.scan import scan
from explainers.publishing.targets.protocol import Target

__all__ = ["expired_previews", "hidden_site", "is_preview_name", "preview_name"]

_NAME: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
_HEAD: Final = re.compile(rb"<head(?:\s[^>]*)?>", re.IGNORECASE)
_START: Final = re.compile(rb"<(?:meta|title)\b", re.IGNORECASE)
_HIDDEN: Final = b'<meta name="robots" content="noindex">'
_RULE: Final = b"\n/*\n  X-Robots-Tag: noindex\n"


def is_preview_name(text: str) -> bool:
    """Whether a text can be a preview's name: small letters, digits and hyphens, forty at most."""
    return _NAME.fullmatch(text) is not None


def preview_name(text: str) -> str:
    """Return the name of a preview for a text such as a branch's name; empty where nothing of it can be one.

    >>> preview_name("feature/New Map"), preview_name("é")
    ('feature-new-map', '')
    """
    return re.sub(r"[^a-z0-9]+", "-", text.lower())[:40].strip("-")


def hidden_site(site: BuiltSite, folder: Path) -> BuiltSite:
    """Write a copy of a built site whose pages tell search engines to stay away; return it. Raises `OSError`.

    Files that were compressed before are made of other bytes now, and are left out.
    """
    changed = {path: _hidden(path, site.read(path)) for path in site.files if _is_asked(path)}
    for path in site.files:
        if encoding_of(path) and base_of(path) in changed:
            continue
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(changed[path] if path in changed else site.read(path))
    found = scan(folder)
    digest = list_digest(found.files)
    record = replace(site.record, id=release_id(digest), digest=digest, files=len(found.files))
    return BuiltSite(folder, record, found.files, found.problems)


def expired_previews(target: Target, site: str, now: datetime) -> Iterator[str]:
    """Yield the names of a site's previews whose day has come, sorted."""
    for name in target.previews():
        with suppress(NotReadable, FileNotFoundError, PublishError):  # what isn't readable may be somebody's
            place = target.preview(name)
            live = place.live() if place.check_owner(site) else None
            if live and live.expires and live.expires <= now:
                yield name


def _is_asked(path: str) -> bool:
    return path.endswith(".html") or path == "_headers"


def _hidden(path: str, data: bytes) -> bytes:
    if path == "_headers":
        return data.rstrip(b"\n") + _RULE
    if found := _HEAD.search(data):
        return data[: found.end()] + _HIDDEN + data[found.end() :]
    found = _START.search(data)
    return data[: found.start()] + _HIDDEN + data[found.start() :] if found else _HIDDEN + data
