"""Maps: the drawn one (`svg`) and the interactive one (`interactive`, made with Folium).

In the order in which a map comes about: `shapes` (the committed data) -> `world` (reads it) -> `projection` -> `frame`
(what a map shows) -> `arcs`, `rings`, `opposite`, `cutting`, `paths` (land and countries), `curves`, `labels` (what is
on them) -> `layout` (all of that together) -> `svg`; and, for the interactive map, `geojson` and `plan` ->
`folium_parts` (the only module that knows Folium) -> `interactive`.
Importing this package loads none of them.
"""

from __future__ import annotations

import os

__all__: list[str] = []

# numpy multiplies no matrices here. The threads that it would start for that take as long as loading all the rest of
# it, and no process is forked off one that has them.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # noqa: TID251 - it is numpy that reads it
