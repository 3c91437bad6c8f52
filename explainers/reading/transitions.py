"""Sentences that only lead on, and so need no receipt: *Here is what is known.* *Comment en est-on arrivé là ?*

They are known by their whole wording, never by what they lack: each word of such a sentence is one that the patterns of
``transitions.txt`` have, so that none states anything. What is near to one (*Here is the man who ordered it*) needs
a citation like any other sentence. A language without patterns has no such sentences.
"""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path
from typing import Final

from explainers.locales import base_language

__all__ = ["only_leads_on"]

_LONGEST: Final = 300


def only_leads_on(text: str, language: str) -> bool:
    """Return whether all sentences of a text only lead on; none does in a language that has no patterns here.

    >>> only_leads_on("Here is what is known.", "en"), only_leads_on("Here is the man who ordered it.", "en")
    (True, False)
    """
    pattern = _pattern(base_language(language))
    words = " ".join(text.replace("'", "\u2019").split())
    return bool(words) and len(words) <= _LONGEST and pattern is not None and pattern.fullmatch(words) is not None


@lru_cache(maxsize=16)
def _pattern(language: str) -> re.Pattern[str] | None:
    """Return what finds one or more sentences that only lead on, in any letters: a capital hides no name, since each
    word is known.
    """
    parts, sentences = {}, []
    for line in Path(__file__).with_name("transitions.txt").read_text(encoding="utf-8").splitlines():
        named, _, pattern = line.partition(": ")
        whose, _, part = named.partition(" ")
        if whose == language and part:
            parts[part] = pattern.strip("\n")
        elif whose == language:
            sentences.append(pattern)
    if not sentences:
        return None
    either = "|".join(sentences)
    for name, part in [*parts.items(), *parts.items()]:  # parts have parts
        either = either.replace(f"{name}?", f"(?:{part})?").replace(name, part)
    return re.compile(rf"(?:(?:{either})(?:[.:!…]|(?<=\?))(?: |$))+", re.IGNORECASE)
