"""No secret is published, in whatever form, and none is printed."""

from __future__ import annotations

import gzip
from base64 import b64encode, urlsafe_b64encode
from pathlib import Path
from urllib.parse import quote

import pytest

from explainers.publishing.gates.secrets import needles_of, secret_variables, secrets_in
from explainers.publishing.gates.texts import files_read
from tests.publishing.synthetic import write_site

VALUE = "c0rrect horse/battery+staple?"
KEY = b"-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEAAAAABG5vbmU\n"
# Put together, so that no scanner takes this file for a leak.
SHAPES = {
    "a private key": KEY,
    "a password in an address": b"git clone https://desk:" + b"hunter2x@git.example/x",
    "an access key of AWS": b"AKIA" + b"IOSFODNN7EXAMPLE",
    "a token of GitHub": b"ghp_" + b"a1" * 18,
    "a token of GitLab": b"glpat-" + b"a1" * 10,
    "a token of Slack": b"xoxb-" + b"1234567890-abc",
    "a key of Stripe": b"sk_live_" + b"a1" * 12,
    "a key of Google": b"AIza" + b"a1" * 17 + b"x",
    "a token of PyPI": b"pypi-" + b"a1" * 30,
    "a token of npm": b"npm_" + b"a1" * 18,
    "a key of an API": b"sk-proj-" + b"a1" * 20,
    "a signed token (JWT)": b"eyJhbGciOiJIUzI1NiJ9." + b"eyJzdWIiOiIxMjM0NSJ9.c2lnbmF0dXJl",
}


def found_in(folder: Path, data: bytes, path: str = "x.js") -> list[tuple[int, str]]:
    needles = needles_of({"DESK_TOKEN": VALUE})
    files = files_read(write_site(folder / "site", {path: data}))
    problems = [problem for file in files for problem in secrets_in(file, needles)]
    assert {(one.code, one.path) for one in problems} <= {("secret", path)}
    assert VALUE not in str(problems)
    return [(one.place.line, one.message.partition(" would be")[0]) for one in problems]


@pytest.mark.parametrize(("what", "data"), SHAPES.items(), ids=SHAPES)
def test_what_looks_like_a_secret_is_told_with_its_line(tmp_path: Path, what: str, data: bytes) -> None:
    assert (3, what) in found_in(tmp_path, b"one\n\nx = '" + data + b"'\n")


@pytest.mark.parametrize("path", ["index.html", "x.css", "feed.atom.xml", "data.csv", "x.bib", "_headers", "x.png"])
def test_every_file_is_searched(tmp_path: Path, path: str) -> None:
    assert found_in(tmp_path, b"x " + SHAPES["a token of GitHub"], path) == [(1, "a token of GitHub")]


@pytest.mark.parametrize(
    "form",
    [
        VALUE.encode(),
        quote(VALUE, safe="").encode(),
        b64encode(b"x" + VALUE.encode()),
        b64encode(b"xy" + VALUE.encode() + b"z"),
        urlsafe_b64encode(b"key=" + VALUE.encode()),
    ],
)
def test_the_value_of_a_secret_variable_is_found_in_any_form(tmp_path: Path, form: bytes) -> None:
    assert found_in(tmp_path, b"x=" + form + b";") == [(1, "the value of the variable DESK_TOKEN")]


def test_what_is_encoded_or_compressed_is_found_too(tmp_path: Path) -> None:
    assert found_in(tmp_path, b"\n'" + b64encode(KEY) + b"'") == [(2, "a private key")]
    assert found_in(tmp_path, b"?u=https%3A%2F%2Fdesk%3Ahunter2x%40git.example%2F") == [(1, "a password in an address")]
    part = gzip.compress(SHAPES["a token of npm"])
    assert found_in(tmp_path, part, "pagefind/x.pf_index") == [(1, "a token of npm")]


@pytest.mark.parametrize(
    "data",
    [
        b"https://desk.example/a:b@c",
        b"mailto:desk@news.example",
        b"task-force-on-the-border-between-norway-and-sweden",
        b"sha256-" + b64encode(bytes(range(32))),
        b"-----BEGIN CERTIFICATE-----",
    ],
)
def test_what_only_looks_like_one_is_left_alone(tmp_path: Path, data: bytes) -> None:
    assert found_in(tmp_path, data) == []


def test_which_variables_are_secret_is_told_by_their_names() -> None:
    environment = {
        "NETLIFY_AUTH_TOKEN": "0123456789",
        "AWS_SECRET_ACCESS_KEY": "0123456789a",
        "DB_PASSWORD": "longer than eight",
        "PATH": "/usr/bin:/bin:/usr/sbin",
        "KEYBOARD": "qwertyuiop",
        "SSL_KEY_FILE": "/etc/ssl/private/x.key",
        "API_KEY": "short",
        "USE_TOKEN": "true",
    }
    assert set(secret_variables(environment)) == {"AWS_SECRET_ACCESS_KEY", "DB_PASSWORD"}
