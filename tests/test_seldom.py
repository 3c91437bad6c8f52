"""A pattern that is seldom needed does what any does, and is compiled once, where it is first used."""

from __future__ import annotations

import re

import pytest

from explainers import seldom as module
from explainers.seldom import seldom


def test_it_does_what_a_compiled_pattern_does() -> None:
    late, compiled = seldom(r"(?P<word>b+)", re.IGNORECASE), re.compile(r"(?P<word>b+)", re.IGNORECASE)
    text = "aBba bb"
    assert [match["word"] for match in late.finditer(text)] == ["Bb", "bb"]
    assert (late.sub("-", text), late.split(text)) == (compiled.sub("-", text), compiled.split(text))
    assert (late.pattern, late.flags, late.groupindex) == (compiled.pattern, compiled.flags, compiled.groupindex)


def test_it_is_compiled_once_where_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_it = re.compile
    monkeypatch.setattr(module.re, "compile", lambda text, flags: compiled.append(text) or compile_it(text, flags))
    seldom.cache_clear()
    late = seldom("a")
    assert not compiled
    assert [bool(late.search("ba")), bool(late.match("ba")), bool(late.search("b"))] == [True, False, False]
    assert compiled == ["a"]
    assert seldom("a") is late
    assert seldom("a", re.IGNORECASE) is not late
