"""Macros of a theme, each kept by what it shows: badges, dates, rows and the ends of claims are the same on many pages.

A macro sees nothing but its options, so that the same options give the same HTML. Receipts have numbers of their page:
what shows them is made once with holes for numbers, and filled in for each page. A hole can be put out and nothing
else: a macro that asks more of a number (whether it is above 9) is rendered for each page as if nothing was kept.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterator, Mapping, Sequence
from itertools import count
from types import NoneType
from typing import Any, Final

from jinja2 import Environment, pass_eval_context
from jinja2.compiler import CodeGenerator, Frame, MacroRef
from jinja2.nodes import EvalContext, Expr
from jinja2.runtime import Context, Macro
from jinja2.utils import internalcode
from markupsafe import Markup, escape
from msgspec.structs import replace

from explainers.pages.view_parts import (
    Badge,
    Checked,
    CountryPair,
    Link,
    Mark,
    Marks,
    Original,
    RelationRow,
    SourceCardRow,
    TermRef,
    TimelineItem,
    When,
    Whereabouts,
)

__all__ = ["KeepingEnvironment"]

_MOST: Final = 8192  # of one macro; more would be those of a site that shows little twice

_WIDTHS: Final = (1, 12)

_PLAIN: Final = frozenset((bool, int, str, NoneType))
_WHOLE: Final = _PLAIN | {Badge, CountryPair, Link, TermRef, When, Whereabouts}
"""What has no number of its page in it: it is its own key."""
_IN_PARTS: Final = {kind: kind.__struct_fields__ for kind in (Checked, Marks, Original, RelationRow, TimelineItem)}
"""What may have numbers further down, and its fields."""
_KEPT: Final = _WHOLE | _IN_PARTS.keys() | {Mark, SourceCardRow}


class _Asked(Exception):
    """More is asked of a hole than to be put out."""


def _refused(*_: object) -> Any:
    raise _Asked


class _Hole:
    """Stands for a page's number, with what is before it: ``#r4``."""

    def __init__(self, before: str, place: int, width: int) -> None:
        self._html = f"{before}\0{place:0{width}}\0"

    def __html__(self) -> str:
        return self._html

    def __bool__(self) -> bool:
        return True

    __str__ = __repr__ = __format__ = __len__ = __iter__ = __contains__ = __getitem__ = _refused
    __int__ = __float__ = __index__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refused


_HOLE: Final = re.compile("\0(\\d+)\0")


def _key(value: Any, numbers: list[int]) -> Hashable:
    """Return what tells a value from others that show as other HTML, its numbers aside; these are added to `numbers`.
    Raises `TypeError` for a value that isn't kept.
    """
    kind = type(value)
    if kind in _WHOLE:
        return kind, value
    if kind is tuple:
        return tuple([_key(one, numbers) for one in value])
    if kind is Markup:
        return kind, str(value)
    if kind is Mark:
        number = value.number
        numbers.append(number)
        return kind, _before(value.id, number), _before(value.href, number), value.margin, value.how
    if kind is SourceCardRow:
        number = value.number
        numbers.append(number)
        ends = _before(value.id, number), _before(value.back, number)
        return kind, ends, value.locator, value.badge, value.sum, value.href, value.elsewhere
    if kind in _IN_PARTS:
        return kind, *[_key(getattr(value, name), numbers) for name in _IN_PARTS[kind]]
    raise TypeError(kind)


def _before(text: Any, number: Any) -> str | None:
    """Return what is before the number at the end of a text; nothing for one that is empty. Raises `TypeError` where
    there are holes already.
    """
    digits = str(number) if type(number) is int else ""
    if digits and text.endswith(digits):
        return str(text[: -len(digits)])
    if text or not digits:
        raise TypeError(text)
    return None


def _holed(value: Any, places: Iterator[int], width: int) -> Any:
    """Return a value with holes for its numbers, in the order in which `_key` finds them; so wide are they at least."""
    kind = type(value)
    if kind is tuple:
        return tuple([_holed(one, places, width) for one in value])
    if kind in _ENDS:
        place, number = next(places), value.number
        ends = {name: getattr(value, name) for name in _ENDS[kind]}
        holes = {name: _Hole(_before(text, number) or "", place, width) for name, text in ends.items() if text}
        return replace(value, number=_Hole("", place, width), **holes)
    if kind in _IN_PARTS:
        return kind(*[_holed(getattr(value, name), places, width) for name in _IN_PARTS[kind]])
    return value


_ENDS: Final[Mapping[type, tuple[str, ...]]] = {Mark: ("id", "href"), SourceCardRow: ("id", "back")}
"""What has a number, and its fields that end in that."""


class _Filled:
    """HTML with holes, in pieces: the text before each hole, the place of its number, and the text behind the last."""

    def __init__(self, html: str) -> None:
        pieces = _HOLE.split(html)
        self._last = Markup(pieces.pop())  # noqa: S704 (a macro made it)
        self._pieces = [(text, int(place)) for text, place in zip(pieces[::2], pieces[1::2], strict=True)]

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Filled) and (self._pieces, self._last) == (other._pieces, other._last)

    __hash__ = None  # type: ignore[assignment]

    def with_numbers(self, numbers: Sequence[int]) -> Markup:
        """Return the HTML for a page."""
        if not self._pieces:
            return self._last
        found = [f"{text}{numbers[place]}" for text, place in self._pieces]
        return Markup("".join(found) + str(self._last))  # noqa: S704 (a macro made it, and numbers are ours)


class _KeptMacro(Macro):
    """A macro that keeps what it shows of a part of a view."""

    def __init__(self, macro: Macro) -> None:
        self.__dict__.update(vars(macro))
        self._found: dict[Hashable, _Filled] = {}
        self._asks_more = False

    @pass_eval_context
    def __call__(self, *options: Any, **named: Any) -> str:
        """Return HTML for some options; the first may be Jinja's context, as it is for all macros."""
        known = options[1:] if options and isinstance(options[0], EvalContext) else options
        kinds = set(map(type, known))
        if self._asks_more or not _KEPT.issuperset(kinds) or _PLAIN.issuperset(kinds):
            return super().__call__(*options, **named)
        numbers: list[int] = []
        try:
            key = (*[_key(one, numbers) for one in known], *named, *[_key(one, numbers) for one in named.values()])
        except TypeError:
            return super().__call__(*options, **named)
        found = self._found.get(key) or self._keep(key, options, named, bool(numbers))
        return found.with_numbers(numbers) if found else super().__call__(*options, **named)

    def _keep(self, key: Hashable, options: Sequence[Any], named: Mapping[str, Any], numbered: bool) -> _Filled | None:
        """Keep the HTML for options, with holes in it; return nothing where that can't be. Holes of two widths tell
        whether the macro reckons with the length of what it put out.
        """
        found = other = None
        try:
            found = self._with_holes(options, named, _WIDTHS[0])
            other = self._with_holes(options, named, _WIDTHS[1]) if numbered else found
        except Exception:  # noqa: BLE001, S110 - templates may raise anything, and do so again without holes
            pass
        if found is None or found != other:
            self._asks_more = True
            return None
        if len(self._found) >= _MOST:
            self._found.clear()
        self._found[key] = found
        return found

    def _with_holes(self, options: Sequence[Any], named: Mapping[str, Any], width: int) -> _Filled:
        places = count()
        holed = [_holed(one, places, width) for one in options]
        return _Filled(super().__call__(*holed, **{name: _holed(one, places, width) for name, one in named.items()}))


def _put(value: Any) -> Any:
    """Return what a template puts out: safe HTML as it is, and anything else escaped."""
    kind = type(value)
    if kind is Markup or (kind is str and not _UNSAFE.search(value)):
        return value
    return escape(value)


_UNSAFE: Final = re.compile("[&<>\"']")


class _Generator(CodeGenerator):
    """Writes templates' code as Jinja does, but has each macro kept, and escapes nothing that needs no escaping."""

    def _output_child_pre(self, node: Expr, frame: Frame, finalize: Any) -> None:
        if frame.eval_ctx.volatile or not frame.eval_ctx.autoescape or finalize.src is not None:
            super()._output_child_pre(node, frame, finalize)
        else:
            self.write("environment.put(")

    def macro_def(self, macro_ref: MacroRef, frame: Frame) -> None:
        """Write what makes a macro of its function."""
        self.write("environment.keeping(")
        super().macro_def(macro_ref, frame)
        self.write(")")


class _Context(Context):
    """Calls kept macros straight away; Jinja asks first what each thing that is called wants to know."""

    @internalcode
    def call(self, called: Any, /, *options: Any, **named: Any) -> Any:
        if type(called) is _KeptMacro:
            named.pop("_loop_vars", None)  # for those that see the page
            named.pop("_block_vars", None)
            return called(self.eval_ctx, *options, **named)
        return super().call(called, *options, **named)


class KeepingEnvironment(Environment):
    """Jinja's environment, with macros that are kept by what they show; they are forgotten with it. `keeps`: whether
    they are. What isn't ours, such as a site's own filters, may show another thing each time.
    """

    code_generator_class = _Generator
    context_class = _Context
    keeps = True
    put = staticmethod(_put)

    def keeping(self, macro: Macro) -> Macro:
        """Return a macro as templates call it."""
        return _KeptMacro(macro) if self.keeps else macro
