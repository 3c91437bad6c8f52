"""Questions on a terminal, for what a command wasn't told. Where nobody sits there, the default is the answer."""

from __future__ import annotations

import sys
from collections.abc import Callable

from explainers.locales import codes_in
from explainers.terminal import echo

__all__ = ["Ask", "asked", "asker", "listed"]

Ask = Callable[[str, str], str]
"""Asks a question, and returns the answer, or a default where there is none."""


def asker() -> Ask:
    """Return what asks people on a terminal, or, where there is none, what takes the defaults."""
    return _question if sys.stdin is not None and sys.stdin.isatty() else _default


def asked(given: str | None, ask: Ask, question: str, default: str = "") -> str:
    """Return what was given, or else what is answered."""
    return ask(question, default) if given is None else given.strip()


def listed(text: str) -> list[str]:
    """Return what is named in a text, with commas between. Codes may have anything else between them too.

    >>> listed("NO, SE"), listed("NO SE/FI"), listed("pt-BR en"), listed("Burkina Faso, Mali")
    (['NO', 'SE'], ['NO', 'SE', 'FI'], ['pt-BR', 'en'], ['Burkina Faso', 'Mali'])
    """
    return codes_in(text) or [one.strip() for one in text.split(",") if one.strip()]


def _default(_: str, default: str) -> str:
    return default


def _question(question: str, default: str) -> str:
    shown = f" [{default}]" if default else ""
    echo(f"{question}{shown}: ", err=True)
    return (sys.stdin.readline().strip()) or default
