"""The language server, asked by a real client: one of the few tests that start it as editors' programs do."""

from __future__ import annotations

import asyncio
import json
import shutil
import signal
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.language_server.conftest import CONTENT
from tests.own_loop import run_apart

if TYPE_CHECKING:  # seconds to import, for each worker
    from lsprotocol import types
    from pytest_lsp import LanguageClient

pytestmark = pytest.mark.server
PATIENCE = 180
SETTINGS = """
PELICAN_CLASS = "explainers.SitePelican"
PLUGINS = ["explainers"]
PATH = "content"
SITENAME = "Zone"
SITEURL = "https://zone.example"
EXPLAINER_LANGUAGES = ["en", "fr"]
EXPLAINER_REPORT = "mailto:desk@zone.example"
print("settings files are Python, and may print")
"""


class Editor:
    """A client in which one file is open."""

    def __init__(self, client: LanguageClient, root: Path) -> None:
        self.client, self.root, self.version = client, root, 0

    def uri(self, path: str) -> str:
        """Return the address of a file."""
        return (self.root / path).as_uri()

    def open(self, path: str, text: str) -> None:
        """Open a file with a text."""
        from lsprotocol import types

        item = types.TextDocumentItem(self.uri(path), "markdown", 0, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(item))

    def type(self, path: str, text: str) -> None:
        """Let a file have another text."""
        from lsprotocol import types

        self.version += 1
        which = types.VersionedTextDocumentIdentifier(version=self.version, uri=self.uri(path))
        change = types.TextDocumentContentChangeWholeDocument(text)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(which, [change]))

    async def problems(self, path: str, code: str) -> list[types.Diagnostic]:
        """Wait until a file has a problem with a code (none: until it has no problem), and return its problems."""
        from lsprotocol import types

        while True:
            # Asked for before anything is looked at: a coroutine would only begin to wait in the loop's next round.
            notice = self.client.protocol.wait_for_notification_async(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
            found: list[Any] = list(self.client.diagnostics.get(self.uri(path), []))
            if any(one.code == code for one in found) if code else not found:
                notice.cancel()
                return found
            await asyncio.wait_for(notice, PATIENCE)


@asynccontextmanager
async def _editor(root: Path, capabilities: types.ClientCapabilities | None = None) -> AsyncIterator[Editor]:
    from lsprotocol import types
    from pytest_lsp import make_test_lsp_client

    client = make_test_lsp_client()
    client.feature(types.CLIENT_REGISTER_CAPABILITY)(lambda _: None)
    await client.start_io(sys.executable, "-m", "explainers.cli", "lsp", "--today", "2024-01-01", cwd=root)
    folder = types.WorkspaceFolder(root.as_uri(), root.name)
    able = capabilities or types.ClientCapabilities()
    await client.initialize_session(types.InitializeParams(able, workspace_folders=[folder]))
    yield Editor(client, root)
    await client.shutdown_session()
    await client.stop()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    shutil.copytree(CONTENT, tmp_path / "content")
    (tmp_path / "pelicanconf.py").write_text(SETTINGS, encoding="utf-8")
    return tmp_path


PAGE = "content/explainers/neutral-zone.md"


def test_an_editor_is_told_what_is_wrong_and_how_to_mend_it(root: Path) -> None:
    text = (root / PAGE).read_text(encoding="utf-8")

    async def session() -> None:
        from lsprotocol import types

        async with _editor(root) as editor:
            editor.open(PAGE, text)
            editor.type(PAGE, text + "\n𝄞 [[neutral-zone]] they met [@wir, para. 1].\n")
            told = (await editor.problems(PAGE, "unknown-source"))[0]
            last = text.count("\n") + 1
            assert told.range == types.Range(types.Position(last, 31), types.Position(last, 34))  # 𝄞 is two units
            assert "write: wire" in told.message
            which = types.TextDocumentIdentifier(editor.uri(PAGE))
            asked = types.CodeActionParams(which, told.range, types.CodeActionContext([told]))
            (fix,) = await editor.client.text_document_code_action_async(asked) or []
            assert isinstance(fix, types.CodeAction)
            assert fix.edit
            assert list((fix.edit.changes or {})[which.uri]) == [types.TextEdit(told.range, "wire")]
            here = types.CompletionParams(which, told.range.end)
            listed = await editor.client.text_document_completion_async(here)
            assert isinstance(listed, types.CompletionList)
            assert [one.label for one in listed.items] == ["gazette", "wire"]
            editor.type(PAGE, text + "\n𝄞 They met [@wire, para. 1].\n")
            await editor.problems(PAGE, "")
            spot = types.Position(last, 14)
            hovered = await editor.client.text_document_hover_async(types.HoverParams(which, spot))
            assert hovered
            assert "Envoys settle" in hovered.contents.value  # type: ignore[union-attr]
            there = await editor.client.text_document_definition_async(types.DefinitionParams(which, spot))
            assert isinstance(there, types.Location)
            assert there.uri == editor.uri("content/sources/wire.yaml")

    run_apart(session())


def test_a_file_gets_the_name_that_it_should_have_where_the_editor_can_give_it(root: Path) -> None:
    from lsprotocol import types

    (root / "content/explainers/About us.md").write_text(
        "---\ntitle: Us\nsummary: Who.\n---\n\nWe.\n", encoding="utf-8"
    )
    edits = types.WorkspaceEditClientCapabilities(resource_operations=[types.ResourceOperationKind.Rename])
    able = types.ClientCapabilities(workspace=types.WorkspaceClientCapabilities(workspace_edit=edits))

    async def session() -> None:
        from lsprotocol import types

        async with _editor(root, able) as editor:
            editor.open(
                "content/explainers/About us.md", (root / "content/explainers/About us.md").read_text(encoding="utf-8")
            )
            told = (await editor.problems("content/explainers/About us.md", "unknown-value"))[0]
            which = types.TextDocumentIdentifier(editor.uri("content/explainers/About us.md"))
            asked = types.CodeActionParams(which, told.range, types.CodeActionContext([told]))
            (fix,) = await editor.client.text_document_code_action_async(asked) or []
            assert isinstance(fix, types.CodeAction)
            assert fix.title == "Call it about-us.md"
            assert fix.edit
            assert list(fix.edit.document_changes or ()) == [
                types.RenameFile(which.uri, editor.uri("content/explainers/about-us.md"))
            ]

    run_apart(session())


@pytest.mark.parametrize("client", ["visual-studio-code@v1.65.2", "neovim@v0.8.0", "neovim@v0.9.1"])
def test_edits_name_the_version_that_they_are_for(root: Path, client: str) -> None:
    """As these programs say what they can do, and ask: a text that has changed since isn't spoilt by an old edit."""
    text = (root / PAGE).read_text(encoding="utf-8") + "\nThey met [@wir, para. 1]. They met [@wire, para. 1].\n"

    async def session() -> None:
        from lsprotocol import types
        from pytest_lsp import client_capabilities

        async with _editor(root, client_capabilities(client)) as editor:
            editor.open(PAGE, text.replace("wir,", "w,"))
            editor.type(PAGE, text)
            while not (
                told := [one for one in await editor.problems(PAGE, "unknown-source") if "'wir'" in one.message]
            ):
                pass
            which, automatic = types.TextDocumentIdentifier(editor.uri(PAGE)), types.CodeActionTriggerKind.Automatic

            async def actions(*only: types.CodeActionKind | str) -> Any:
                context = types.CodeActionContext(told, list(only) or None, automatic)
                asked = types.CodeActionParams(which, told[0].range, context)
                return await editor.client.text_document_code_action_async(asked) or []

            for only in ((), ("",), ("quickfix",)):
                (fix,) = await actions(*only)
                assert (fix.kind, list(fix.diagnostics)) == (types.CodeActionKind.QuickFix, told)
                assert fix.edit.changes is None
                (change,) = fix.edit.document_changes
                assert (change.text_document.uri, change.text_document.version) == (which.uri, 1)
                assert list(change.edits) == [types.TextEdit(told[0].range, "wire")]
            for kind in ("refactor", "source.fixAll", "source.organizeImports", "quickfix.other"):
                assert not await actions(kind)
            place = types.Position(told[0].range.start.line, text.splitlines()[-1].index("@wire") + 2)
            edit = await editor.client.text_document_rename_async(types.RenameParams(which, place, "cable"))
            assert edit
            versions = {
                one.text_document.uri: one.text_document.version
                for one in edit.document_changes or ()
                if isinstance(one, types.TextDocumentEdit)
            }
            assert versions.pop(which.uri) == 1
            assert set(versions.values()) == {None}  # those that nobody has open
            assert [one.new_uri for one in edit.document_changes or () if isinstance(one, types.RenameFile)] == [
                editor.uri("content/sources/cable.yaml")
            ]
            refused = await editor.client.text_document_rename_async(types.RenameParams(which, place, "No name!"))
            assert refused == types.WorkspaceEdit(changes={})  # to say nothing lets VS Code's Markdown rename instead
            assert editor.client.messages[-1].message.endswith("Nothing was changed")
            editor.type(PAGE, f"{text}\n# Again\n")
            await editor.problems(PAGE, "second-h1")
            (fix,) = await actions("source.fixAll")
            (change,) = fix.edit.document_changes
            assert [edit.new_text for edit in change.edits] == ["## Again"]

    run_apart(session())


def test_files_elsewhere_and_settings_that_fail_stop_nothing(root: Path) -> None:
    good = (root / "pelicanconf.py").read_text(encoding="utf-8")
    (root / "pelicanconf.py").write_text("1 / 0\n", encoding="utf-8")

    async def session() -> None:
        from lsprotocol import types

        async with _editor(root) as editor:
            while not editor.client.messages:
                await asyncio.wait_for(editor.client.wait_for_notification(types.WINDOW_SHOW_MESSAGE), PATIENCE)
            assert "pelicanconf.py, line 1: ZeroDivisionError" in editor.client.messages[0].message
            editor.open("notes.md", "[@")
            nowhere = types.CompletionParams(types.TextDocumentIdentifier(editor.uri("notes.md")), types.Position(0, 2))
            assert await editor.client.text_document_completion_async(nowhere) is None
            editor.open(PAGE, "")
            (root / "pelicanconf.py").write_text(good, encoding="utf-8")
            saved = types.TextDocumentIdentifier(editor.uri("pelicanconf.py"))
            editor.client.text_document_did_save(types.DidSaveTextDocumentParams(saved))
            assert await editor.problems(PAGE, "yaml-syntax")
            assert await editor.client.text_document_completion_async(nowhere) is None
            untitled = types.TextDocumentIdentifier("untitled:Untitled-1")
            far = types.HoverParams(types.TextDocumentIdentifier(editor.uri(PAGE)), types.Position(99, 99))
            assert await editor.client.text_document_hover_async(far) is None
            assert (
                await editor.client.text_document_hover_async(types.HoverParams(untitled, types.Position(0, 0))) is None
            )

    run_apart(session())


def test_a_signal_ends_it_though_its_client_holds_the_channel_open(root: Path) -> None:
    command = [sys.executable, "-m", "explainers.cli", "lsp"]
    with subprocess.Popen(command, cwd=root, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as server:
        assert server.stdin
        assert server.stdout
        asked = {"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": {"processId": None, "capabilities": {}}}
        body = json.dumps(asked).encode()
        server.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(body), body))
        server.stdin.flush()
        assert server.stdout.readline().startswith(b"Content-")  # it answers: it reads what comes next
        server.send_signal(signal.SIGTERM)
        assert server.wait(PATIENCE) == 130
