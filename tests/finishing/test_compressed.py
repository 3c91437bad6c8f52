"""Compressed copies stand beside each larger text; they have its bytes, and are stale when it changes."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest

from explainers.build.output import Output
from explainers.build.progress import silent
from explainers.build.store import KeptFile, KeptPage, opened_store
from explainers.finishing.compressed import compressed, stale_copies
from explainers.finishing.keeper import BuiltPages, Keeper
from explainers.pages.templates import Theme
from tests.building_sites import ROOT
from tests.pages.corpora import known

TEXT = b"<p>They talked of herring.</p>\n" * 20


def _written(folder: Path, *files: tuple[str, bytes]) -> tuple[KeptFile, ...]:
    output = Output(folder / "output")
    return tuple(output.put(file, data) for file, data in files)


def _compress(folder: Path, files: tuple[KeptFile, ...]) -> tuple[int, dict[str, bytes]]:
    """Return how many texts were compressed, and the copies that are there."""
    output = Output(folder / "output")
    with opened_store(folder / "store", "one") as store:
        keeper = Keeper(output, store)
        compressed(BuiltPages(known(), Theme(ROOT / "theme"), (), output, files), keeper, silent)
        keeper.close()
    copies = [path for path in (folder / "output").rglob("*") if path.suffix in (".br", ".gz")]
    return keeper.made, {path.relative_to(folder / "output").as_posix(): path.read_bytes() for path in copies}


def test_copies_have_the_bytes_of_their_text_and_say_no_time(tmp_path: Path) -> None:
    made, copies = _compress(tmp_path, _written(tmp_path, ("a/index.html", TEXT)))
    assert made == 1
    assert sorted(copies) == ["a/index.html.br", "a/index.html.gz"]
    assert brotli.decompress(copies["a/index.html.br"]) == TEXT
    assert gzip.decompress(copies["a/index.html.gz"]) == TEXT
    # RFC 1952: no time, best compression, unknown system. Pythons differ in the last.
    assert copies["a/index.html.gz"][:10] == b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"
    assert copies["a/index.html.gz"][3:8] == bytes(5), "neither a name nor a time"


@pytest.mark.parametrize(
    ("file", "size", "copied"),
    [("a.html", 512, True), ("a.html", 511, False), ("a.geojson", 900, True), ("a.png", 900, False), ("a", 900, False)],
)
def test_texts_from_512_bytes_on_have_copies(tmp_path: Path, file: str, size: int, copied: bool) -> None:
    made, copies = _compress(tmp_path, _written(tmp_path, (file, b"a" * size)))
    assert (made, len(copies)) == ((1, 2) if copied else (0, 0))


def test_only_what_has_changed_is_compressed_again_and_copies_go_with_their_text(tmp_path: Path) -> None:
    one, two = ("one.html", TEXT), ("two.html", TEXT)
    _compress(tmp_path, _written(tmp_path, one, two))
    made, copies = _compress(tmp_path, _written(tmp_path, one, ("two.html", TEXT[::-1])))
    assert made == 1
    assert brotli.decompress(copies["two.html.br"]) == TEXT[::-1]
    assert sorted(_compress(tmp_path, _written(tmp_path, one))[1]) == ["one.html.br", "one.html.gz"]


def test_a_text_that_something_else_has_changed_stops_it(tmp_path: Path) -> None:
    files = _written(tmp_path, ("one.html", TEXT))
    (tmp_path / "output/one.html").write_bytes(TEXT[::-1])
    with pytest.raises(OSError, match=r"'one\.html' was changed by something else"):
        _compress(tmp_path, files)


def test_copies_are_stale_where_their_text_is_another_or_gone(tmp_path: Path) -> None:
    files = _written(tmp_path, ("one.html", TEXT), ("two.html", TEXT))
    _compress(tmp_path, files)
    with opened_store(tmp_path / "store", "one") as store:
        rows = {**store.beside("finished").pages(), "card cards/one.png": KeptPage("key", "", (), ())}
    assert list(stale_copies(files, rows)) == []
    other = _written(tmp_path, ("one.html", TEXT[::-1]))
    assert sorted(stale_copies(other, rows)) == ["compressed one.html", "compressed two.html"]
    assert list(stale_copies(files[1:], rows)) == ["compressed one.html"]
