"""The only folder that knows Pelican: settings, articles, generators, writer, and Pelican's class."""

from __future__ import annotations
