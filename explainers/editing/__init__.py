"""Editing: the changes that commands make to an editor's files: new pages and sources, seals, languages."""

from __future__ import annotations
