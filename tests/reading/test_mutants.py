"""The site's own files with bytes changed, added and taken away are read without a traceback."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from explainers.reading.documents import read_document
from explainers.reading.scan import content_bytes, scan
from tests.joining import joined
from tests.reading.texts import LANGUAGES

CONTENT = Path(__file__).parents[2] / "content"
FILES = [(file.path, content_bytes(file)) for file in scan(CONTENT).files]
PIECES = [
    b"[", b"]", b"(", b")", b"*", b"_", b"`", b"|", b">", b"- ", b"\n", b"\n\n", b"    ", b"<", b"&", b"\\", b"@", b"#",
    b"'", b'"', b":", b"{", b"}", b"!", b"\t", b"\xff", b"\xc3", b"\0", b"\r", "\u202e".encode(), "\ue000".encode(),
    b"[@afp, para. 4]", b"[[a|b]]", b"](x)", b'![a](images/b.jpg "c")', b"---\n", b"|\n", b"&a ", b"*a", b"? ",
    b"[x]: y\n", "e\u0301".encode(), "« ".encode(), "— ".encode(),
]  # fmt: skip


def mutant(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few of them changed, moved, repeated, taken away, or others put between."""
    mutated = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 3, 8, 30))):
        start = chance.randrange(len(mutated) + 1)
        stretch = bytes(mutated[start : start + chance.randrange(1, 100)])
        kind = chance.random()
        if kind < 0.4:
            mutated[start:start] = chance.choice(PIECES)
        elif kind < 0.6:
            del mutated[start : start + len(stretch) // 5 + 1]
        elif kind < 0.75:
            mutated[start : start + 1] = bytes([chance.randrange(256)])
        else:
            place = chance.randrange(len(mutated) + 1)
            mutated[place:place] = stretch * chance.randrange(1, 6)
    return bytes(mutated)


def read_mutants(seed: int, count: int) -> None:
    chance = random.Random(seed)
    for _ in range(count):
        path, data = chance.choice(FILES)
        document = read_document(path, mutant(data, chance), LANGUAGES)
        assert document.record is not None or document.problems
        joined([document])


def test_a_few_hundred_mutants_are_read() -> None:
    read_mutants(seed=0, count=300)


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(1, 9))
def test_many_mutants_are_read(seed: int) -> None:
    read_mutants(seed, count=10_000)
