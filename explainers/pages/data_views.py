"""What the data page sees: the files that others may use, and what is in them."""

from __future__ import annotations

from explainers.pages.numbered import Shown
from explainers.pages.view_parts import Link

__all__ = ["DataField", "DataRecord", "DataSource"]


class DataField(Shown, frozen=True):
    """A field: its name as it stands in the file, its type in words, what it means, and the words of a closed list
    (none: any value).
    """

    name: str
    type: str
    meaning: str
    choices: tuple[str, ...] = ()


class DataRecord(Shown, frozen=True):
    """A kind of record: the id of its place on the page, what it is called, what it stands for, its fields."""

    id: str
    title: str
    about: str
    fields: tuple[DataField, ...]


class DataSource(Shown, frozen=True):
    """A file: its name and address, what it holds, its schema's address (or empty), and the kind of its records (for
    the table: its columns).
    """

    file: Link
    about: str
    schema: str
    record: DataRecord
