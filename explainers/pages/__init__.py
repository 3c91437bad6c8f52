"""Pages: the plan of what pages a site has, a frozen view for each, and the theme's templates that make HTML of it."""

from __future__ import annotations
