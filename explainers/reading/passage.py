"""A block of words that was read, for the checks: its text, where its words stand in the file, and where its claims
end. How it is put together depends on what it is read from (`plain_passage`, `run_passage`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Final

from explainers.problems import Place
from explainers.prose import Citation
from explainers.reading.blocks import CITED, Block, BlockKind, Claim, place_in
from explainers.reading.markdown_reader import MarkdownReader

__all__ = ["Passage"]

_HAS_WORDS: Final = re.compile(r"\w")


class Passage:
    """A block of words.

    `kind`; `text`, its words; `spans`, as in `Block`; `rest`, the words after the last citation, if there are any;
    `caption`, where its speaker's line starts; `follow`, the passages that a lead-in belongs to; `items`, how many
    there are of the list that it leads to.
    """

    text = rest = ""
    spans: tuple[tuple[int, int, int], ...] = ()
    caption: int | None = None
    follow: Sequence[Passage] = ()
    items = 0

    def __init__(self, reader: MarkdownReader, kind: BlockKind) -> None:
        self.reader, self.kind = reader, kind
        # Of each claim, where it ends in the text, what is cited, and the place of that.
        self._ends: list[tuple[int, tuple[Citation, ...], Place | None]] = []

    def _note_rest(self) -> None:
        """Let the words after the last citation be a claim that has none."""
        text, ends = self.text, self._ends
        rest = text[ends[-1][0] :].strip() if ends else text.strip()
        if rest:
            ends.append((len(text), (), None))
            self.rest = rest if _HAS_WORDS.search(rest) else ""

    @property
    def count(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def is_ours(self) -> bool:
        """Whether all that it says is the editors' own thought. A thought beside a claim that has a source is not shown
        apart: its badge stands behind it, where any other claim's stands.
        """
        is_cited = False
        for _, citations, _ in self._ends:
            for citation in citations:
                if citation.source:
                    return False
                is_cited = True
        return is_cited

    @property
    def leads_in(self) -> bool:
        """Whether its last words have no citation and end with a colon."""
        return self.rest.endswith((":", "\N{FULLWIDTH COLON}"))

    def _citations(self) -> Iterator[Citation]:
        return (one for _, citations, _ in self._ends for one in citations)

    def take_over(self) -> None:
        """Let its last claim have the citations of what it leads to, each once."""
        all_of_them = dict.fromkeys(one for passage in self.follow for one in passage._citations())
        end, _, place = self._ends[-1]
        self._ends[-1] = end, tuple(all_of_them), place

    def whole_span(self) -> tuple[int, int]:
        """Return where its words stand in the file."""
        return self._span(0, len(self.text))

    def rest_span(self) -> tuple[int, int]:
        """Return where the words after the last citation stand in the file."""
        end = len(self.text)
        words = self.text[self._ends[-2][0] if len(self._ends) > 1 else 0 :].lstrip()
        return self._span(end - len(words), end - len(words) + len(words.rstrip()))

    def _span(self, start: int, end: int) -> tuple[int, int]:
        raise NotImplementedError

    def block(self) -> Block:
        """Return the block."""
        found, text, spans = self.reader.found, self.text, self.spans
        here = None if spans else found.place(self.reader.here())
        claims, start, last = [], 0, None
        for end, citations, last in self._ends:
            words = text[start:end].lstrip()
            start, words = end - len(words), words.rstrip()
            place = last or here or place_in(spans, start, start + len(words))
            claims.append(Claim(words, start, citations, place))
            start = end
        place = here or self._place()
        rest = "" if self.follow or self.kind not in CITED else self.rest
        return Block(
            self.kind, text.rstrip(), _joined(place, last) if last else place, tuple(claims), found.language, rest,
            bool(self.follow), "", self.caption, spans, self.items,
        )  # fmt: skip

    def _place(self) -> Place:
        """Return where its words stand in the file, at least one."""
        return place_in(self.spans, 0, len(self.text))


def _joined(one: Place, other: Place) -> Place:
    """Return the place from the start of one to the later of the two ends."""
    last = max(one, other, key=_END)
    return Place(one.line, one.column, last.end_line, last.end_column)


_END: Final = attrgetter("end_line", "end_column")
