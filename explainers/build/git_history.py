"""What was last published, from git: the files of a commit, read as they were then."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Final

from explainers.checks.site import Comparison
from explainers.content_kinds import inner_path, kinds_with
from explainers.failures import CommandError
from explainers.git import git_says
from explainers.nearest import did_you_mean
from explainers.reading.documents import Document, read_document
from explainers.reading.file_names import kind_of

__all__ = ["CannotCheck", "published_files", "versions"]

_KINDS: Final = kinds_with(lambda kind: kind.changes_noticed)
_MOST_VERSIONS: Final = 100


class CannotCheck(CommandError, ValueError):
    """There is nothing to compare with, no such folder or commit: a plain sentence for the person who named it."""


def published_files(
    content: Path, reference: str, paths: Iterable[str], load: Callable[[str], Document], languages: Sequence[str]
) -> Comparison:
    """Return the files of a content folder that differ from a commit of git; of kinds whose changes readers are told.

    The folder lies in the repository; `reference` is a commit, a branch or a tag; `paths` are the files as problems
    show them, and `load` reads one. Raises `CannotCheck`, and `OSError` where git can't be run.
    """
    commit = _commit(content, reference)
    now = {path: load(path) for path in paths if kind_of(path) in _KINDS}
    listed = {path: blob for path, blob in _listed(content, commit) if path in now}
    before = dict(zip(listed, _contents(content, listed.values()), strict=True))
    changed = [path for path, data in before.items() if data != now[path].data]
    return Comparison(
        {path: read_document(path, before[path], languages) for path in changed}, {path: now[path] for path in changed}
    )


def versions(content: Path, path: str) -> Iterator[bytes]:
    """Yield what a file of a content folder was in git, the newest version first, `path` as problems show it; nothing
    where the folder is in no repository. Raises `OSError` where git can't be run.
    """
    inner = inner_path(path)
    commits = git_says(content, "log", f"--max-count={_MOST_VERSIONS}", "--format=%H", "--", inner) or b""
    for commit in commits.decode().split():
        found = git_says(content, "show", f"{commit}:./{inner}")
        if found is not None:
            yield found


def _commit(content: Path, reference: str) -> str:
    """Return the full name of a commit. Whatever the reference is, git reads it as no option."""
    shown = git_says(content, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{reference}^{{commit}}")
    if shown is None:
        inside = git_says(content, "rev-parse", "--is-inside-work-tree")
        if inside is None:
            raise CannotCheck("the content is in no git repository: there is nothing to compare it with")
        refs = (git_says(content, "for-each-ref", "--format=%(refname:short)") or b"").decode("utf-8", "replace")
        raise CannotCheck(f"git knows no commit '{reference}'{did_you_mean(reference, refs.split())}")
    return shown.decode().strip()


def _listed(content: Path, commit: str) -> Iterator[tuple[str, str]]:
    """Return the files of the content folder in a commit: path as problems show it, and name of the blob."""
    listing = git_says(content, "ls-tree", "-r", "-z", commit, ".") or b""
    for line in listing.split(b"\0"):
        about, _, path = line.partition(b"\t")
        parts = about.split()
        if len(parts) == 3 and parts[1] == b"blob":
            yield f"{content.name}/{path.decode('utf-8', 'surrogateescape')}", parts[2].decode()


def _contents(content: Path, blobs: Iterable[str]) -> Iterator[bytes]:
    """Return the bytes of blobs, in order."""
    names = "".join(f"{blob}\n" for blob in blobs)
    if not names:
        return
    answer = git_says(content, "cat-file", "--batch", stdin=names.encode()) or b""
    place = 0
    while place < len(answer):
        end = answer.index(b"\n", place)
        size = int(answer[place:end].split()[2])
        yield answer[end + 1 : end + 1 + size]
        place = end + 1 + size + 1
