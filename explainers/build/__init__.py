"""Building: from content to files, no more of them than an edit needs. This folder owns the disk."""

from __future__ import annotations
