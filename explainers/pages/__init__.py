"""Showing: from facts to bytes: the plan of pages, frozen views, the theme's templates."""

from __future__ import annotations
