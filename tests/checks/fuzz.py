"""A fuzzer for reading and checking: bytes of a site's files are changed at random, and no input may make a traceback
or a hang.

``python3 -m tests.checks.fuzz --seconds 300 --seed 1`` runs it from the repository's root, and keeps what breaks in
`tests/data/checks/`, from where `test_fuzz.py` tries it again for ever.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import time
import traceback
from pathlib import Path

from tests.checks.examples import found, site_files, texts, with_body

KEPT = Path(__file__).resolve().parents[1] / "data" / "checks"
SLOW = 5.0  # seconds of CPU for one small file: a hang, for an editor
TOKENS = [
    b"[@wire, para. 1]",
    b"[@wire, paras. 1-9999]",
    b"[@",
    b"[analysis]",
    b"[[",
    b"]]",
    b"{filename}",
    b"\xe2\x80\x9c",
    b"\xe2\x80\x9d",
    b"\xc2\xab",
    b"\xc2\xbb",
    b'"',
    b"\n\n",
    b"\n> ",
    b"\n- ",
    b"\n| a | b |\n|---|---|\n",
    b"\n## ",
    b": ",
    b"---\n",
    b"|\n",
    b"\xef\xbb\xbf",
    b"\r\n",
    b"\x00",
    b"\xff",
    b"\xe2\x80\xae",
    b"1905-09/..",
    b"19XX",
    b"../",
    b"\t",
    b"when: ",
    b'also: {"1905": x}',
    b"seal: ",
    b"quotations:\n",
    b"sealed:\n",
    b"*",
    b"&a",
    b"<b>",
    b"](",
    b"![",
    b"`",
    b"\xe2\x80\xa6",
    b"...",
    b"a" * 300,
    b"now ",
    b"Denmark ",
    b"ministry",
    b"9" * 40,
    b"\\",
    b"fr:",
    b"\xf0\x9f\x98\x80",
]


def changed(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with a few changes: signs turned, taken out, doubled, put in."""
    for _ in range(chance.choice((1, 1, 2, 3, 8))):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice((0, 1, 1, 3, 20, 200)))
        new = chance.choice(
            (
                chance.choice(TOKENS),
                bytes(chance.randrange(256) for _ in range(chance.randrange(4))),
                data[start:end] * 2,
                b"",
                chance.choice(TOKENS) * chance.randrange(1, 60),
            )
        )
        data = data[:start] + new + data[end:]
    return data


def attempt(path: str, data: bytes) -> None:
    """Read and check the example site with other bytes in one of its files. Whatever that raises is a fault."""
    files = {**site_files(), path: data}
    before = with_body(site_files(), "The zone was 15 kilometres wide, the ministry said [@wire, para. 2].")
    for problem in found(files, translations=True, text=texts(), published=before).problems:
        assert problem.place >= type(problem.place)(1, 1, 1, 1)
        assert problem.message


def kept() -> list[tuple[str, bytes]]:
    """Return the inputs that once broke something: path below the content folder, bytes."""
    found_files = []
    for file in sorted(KEPT.glob("*.bin")):
        path, _, data = file.read_bytes().partition(b"\n")
        found_files.append((path.decode(), data))
    return found_files


def run(seed: int, *, seconds: float | None = None, tries: int | None = None) -> list[tuple[str, bytes, str]]:
    """Try changed files until the time is over or the tries are made; return what broke: path, bytes, how."""
    chance = random.Random(seed)
    paths = [path for path in site_files() if not path.startswith("images/")]
    files = site_files()
    end = time.monotonic() + seconds if seconds else None
    broken, count = [], 0
    while (end is None or time.monotonic() < end) and (tries is None or count < tries):
        count += 1
        path = chance.choice(paths)
        data = changed(files[path], chance)
        started = time.process_time()
        try:
            attempt(path, data)
        except Exception:  # noqa: BLE001 - whatever it is, it is what is looked for
            broken.append((path, data, traceback.format_exc()))
        if time.process_time() - started > SLOW:
            broken.append((path, data, f"{time.process_time() - started:.1f} s"))
    print(f"{count} tries, {len(broken)} broken", file=sys.stderr)
    return broken


def main() -> int:
    """Run as a command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    broken = run(options.seed, seconds=options.seconds)
    for path, data, how in broken:
        KEPT.mkdir(parents=True, exist_ok=True)
        name = hashlib.sha256(data).hexdigest()[:12]
        (KEPT / f"{name}.bin").write_bytes(path.encode() + b"\n" + data)
        print(f"{name}: {path}\n{how}")
    return 1 if broken else 0


if __name__ == "__main__":
    raise SystemExit(main())
