"""What a process remembers is found again where what it came from is another, and only there."""

from __future__ import annotations

import contextlib

from explainers.build.remembered import Last


def test_a_result_is_found_again_only_for_another_key() -> None:
    last: Last[list[str]] = Last()
    found = [last.of(key, lambda key=key: [key]) for key in ("a", "a", "b", "a")]  # type: ignore[misc]
    assert found == [["a"], ["a"], ["b"], ["a"]]
    assert found[0] is found[1]
    assert found[0] is not found[3]


def test_a_search_that_fails_leaves_the_result_before() -> None:
    last: Last[str] = Last()
    last.of("a", lambda: "found")

    def fails() -> str:
        raise OSError

    with contextlib.suppress(OSError):
        last.of("b", fails)
    assert last.of("a", fails) == "found"
