"""Answers in the words of the Language Server Protocol, as lsprotocol has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Final

from lsprotocol import types

from explainers.editing.fixes import Edit
from explainers.language_server.completion import Completion
from explainers.positions import Lines
from explainers.problems import Place, Problem, Shown

__all__ = [
    "as_completion",
    "as_diagnostic",
    "as_edit",
    "as_position",
    "as_range",
    "diagnostics",
    "place_range",
    "workspace_edit",
]

_SEVERITY: Final[dict[Shown, types.DiagnosticSeverity]] = {
    "error": types.DiagnosticSeverity.Error,
    "warning": types.DiagnosticSeverity.Warning,
    "draft": types.DiagnosticSeverity.Information,
}
_KINDS: Final = {
    "source": types.CompletionItemKind.Reference,
    "number": types.CompletionItemKind.Value,
    "word": types.CompletionItemKind.EnumMember,
    "page": types.CompletionItemKind.File,
    "term": types.CompletionItemKind.Text,
    "key": types.CompletionItemKind.Field,
}


def as_position(lines: Lines, offset: int) -> types.Position:
    """Return an offset as a position."""
    line, column = lines.position(offset)
    return types.Position(line, column)


def as_range(lines: Lines, start: int, end: int) -> types.Range:
    """Return a stretch between two offsets as a range."""
    return types.Range(as_position(lines, start), as_position(lines, end))


def place_range(lines: Lines, place: Place) -> types.Range:
    """Return a problem's place as a range."""
    return as_range(lines, *lines.span(place))


def as_edit(lines: Lines, edit: Edit) -> types.TextEdit:
    """Return an edit of a text."""
    return types.TextEdit(as_range(lines, edit.start, edit.end), edit.text)


def workspace_edit(
    edits: Mapping[str, Iterable[types.TextEdit]],
    versions: Mapping[str, int | None] | None,
    moves: Iterable[tuple[str, str]] = (),
) -> types.WorkspaceEdit:
    """Return edits of files, and other names for some, all by their addresses. `versions` are those of the texts that
    are open: a client refuses an edit of a text that has changed since. `None`: a client that takes neither these nor
    other names.
    """
    if versions is None:
        return types.WorkspaceEdit(changes={uri: list(its) for uri, its in edits.items()})
    changes = [
        types.TextDocumentEdit(types.OptionalVersionedTextDocumentIdentifier(uri, versions.get(uri)), list(its))
        for uri, its in edits.items()
    ]
    return types.WorkspaceEdit(document_changes=[*changes, *(types.RenameFile(*names) for names in moves)])


def as_diagnostic(lines: Lines, problem: Problem) -> types.Diagnostic:
    """Return a problem as editors' programs show it."""
    said = problem.message if problem.suggestion is None else f"{problem.message}; write: {problem.suggestion}"
    return types.Diagnostic(
        range=place_range(lines, problem.place),
        message=said,
        severity=_SEVERITY[problem.shown_as],
        code=problem.code,
        source="explainers",
    )


def as_completion(lines: Lines, one: Completion) -> types.CompletionItem:
    """Return something that can be typed."""
    edit = types.TextEdit(as_range(lines, one.start, one.end), one.text)
    about = types.MarkupContent(types.MarkupKind.Markdown, one.about) if one.about else None
    return types.CompletionItem(
        label=one.label,
        kind=_KINDS[one.kind],
        detail=one.detail or None,
        documentation=about,
        sort_text=one.order,
        filter_text=one.text,
        text_edit=edit,
    )


def diagnostics(lines: Lines, problems: Iterable[Problem]) -> list[types.Diagnostic]:
    """Return the problems of a file."""
    return [as_diagnostic(lines, problem) for problem in problems]
