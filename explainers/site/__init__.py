"""The site: what follows from all records together. Pages ask `site.Site` typed questions, and nothing else."""

from __future__ import annotations
