"""What an editor's program can do, as it says when it begins."""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from explainers.positions import Encoding

__all__ = ["can_move_files", "encoding_of", "takes_versions", "tells_of_files"]


def can_move_files(able: types.ClientCapabilities) -> bool:
    """Whether a client can give files other names."""
    edits = _edits(able)
    return edits is not None and types.ResourceOperationKind.Rename in (edits.resource_operations or ())


def takes_versions(able: types.ClientCapabilities) -> bool:
    """Whether an edit may say which version of a text it is for. Neovim takes that, and says so only in part: whoever
    gives files other names is told of them in the same list.
    """
    edits = _edits(able)
    return edits is not None and bool(edits.document_changes or edits.resource_operations)


def tells_of_files(able: types.ClientCapabilities) -> bool:
    """Whether a client tells of files that change on the disk, when it is asked to."""
    watched = able.workspace.did_change_watched_files if able.workspace else None
    return watched is not None and bool(watched.dynamic_registration)


def encoding_of(agreed: Any) -> Encoding:
    """Return what positions are counted in, by what client and server have agreed on."""
    name = str(getattr(agreed, "value", agreed))
    return "utf-8" if name == "utf-8" else "utf-32" if name == "utf-32" else "utf-16"


def _edits(able: types.ClientCapabilities) -> types.WorkspaceEditClientCapabilities | None:
    return able.workspace.workspace_edit if able.workspace else None
