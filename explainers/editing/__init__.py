"""Editing: what an editor is helped with: new files, seals."""

from __future__ import annotations
