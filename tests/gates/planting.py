"""Planting faults in pages, and telling those that were found."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256

_POLICY_HASH = re.compile(r"'sha256-[\w+/=]+'")


def styled(html: str, style: str) -> str:
    """A page with more style, which its policy allows."""
    start, end = html.index("<style>") + len("<style>"), html.index("</style>")
    text = f"{html[start:end]}\n{style}"
    digest = b64encode(sha256(text.encode()).digest()).decode()
    return _POLICY_HASH.sub(f"'sha256-{digest}'", html[:start], count=1) + text + html[end:]


def told(faults: Iterable[str]) -> str:
    """Faults as a message for people, a line each."""
    return "".join(f"\n  {fault}" for fault in faults)
