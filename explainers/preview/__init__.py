"""Live preview: watches a site's files, rebuilds in the same process, and shows each save in the browser."""

from __future__ import annotations
