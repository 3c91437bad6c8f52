"""The records of a site, and how they are read: each reading notes what was read (see `explainers.questions`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from operator import attrgetter
from typing import Any, Final

from explainers.content_kinds import KINDS, Kind
from explainers.digest import digest
from explainers.maps.drawings import Drawings
from explainers.model import Corpus
from explainers.questions import Questions, asked
from explainers.site.about import About, about
from explainers.site.reads import each, every, record
from explainers.site_settings import SiteSettings

__all__ = ["Records"]


class Records(Questions):
    """A corpus with its settings and the day (an ISO date).

    `known` and `digests` save work where they are at hand: what is known about each explainer, by slug in alphabetical
    order, and the digests of whole records by kind and slug. Then the corpus may fetch its explainers when they are
    asked for. `drawings` has what pages show of drawings, by digests of all that they are drawn from, and gets those
    that are new: nobody rests on them.
    """

    def __init__(
        self,
        corpus: Corpus,
        settings: SiteSettings,
        day: str,
        known: Mapping[str, About] | None = None,
        digests: Mapping[tuple[str, str], str] | None = None,
        drawings: Drawings | None = None,
    ) -> None:
        super().__init__(day)
        self.corpus: Final = corpus
        # Not noted: they are part of every page's key.
        self.settings: Final = settings
        self.known: Final[Mapping[str, About]] = (
            known if known is not None else {slug: about(one) for slug, one in corpus.explainers.items()}
        )
        self._digests: Final[Mapping[tuple[str, str], str]] = digests or {}
        self.drawings: Final[Drawings] = {} if drawings is None else drawings

    def digest(self, name: str) -> tuple[str, Iterable[str]]:
        """Return the digest of the answer to a question, and what the answer rests on; what does not exist has a digest
        too. Raises `LookupError` if there is no such question.
        """
        kind, arguments = asked(name)
        if len(arguments) == 1 and (whole := self._digests.get((kind, str(arguments[0])))):
            return whole, (record(kind, str(arguments[0])),)
        value, reads = self.answer(name)
        return digest(value), reads

    def _all(self, kind: Kind) -> Mapping[Any, Any]:
        """Return all records of a kind."""
        self.note(every(kind))
        records: Mapping[Any, Any] = getattr(self.corpus, KINDS[kind].records)
        return records

    def _each(self, *fields: str) -> Iterator[tuple[Any, ...]]:
        """Yield some of what is known about each explainer, in the order of slugs."""
        for field in fields:
            self.note(each(field))
        return map(attrgetter(*fields), self.known.values())

    def _of(self, slug: str) -> About | None:
        """Return what is known about an explainer."""
        self.note(record("explainer", slug))
        return self.known.get(slug)
