"""Data files of a built site, read again as programs read them."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path
from typing import Any

import pytest

from explainers.pages.open_data.fields import FILES

SITE = "https://harbour.example/strait/"
JSON_FILES = [name for name, file in FILES.items() if file.record]
Thing = dict[str, Any]
each_file = pytest.mark.parametrize("name", JSON_FILES)


def loaded(output: Path, name: str) -> Thing:
    found: Thing = json.loads((output / name).read_text(encoding="utf-8"))
    return found


def records(output: Path, name: str) -> list[Thing]:
    found: list[Thing] = loaded(output, name)[FILES[name].records]
    return found


def values(value: Any, key: str) -> list[Any]:
    """All values of a key, however deep."""
    if isinstance(value, dict):
        own = [value[key]] if key in value else []
        return own + [one for other in value.values() for one in values(other, key)]
    return [one for other in value for one in values(other, key)] if isinstance(value, list) else []


def table(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode(), newline=""), strict=True))
