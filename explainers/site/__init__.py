"""Knowing: what follows from all records together. `facts` is the only door to it."""

from __future__ import annotations
