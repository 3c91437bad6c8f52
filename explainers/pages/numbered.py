"""Parts of views that have receipts of their page: what many pages show, and the page's own numbers, apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

__all__ = ["Numbered", "Shown", "numbered", "with_numbers"]

_T = TypeVar("_T")


class Shown(Struct, frozen=True):
    """What a template sees: frozen, and compared by its fields. A struct, since each page makes hundreds.

    Of a part with a `number`, `ends` are the fields that end in it; of one that has numbers further down, `further` is
    the field where they are.
    """

    ends: ClassVar[tuple[str, ...]] = ()
    further: ClassVar[str] = ""


class Numbered(Struct, Generic[_T], frozen=True):
    """A part with receipts of the page, for templates the same as that part: `like` is what many pages show, with 0 in
    place of each number and nothing in place of the numbers at the ends of ids and addresses; `numbers` are the page's,
    in the order in which they come.
    """

    like: _T
    numbers: tuple[int, ...]

    def __getattr__(self, name: str) -> Any:
        """Return a field of the part."""
        like: Any = self.like
        has_numbers = name == like.further or name in like.ends or (name == "number" and like.ends)
        return getattr(self.whole() if has_numbers else like, name)

    def whole(self) -> _T:
        """Return the part."""
        part: _T = with_numbers(self.like, iter(self.numbers), "{}{}".format)
        return part


def with_numbers(like: Any, numbers: Iterator[Any], ending: Callable[[str, Any], Any]) -> Any:
    """Return a part as a page has it; `ending` gives an id or address its number."""
    if not isinstance(like, Shown):
        return like
    if like.ends:
        number = next(numbers)
        ends = {name: ending(text, number) for name in like.ends if (text := getattr(like, name))}
        return replace(like, number=number, **ends)
    if like.further:
        further = tuple([with_numbers(one, numbers, ending) for one in getattr(like, like.further)])
        return replace(like, **{like.further: further})
    return like


def numbered(part: _T) -> Numbered[_T]:
    """Return a part that has numbers further down, apart from them."""
    name = part.further  # type: ignore[attr-defined]
    its = getattr(part, name)
    numbers = tuple([number for one in its if type(one) is Numbered for number in one.numbers])
    likes = tuple([one.like if type(one) is Numbered else one for one in its])
    return Numbered(replace(part, **{name: likes}), numbers)  # type: ignore[type-var]
