"""The maps of the project's own content can be weighed: nothing else reads this part of `bench`."""

from __future__ import annotations

import pytest

from bench.maps import knowledge, makers, sizes


def test_all_that_the_table_has_is_there_to_be_weighed_and_made(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    site = knowledge()
    weighed = {name: (size, small) for name, size, small in sizes(site)}
    assert "all files of the interactive map" in weighed
    assert all(0 < small < size for size, small in weighed.values()), weighed
    for make in makers(site).values():
        make()
