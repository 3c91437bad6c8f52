"""Measures the language server on a site of any size: `bench/keystrokes.py [N]`, from a key stroke to problems.

It starts `explainers lsp` as editors' programs do, types a letter, or a citation of a source that isn't there, at the
end of an explainer, and waits for the problems of the file. `read` is the first reading, with nothing kept by a build.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from typing import Any

from lsprotocol import types
from pygls.lsp.client import LanguageClient

from bench.corpus import made_site, write_site
from bench.measuring import cpu_of

_ROUNDS = 30
_CAPABILITIES = types.ClientCapabilities()


class _Client(LanguageClient):
    """A client that knows when the problems of a file were told."""

    def __init__(self) -> None:
        super().__init__("bench", "1")
        self.told: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()

        def told(_: _Client, params: types.PublishDiagnosticsParams) -> None:
            self.told.put_nowait(params)

        self.feature(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)(told)


async def measured(folder: Path) -> dict[str, float]:
    """Return, in milliseconds: `read`, the first reading; `stroke` and `stroke_95`, from a key stroke to the problems
    (the median and what 95 of 100 stay below); `cpu`, the server's time for one; `completion`, of a source.
    """
    client = _Client()
    await client.start_io(sys.executable, "-m", "explainers.cli", "lsp", cwd=folder)
    assert client._server is not None
    pid = client._server.pid
    root = types.WorkspaceFolder(folder.as_uri(), folder.name)
    await client.initialize_async(types.InitializeParams(_CAPABILITIES, workspace_folders=[root]))
    client.initialized(types.InitializedParams())
    page = sorted((folder / "content/explainers").glob("*.md"))[7]
    text, uri = page.read_text(encoding="utf-8"), page.as_uri()
    started = time.perf_counter()
    client.text_document_did_open(
        types.DidOpenTextDocumentParams(types.TextDocumentItem(uri, "markdown", 0, f"{text}\nWrong [@nobody].\n"))
    )
    await client.told.get()
    found = {"read": 1000 * (time.perf_counter() - started)}
    before, times = cpu_of(pid), []
    for number in range(1, _ROUNDS + 1):
        times.append(await _stroke(client, uri, number, f"{text}\nWrong [@nobody{number}].\n"))
    found["cpu"] = 1000 * (cpu_of(pid) - before) / _ROUNDS
    found["stroke"], found["stroke_95"] = median(times), sorted(times)[int(0.95 * _ROUNDS)]
    where = types.Position(text.count("\n") + 1, 8)
    started = time.perf_counter()
    await client.text_document_completion_async(types.CompletionParams(types.TextDocumentIdentifier(uri), where))
    found["completion"] = 1000 * (time.perf_counter() - started)
    await client.shutdown_async(None)
    client.exit(None)
    return found


async def _stroke(client: Any, uri: str, number: int, text: str) -> float:
    which = types.VersionedTextDocumentIdentifier(version=number, uri=uri)
    change = types.TextDocumentContentChangeWholeDocument(text)
    started = time.perf_counter()
    client.text_document_did_change(types.DidChangeTextDocumentParams(which, [change]))
    while (await client.told.get()).uri != uri:
        pass
    return 1000 * (time.perf_counter() - started)


def main(arguments: Sequence[str] | None = None) -> None:
    """Make a site, measure, and print milliseconds."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else None)
    parser.add_argument("pages", type=int, nargs="?", default=1000, help="how many explainers the site has")
    parser.add_argument("--site", type=Path, help="a site that is there, instead of one that is made")
    options = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as folder:
        site = options.site or Path(folder) / "site"
        if not options.site:
            write_site(made_site(options.pages), site)
        for name, milliseconds in asyncio.run(measured(site.resolve())).items():
            print(f"{name:<12} {milliseconds:8.1f} ms")


if __name__ == "__main__":
    main()
