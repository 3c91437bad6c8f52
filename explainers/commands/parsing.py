"""What reads a command line, and says which word of it can't be read, and what may be meant."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Sequence
from typing import Any, Final

from explainers.nearest import did_you_mean

__all__ = ["Parser"]

# What may have several words.
_WITH_SPACES: Final = frozenset(("CODES", "DIR", "FILE", "FOLDER", "NAME", "PATH", "TITLE"))
_ACTIVE: Final = frozenset('"$`\\!')  # what means something between double quotation marks
_NUMBER: Final = re.compile(r"-\d+|-\d*\.\d+")


class Parser(argparse.ArgumentParser):
    """A parser whose commands are parsers of this kind too. It ends as `argparse` does, with code 2, and tells a slip
    before what only follows from it: an option that isn't there before an argument that is missing.
    """

    def parse_known_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> tuple[Any, list[str]]:  # type: ignore[override]
        """Return what the words mean; there are none beside it, as those that mean nothing end the program."""
        words = sys.argv[1:] if args is None else list(args)
        self._refuse_unknown_option(words)
        options, left = super().parse_known_args(words, namespace)
        if left:
            alone = "" if any(not one.option_strings for one in self._actions) else f": {self.prog} has options alone"
            self.error(_too_many(self.prog, words, left, self._values_with_spaces(options)) + alone)
        return options, []

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            there = list(action.choices)
            said = f"there is no '{value}'; there are: {', '.join(there)}{did_you_mean(value, there)}"
            raise argparse.ArgumentError(action, said)

    def _refuse_unknown_option(self, words: Sequence[str]) -> None:
        """End the program for the first word that looks like an option and is none."""
        known = self._option_string_actions
        for word in words:
            name = word.partition("=")[0]
            if word == "--" or (self._subparsers and not _is_option(word)):
                return  # what follows is no option, or is for a command's own parser
            if not _is_option(word) or name in known:
                continue
            is_long = name.startswith("--")  # which may be abbreviated; a short one has its value right behind it
            if not (any(one.startswith(name) for one in known) if is_long else name[:2] in known):
                self._refuse_option(name)

    def _refuse_option(self, name: str) -> None:
        near = did_you_mean(name, self._option_string_actions)
        if self._subparsers and not near:
            what = next((one.metavar for one in self._actions if one.choices), None) or "COMMAND"
            self.error(f"'{name}' stands too early: options stand behind it: {self.prog} {what} {name}")
        self.error(f"there is no option '{name}'{near}")

    def _values_with_spaces(self, options: argparse.Namespace) -> set[str]:
        """Return what was read as the values of arguments that may have several words."""
        read = (getattr(options, one.dest, None) for one in self._actions if one.metavar in _WITH_SPACES)
        return {str(value) for value in read if value is not None}


def _is_option(word: str) -> bool:
    return word.startswith("-") and word != "-" and " " not in word and not _NUMBER.fullmatch(word)


def _too_many(prog: str, words: Sequence[str], left: Sequence[str], values: set[str]) -> str:
    """Return what to say of words that nothing asks for. Where the first stands right behind a value that may have
    several words, all of them are meant to be part of it.
    """
    rest, kept = list(left), list[str]()
    place: int | None = None
    for word in words:
        if rest[:1] != [word] or not (place is not None or (kept and kept[-1] in values)):
            kept.append(word)
            continue
        place = len(kept) - 1 if place is None else place
        kept[place] += f" {rest.pop(0)}"
    if rest:
        return "there is no place for " + ", ".join(f"'{word}'" for word in left)
    return f"words that belong together stand in quotation marks: {' '.join((prog, *map(_quoted, kept)))}"


def _quoted(word: str) -> str:
    """Return a word as it is typed in a shell, with the plainest quotation marks that do."""
    import shlex  # where a command line has a slip, and nowhere else

    plain = shlex.quote(word)
    return plain if plain == word or set(word) & _ACTIVE else f'"{word}"'
