"""A page is fetched by http and https, in bounds of time and size; else it is said why there is none."""

from __future__ import annotations

import gzip
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from explainers.editing import fetch
from explainers.editing.fetch import Absent, WebPage, fetched, page_in_file
from tests.editing.web import Answer, Web, redirection, web


@pytest.fixture(scope="module")
def served() -> Iterator[Web]:
    with web() as found:
        yield found


def _absent(url: str, **options: Any) -> Absent:
    found = fetched(url, **options)
    assert isinstance(found, Absent), found
    assert found.why == found.why.strip().rstrip(".")
    return found


def test_a_page_comes_with_its_address_after_redirections(served: Web) -> None:
    there = served.put("/there", "<p>Å</p>")
    served.put("/moved", redirection("/there#top", 301))
    assert fetched(served.put("/first", redirection("/moved"))) == WebPage("<p>Å</p>", there)


@pytest.mark.parametrize(
    ("charset", "declared", "sent"),
    [
        ("; charset=iso-8859-15", "", "iso-8859-15"),
        ("", '<meta charset="windows-1252">', "windows-1252"),
        ("", '<meta http-equiv="Content-Type" content="text/html; charset=iso-8859-1">', "latin-1"),
        ("", "", "windows-1252"),
        ("", "", "utf-8"),
        ("; charset=no-such", "", "utf-8"),
        ("; charset=utf-8", "", "windows-1252"),
    ],
)
def test_a_page_is_read_in_its_own_encoding(served: Web, charset: str, declared: str, sent: str) -> None:
    body = f"{declared}<p>Un été à 5 €".replace("€", "" if "1" in sent and "1252" not in sent else "€")
    url = served.put("/encoded", Answer(body.encode(sent), 200, {"Content-Type": f"text/html{charset}"}))
    found = fetched(url)
    assert isinstance(found, WebPage)
    assert found.html == body


@pytest.mark.parametrize(("status", "kind"), [(404, "gone"), (410, "gone"), (403, "unreachable"), (503, "unreachable")])
def test_what_is_gone_is_told_from_what_is_not_to_be_had_now(served: Web, status: int, kind: str) -> None:
    found = _absent(served.put("/status", Answer("<p>No", status)))
    assert (found.kind, str(status) in found.why) == (kind, True)


@pytest.mark.parametrize(
    "url", ["file:///etc/hostname", "ftp://127.0.0.1/x", "gazette.example", "http://[::1", "https://"]
)
def test_nothing_but_the_web_is_opened(url: str) -> None:
    found = _absent(url)
    assert found.kind == "unsuitable"
    assert "isn't an address on the web" in found.why


@pytest.mark.parametrize(
    "target", ["file:///etc/hostname", "ftp://127.0.0.1/x", "data:text/html,<p>no", "javascript:1"]
)
def test_a_page_leads_nowhere_but_to_the_web(served: Web, target: str) -> None:
    found = _absent(served.put("/away", redirection(target)))
    assert (found.kind, "isn't on the web" in found.why) == ("unsuitable", True)


def test_a_page_of_the_web_does_not_lead_into_the_network_of_this_machine(
    served: Web, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside = served.put("/inside", "<p>secret")
    url = served.put("/out", redirection(inside)).replace("127.0.0.1", "localhost")
    looked_up = socket.getaddrinfo

    def as_if_outside(host: Any, *rest: Any, **more: Any) -> Any:
        return (
            [(2, 1, 6, "", ("93.184.216.34", 0))]
            if host == "localhost" and rest[0] is None
            else looked_up(host, *rest, **more)
        )

    monkeypatch.setattr(socket, "getaddrinfo", as_if_outside)
    found = _absent(url)
    assert (found.kind, "your own network" in found.why) == ("unsuitable", True)


def test_a_circle_of_redirections_ends(served: Web) -> None:
    assert _absent(served.put("/circle", redirection("/circle"))).kind == "unreachable"


def test_what_is_no_page_of_text_is_refused(served: Web, monkeypatch: pytest.MonkeyPatch) -> None:
    pdf = _absent(served.put("/pdf", Answer(b"%PDF-1.7", 200, {"Content-Type": "application/pdf"})))
    assert (pdf.kind, "application/pdf" in pdf.why) == ("unsuitable", True)
    monkeypatch.setattr(fetch, "MOST_BYTES", 100_000)
    large = _absent(served.put("/large", "<p>" + "x" * 100_000))
    assert (large.kind, "more than 100,000 bytes" in large.why) == ("unsuitable", True)
    packed = {"Content-Type": "text/html", "Content-Encoding": "gzip"}
    bomb = _absent(served.put("/bomb", Answer(gzip.compress(b"x" * 9_000_000), 200, packed)))
    assert bomb.kind == "unsuitable"
    small = fetched(served.put("/packed", Answer(gzip.compress(b"<p>small"), 200, packed)))
    assert isinstance(small, WebPage)
    assert small.html == "<p>small"


def test_a_page_that_takes_too_long_is_given_up(served: Web) -> None:
    times = iter((0.0, 61.0, 122.0))
    found = _absent(served.put("/slow", "<p>" + "x" * 100), clock=lambda: next(times))
    assert (found.kind, "takes longer than 60 seconds" in found.why) == ("unreachable", True)


def test_where_nobody_answers_the_network_is_named(served: Web) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = _absent(f"http://127.0.0.1:{port}/")
    assert (found.kind, "can't be reached" in found.why) == ("unreachable", True)


def test_a_page_that_was_saved_is_read_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    saved = tmp_path / "page.html"
    saved.write_bytes("<p>Été".encode("windows-1252"))
    assert page_in_file(saved) == WebPage("<p>Été")
    for path, why in ((tmp_path / "none.html", "there is no file"), (tmp_path, "can't be read")):
        found = page_in_file(path)
        assert isinstance(found, Absent)
        assert why in found.why
