"""The claims of a block while it is put together, and the block that they come to, with its places."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from msgspec import Struct

from explainers.problems import Place
from explainers.prose import Citation
from explainers.reading.blocks import Claim, place_in

__all__ = ["Claims"]


class _Draft(Struct):
    """A claim before its words have places: start and end in the text, what is cited, and the place of that."""

    start: int
    end: int
    citations: tuple[Citation, ...]
    cite_place: Place | None


class Claims:
    """Claims in the order of the text; `start`: where the next one starts in it."""

    __slots__ = ("_drafts", "start")

    def __init__(self) -> None:
        self._drafts: list[_Draft] = []
        self.start = 0

    def end(self, at: int, citations: tuple[Citation, ...], cite_place: Place | None) -> None:
        """Let a claim end at an offset of the text."""
        self._drafts.append(_Draft(self.start, at, citations, cite_place))
        self.start = at

    @property
    def last(self) -> tuple[int, int]:
        """Where the last claim starts and ends in the text."""
        return self._drafts[-1].start, self._drafts[-1].end

    @property
    def are_ours(self) -> bool:
        """Whether something is cited, and all of it is the editors' own thought."""
        is_cited = False
        for draft in self._drafts:
            for citation in draft.citations:
                if citation.source:
                    return False
                is_cited = True
        return is_cited

    def citations(self) -> Iterable[Citation]:
        """Return all citations."""
        return (one for draft in self._drafts for one in draft.citations)

    def cite_for_last(self, citations: tuple[Citation, ...]) -> None:
        """Let the last claim have other citations."""
        self._drafts[-1].citations = citations

    def placed(self, text: str, spans: Sequence[tuple[int, int, int]], here: Place | None) -> tuple[Claim, ...]:
        """Return the claims in a text whose parts stand where `spans` say (`Block`), or all of it `here`."""
        claims = []
        for draft in self._drafts:
            words = text[draft.start : draft.end].lstrip()
            start = draft.end - len(words)
            words = words.rstrip()
            place = draft.cite_place or here or place_in(spans, start, start + len(words))
            claims.append(Claim(words, start, draft.citations, place))
        return tuple(claims)

    @property
    def last_cite_place(self) -> Place | None:
        """Where the citations of the last claim stand, if it has any."""
        return self._drafts[-1].cite_place if self._drafts else None
