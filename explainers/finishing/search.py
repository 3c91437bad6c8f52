"""The search index: Pagefind's, one for each language, made of the pages' words (`explainers.finishing.words`).

Pagefind gets nothing but these words, in a folder of their own, and its options and environment are fixed. So the index
is made again only when words have changed, and equal words give equal bytes: the one file that Pagefind writes in a
random order, its list of languages, is put in order.
"""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

from explainers.build.code import code_digest
from explainers.build.store import KeptPage
from explainers.digest import digest, digest_of_bytes
from explainers.finishing.keeper import BuiltPages, Keeper
from explainers.finishing.words import words_of
from explainers.pages.search_entries import SearchedPage, searched_pages
from explainers.pages.search_page import BUNDLE

__all__ = ["IndexFailed", "index_files", "search_index", "stale_index"]

_INDEX, _WORDS = "search", "words "  # the index as a group of files, and what names of pages' words begin with
_LONGEST: Final = 1800  # seconds
_ENTRY: Final = "pagefind-entry.json"
_LICENCE: Final = "pagefind-licence.txt"
# What browsers ask for. The rest of what Pagefind writes is interfaces that this site doesn't use.
_WANTED: Final = frozenset((".pf_fragment", ".pf_index", ".pf_meta"))


class IndexFailed(OSError):
    """Pagefind isn't there or failed: a plain sentence."""


def search_index(built: BuiltPages, keeper: Keeper) -> None:
    """Have the search index of a site in its output. Raises `IndexFailed`, and `OSError` where the disk fails."""
    digests = _digests(built)
    pages = _pages(built, digests)

    def words(page: SearchedPage) -> bytes:
        return words_of(page, built.bytes_of(page.file, digests[page.file]))

    def digest_of_words(page: SearchedPage) -> str:
        key = _words_key(page, digests[page.file])
        return keeper.remembered(_WORDS + page.file, key, lambda: digest_of_bytes(words(page)))

    key = digest((code_digest(), _version(), [(page.file, digest_of_words(page)) for page in pages]))
    keeper.have(_INDEX, key, lambda: index_files((page.file, words(page)) for page in pages))


def stale_index(built: BuiltPages, rows: Mapping[str, KeptPage]) -> Iterator[str]:
    """Yield the name of the index, among the groups (`rows`) that finishing has kept, if it no longer fits: a page
    that it finds has changed or is gone, or it lacks a new one.
    """
    if _INDEX not in rows:
        return
    digests = _digests(built)
    current = {_WORDS + page.file: _words_key(page, digests[page.file]) for page in _pages(built, digests)}
    if {name: row.key for name, row in rows.items() if name.startswith(_WORDS)} != current:
        yield _INDEX


def index_files(words: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
    """Yield the files of the index (address and bytes) for the words of pages, which have the files of the pages.

    Raises `IndexFailed`.
    """
    with TemporaryDirectory(prefix="explainers-search-") as place:
        site, bundle = Path(place, "site"), Path(place, "bundle")
        some = False
        for file, text in words:
            path = site / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text)
            some = some or bool(text)
        if some:
            _run("--site", str(site), "--output-path", str(bundle), "--silent", folder=place)
            yield from _served(bundle)


def _digests(built: BuiltPages) -> dict[str, str]:
    return {one.file: one.digest for one in built.files}


def _pages(built: BuiltPages, digests: Mapping[str, str]) -> list[SearchedPage]:
    return [page for page in searched_pages(built.site) if page.file in digests]


def _words_key(page: SearchedPage, page_digest: str) -> str:
    return digest((code_digest(), page, page_digest))


def _run(*options: str, folder: str) -> None:
    """Run Pagefind without settings of this machine: its own settings file and variables are not there."""
    command = (str(_program()), *options)
    try:
        done = subprocess.run(
            command, cwd=folder, env={}, capture_output=True, text=True, timeout=_LONGEST, check=False
        )
    except (OSError, subprocess.TimeoutExpired) as failed:
        raise IndexFailed(f"the search index could not be made: {failed}") from failed
    if done.returncode:
        said = (done.stderr.strip() or done.stdout.strip() or "it did not say why").splitlines()[-1]
        raise IndexFailed(f"the search index could not be made: Pagefind failed: {said}")


def _program() -> Path:
    try:
        from pagefind_bin import get_executable

        return Path(get_executable())
    except (ImportError, FileNotFoundError) as missing:
        raise IndexFailed("the search index needs Pagefind: pip install pagefind_bin") from missing


def _version() -> str:
    try:
        return metadata.version("pagefind_bin")
    except metadata.PackageNotFoundError:
        return ""


def _served(bundle: Path) -> Iterator[tuple[str, bytes]]:
    """Yield what a site serves of Pagefind's folder."""
    entry: dict[str, Any] = json.loads((bundle / _ENTRY).read_bytes())
    entry["languages"] = dict(sorted(entry["languages"].items()))
    yield BUNDLE + _ENTRY, json.dumps(entry, ensure_ascii=False, separators=(",", ":")).encode()
    programs = {f"wasm.{one['wasm'] or 'unknown'}.pagefind" for one in entry["languages"].values()}
    for path in sorted(bundle.rglob("*")):
        if path.suffix in _WANTED or path.name == "pagefind.js" or path.name in programs:
            yield BUNDLE + path.relative_to(bundle).as_posix(), path.read_bytes()
    yield BUNDLE + _LICENCE, Path(__file__).with_name(_LICENCE).read_bytes()
