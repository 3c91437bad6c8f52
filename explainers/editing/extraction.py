"""A page's text, taken out by a process of its own, which is ended where it takes too long or too much memory.

Pages come from strangers. Some take libxml minutes (an element with 50,000 attributes does: each is compared with all
before it), and nothing that runs in the same process could stop it.
"""

from __future__ import annotations

from collections.abc import Callable
from multiprocessing.connection import Connection
from typing import Final

import msgspec

from explainers.build.pool import process_context
from explainers.editing.extract import PageText, page_text
from explainers.editing.fetch import Absent
from explainers.failures import CommandError

__all__ = ["SECONDS", "extracted"]

SECONDS: Final = 20.0
"""How long it may take to take a text out of its page. The longest reports take less than one."""
MEMORY: Final = 2_000_000_000
"""How much memory that may take, in bytes of address space, where the system can limit it."""
_TOO_MUCH: Final = "the page's text takes too much memory to be taken out"

_Reader = Callable[[str], PageText | None]


class _Answer(msgspec.Struct, frozen=True):
    """What the process comes to: the text, if there is one; why it could not be looked for; what ends the command."""

    text: PageText | None = None
    why: str = ""
    error: str = ""


def extracted(html: str, seconds: float = SECONDS, read: _Reader = page_text) -> PageText | Absent | None:
    """Return the text of a page; `None` where nothing in it looks like one; why it can't be taken out, where it is too
    much. `read` does it, and has to be importable by its name.

    Raises `CommandError` where trafilatura isn't installed.
    """
    context = process_context(["explainers.editing.extract", "trafilatura"])  # the reader is loaded once for all pages
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=_answer, args=(theirs, html, read), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(seconds):
            return Absent("unsuitable", f"the page's text can't be taken out within {seconds:g} seconds")
        answer = msgspec.json.decode(ours.recv_bytes(), type=_Answer)
    except EOFError:
        return Absent("unsuitable", _TOO_MUCH)
    finally:
        process.kill()
        process.join()
        ours.close()
    if answer.error:
        raise CommandError(answer.error)
    return Absent("unsuitable", answer.why) if answer.why else answer.text


def _answer(pipe: Connection, html: str, read: _Reader) -> None:
    """Read a page, in a process that does nothing else."""
    _limit_memory()
    try:
        answer = _Answer(read(html))
    except CommandError as failed:
        answer = _Answer(error=str(failed))
    except MemoryError:
        answer = _Answer(why=_TOO_MUCH)
    except Exception as failed:  # noqa: BLE001 - whatever a stranger's page makes of the library: it is told, by its name
        answer = _Answer(why=f"what reads pages fails on this one ({type(failed).__name__})")
    pipe.send_bytes(msgspec.json.encode(answer))


def _limit_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows
        return
    _, most = resource.getrlimit(resource.RLIMIT_AS)
    least = MEMORY if most == resource.RLIM_INFINITY else min(MEMORY, most)
    resource.setrlimit(resource.RLIMIT_AS, (least, most))
