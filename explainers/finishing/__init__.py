"""Finishing: what a site gets after its pages are built, and not while it is edited: pictures to share, an index to
search, files that are compressed already.

Each step is a function of `keeper.BuiltPages` and a `keeper.Keeper`. It says of each group of files what they are made
from, and makes only what has changed: ``keeper.have(name, key, make)``. `finish.finish` takes the steps in order
(`cards.cards`, `search.search_index`, `compressed.compressed`) and removes what no step asked for.
"""

from __future__ import annotations
