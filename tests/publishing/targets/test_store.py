"""A store of objects: what it answers, and what it is asked again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from explainers.publishing.targets.store import Store

obstore = pytest.importorskip("obstore", reason="obstore is not installed")


class Cut:
    """A store whose first answer, once it has done what it was asked, is cut in its middle."""

    def __init__(self, inner: object) -> None:
        self.inner, self.asked = inner, 0

    def __getattr__(self, name: str) -> Callable[..., Any]:
        def ask(*arguments: object, **more: object) -> object:
            self.asked += 1
            answer = getattr(self.inner, name)(*arguments, **more)
            if self.asked == 1:
                asked = f"Error performing PUT http://store.alt/{'long/' * 60}"
                raise obstore.exceptions.GenericError(f"{asked} - HTTP error: request or response body error")
            return answer

        return ask


@pytest.mark.parametrize(
    "ask",
    [
        lambda store: store.read("a"),
        lambda store: store.put("a", b"2", {}),
        lambda store: store.copy("a", "b"),
        lambda store: store.found(),
        lambda store: store.remove(("a",)),
        lambda store: store.create("c", b"2"),
    ],
    ids=["read", "put", "copy", "found", "remove", "create"],
)
def test_what_is_answered_by_halves_is_asked_again(ask: Callable[[Store], object]) -> None:
    inner = obstore.store.MemoryStore()
    inner.put("a", b"1")
    cut = Cut(inner)
    ask(Store(cut))  # type: ignore[arg-type]
    assert cut.asked == 2
