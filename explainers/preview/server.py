"""The preview's server: the files of the site, pages with the preview's script in them, and a stream of news.

It reads files and the state; it never writes. A page listens for what concerns it (server-sent events, as the HTML
standard has them), and is told to load itself again when a build changed one of its files.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import stat
from collections.abc import AsyncIterator, Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response, StreamingResponse
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from explainers.preview.pages import EVENTS, SCRIPT, live_page, waiting_page
from explainers.preview.state import State, message

__all__ = ["Board", "application"]

_ALIVE: Final = 15.0  # seconds after which a silent stream says that it is still there
_FRESH: Final = {"Cache-Control": "no-cache"}
_HOST: Final = re.compile(r"[\w.-]+(?::\d+)?|\[[0-9a-fA-F:]+\](?::\d+)?")


class Board:
    """The newest state, and who waits for the next one; used in the event loop only."""

    def __init__(self, state: State) -> None:
        self.state = state
        self.closed = False
        self._news = asyncio.Event()

    def put(self, state: State) -> None:
        """Show a new state to all who wait."""
        self.state = state
        self._wake()

    def close(self) -> None:
        """End all streams."""
        self.closed = True
        self._wake()

    def _wake(self) -> None:
        self._news.set()
        self._news = asyncio.Event()

    async def news(self) -> None:
        """Wait for the next state, or for some seconds."""
        with suppress(TimeoutError):
            await asyncio.wait_for(self._news.wait(), _ALIVE)


def application(
    board: Board, folder: Callable[[], Path], root: Callable[[], str], ask: Callable[[], None], hosts: list[str]
) -> Starlette:
    """Return the server. `folder` says where the site's files are, `root` the path that its addresses begin with, `ask`
    asks for a build, `hosts` are the names that it answers to: others' pages must not read drafts by a name that
    leads here.
    """
    routes = [
        Route(SCRIPT, _script),
        Route(EVENTS, _Events(board).stream),
        Mount("/", _Files(board, folder, root, ask)),
    ]
    return Starlette(routes=routes, middleware=[Middleware(TrustedHostMiddleware, allowed_hosts=hosts)])


async def _script(_: Request) -> Response:
    code = Path(__file__).with_name("script.js").read_bytes()
    return Response(code, media_type="text/javascript", headers=_FRESH)


class _Events:
    """The streams of news."""

    def __init__(self, board: Board) -> None:
        self._board = board

    async def stream(self, request: Request) -> Response:
        """Answer with a stream, for the files and since the build that the address names."""
        files = request.query_params.getlist("file")
        try:
            since = int(request.query_params.get("since", "0"))
        except ValueError as wrong:
            raise HTTPException(400) from wrong
        headers = {"Cache-Control": "no-store"}
        return StreamingResponse(self._lines(files, since), media_type="text/event-stream", headers=headers)

    async def _lines(self, files: list[str], since: int) -> AsyncIterator[str]:
        sent = -1
        yield "retry: 500\n\n"
        while not self._board.closed:
            state = self._board.state
            if state.number == sent:
                yield ": still here\n\n"
            else:
                sent = state.number
                yield f"data: {json.dumps(message(state, files, since))}\n\n"
            if self._board.state.number == sent and not self._board.closed:
                await self._board.news()


class _Files(StaticFiles):
    """The site's files; pages get the script."""

    def __init__(
        self, board: Board, folder: Callable[[], Path], root: Callable[[], str], ask: Callable[[], None]
    ) -> None:
        super().__init__(directory=folder(), html=True, check_dir=False)
        self._board, self._folder, self._root, self._ask = board, folder, root, ask

    async def check_config(self) -> None:
        """Do nothing: the folder may be missing, and come back."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Return a file, a page with the script, or the site's page for what is not there."""
        self.all_directories = [self._folder()]
        if not self._folder().is_dir():
            self._ask()
        path = self._below_root(path)
        try:
            response = await super().get_response(path, scope)
        except HTTPException as refused:
            if refused.status_code != 404:
                raise
            return self._page(waiting_page(), scope, path, 404)
        if response.status_code == 404:
            missing = self._folder() / "404.html"
            return self._page(missing.read_text(encoding="utf-8"), scope, path, 404)
        return response

    def file_response(
        self, full_path: str | os.PathLike[str], stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Return a file: a page with the script in it, others as they are, none of them kept by the browser."""
        path = Path(full_path)
        if path.suffix == ".html" and stat.S_ISREG(stat_result.st_mode):
            file = path.relative_to(self._folder().resolve()).as_posix()
            return self._page(path.read_text(encoding="utf-8", errors="replace"), scope, file, status_code)
        response = super().file_response(full_path, stat_result, scope, status_code)
        response.headers.update(_FRESH)
        return response

    def _below_root(self, path: str) -> str:
        """Return a path without what all of the site's addresses begin with, as in https://example.org/site/."""
        root = self._root().strip("/")
        if root and (path == root or path.startswith(root + "/")):
            return path[len(root) :].lstrip("/") or "."
        return path

    def _page(self, page: str, scope: Scope, file: str, status: int) -> Response:
        request = Request(scope)
        host = request.headers.get("host", "")
        if not _HOST.fullmatch(host):
            raise HTTPException(400)
        # A page that is not there may come as a file of its own, or as the one that says so.
        files = [file] if status == 200 else [file, f"{file}/index.html", "404.html"]
        body = live_page(page, f"http://{host}", files, self._board.state.number)
        return HTMLResponse(body, status, headers={"Cache-Control": "no-store"})
