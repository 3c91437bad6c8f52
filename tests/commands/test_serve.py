"""`explainers serve` says where it serves, what a save has changed, and why it can't serve."""

from __future__ import annotations

import argparse
import errno
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainers.commands.serve import _port_trouble, _Preview
from explainers.preview.rebuilder import Changes, Rebuilder


@pytest.fixture
def listening() -> Iterator[socket.socket]:
    with socket.create_server(("127.0.0.1", 0)) as made:
        yield made


def preview(site: Path, listening: socket.socket, host: str = "127.0.0.1") -> _Preview:
    """Return a preview of a site that isn't built yet."""
    from explainers.commands.opening import site_of

    rebuilder = Rebuilder(lambda: site_of("pelicanconf.py", None, None, None), site / "out", "2024-01-01", 1)
    options = argparse.Namespace(host=host, settings="pelicanconf.py", open=False)
    return _Preview(options, rebuilder, listening)


def test_a_build_tells_what_was_saved_and_how_many_files_it_changed(
    site: Path, listening: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    made = preview(site, listening)
    page = site / "content/explainers/neutral-zone.md"
    made._rebuilder.build(Changes())
    made._tell((), 1.0, 1, first=True)
    first, address = capsys.readouterr().out.splitlines()
    assert first.startswith("the site: ")
    assert first.endswith(" files changed (1000 ms)")
    assert address == f"serving http://127.0.0.1:{listening.getsockname()[1]}/ until Ctrl-C"
    (site / "content/explainers/neutral-zone.fr.md").unlink()
    page.write_text(page.read_text(encoding="utf-8").replace("15 kilometres", "25 kilometres"), encoding="utf-8")
    made._rebuilder.build(Changes())
    made._tell([page], 0.25, 1, first=False)
    told = capsys.readouterr()
    assert "content/explainers/neutral-zone.md: 1 error" in told.out
    assert told.out.endswith(": the last good version stays (250 ms)\n")
    assert "figure-not-in-source" in told.err


def test_problems_are_told_when_they_change_not_at_every_save(
    site: Path, listening: socket.socket, capsys: pytest.CaptureFixture[str]
) -> None:
    made = preview(site, listening)
    (site / "content/explainers/neutral-zone.fr.md").unlink()
    for _ in range(2):
        made._rebuilder.build(Changes())
        made._tell([site / f"content/{number}.md" for number in range(5)], 0.001, 1, first=False)
    told = capsys.readouterr()
    assert told.err.count("translation-missing") == len(made._rebuilder.state.problems)
    assert told.out.splitlines()[-1].startswith("content/0.md, content/1.md, content/2.md and 2 more: ")


@pytest.mark.parametrize(
    ("failed", "message"),
    [
        (
            OSError(errno.EADDRINUSE, "x"),
            "port 8000 is in use, maybe by another preview: name another one, as in --port ",
        ),
        (OSError(errno.EACCES, "Permission denied"), "nothing can be served on 127.0.0.1, port 8000: "),
    ],
)
def test_a_port_that_can_not_be_served_on_is_told_with_what_to_do(failed: OSError, message: str) -> None:
    assert _port_trouble("127.0.0.1", 8000, failed).startswith(message)


@pytest.mark.parametrize(
    ("host", "hosts"),
    [
        ("127.0.0.1", ["localhost", "127.0.0.1", "[::1]", "127.0.0.1"]),
        ("desk.example", ["localhost", "127.0.0.1", "[::1]", "desk.example"]),
        ("0.0.0.0", ["*"]),
    ],
)
def test_pages_are_served_by_the_names_of_the_machine_unless_it_serves_on_all(
    site: Path, listening: socket.socket, host: str, hosts: list[str]
) -> None:
    assert preview(site, listening, host)._hosts() == hosts


def test_what_is_waiting_is_built_as_one(site: Path, listening: socket.socket) -> None:
    made = preview(site, listening)
    made._asked.put((Changes(theme=True), [Path("a")]))
    made._asked.put((Changes(settings=True), [Path("b")]))
    change, files = made._next()
    assert (change.theme, change.settings, files) == (True, True, [Path("a"), Path("b")])
