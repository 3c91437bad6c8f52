"""Groups of files are kept between builds: made where they are missing, other or damaged, removed when nobody asks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from explainers.build.output import Output
from explainers.build.store import opened_store
from explainers.finishing.keeper import Keeper


@contextmanager
def keeping(folder: Path, *, full: bool = False) -> Iterator[Keeper]:
    """Yield a keeper as a build has it, closed at the end."""
    with opened_store(folder / "store", "one") as store:
        keeper = Keeper(Output(folder / "output"), store, full=full)
        yield keeper
        keeper.close()


def _group(text: bytes = b"one") -> Callable[[], list[tuple[str, bytes]]]:
    return lambda: [("a/one.txt", text), ("two.txt", b"two")]


def _files(folder: Path) -> dict[str, bytes]:
    output = folder / "output"
    return {one.relative_to(output).as_posix(): one.read_bytes() for one in output.rglob("*") if one.is_file()}


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A folder in which a group was kept by an earlier build."""
    with keeping(tmp_path) as keeper:
        keeper.have("group", "key", _group())
        assert keeper.made == 1
        assert [one.file for one in keeper.files] == ["a/one.txt", "two.txt"]
    assert _files(tmp_path) == {"a/one.txt": b"one", "two.txt": b"two"}
    return tmp_path


def test_what_has_the_same_key_is_not_made_again(kept: Path) -> None:
    with keeping(kept) as keeper:
        keeper.have("group", "key", _group(b"other"))
        assert keeper.made == 0
        assert [one.file for one in keeper.files] == ["a/one.txt", "two.txt"]
    assert _files(kept)["a/one.txt"] == b"one"


@pytest.mark.parametrize("key", ["another", ""])
def test_another_key_makes_the_group_again_and_removes_files_that_it_has_no_more(kept: Path, key: str) -> None:
    with keeping(kept) as keeper:
        keeper.have("group", key, lambda: [("two.txt", b"2")])
        assert keeper.made == 1
    assert _files(kept) == {"two.txt": b"2"}
    assert not (kept / "output/a").exists()


@pytest.mark.parametrize(
    "damage", [lambda path: path.unlink(), lambda path: path.write_bytes(b"xyz")], ids=["gone", "damaged"]
)
def test_a_file_that_is_damaged_or_gone_is_made_again(kept: Path, damage: Callable[[Path], None]) -> None:
    damage(kept / "output/two.txt")
    with keeping(kept) as keeper:
        assert not keeper.is_current("group", "key")
        keeper.have("group", "key", _group())
    assert _files(kept)["two.txt"] == b"two"


def test_a_full_build_makes_all_again(kept: Path) -> None:
    with keeping(kept, full=True) as keeper:
        keeper.have("group", "key", _group(b"new"))
        assert keeper.made == 1
    assert _files(kept)["a/one.txt"] == b"new"


@pytest.mark.parametrize("full", [False, True])
def test_files_that_nobody_asks_for_are_removed_and_forgotten(kept: Path, full: bool) -> None:
    (kept / "output/foreign.txt").write_bytes(b"mine")
    with keeping(kept, full=full) as keeper:
        keeper.have("other", "key", lambda: [("three.txt", b"3")])
    assert _files(kept) == {"three.txt": b"3", "foreign.txt": b"mine"}
    with keeping(kept) as keeper:
        assert not keeper.is_current("group", "key")
        assert keeper.is_current("other", "key")


def test_a_value_is_found_once_for_a_key(tmp_path: Path) -> None:
    found = iter(["first", "second"])
    for key, value in (("a", "first"), ("a", "first"), ("b", "second")):
        with keeping(tmp_path) as keeper:
            assert keeper.remembered("value", key, lambda: next(found)) == value
