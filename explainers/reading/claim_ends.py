"""Where claims end: behind the punctuation that follows their citations, so that readers see the full stop first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Final

from explainers.reading.marks import Mark
from explainers.reading.runs import EmphasisEnd, LinkEnd, Run

__all__ = ["END", "End", "between", "parted", "shown", "with_claim_ends"]


class End(Enum):
    """What stands among runs where the citations before it end their claim."""

    END = 0


END: Final = End.END
_AFTER: Final = re.compile(r"(?:[ \u00a0\u202f]?[;:!?»]|[.,;:!?…)\]”’\"'»])+")


def with_claim_ends(runs: Iterable[Run]) -> Iterator[Run | End]:
    """Yield the runs of a line, with an end behind citations and the punctuation that follows them. What parts two
    citations of one claim is left out; emphasis may end before the claim that ends in it.
    """
    is_cited = False
    held = ""  # what stands behind a citation: a full stop, or a comma before another citation
    for run in runs:
        if is_cited and type(run) is str:
            punctuation, behind = parted(held + run)
            if behind:
                yield from (punctuation, END, behind) if punctuation else (END, behind)
                held, is_cited = "", False
            else:
                held += run
        elif isinstance(run, Mark) and run.kind == "cite":
            yield from between(held)
            held, is_cited = "", True
            yield run
        else:
            if is_cited and not isinstance(run, LinkEnd):
                yield from shown(held)
                held = ""
                if not isinstance(run, EmphasisEnd):
                    is_cited = False
                    yield END
            yield run
    if is_cited:
        yield from shown(held)
        yield END


def parted(words: str) -> tuple[str, str]:
    """Return the punctuation at the beginning of words, and what stands behind it, if that is more than spaces."""
    after = _AFTER.match(words)
    behind = words[after.end() :] if after else words
    return after[0] if after else "", "" if behind.isspace() else behind


def shown(held: str) -> tuple[str, ...]:
    """Return punctuation, and the space behind it, as far as they are there."""
    words = held.rstrip()
    if len(words) == len(held):
        return (held,) if held else ()
    return words, held[len(held.rstrip(" \n")) :]


def between(held: str) -> tuple[str, ...]:
    """Return what is shown of punctuation between two citations of one claim: not what parts them."""
    return () if held.strip() in ("", ",", ";") else shown(held)
