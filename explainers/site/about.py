"""What the rest of a site needs of a page, without its text: kept in one small record for each page, so that thousands
can be known without reading a word of them.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import msgspec
from msgspec import Struct

from explainers.model import Change, Explainer
from explainers.publication import State
from explainers.site.mentions import leans_on_and_terms

__all__ = ["About", "Uses", "about", "uses_in", "uses_of"]


class Uses(Struct, frozen=True, array_like=True, gc=False):
    """What a record uses, each once, in order: `places`, a source's key and the paragraph (0: the source as a whole),
    as far as its statements rest on it; `terms`, the ids of the glossary's terms that it links to.
    """

    places: tuple[tuple[str, int], ...] = ()
    terms: tuple[str, ...] = ()


class About(Struct, frozen=True, array_like=True, gc=False):
    """What lists, feeds and other pages need of an explainer; fields as in `Explainer`, titles and summaries by
    language in alphabetical order; `uses` in bytes, see `uses_in`.
    """

    slug: str
    path: str
    language: str
    date: str
    modified: str | None
    review_by: str | None
    status: State
    countries: tuple[str, ...]
    tags: tuple[str, ...]
    changes: tuple[Change, ...]
    titles: Mapping[str, str]
    summaries: Mapping[str, str]
    uses: bytes


def about(record: Explainer) -> About:
    """Return what others need of an explainer."""
    texts = sorted(record.texts.items())
    return About(
        **{field: getattr(record, field) for field in _OF_RECORD},
        titles={language: text.title for language, text in texts},
        summaries={language: text.summary for language, text in texts},
        uses=msgspec.msgpack.encode(uses_of(record)),
    )


_OF_RECORD: Final = tuple(field for field in About.__struct_fields__ if field in Explainer.__struct_fields__)


_USES: Final = msgspec.msgpack.Decoder(Uses)


def uses_in(data: bytes) -> Uses:
    """Return what an explainer uses. Of ten thousand, no more is decoded than is asked for: this is half of what is
    known about each, and few edits change which sources are used where.
    """
    return _USES.decode(data)


def uses_of(record: Any) -> Uses:
    """Return what a record, or records, use."""
    citations, terms = leans_on_and_terms(record)
    places = {(one.source, number) for one in citations for number in one.paragraphs or (0,)}
    return Uses(tuple(sorted(places)), tuple(dict.fromkeys(terms)))
