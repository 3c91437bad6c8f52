"""A small web on loopback: pages at paths, each as a test wants it answered."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

PARAGRAPHS = (
    "The four fishing ministers of Norway, Sweden, Denmark and Finland met in Oslo on 4 March 2025 and agreed on a "
    "common quota, so that all shares of the herring are known beforehand, Oslo said.",
    "“The strait belongs to those who live by it, and the quota will be fair to every harbour,” the ministry of Norway "
    "said in a statement after the meeting with the others.",
    "Sweden promised 12 new boats to the harbours of Gothenburg, and planned to have the strait surveyed in April 2025 "
    "or in May 2025 by ships of its own.",
    "Some fishers of Denmark said that nets had been cut in 2024, and that nobody can say who would pay for all of it "
    "when the season begins again.",
)


def article(*paragraphs: str, title: str = "Herring talks end", head: str = "") -> str:
    """Return a page of a newspaper, with what stands around a text."""
    text = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs or PARAGRAPHS)
    return (
        f'<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{title} – The Strait Gazette</title>'
        f'<meta property="og:site_name" content="The Strait Gazette"><meta property="og:title" content="{title}">'
        f'<meta property="article:published_time" content="2025-03-05T10:00:00Z">{head}</head>'
        f'<body><nav><a href="/">Home</a></nav><article><h1>{title}</h1>{text}</article>'
        "<footer><p>All rights reserved.</p></footer></body></html>"
    )


@dataclass
class Answer:
    """How a path answers: status, body, headers."""

    body: bytes | str = ""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=lambda: {"Content-Type": "text/html; charset=utf-8"})


def redirection(to: str, status: int = 302) -> Answer:
    return Answer("", status, {"Location": to})


@dataclass
class Web:
    """Addresses below `root`, answered as `answers` say by path; what isn't there is a 404."""

    root: str
    answers: dict[str, Answer]

    def put(self, path: str, answer: Answer | str) -> str:
        """Let a path answer so; return its address."""
        self.answers[path] = answer if isinstance(answer, Answer) else Answer(answer)
        return self.root + path


@contextmanager
def web() -> Iterator[Web]:
    """Serve a web, which no proxy stands before."""
    answers: dict[str, Answer] = {}

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            answer = answers.get(self.path.partition("?")[0], Answer("<p>Nothing here", 404))
            body = answer.body.encode() if isinstance(answer.body, str) else answer.body
            self.send_response(answer.status)
            for name, value in answer.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:  # whoever asked had enough
                return

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with pytest.MonkeyPatch.context() as patch, ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        patch.setenv("no_proxy", "*")
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield Web(f"http://127.0.0.1:{server.server_port}", answers)
        server.shutdown()
