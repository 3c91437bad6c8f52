"""Closed rings as arrays, and back."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainers.maps.cutting import Outlines, areas
from explainers.maps.projection import XY


def outlines_of(*rings: Sequence[XY]) -> Outlines:
    points = np.array([point for ring in rings for point in ring], float).reshape(-1, 2)
    return Outlines(points[:, 0], points[:, 1], np.repeat(np.arange(len(rings)), [len(ring) for ring in rings]))


def rings_in(outlines: Outlines) -> dict[int, list[XY]]:
    found: dict[int, list[XY]] = {}
    for x, y, ring in zip(outlines.x.tolist(), outlines.y.tolist(), outlines.ring.tolist(), strict=True):
        found.setdefault(ring, []).append((x, y))
    return found


def area_of(ring: Sequence[XY]) -> float:
    """The area within a closed ring, more than 0 where it runs clockwise as seen on a map."""
    return float(areas(outlines_of(ring))[1].sum()) if len(ring) > 2 else 0.0
