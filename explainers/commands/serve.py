"""The command `explainers serve`: the preview's server, its builds and what watches, until it is interrupted."""

from __future__ import annotations

import argparse
import asyncio
import errno
import queue
import socket
import threading
import time
import webbrowser
from collections.abc import Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Any, Final

from explainers.call_stack import with_room
from explainers.commands.arguments import add_day, add_site, port, problems_in_words, site_of_options
from explainers.commands.check import tell_problems
from explainers.exit_codes import ExitCode
from explainers.failures import OutsideError
from explainers.plurals import counted, first_of
from explainers.problems import Problem
from explainers.terminal import echo, fail, printable

if TYPE_CHECKING:
    from explainers.preview.rebuilder import Changes, Rebuilder
    from explainers.preview.server import Board
    from explainers.preview.state import State

__all__ = ["add_serve"]

_LOOPBACK: Final = "127.0.0.1"
_NAMES: Final = ("localhost", "127.0.0.1", "[::1]")


def add_serve(commands: argparse._SubParsersAction[Any]) -> None:
    """Add the command."""
    parser = commands.add_parser("serve", help="live preview: saves show in the browser, and so do problems")
    add_site(parser)
    add_day(parser, "the day to show the site for")
    parser.add_argument("--port", type=port, default=8000, help="the port to serve on (8000; 0: any that is free)")
    parser.add_argument("--host", default=_LOOPBACK, help="the address to serve on (this machine only)")
    parser.add_argument("--open", action="store_true", help="open the site in the browser")
    parser.set_defaults(run=_serve)


def _serve(options: argparse.Namespace) -> int:
    from explainers.preview.rebuilder import Rebuilder

    output = Path(options.output).resolve() if options.output else None
    make = partial(site_of_options, options)
    rebuilder = Rebuilder(make, output, options.today, int(time.time()))
    try:
        listening = _listening(options.host, options.port)
    except (OSError, OverflowError) as failed:
        return fail(_port_trouble(options.host, options.port, failed), ExitCode.OUTSIDE)
    with listening, suppress(KeyboardInterrupt):
        asyncio.run(_Preview(options, rebuilder, listening).run())
    return fail("the preview has ended", ExitCode.INTERRUPTED)


def _listening(host: str, port: int) -> socket.socket:
    family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    return socket.create_server(address[:2], family=family)


def _port_trouble(host: str, port: int, failed: Exception) -> str:
    if isinstance(failed, OSError) and failed.errno == errno.EADDRINUSE:
        return f"port {port} is in use, maybe by another preview: name another one, as in --port {port + 1}"
    return f"nothing can be served on {host}, port {port}: {failed}"


class _Preview:
    """All that runs at once: the server, what watches (both in the event loop), and the builds (in a thread)."""

    def __init__(self, options: argparse.Namespace, rebuilder: Rebuilder, listening: socket.socket) -> None:
        self._options, self._rebuilder, self._listening = options, rebuilder, listening
        self._printed: tuple[Problem, ...] = ()
        self._asked: queue.SimpleQueue[tuple[Changes, Sequence[Path]]] = queue.SimpleQueue()

    async def run(self) -> None:
        """Serve until a signal says to end. The thread of builds is left alone then: a build may be ended anywhere."""
        from explainers.preview.rebuilder import Changes
        from explainers.preview.server import Board, application

        loop = asyncio.get_running_loop()
        board = Board(self._rebuilder.state)
        self._asked.put((Changes(), ()))
        threading.Thread(target=self._build_for_ever, args=(loop, board), daemon=True).start()
        watching = asyncio.create_task(self._watch())
        app = application(
            board,
            lambda: self._rebuilder.output,
            lambda: self._rebuilder.root,
            lambda: self._asked.put((Changes(), ())),
            self._hosts(),
        )
        await _serve_until(app, self._listening, board.close)
        watching.cancel()

    def _hosts(self) -> list[str]:
        host = self._options.host
        return [*_NAMES, host] if host in (*_NAMES, "::1") or not _is_open(host) else ["*"]

    @property
    def _address(self) -> str:
        host = f"[{self._options.host}]" if ":" in self._options.host else self._options.host
        return f"http://{host}:{self._listening.getsockname()[1]}/"

    async def _watch(self) -> None:
        from explainers.preview.rebuilder import Changes
        from explainers.preview.watcher import saves

        while True:
            async for change, files in saves(self._rebuilder.folders, Path(self._options.settings)):
                self._asked.put((change, files))
                if change.settings:
                    break  # the folders may be others
            else:  # a folder is another one: what was saved meanwhile is not known
                self._asked.put((Changes(theme=True), ()))

    @with_room
    def _build_for_ever(self, loop: asyncio.AbstractEventLoop, board: Board) -> None:
        from explainers.build.garbage import look_afterwards, set_apart

        def show(state: State) -> None:
            with suppress(RuntimeError):  # the loop has ended
                loop.call_soon_threadsafe(board.put, state)

        first = True
        while True:
            change, files = self._next()
            before, started = self._rebuilder.state.number, time.perf_counter()
            with look_afterwards():
                state = self._rebuilder.build(change, show)
            seconds = time.perf_counter() - started
            show(state)
            with suppress(OSError, OutsideError):  # the terminal has gone: the browser shows it all the same
                self._tell(files, seconds, before, first=first)
            if first and self._options.open:
                webbrowser.open(self._address)
            if first or change.theme or change.settings:  # much of what is kept is new
                set_apart()
            first = False

    def _next(self) -> tuple[Changes, list[Path]]:
        """Wait for something to build, and take all that is waiting as one."""
        change, files = self._asked.get()
        every = list(files)
        with suppress(queue.Empty):
            while True:
                other, more = self._asked.get_nowait()
                change = change.with_others(other)
                every += more
        return change, every

    def _tell(self, files: Sequence[Path], seconds: float, before: int, *, first: bool) -> None:
        """Tell on the terminal how a build went; `before` is the number of the state that it began with."""
        state = self._rebuilder.state
        if state.trouble:
            echo(f"explainers: {state.trouble}", err=True)
        if state.problems != self._printed:
            tell_problems(state.problems, ())
        self._printed = state.problems
        root = self._rebuilder.folders.root
        names = [str(path.relative_to(root)) if path.is_relative_to(root) else path.name for path in files]
        what = first_of(names, 3) or "the site"
        done = sum(number > before for number in state.changed.values())
        outcome = (
            f"{problems_in_words(state.problems)}: the last good version stays"
            if state.failed
            else f"{counted(done, 'file')} changed"
        )
        echo(f"{printable(what)}: {outcome} ({1000 * seconds:.0f} ms)")
        if first:
            echo(f"serving {self._address} until Ctrl-C")


def _is_open(host: str) -> bool:
    """Return whether a host stands for all addresses of this machine."""
    return host in ("", "0.0.0.0", "::")  # noqa: S104 - looked for, not bound to


async def _serve_until(app: Any, listening: socket.socket, ending: Any) -> None:
    import uvicorn

    class Server(uvicorn.Server):
        """Ends the streams of news first: else they would be waited for."""

        def handle_exit(self, sig: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(ending)
            super().handle_exit(sig, frame)

    loop = asyncio.get_running_loop()
    config = uvicorn.Config(app, log_level="warning", access_log=False, lifespan="off", timeout_graceful_shutdown=1)
    await Server(config).serve(sockets=[listening])
