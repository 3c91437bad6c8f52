"""A server between a client and a server of HTTP that does what networks do: cuts, loses, halves and delays answers."""

from __future__ import annotations

import http.client
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Literal
from urllib.parse import urlsplit

Fault = Literal["", "cut", "lost", "half", "busy", "often", "failing", "full", "slow", "late", "stuck"]
Answer = tuple[int, list[tuple[str, str]], bytes]
STATUS = {"busy": 503, "often": 429, "failing": 500, "full": 507}


class Between:
    """Passes requests on to an address; `fault` says what happens to the n-th of them, by method and path.

    ``cut``: it never arrives; ``lost``: it arrives, its answer doesn't; ``half``: half of the answer does; ``slow``:
    it comes in pieces; ``late``: not before `late` seconds are over; ``stuck``: half of it does, and the other half
    not before that; the others are what a server answers that can't.
    """

    def __init__(self, goal: str) -> None:
        self.goal = urlsplit(goal).netloc
        self.asked: list[tuple[str, str]] = []
        self.sent = 0  # bytes of bodies
        self.late = 0.0
        self.fault: Callable[[int, str, str], Fault] = lambda number, method, path: ""
        self._lock = threading.Lock()

    def number(self, method: str, path: str, size: int) -> int:
        """Count a request with a body of so many bytes."""
        with self._lock:
            self.sent += size
            self.asked.append((method, path))
            return len(self.asked)

    def passed_on(self, method: str, path: str, headers: dict[str, str], body: bytes) -> Answer:
        """Ask the server behind; return its status, headers and body."""
        connection = http.client.HTTPConnection(self.goal, timeout=60)
        connection.request(method, path, body, headers)
        said = connection.getresponse()
        data = said.read()
        connection.close()
        dropped = ("transfer-encoding", "connection")
        return said.status, [pair for pair in said.getheaders() if pair[0].lower() not in dropped], data

    def writes(self) -> list[str]:
        """The paths below the bucket that were written."""
        return [path[1:].partition("/")[2] for method, path in self.asked if method in ("PUT", "DELETE", "POST")]


def _handler(between: Between) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def answer(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length") or 0))
            fault = between.fault(between.number(self.command, self.path, len(body)), self.command, self.path)
            self.close_connection = bool(fault)
            if fault == "cut":
                return
            if fault in STATUS:
                self.wfile.write(
                    f"HTTP/1.1 {STATUS[fault]} x\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".encode()
                )
                return
            status, headers, data = between.passed_on(self.command, self.path, dict(self.headers.items()), body)
            if fault == "lost":
                return
            lines = [f"HTTP/1.1 {status} x", *(f"{name}: {value}" for name, value in headers)]
            if self.command != "HEAD" and not any(name.lower() == "content-length" for name, _ in headers):
                lines.append(f"content-length: {len(data)}")
            sent = "\r\n".join((*lines, "", "")).encode() + data
            with suppress(OSError):  # the client may have died
                for piece, pause in _pieces(sent, fault, between.late):
                    self.wfile.write(piece)
                    self.wfile.flush()
                    time.sleep(pause)

        do_GET = do_PUT = do_POST = do_DELETE = do_HEAD = answer  # noqa: N815

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Handler


def _pieces(sent: bytes, fault: Fault, late: float) -> list[tuple[bytes, float]]:
    """An answer in pieces, with the seconds that pass after each."""
    half = len(sent) // 2
    if fault == "half":
        return [(sent[:half], 0)]
    if fault == "late":
        return [(b"", late), (sent, 0)]
    if fault == "stuck":
        return [(sent[:half], late), (sent[half:], 0)]
    if fault == "slow":
        step = len(sent) // 8 + 1
        return [(sent[at : at + step], 0.03) for at in range(0, len(sent), step)]
    return [(sent, 0)]


@contextmanager
def between(goal: str, kind: type[Between] = Between) -> Iterator[tuple[str, Between]]:
    """Run such a server in front of an address; yield its own address, and what decides."""
    made = kind(goal)
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}", made
    finally:
        server.shutdown()
        server.server_close()
