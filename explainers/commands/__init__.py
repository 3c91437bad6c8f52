"""The commands, a module each: arguments in, exit code out. The work itself is done elsewhere."""

from __future__ import annotations
