"""The server: takes what an editor's program says, and answers by `session`. The event loop only passes on; one thread
does the work, a request at a time, and checks the site when nothing else is asked.
"""

from __future__ import annotations

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, TypeVar

from lsprotocol import types
from pygls import uris
from pygls.lsp.server import LanguageServer

from explainers import __version__
from explainers.editing.new import Refused
from explainers.exit_codes import ExitCode
from explainers.failures import CommandError, failed_command
from explainers.language_server.capabilities import can_move_files, encoding_of, takes_versions, tells_of_files
from explainers.language_server.code_actions import FIX_ALL, fix_all, is_asked, new_names, quick_fixes
from explainers.language_server.completion import completions
from explainers.language_server.hover import hover
from explainers.language_server.protocol import (
    as_completion,
    as_edit,
    as_range,
    diagnostics,
    place_range,
    workspace_edit,
)
from explainers.language_server.references import definition, reference_at
from explainers.language_server.rename import named_at, renaming
from explainers.language_server.session import Session
from explainers.pipeline import Pipeline

__all__ = ["make_server", "serve"]

_T = TypeVar("_T")
_PAUSE: Final = 0.01  # seconds after a key stroke in which what it asks for comes first
_TRIGGERS: Final = ["@", "[", ",", " ", "(", "/", "#", ":", ";", "|"]
_WATCHED: Final = "**/*"


class _Server(LanguageServer):
    """One client's server; `make` opens the site in a folder (`None`: where the command was started)."""

    def __init__(self, make: Callable[[Path | None], Pipeline], now: Callable[[], int]) -> None:
        super().__init__("explainers", __version__, text_document_sync_kind=types.TextDocumentSyncKind.Full)
        self._make, self._now = make, now
        self._worker = ThreadPoolExecutor(max_workers=1)
        self._session: Session | None = None
        self._waiting: asyncio.TimerHandle | None = None
        self._uris: dict[str, str] = {}  # as the client writes them, by path
        self._told = _Told()
        self._shown: dict[str, list[types.Diagnostic]] = {}
        self._said = ""

    # ---- the site ----------------------------------------------------------------------------------------

    async def open_site(self) -> None:
        """Open the site, or say why it can't be opened; done again when its settings are saved."""
        try:
            await asyncio.get_running_loop().run_in_executor(self._worker, self._open)
        except (CommandError, OSError) as wrong:
            self._say(str(failed_command(wrong)))
            return
        self._said = ""
        for document in list(self.workspace.text_documents.values()):  # opened before there was a site
            self.have(document.uri, document.source)
        self.check_soon()

    def _open(self) -> None:
        if self._session is not None:
            self._session.reopen()
            return
        folders = self.workspace.folders.values()
        named = next((folder.uri for folder in folders), None) or self.workspace.root_uri
        root = uris.to_fs_path(named) if named else None
        session = Session(lambda: self._make(Path(root) if root else None), self._now)
        session.encoding = encoding_of(self.workspace.position_encoding)
        self._session = session

    def _say(self, sentence: str) -> None:
        if sentence != self._said:
            self.window_show_message(types.ShowMessageParams(types.MessageType.Error, sentence))
        self._said = sentence

    async def ask(self, work: Callable[[Session], _T]) -> _T | None:
        """Return what some work comes to, done in the thread; nothing where it can't be done."""
        session = self._session
        if session is None:
            return None
        try:
            return await asyncio.get_running_loop().run_in_executor(self._worker, work, session)
        except (CommandError, OSError) as wrong:
            self._say(str(failed_command(wrong)))
        except Exception as wrong:  # noqa: BLE001 - whatever is being typed, the next key stroke may mend it
            said = f"explainers: {type(wrong).__name__}: {wrong}"
            self.window_log_message(types.LogMessageParams(types.MessageType.Error, said))
        return None

    # ---- files -------------------------------------------------------------------------------------------

    def path(self, uri: str) -> str | None:
        """Return the path of a file as problems show it; `None` for what isn't a file of the content."""
        location = uris.to_fs_path(uri) if uri.startswith("file:") else None
        return self._session.path_of(location) if location and self._session else None

    def uri(self, path: str) -> str:
        """Return the address of a file as the client writes it."""
        assert self._session is not None, "a file has a path where there is a site"
        return self._uris.get(path) or uris.from_fs_path(str(self._session.folder.parent / path)) or ""

    def have(self, uri: str, text: str | None) -> None:
        """Take the text that a file has in the editor; `None`: it was closed."""
        path = self.path(uri)
        if path is None or self._session is None:
            return
        if text is None:
            self._session.unsaved.pop(path, None)
        else:
            self._session.unsaved[path] = text
            self._uris[path] = uri
        self.check_soon()

    async def changed_on_disk(self, changed: Iterable[str]) -> None:
        """Take notice that files were saved, came or went."""
        session, locations = self._session, [Path(uris.to_fs_path(uri) or "") for uri in changed]
        if session is None or any(session.is_setting(location) for location in locations):
            await self.open_site()
        elif any(session.path_of(str(location)) for location in locations):
            session.look()
            self.check_soon()

    @property
    def versions(self) -> Mapping[str, int | None] | None:
        """The versions of the texts that are open, by address, for `workspace_edit`. Asked before the work begins, they
        are never newer than the texts that its edits are for.
        """
        if not takes_versions(self.client_capabilities):
            return None
        return {document.uri: document.version for document in self.workspace.text_documents.values()}

    # ---- problems ----------------------------------------------------------------------------------------

    def check_soon(self) -> None:
        """Check the site after a moment, once for all that comes meanwhile."""
        if self._waiting:
            self._waiting.cancel()
        loop = asyncio.get_running_loop()
        self._waiting = loop.call_later(_PAUSE, lambda: loop.create_task(self._check()))

    async def _check(self) -> None:
        found = await self.ask(self._told.of)
        if found is None:
            return
        for path in sorted({*found, *self._shown}):
            its = found.get(path, [])
            if its != self._shown.get(path, []):
                self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(self.uri(path), its))
        self._shown = {path: its for path, its in found.items() if its}

    async def at(
        self, params: Any, work: Callable[[Session, str, int], _T | None], position: types.Position | None = None
    ) -> _T | None:
        """Return what some work comes to at a position of a file."""
        path = self.path(params.text_document.uri)
        if path is None:
            return None
        place = position or params.position
        return await self.ask(
            lambda session: work(session, path, session.desk().lines(path).offset((place.line, place.character)))
        )


class _Told:
    """The problems of files in the protocol's words, made again only where the problems or the file are others."""

    def __init__(self) -> None:
        self._made: dict[str, tuple[object, list[types.Diagnostic]]] = {}

    def of(self, session: Session) -> dict[str, list[types.Diagnostic]]:
        """Return the problems of all files, by path. Raises `OSError`."""
        problems = session.problems()
        desk, digests = session.desk(), session.digests()
        made = {}
        for path, its in problems.items():
            key, before = (its, digests.get(path)), self._made.get(path)
            same = before is not None and before[0] == key
            made[path] = before if before and same else (key, diagnostics(desk.lines(path), its))
        self._made = made
        return {path: told for path, (_, told) in made.items()}


# ---- what is asked ---------------------------------------------------------------------------------------


def _completions(session: Session, path: str, offset: int) -> types.CompletionList:
    desk = session.desk()
    lines = desk.lines(path)
    return types.CompletionList(
        is_incomplete=False, items=[as_completion(lines, one) for one in completions(desk, path, offset)]
    )


def _hover(session: Session, path: str, offset: int) -> types.Hover | None:
    desk = session.desk()
    found = hover(desk, path, offset)
    if found is None:
        return None
    about = types.MarkupContent(types.MarkupKind.Markdown, found.about)
    return types.Hover(about, as_range(desk.lines(path), found.start, found.end))


async def _definition(server: _Server, params: types.DefinitionParams) -> types.Location | None:
    def found(session: Session, path: str, offset: int) -> tuple[str, types.Range] | None:
        desk = session.desk()
        reference = reference_at(desk.document(path), desk.lines(path), offset)
        place = definition(desk, reference) if reference else None
        return (place[0], place_range(desk.lines(place[0]), place[1])) if place else None

    there = await server.at(params, found)
    return types.Location(server.uri(there[0]), there[1]) if there else None


async def _code_actions(server: _Server, params: types.CodeActionParams) -> list[types.CodeAction] | None:
    versions, uri, only = server.versions, params.text_document.uri, params.context.only

    def found(session: Session, path: str, start: int) -> list[types.CodeAction]:
        made: list[types.CodeAction] = []
        if is_asked(types.CodeActionKind.QuickFix.value, only):
            place = params.range.end
            end = session.desk().lines(path).offset((place.line, place.character))
            made += quick_fixes(session, path, (start, end), uri, versions)
            if params.range.start.line == 0 and can_move_files(server.client_capabilities):
                made += new_names(session, path, server.uri)
        if is_asked(FIX_ALL, only) and (set(only or "") - {""} or any(one.is_preferred for one in made)):
            made += fix_all(session, path, uri, versions)
        return made

    return await server.at(params, found, params.range.start)


# ---- other names -----------------------------------------------------------------------------------------


async def _prepare_rename(server: _Server, params: types.PrepareRenameParams) -> types.PrepareRenamePlaceholder | None:
    def found(session: Session, path: str, offset: int) -> types.PrepareRenamePlaceholder | None:
        desk = session.desk()
        named = named_at(desk, path, offset)
        return (
            types.PrepareRenamePlaceholder(as_range(desk.lines(path), named.start, named.end), named.name)
            if named
            else None
        )

    return await server.at(params, found)


async def _rename(server: _Server, params: types.RenameParams) -> types.WorkspaceEdit | None:
    versions = server.versions

    def found(session: Session, path: str, offset: int) -> tuple[types.WorkspaceEdit, str] | Refused | None:
        if not session.is_read:
            session.read()
        desk = session.desk()
        named = named_at(desk, path, offset)
        if named is None:
            return None
        try:
            made = renaming(desk, named, params.new_name.strip(), session.urls)
        except Refused as refused:
            return refused
        if made.moves and not can_move_files(server.client_capabilities):
            return Refused("this editor's program can't give files other names")
        edits = {}
        for file, its in made.edits.items():
            lines = desk.lines(file)
            edits[server.uri(file)] = [as_edit(lines, edit) for edit in its]
        moves = [(server.uri(before), server.uri(after)) for before, after in made.moves]
        return workspace_edit(edits, versions, moves), made.note

    answer: tuple[types.WorkspaceEdit, str] | Refused | None = await server.at(params, found)
    if isinstance(answer, Refused):
        server.window_show_message(types.ShowMessageParams(types.MessageType.Error, f"{answer}. Nothing was changed"))
        return types.WorkspaceEdit(changes={})  # where nothing is answered, VS Code asks its Markdown to rename instead
    if answer and answer[1]:
        server.window_show_message(types.ShowMessageParams(types.MessageType.Warning, answer[1]))
    return answer[0] if answer else None


# ---- the server ------------------------------------------------------------------------------------------


def make_server(make: Callable[[Path | None], Pipeline], now: Callable[[], int]) -> LanguageServer:
    """Return the server of a site; `make` opens it in the folder that the client names, `now` is the time in
    nanoseconds.
    """
    server = _Server(make, now)
    _add_files(server)
    feature = server.feature
    feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=_TRIGGERS))(_on_completion)
    feature(types.TEXT_DOCUMENT_HOVER)(_on_hover)
    feature(types.TEXT_DOCUMENT_DEFINITION)(_definition)
    kinds = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix, FIX_ALL])
    feature(types.TEXT_DOCUMENT_CODE_ACTION, kinds)(_code_actions)
    feature(types.TEXT_DOCUMENT_RENAME, types.RenameOptions(prepare_provider=True))(_rename)
    feature(types.TEXT_DOCUMENT_PREPARE_RENAME)(_prepare_rename)
    return server


async def _on_completion(server: _Server, params: types.CompletionParams) -> types.CompletionList | None:
    return await server.at(params, _completions)


async def _on_hover(server: _Server, params: types.HoverParams) -> types.Hover | None:
    return await server.at(params, _hover)


def _add_files(server: _Server) -> None:
    """Let a server take notice of what is opened, typed, saved and closed."""

    @server.feature(types.INITIALIZED)
    async def initialized(server: _Server, params: types.InitializedParams) -> None:  # noqa: ARG001
        _watch(server)
        await server.open_site()

    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    def opened(server: _Server, params: types.DidOpenTextDocumentParams) -> None:
        server.have(params.text_document.uri, params.text_document.text)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    def typed(server: _Server, params: types.DidChangeTextDocumentParams) -> None:
        document = server.workspace.get_text_document(params.text_document.uri)
        server.have(document.uri, document.source)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    def closed(server: _Server, params: types.DidCloseTextDocumentParams) -> None:
        server.have(params.text_document.uri, None)

    @server.feature(types.TEXT_DOCUMENT_DID_SAVE)
    async def saved(server: _Server, params: types.DidSaveTextDocumentParams) -> None:
        await server.changed_on_disk([params.text_document.uri])

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def changed(server: _Server, params: types.DidChangeWatchedFilesParams) -> None:
        await server.changed_on_disk([one.uri for one in params.changes])


def _watch(server: _Server) -> None:
    """Ask the client to tell of files that change on the disk, where it can."""
    if not tells_of_files(server.client_capabilities):
        return
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(_WATCHED)])
    method = types.WORKSPACE_DID_CHANGE_WATCHED_FILES
    server.client_register_capability(
        types.RegistrationParams([types.Registration("files", method, options)]),
        lambda _: None,
    )


def serve(server: LanguageServer) -> None:
    """Serve one client over standard input and output, until it is gone. What else is printed goes to standard error:
    settings files are Python, and may print. A signal to end is followed at once: nothing has to be written, and a
    client that sends one may hold the channel open, on which reading would wait.
    """
    for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(kind, lambda *_: os._exit(ExitCode.INTERRUPTED))
    channel = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    server.start_io(sys.stdin.buffer, channel)
