"""What somebody may have meant by a word that isn't there: in content, settings, addresses, on the command line.

Nothing is imported here but Python's own modules: `tasks.py` asks before there is an environment.
"""

from __future__ import annotations

from collections.abc import Iterable

__all__ = ["did_you_mean", "nearest"]

_NEAR = 0.65  # "apf" is near "afp" (0.67); "quota", which has two letters of its own, isn't near "junta" (0.6)


def nearest(word: str, words: Iterable[str], cutoff: float = _NEAR) -> str | None:
    """Return the word of a list that comes nearest to a wrong one, if one is near (difflib's ratio, from 0 to 1).

    >>> nearest("Chekc", ("build", "check")), nearest("deploy", ("build", "check"))
    ('check', None)
    """
    from difflib import get_close_matches  # which takes time to load, and most runs make no mistake

    small = {known.lower(): known for known in sorted(words, reverse=True)}
    found = get_close_matches(word.lower(), sorted(small), n=1, cutoff=cutoff)
    return small[found[0]] if found else None


def did_you_mean(word: str, words: Iterable[str]) -> str:
    """Return the question that goes behind a sentence about a wrong word; nothing where no word is near.

    >>> did_you_mean("chekc", ("build", "check"))
    ". Did you mean 'check'?"
    """
    near = nearest(word, words)
    return f". Did you mean '{near}'?" if near else ""
