"""The site's data for others to use: files, their schemas, and the page that says what is in them."""

from __future__ import annotations
