"""Gate: no secret is published: no private key, no access token, no password in an address, and no value of a variable
of the environment whose name says that it is secret.

Code ``secret``. Each is looked for as it is, percent-encoded, escaped, and in base64. What was found is never printed:
a message names its sort and its line, and of a variable the name.
"""

from __future__ import annotations

import binascii
import re
from base64 import b64encode, urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Final
from urllib.parse import quote, unquote_to_bytes

import msgspec

from explainers.problems import Problem
from explainers.publishing.gates.texts import FileRead
from explainers.publishing.scan import problem_at

__all__ = ["Needles", "needles_of", "secret_variables", "secrets_in"]

Needles = Mapping[bytes, str]
"""How the values of variables may stand in a file, with the variables' names."""

# What each looks like, behind words of which a text that has one has at least one, in a row of `_SHORTEST_ROW` letters:
# these are found a hundred times as fast, and seldom.
_SHAPES: Final[Mapping[str, tuple[tuple[bytes, ...], bytes]]] = {
    "an access key of AWS": ((b"AKIA", b"ASIA"), rb"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a token of GitHub": (
        (b"ghp_", b"gho_", b"ghu_", b"ghs_", b"ghr_", b"github_pat_"),
        rb"\b(?:gh[pousr]_[A-Za-z0-9]{36,}|github_pat_\w{40,})",
    ),
    "a token of GitLab": ((b"glpat-", b"glptt-", b"gldt-", b"glrt-"), rb"\bgl(?:pat|ptt|dt|rt)-[\w-]{20,}"),
    "a token of Slack": ((b"xox",), rb"\bxox[abeprs]-[\w-]{10,}"),
    "a key of Stripe": ((b"k_live_",), rb"\b[rs]k_live_\w{16,}"),
    "a key of Google": ((b"AIza",), rb"\bAIza[\w-]{35}\b"),
    "a token of PyPI": ((b"pypi-",), rb"\bpypi-[\w-]{50,}"),
    "a token of npm": ((b"npm_",), rb"\bnpm_[A-Za-z0-9]{36}\b"),
    "a key of an API": ((b"sk-",), rb"\bsk-(?:[a-z]+-)*[\w-]{32,}"),
    "a signed token (JWT)": ((b"eyJ",), rb"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]{10,}"),
}
_OF_A_USER: Final = rb"://[^\s/:@\"'<>{}$]{1,64}:[^\s/:@\"'<>{}$]{3,}@[\w.-]+"
_LINE_END: Final = b"\n"
_EACH: Final = {name: (words, re.compile(shape)) for name, (words, shape) in _SHAPES.items()}
_KEY: Final = re.compile(rb"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY")
_MAY_BE_USERS: Final = re.compile(_OF_A_USER)  # from a fixed word on, which is quick to find
_IS_USERS: Final = re.compile(rb"\b[a-z][a-z0-9+.-]{1,15}" + _OF_A_USER)
# Each letter that base64 has is put as "a", and all else as a blank: a row of one letter is found ten times as fast as
# a pattern.
_LETTERS: Final = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/-_"
_AS_ROWS: Final = bytes(ord("a") if each in _LETTERS else ord(" ") for each in range(256))
_SHORTEST_ROW: Final = 13  # letters
_ROW: Final = b"a" * _SHORTEST_ROW
_BASE64: Final = 40  # letters of base64 that are long enough to hold a secret
_SECRET_NAME: Final = re.compile(
    r"(?:^|_)(?:ACCESS_?KEY|API_?KEY|AUTH|CREDENTIALS?|KEY|PASS|PASSPHRASE|PASSWD|PASSWORD|PAT|SECRET|TOKEN)(?:_|$)",
    re.IGNORECASE,
)
_NO_SECRET: Final = re.compile(r"/[\w./-]*|[\d.]+|true|false|yes|no|none|null", re.IGNORECASE)
_SHORTEST: Final = 8


def secret_variables(environment: Mapping[str, str]) -> dict[str, str]:
    """Return the variables of an environment whose names say that they are secret, and whose values could be.

    >>> secret_variables({"DEPLOY_TOKEN": "c0ffee-c0ffee", "MONKEY": "c0ffee-c0ffee", "SSH_AUTH_SOCK": "/run/agent"})
    {'DEPLOY_TOKEN': 'c0ffee-c0ffee'}
    """
    return {
        name: value
        for name, value in environment.items()
        if _SECRET_NAME.search(name) and len(value) >= _SHORTEST and not _NO_SECRET.fullmatch(value)
    }


def needles_of(secrets: Mapping[str, str]) -> Needles:
    """Return what to look for of secret values, which are given by the names of their variables."""
    return {needle: name for name, value in secrets.items() for needle in _forms(value)}


def secrets_in(file: FileRead, needles: Needles) -> tuple[Problem, ...]:
    """Return a problem for each secret in a file."""
    text = file.text
    data = file.data if text is None else text
    rows = dict(_rows(data))
    found = {*_shapes(data, rows.values()), *_variables(data, needles)}
    if text is not None:
        found |= {(at, what) for at, inner in _decoded(text, rows) for _, what in _shapes(inner)}
    problems: list[Problem] = []
    for at, what in sorted(found):
        line = data[:at].count(_LINE_END) + 1 if text is not None else 1
        said = f"{what} would be published: remove it, and have it replaced, for it may be known already"
        problems.append(problem_at(file.path, "secret", said, line))
    return tuple(dict.fromkeys(problems))


def _shapes(data: bytes, rows: Iterable[bytes] | None = None) -> Iterator[tuple[int, str]]:
    """Yield what looks like a secret, with its place; `rows` are those of the data, if they are known."""
    likely = b" ".join(dict(_rows(data)).values() if rows is None else rows)
    for name, (words, shape) in _EACH.items() if likely else ():
        if any(map(likely.__contains__, words)):
            yield from ((found.start(), name) for found in shape.finditer(data))
    if b"PRIVATE KEY" in data:
        yield from ((found.start(), "a private key") for found in _KEY.finditer(data))
    if _MAY_BE_USERS.search(data):
        yield from ((found.start(), "a password in an address") for found in _IS_USERS.finditer(data))


def _variables(data: bytes, needles: Needles) -> Iterator[tuple[int, str]]:
    for needle, name in needles.items():
        if (at := data.find(needle)) >= 0:
            yield at, f"the value of the variable {name}"


def _decoded(data: bytes, rows: Mapping[int, bytes]) -> Iterator[tuple[int, bytes]]:
    """Yield what stands in a text in another form, with its place."""
    if b"%" in data:
        yield from ((number, unquote_to_bytes(line)) for number, line in _lines(data) if b"%" in line)
    if b"\\" in data:
        yield from ((number, line.replace(b"\\/", b"/")) for number, line in _lines(data) if b"\\/" in line)
    for at, row in rows.items():
        if len(row) >= _BASE64:
            with suppress(binascii.Error, ValueError):
                yield at, urlsafe_b64decode(row.translate(_URL_SAFE) + b"==")


def _rows(data: bytes) -> Iterator[tuple[int, bytes]]:
    """Yield each row of letters that is long enough to be a part of a secret, with its place."""
    rows = data.translate(_AS_ROWS)
    at = rows.find(_ROW)
    while at >= 0:
        end = rows.find(b" ", at)
        yield at, data[at : end if end >= 0 else None]
        at = rows.find(_ROW, end) if end >= 0 else -1


def _lines(data: bytes) -> Iterator[tuple[int, bytes]]:
    at = 0
    for line in data.splitlines(keepends=True):
        yield at, line
        at += len(line)


def _forms(value: str) -> Iterator[bytes]:
    """Yield how a value may stand in a file. In base64 it depends on where in the text before it begins."""
    yield value.encode()
    yield quote(value, safe="").encode()
    yield msgspec.json.encode(value)[1:-1]
    for before in range(3):
        raw = b"\0" * before + value.encode()
        start, end = (before * 8 + 5) // 6, len(raw) * 8 // 6
        for encode in (b64encode, urlsafe_b64encode):
            yield encode(raw)[start:end]


_URL_SAFE: Final = bytes.maketrans(b"+/", b"-_")
