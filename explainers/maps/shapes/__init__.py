"""Country shapes: the committed data (``world.json``), where it comes from (``README.md``), and the script
that makes it from a published shape set (``python -m explainers.maps.shapes.make``).

Reading the data for a map is `explainers.maps.world`'s work.
"""

from __future__ import annotations

__all__: list[str] = []
