"""What is read of records, by name: single records, all of a kind, a field of every explainer."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from explainers.content_kinds import Kind
from explainers.site.about import About

__all__ = ["ATTACHED", "changed_reads", "each", "every", "record"]

ATTACHED: Final = "attached"
"""The files that pages show or offer."""


def record(kind: str, name: str) -> str:
    """Return what a single record is called, by its kind and slug."""
    return f"record {kind} {name}"


def every(kind: str) -> str:
    """Return what all records of a kind are called."""
    return f"every {kind}"


def each(field: str) -> str:
    """Return what a field of what is known about explainers is called."""
    return f"each explainer's {field}"


def changed_reads(kind: Kind, slug: str, before: About | None, after: About | None) -> Iterator[str]:
    """Yield the names of all that reads differently since a record changed; `before` and `after`, of an explainer,
    what was known of it and is (`None`: it wasn't there, or isn't).
    """
    yield record(kind, slug)
    if kind != "explainer":
        yield every(kind)
        return
    for field in About.__struct_fields__:
        if before is None or after is None or getattr(before, field) != getattr(after, field):
            yield each(field)
