"""What mends problems, as editors offer it: fixes of what the cursor is at, all that is certain in a file at once, and
another name for the file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final

from lsprotocol import types

from explainers.editing.fixes import apart
from explainers.language_server.protocol import as_edit, diagnostics, workspace_edit
from explainers.language_server.session import Session
from explainers.terminal import shortened

__all__ = ["FIX_ALL", "fix_all", "is_asked", "new_names", "quick_fixes"]

FIX_ALL: Final = f"{types.CodeActionKind.SourceFixAll.value}.explainers"

_Versions = Mapping[str, int | None] | None


def is_asked(kind: str, only: Iterable[str] | None) -> bool:
    """Whether actions of a kind are asked for. Kinds stand within each other: who asks for `source.fixAll`, such as
    when a file is saved, means `source.fixAll.explainers` too. `None`: all that a person may choose from.

    >>> is_asked("source.fixAll.explainers", ["source.fixAll"]), is_asked("quickfix", ["quickfix.other"])
    (True, False)
    """
    return not only or any(not asked or f"{kind}.".startswith(f"{asked}.") for asked in only)


def quick_fixes(
    session: Session, path: str, span: tuple[int, int], uri: str, versions: _Versions
) -> list[types.CodeAction]:
    """Return what mends the problems that touch a stretch of a file's text. Raises `OSError`."""
    lines = session.desk().lines(path)
    return [
        types.CodeAction(
            title=f"Write {_short(one.edit.text)}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=diagnostics(lines, [one.problem]),
            is_preferred=one.is_certain,
            edit=workspace_edit({uri: [as_edit(lines, one.edit)]}, versions),
        )
        for one in session.fixes(path, *span)
    ]


def fix_all(session: Session, path: str, uri: str, versions: _Versions) -> list[types.CodeAction]:
    """Return the one action that writes what is certain in a file, as `check --fix` does; none where nothing is.
    Raises `OSError`.
    """
    lines = session.desk().lines(path)
    certain = [one for one in session.fixes(path, 0, len(lines.text)) if one.is_certain]
    if not certain:
        return []
    edits = [as_edit(lines, edit) for edit in apart(one.edit for one in certain)]
    return [
        types.CodeAction(
            title="Write all that is certain in this file",
            kind=FIX_ALL,
            diagnostics=diagnostics(lines, [one.problem for one in certain]),
            edit=workspace_edit({uri: edits}, versions),
        )
    ]


def new_names(session: Session, path: str, uri: Callable[[str], str]) -> list[types.CodeAction]:
    """Return what gives a file the name that it should have. `uri` is the address of a path. Raises `OSError`."""
    return [
        types.CodeAction(
            title=f"Call it {_short(new.rpartition('/')[2])}",
            kind=types.CodeActionKind.QuickFix,
            diagnostics=diagnostics(session.desk().lines(path), [problem]),
            edit=workspace_edit({}, {}, [(uri(path), uri(new))]),
        )
        for problem, new in session.new_names(path)
    ]


def _short(text: str) -> str:
    return shortened(" ".join(text.split()), 60)
