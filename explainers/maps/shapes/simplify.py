"""How much each point of an arc matters: Visvalingam and Whyatt's effective area.

M. Visvalingam, J. D. Whyatt, *Line generalisation by repeated elimination of points*, The Cartographic Journal
30 (1993), 46-51: again and again the point goes that makes the smallest triangle with its neighbours; the area
of that triangle is what the point is worth. A map at any scale then keeps the points above one threshold.
"""

from __future__ import annotations

import heapq
import math

from explainers.maps.projection import AUTHALIC_RADIUS, authalic_latitude
from explainers.maps.shapes.atlas import Point

__all__ = ["effective_areas", "ring_area"]

_RADIUS_KM = AUTHALIC_RADIUS / 1000


def _flat(points: tuple[Point, ...]) -> list[Point]:
    """Points on Lambert's cylindrical equal-area projection, in kilometres: areas on it are true."""
    return [
        (
            _RADIUS_KM * math.radians(longitude),
            _RADIUS_KM * math.sin(authalic_latitude(math.radians(latitude))),
        )
        for longitude, latitude in points
    ]


def ring_area(points: tuple[Point, ...]) -> float:
    """The area within a closed ring in square kilometres, more than 0 where it runs clockwise.

    >>> round(ring_area(((0, 0), (0, 1), (1, 1), (1, 0))), -2)
    12300.0
    """
    flat = _flat(points)
    crossed = (x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(flat, flat[1:] + flat[:1], strict=True))
    return -sum(crossed) / 2


def effective_areas(points: tuple[Point, ...]) -> list[float]:
    """The worth of each point in square kilometres. The arc's two ends, where arcs meet, are worth infinity."""
    flat, count = _flat(points), len(points)
    before, after = [i - 1 for i in range(count)], [i + 1 for i in range(count)]
    worth = [math.inf] * count

    def triangle(i: int) -> float:
        (ax, ay), (bx, by), (cx, cy) = flat[before[i]], flat[i], flat[after[i]]
        return abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay)) / 2

    heap = [(triangle(i), i) for i in range(1, count - 1)]
    current = {i: area for area, i in heap}
    heapq.heapify(heap)
    floor = 0.0
    while heap:
        area, i = heapq.heappop(heap)
        if current.get(i) != area:
            continue
        del current[i]
        floor = max(floor, area)
        worth[i] = floor
        after[before[i]], before[after[i]] = after[i], before[i]
        for neighbour in (before[i], after[i]):
            if neighbour in current:
                current[neighbour] = triangle(neighbour)
                heapq.heappush(heap, (current[neighbour], neighbour))
    return worth
