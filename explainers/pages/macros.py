"""Macros of a theme, each kept by what it shows: badges, dates, rows and the ends of claims are the same on many pages.

A macro sees nothing but its options, so that the same options give the same HTML. Receipts have numbers of their page:
what shows them is made once with holes for numbers, and filled in for each page. A hole can be put out and nothing
else: a macro that asks more of a number (whether it is above 9) is rendered for each page as if nothing was kept.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from operator import itemgetter
from types import NoneType
from typing import Any, Final

from jinja2 import Environment, is_undefined, pass_context, pass_eval_context
from jinja2.environment import TemplateModule
from jinja2.nodes import EvalContext, Template
from jinja2.runtime import Context, Macro
from jinja2.utils import missing
from markupsafe import Markup, escape
from msgspec import Struct

from explainers.pages.numbered import Listed, Numbered, Shown, with_numbers
from explainers.pages.template_code import CodeWriter, with_rows
from explainers.pages.view_parts import (
    Badge,
    Checked,
    CountryPair,
    Link,
    Original,
    TermRef,
    When,
    Whereabouts,
)

__all__ = ["KeepingEnvironment", "Said"]

_MOST: Final = 2048  # of one macro; more would be those of a site that shows little twice
_LONGEST: Final = 16384  # characters: a list that is longer stands on one page alone
_LONGEST_WORDS: Final = 100  # characters: longer words, such as how to cite it, are those of one page
_RUN: Final = 16  # links and the like in a list that is kept as a whole, such as a page's navigation
_MOST_ROWS: Final = 32  # of one macro: pages that show the same row are made one behind the other
_LONGEST_ROW: Final = 65536  # characters

_WIDTHS: Final = (1, 12)


class _Asked(Exception):
    """More is asked of a hole than to be put out."""


def _refused(*_: object) -> Any:
    raise _Asked


class _Hole:
    """Stands for a page's number, with what is before it: ``#r4``."""

    def __init__(self, before: str, place: int, width: int) -> None:
        self._html = f"{before}\0{place:0{width}}\0"

    @staticmethod
    def behind(before: str, number: _Hole) -> _Hole:
        """Return a number's hole with what is before it."""
        hole = _Hole.__new__(_Hole)
        hole._html = before + number._html
        return hole

    def __html__(self) -> str:
        return self._html

    def __bool__(self) -> bool:
        return True

    __str__ = __repr__ = __format__ = __len__ = __iter__ = __contains__ = __getitem__ = _refused
    __int__ = __float__ = __index__ = __eq__ = __ne__ = __lt__ = __le__ = __gt__ = __ge__ = __hash__ = _refused


def _holes(width: int) -> Iterator[_Hole]:
    """Yield holes for the numbers of a page, so wide at least."""
    return (_Hole("", place, width) for place in count())


_HOLE: Final = re.compile("\0(\\d+)\0")


# ---- what tells a value from others that show as other HTML, its numbers aside ------------------------------

_PLAIN: Final[frozenset[type]] = frozenset((bool, int, str, NoneType, Markup))
_WHOLE: Final[frozenset[type]] = frozenset((Badge, Checked, CountryPair, Link, Original, TermRef, When, Whereabouts))
"""What has no number of its page in it: it is its own key."""
_NUMBERED: Final[frozenset[type]] = frozenset((Numbered,))
_SHOWN: Final = _WHOLE | _NUMBERED | {tuple}
"""The options whose HTML is kept."""


def _key_of(options: Sequence[Any], named: Mapping[str, Any], numbers: list[int]) -> Hashable:
    """Return the key of what a macro is given, and add its numbers to those of the page; `None` where its HTML isn't
    kept.
    """
    if len(options) == 1 and not named:
        return _key(options[0], numbers) if type(options[0]) in _SHOWN else None
    given = (*options, *named.values())
    if _SHOWN.isdisjoint(map(type, given)):
        return None
    keys = tuple([_key(one, numbers) for one in given])
    return None if None in keys else (keys, *named)


def _key(part: Any, numbers: list[int]) -> Hashable:
    kind = type(part)
    if kind is Numbered:
        numbers += part.numbers
        like: Hashable = part.like
        return like
    if kind in _WHOLE:
        whole: Hashable = part
        return whole
    if kind is tuple and len(part) <= _RUN:
        return _key_of_few(part, numbers)
    if kind not in _PLAIN or (isinstance(part, str) and len(part) > _LONGEST_WORDS):
        return None
    return kind, part  # safe HTML equals words, and 1 is true


def _key_of_few(parts: tuple[Any, ...], numbers: list[int]) -> Hashable:
    kinds = frozenset(map(type, parts))
    if kinds <= _WHOLE:
        return parts
    return tuple([_key(one, numbers) for one in parts]) if kinds == _NUMBERED else None


def _holed(value: Any, holes: Iterator[_Hole]) -> Any:
    """Return a value with holes for its numbers, in the order in which they come."""
    if type(value) is tuple and _NUMBERED.issuperset(map(type, value)):
        return tuple([_holed(one, holes) for one in value])
    return with_numbers(value.like, holes, _Hole.behind) if type(value) is Numbered else value


class _Filled:
    """HTML with holes: with ``%s`` for each number, whose `places` among a page's numbers these are."""

    __slots__ = ("_html", "_of_holes", "_places")

    def __init__(self, html: str, places: tuple[int, ...]) -> None:
        # A macro made it.
        self._html, self._places = html if places else Markup(html), places  # noqa: S704
        self._of_holes = itemgetter(*places) if places else None

    @classmethod
    def of(cls, html: str) -> _Filled:
        """Return HTML with holes as a macro made it."""
        pieces = _HOLE.split(html)
        places = tuple(map(int, pieces[1::2]))
        return cls("%s".join(map(_literal, pieces[::2])) if places else html, places)

    @classmethod
    def row(cls, parts: Iterable[tuple[_Filled, int]], before: str, behind: str) -> _Filled:
        """Return the HTML of parts in a row, each with how many numbers it has, with what stands around each."""
        pieces: list[str] = []
        places: list[int] = []
        numbers = 0
        for part, its in parts:
            pieces += (_literal(before), part._html if part._places else _literal(part._html), _literal(behind))
            places += [numbers + place for place in part._places]
            numbers += its
        return cls("".join(pieces) % () if not places else "".join(pieces), tuple(places))

    @property
    def length(self) -> int:
        """How many characters it has, or nearly so."""
        return len(self._html)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Filled) and (self._html, self._places) == (other._html, other._places)

    __hash__ = None  # type: ignore[assignment]

    def with_numbers(self, numbers: Sequence[int]) -> str:
        """Return the HTML for a page."""
        # `Markup` would look first whether it is given HTML. A macro made it, and numbers are ours.
        return self._html if self._of_holes is None else str.__new__(Markup, self.filled(numbers))

    def filled(self, numbers: Sequence[int]) -> str:
        """Return the same, to be joined with other HTML."""
        return self._html if self._of_holes is None else self._html % self._of_holes(numbers)


def _literal(text: str) -> str:
    """Return text as it stands between the holes."""
    return text.replace("%", "%%")


class Said:
    """What templates call straight away: Jinja asks first what each thing that is called wants to know, and makes a
    context with all that is set in loops and blocks for what wants one.
    """

    def said(self, context: Context, *options: Any, **named: Any) -> str:
        """Return what comes of some options."""
        raise NotImplementedError

    def of_one(self, context: Context, option: Any) -> str:
        """Return what comes of one option, as most are called with."""
        return self.said(context, option)

    @pass_context
    def __call__(self, context: Context, *options: Any, **named: Any) -> str:
        """Return the same where Jinja calls it."""
        return self.said(context, *options, **named)


class _Row(Said):
    """What a loop puts out that only calls something for each part of a list (see `with_rows`)."""

    def said(self, context: Context, *options: Any, **_: Any) -> str:
        """Return what comes of all parts."""
        called, parts, before, behind, *further = options
        call = _others(called) if not isinstance(called, Said) else called.said if further else called.of_one
        escapes, row = context.eval_ctx.autoescape, None
        if escapes and type(parts) is Listed and type(called) is _KeptMacro:
            row = called.row(context, parts, before, behind, further)
        put: Callable[[Any], str] = _put if escapes else str
        pieces: list[str] = []
        for part in parts if row is None else parts.own:
            pieces += (before, put(call(context, part, *further)), behind)
        html = "".join([*pieces, row or ""])
        return str.__new__(Markup, html) if escapes else html


class _Within(Struct, frozen=True):
    """Where a macro is called that isn't called by a template."""

    eval_ctx: EvalContext


class _KeptMacro(Macro, Said):
    """A macro that keeps what it shows of a part of a view."""

    def __init__(self, macro: Macro) -> None:
        self.__dict__.update(vars(macro))
        self._found: dict[Hashable, _Filled] = {}
        self._rows: dict[Hashable, _Filled] = {}
        self._asks_more = False
        self._takes_options_alone = not (self.caller or self.catch_kwargs or self.catch_varargs)

    @pass_eval_context
    def __call__(self, *options: Any, **named: Any) -> str:
        """Return HTML for some options; the first may be Jinja's context, as it is for all macros."""
        if options and isinstance(options[0], EvalContext):
            return self.said(_Within(options[0]), *options[1:], **named)
        return self.said(_Within(EvalContext(self._environment, self.name)), *options, **named)

    def said(self, context: Context | _Within, *options: Any, **named: Any) -> str:
        """Return HTML for some options: what is kept for them, if anything may be."""
        numbers: list[int] = []
        found = self._filled(context, options, named, numbers)
        return found.with_numbers(numbers) if found else self._made(context.eval_ctx, options, named)

    def row(self, context: Context, parts: Listed[Any], before: str, behind: str, further: Sequence[Any]) -> str | None:
        """Return HTML for the run in a list, part by part with the same further options, and with what stands around
        each; `None` where nothing can be kept for one of them.
        """
        if self._asks_more or not _PLAIN.issuperset(map(type, further)):
            return None
        run = parts.run
        key = (run, before, behind, *[(type(one), one) for one in further])
        if (found := self._rows.get(key)) is None:
            made = [self._filled(context, (one, *further), {}, []) for one in run.with_numbers(parts.numbers)]
            kept = [one for one in made if one]
            if len(kept) < len(made):
                return None
            found = _Filled.row(zip(kept, run.counts, strict=True), before, behind)
            if len(self._rows) >= _MOST_ROWS:
                self._rows.clear()
            if found.length <= _LONGEST_ROW:
                self._rows[key] = found
        return found.filled(parts.numbers)

    def _filled(
        self, context: Context | _Within, options: tuple[Any, ...], named: dict[str, Any], numbers: list[int]
    ) -> _Filled | None:
        """Return what is kept for some options, whose numbers are added to those of the page; `None` where nothing may
        be kept.
        """
        key = None if self._asks_more else _key_of(options, named, numbers)
        if key is None:
            return None
        return self._found.get(key) or self._keep(key, context.eval_ctx, options, named, bool(numbers))

    def of_one(self, context: Context | _Within, option: Any) -> str:
        """Return HTML for one option."""
        if type(option) is Numbered and (found := self._found.get(option.like)):
            return found.with_numbers(option.numbers)
        return self.said(context, option)

    def _made(self, within: EvalContext, options: tuple[Any, ...], named: dict[str, Any]) -> str:
        """Return HTML for some options, made anew."""
        lacking = self._argument_count - len(options)
        if named or lacking < 0 or not self._takes_options_alone:
            return super().__call__(within, *options, **named)
        html = self._func(*options, *(missing,) * lacking)
        return str.__new__(Markup, html) if within.autoescape else html

    def _keep(
        self, key: Hashable, within: EvalContext, options: tuple[Any, ...], named: dict[str, Any], numbered: bool
    ) -> _Filled | None:
        """Keep the HTML for options, with holes in it; return nothing where that can't be. Holes of two widths tell
        whether the macro reckons with the length of what it put out.
        """

        def made(width: int) -> _Filled:
            holes = _holes(width)
            holed = tuple([_holed(one, holes) for one in options])
            return _Filled.of(self._made(within, holed, {name: _holed(one, holes) for name, one in named.items()}))

        found = other = None
        try:
            found = made(_WIDTHS[0])
            other = made(_WIDTHS[1]) if numbered else found
        except Exception:  # noqa: BLE001, S110 - templates may raise anything, and do so again without holes
            pass
        if found is None or found != other:
            self._asks_more = True
            return None
        if len(self._found) >= _MOST:
            self._found.clear()
        if found.length <= _LONGEST:
            self._found[key] = found
        return found


def _put(value: Any) -> Any:
    """Return what a template puts out: safe HTML as it is, and anything else escaped."""
    kind = type(value)
    if kind is Markup or (kind is str and not _UNSAFE.search(value)):
        return value
    return escape(value)


_UNSAFE: Final = re.compile("[&<>\"']")


def _others(called: Any, **seen: Any) -> Callable[..., Any]:
    """Return what calls what isn't ours, as Jinja does. `seen`: what is set in loops and blocks."""
    return lambda context, *options, **named: context.call(called, *options, **named, **seen)


class KeepingEnvironment(Environment):
    """Jinja's environment, with macros that are kept by what they show; they are forgotten with it. `keeps`: whether
    they are. What isn't ours, such as a site's own filters, may show another thing each time.
    """

    code_generator_class = CodeWriter
    keeps = True
    put = staticmethod(_put)
    others = staticmethod(_others)
    said = Said
    row = _Row()

    def __init__(self, **options: Any) -> None:
        super().__init__(**options)
        self._macros: dict[str, TemplateModule] = {}
        self._fields: dict[tuple[type, str], bool] = {}

    def macros_of(self, template: str, context: Context) -> TemplateModule:
        """Return the macros of a template by its name, which each page imports again."""
        if (found := self._macros.get(template)) is None:
            found = self._macros[template] = self.get_template(template)._get_default_module(context)
        return found

    def has(self, value: Any, field: str) -> bool:
        """Return whether a value has a field: Jinja's test *defined*."""
        kind = type(value.like if type(value) is Numbered else value)
        known = self._fields.get((kind, field))
        if known is None:
            if not issubclass(kind, Shown):
                return not is_undefined(self.getattr(value, field))
            known = self._fields[kind, field] = hasattr(kind, field)
        return known

    def _generate(self, source: Template, *options: Any, **named: Any) -> str:
        code: str = super()._generate(with_rows(source) if self.keeps else source, *options, **named)
        return code

    def keeping(self, macro: Macro) -> Macro:
        """Return a macro as templates call it."""
        return _KeptMacro(macro) if self.keeps else macro
