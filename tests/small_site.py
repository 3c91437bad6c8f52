"""A site that is built in a moment, in two languages, with a page of prose."""

from __future__ import annotations

from pathlib import Path

from tests.building_sites import site_copy

ABOUT = """---
title: About this site
summary: Who writes here.
---

Two people at a harbour.
"""
SITE = "https://harbour.example/"


def small_site(folder: Path) -> Path:
    """Return a copy of the minimal site, in English and French, with a page about it."""
    site = site_copy("minimal", folder)
    (site / "content/pages").mkdir()
    (site / "content/pages/about.md").write_text(ABOUT, encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('EXPLAINER_LANGUAGES = ["en", "fr"]\n')
    return site
