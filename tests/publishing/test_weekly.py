"""What changes by itself between publications."""

from __future__ import annotations

import ssl
import subprocess
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from explainers.publishing.weekly import certificate_end, certificate_problems, dead_links, outgoing_links
from tests.publishing.servers import program
from tests.publishing.synthetic import URL, site_files, write_site

NOW = datetime(2026, 11, 29, tzinfo=UTC)


def test_links_to_other_sites_are_found_once_with_their_first_page_and_line(tmp_path: Path) -> None:
    pages = {
        "a/index.html": f"<p>\n<a href='https://other.alt/x#:~:text=y'>x</a><a href='{URL}/story-1/'>own</a>".encode(),
        "b/index.html": b"<a href='https://other.alt/x'>x</a><a href='mailto:a@b.alt'>m</a><a href='/story-1/'>own</a>",
        "c/index.html": b"<a href='http://[broken'>x</a><img src='//cdn.alt/x.png'>",
    }
    site = write_site(tmp_path / "site", site_files() | pages)
    assert outgoing_links(site) == {"https://other.alt/x": ("a/index.html", 2)}


def test_a_dead_link_is_told_where_it_stands() -> None:
    found = {"https://other.alt/x": ("a/index.html", 2), "https://other.alt/y": ("a/index.html", 3)}
    (problem,) = dead_links(found, {"https://other.alt/x": "https://other.alt/x answers with 410 (Gone)"})
    assert (problem.path, problem.place.line, problem.code) == ("a/index.html", 2, "dead-link")
    assert problem.message.startswith("https://other.alt/x answers with 410 (Gone): link to where it is now")


@pytest.mark.parametrize(("days", "is_told"), [(22, False), (21, False), (20, True), (-1, True)])
def test_a_certificate_that_ends_within_three_weeks_is_told(days: int, is_told: bool) -> None:
    found = certificate_problems("https://news.alt", NOW + timedelta(days=days), NOW)
    assert [one.code for one in found] == ["certificate-expires"] * is_told


@pytest.fixture
def secure(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A server with a certificate of its own making for three days: its address, and the certificate."""
    openssl, key, certificate = program("openssl"), tmp_path / "key", tmp_path / "certificate"
    made = (openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "3", "-subj", "/CN=localhost", "-addext",
            "subjectAltName=DNS:localhost", "-keyout", str(key), "-out", str(certificate))  # fmt: skip
    subprocess.run(made, check=True, capture_output=True)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, key)
    server = HTTPServer(("127.0.0.1", 0), BaseHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"https://localhost:{server.server_port}", certificate
    server.shutdown()
    server.server_close()


def test_a_server_is_asked_until_when_its_certificate_holds(secure: tuple[str, Path]) -> None:
    address, certificate = secure
    end = certificate_end(address, ssl.create_default_context(cafile=str(certificate)))
    assert timedelta(days=2) < end - datetime.now(UTC) <= timedelta(days=3)


def test_a_certificate_that_browsers_refuse_is_not_read(secure: tuple[str, Path]) -> None:
    with pytest.raises(ssl.SSLCertVerificationError):
        certificate_end(secure[0])
