"""Parts of views that have receipts of their page: what many pages show, and the page's own numbers, apart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, ClassVar, Generic, TypeVar

from msgspec import Struct
from msgspec.structs import replace

from explainers.digest import digest

__all__ = ["Listed", "Numbered", "Run", "Shown", "numbered", "with_numbers"]

_T = TypeVar("_T")


class Shown(Struct, frozen=True, array_like=True, tag=True, tag_field="\0"):
    """What a template sees: frozen, and compared by its fields. A struct, since each page makes hundreds; in digests
    its kind and fields stand in a row, which are fewer bytes than names of fields beside each.

    Of a part with a `number`, `ends` are the fields that end in it; of one that has numbers further down, `further` is
    the field where they are.
    """

    ends: ClassVar[tuple[str, ...]] = ()
    further: ClassVar[str] = ""


class Numbered(Struct, Generic[_T], frozen=True, array_like=True):
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


class Run(Generic[_T]):
    """Parts one behind the other that many pages show: `likes`, as in `Numbered`, and their `counts` of numbers."""

    __slots__ = ("_hash", "_text", "counts", "likes")

    def __init__(self, parts: Iterable[Numbered[_T]]) -> None:
        its = tuple(parts)
        self.likes, self.counts = tuple([one.like for one in its]), tuple([len(one.numbers) for one in its])
        self._hash, self._text = hash(self.likes), ""

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Run) and (self.likes, self.counts) == (other.likes, other.counts)

    def __hash__(self) -> int:
        return self._hash

    def __str__(self) -> str:
        """Return what stands for it in the digest of a view."""
        self._text = self._text or digest(self.likes)
        return self._text

    def with_numbers(self, numbers: Iterable[int]) -> Iterator[Numbered[_T]]:
        """Yield the parts with a page's numbers, in the order in which they come."""
        rest = iter(numbers)
        return (Numbered(like, tuple(islice(rest, count))) for like, count in zip(self.likes, self.counts, strict=True))


class Listed(Struct, Generic[_T], frozen=True):
    """A list of parts, for templates the same as a tuple: the page's `own`, and behind them a run that many pages show,
    with the page's numbers.
    """

    own: tuple[_T | Numbered[_T], ...]
    run: Run[_T]
    numbers: tuple[int, ...]

    def __iter__(self) -> Iterator[_T | Numbered[_T]]:
        yield from self.own
        yield from self.run.with_numbers(self.numbers)

    def __len__(self) -> int:
        return len(self.own) + len(self.run.likes)

    def __getitem__(self, place: Any) -> Any:
        return tuple(self)[place]


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
