"""The record of who asked what: what a result rests on is noted where it is read, never listed by hand.

Code that keeps a result keeps with it the names of what was read on the way to it. Where all of that is as it was, the
result stands. A *question* has a name of its own: a result that asked it rests on its answer, and the answer rests
on what was read to find it, so that an edit that leaves the answer as it was goes no further.
docs/decisions/dependencies.md tells why it is done so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from functools import lru_cache, wraps
from itertools import islice
from typing import Any, Final, TypeVar, cast

import msgspec

__all__ = [
    "HAS_COME", "HAS_PASSED", "TODAY", "Questions", "asked", "changed_by_day", "derived", "lasting", "question",
    "question_name",
]  # fmt: skip

HAS_COME: Final = "has-come"
HAS_PASSED: Final = "has-passed"
TODAY: Final = "today"

_Answer = TypeVar("_Answer", bound=Callable[..., Any])
_Value = TypeVar("_Value")
_Argument = str | bool | tuple[str, ...]
_ARGUMENTS: Final = msgspec.json.Decoder(tuple[_Argument, ...])
Reads = dict[str, None]


class _Recording:
    """What is read meanwhile, by those who keep what they read in the last of some frames."""

    __slots__ = ("_frames", "_reads")

    def __init__(self, frames: list[Reads]) -> None:
        self._frames = frames
        self._reads: Reads = {}

    def __enter__(self) -> Reads:
        self._frames.append(self._reads)
        return self._reads

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        self._frames.pop()
        if kind is not None:
            self._frames[-1].update(self._reads)


class Questions:
    """Something that can be asked, on a `day` (an ISO date). `note` says what is read; `recording` tells it. `held` is
    what was found, with what it rests on.
    """

    def __init__(self, day: str) -> None:
        self.day: Final = day
        self._frames: list[Reads] = [{}]
        self.held: dict[object, tuple[Any, Reads]] = {}
        self._looked_through: tuple[str, int] = "", 0

    def recording(self) -> _Recording:
        """Collect the names of what is read meanwhile, in the order in which it is read. Where it ends in an exception,
        code that catches it rests on that too.
        """
        return _Recording(self._frames)

    def note(self, name: str) -> None:
        """Note that something is read."""
        self._frames[-1][name] = None

    def hold(self, name: object, find: Callable[[], Any]) -> tuple[Any, Reads]:
        """Return an answer and what it rests on; it is found once."""
        held = self.held.get(name)
        if held is None:
            held = self.held[name] = self.recorded(find)
        return held

    def recorded(self, find: Callable[[], _Value]) -> tuple[_Value, Reads]:
        """Return what is found now, and what it rests on."""
        with self.recording() as reads:
            return find(), reads

    def take_over(self, before: Questions, changed: Collection[str]) -> None:
        """Take over what was answered about the whole (answers without arguments) or is `lasting`, and what these
        answers rest on, as far as it stands: nothing that it rests on, down to what was read, is among the names in
        `changed`.
        """
        stands: dict[object, bool] = {}

        def taken(name: object) -> bool:
            if name not in stands:
                held = before.held.get(name)
                stands[name] = held is not None and all(map(as_it_was, held[1]))
                if stands[name]:
                    self.held[name] = before.held[name]
            return stands[name]

        def as_it_was(read: str) -> bool:
            if read in changed or changed_by_day(read, before.day, self.day):
                return False
            return taken(read) if self.is_question(read) else True

        for name in before.held:
            if _is_of_whole(name):
                taken(name)

    def once(self, name: object, find: Callable[..., Any], *arguments: Any, **named: Any) -> Any:
        """Return what is found once; whoever gets it rests on all that was read to find it."""
        value, reads = self.held.get(name) or self.hold(name, lambda: find(*arguments, **named))
        self.rest_on(reads)
        return value

    def rest_on(self, reads: Reads) -> None:
        """Note what something rests on that was found before, and is used."""
        self._frames[-1].update(reads)

    def is_question(self, name: str) -> bool:
        """Return whether something that is read is the answer to a question."""
        return getattr(getattr(type(self), name.partition(" ")[0], None), "is_question", False)

    def answer(self, name: str) -> tuple[Any, Reads]:
        """Return the answer to a question by its name, and what it rests on. Raises `LookupError` if there is no such
        question.
        """
        kind, arguments = asked(name)
        if not self.is_question(kind):
            raise LookupError(name)
        return self.hold(name, lambda: getattr(type(self), kind).__wrapped__(self, *arguments))

    def let_go(self, kind: str) -> None:
        """Forget the answers to a kind of questions, which take much room; they are found again if they are asked."""
        known, before = self._looked_through
        held_since = islice(reversed(self.held), len(self.held) - before if known == kind else None)
        question = f"{kind} "
        for name in [
            name
            for name in held_since
            if (name.startswith(question) if isinstance(name, str) else cast("tuple[object, ...]", name)[0] == kind)
        ]:
            del self.held[name]
        self._looked_through = kind, len(self.held)

    # ---- the day: asked like anything else, so that a result stands for as long as the answers do ----

    def has_come(self, date: str) -> bool:
        """Return whether a day (ISO date) has come."""
        self.note(f"{HAS_COME} {date}")
        return date <= self.day

    def has_passed(self, date: str) -> bool:
        """Return whether a day (ISO date) is over."""
        self.note(f"{HAS_PASSED} {date}")
        return date < self.day

    def today(self) -> str:
        """Return the day itself: for words that show it, which are other words tomorrow."""
        self.note(TODAY)
        return self.day


def _is_of_whole(name: object) -> bool:
    """Return whether an answer, by what it is held under, is one about the whole, or lasting."""
    if isinstance(name, str):
        return " " not in name
    parts = cast("tuple[Any, ...]", name)
    return len(parts) == 1 or parts[0] in _LASTING


_LASTING: Final[set[object]] = set()


def lasting(make: _Answer) -> _Answer:
    """Have what is found once by a function (see `Questions.once`) taken over by the next of the same questions, as
    answers about the whole are: for what is costly, and shown again whatever is edited.
    """
    _LASTING.add(make)
    return make


def question(answer: _Answer) -> _Answer:
    """Make a method a question: it is noted by its name and arguments (texts, or tuples of texts), and its answer is
    kept; what it reads itself is noted for it alone.
    """
    kind = answer.__name__

    @wraps(answer)
    def ask(self: Questions, *arguments: _Argument) -> Any:
        name = question_name(kind, *arguments)
        self._frames[-1][name] = None
        held = self.held.get(name)
        return (held or self.hold(name, lambda: answer(self, *arguments)))[0]

    ask.is_question = True  # type: ignore[attr-defined]
    return cast("_Answer", ask)


def derived(answer: _Answer) -> _Answer:
    """Keep a method's answers by its arguments; a result that uses one rests on all that was read to find it."""
    kind = answer.__name__

    @wraps(answer)
    def ask(self: Questions, *arguments: Any) -> Any:
        return self.once((kind, *arguments), answer, self, *arguments)

    return cast("_Answer", ask)


@lru_cache(maxsize=65536)
def question_name(kind: str, *arguments: _Argument) -> str:
    """Return what a question is called.

    >>> question_name("relation_status", ("NO", "SE"))
    'relation_status [["NO","SE"]]'
    """
    return f"{kind} {msgspec.json.encode(arguments).decode()}" if arguments else kind


def asked(name: str) -> tuple[str, tuple[_Argument, ...]]:
    """Return the kind and the arguments of a question by its name. Raises `LookupError` for a name that is none."""
    kind, _, arguments = name.partition(" ")
    try:
        return kind, _ARGUMENTS.decode(arguments) if arguments else ()
    except msgspec.MsgspecError as wrong:
        raise LookupError(name) from wrong


def changed_by_day(name: str, before: str, now: str) -> bool:
    """Return whether the answer to a question about the day differs between two days (ISO dates).

    >>> changed_by_day("has-come 2027-05-25", "2027-05-24", "2027-05-25")
    True
    >>> changed_by_day("has-passed 2027-05-25", "2027-05-24", "2027-05-25")
    False
    """
    kind, _, date = name.partition(" ")
    if kind == HAS_COME:
        return (date <= before) != (date <= now)
    if kind == HAS_PASSED:
        return (date < before) != (date < now)
    return kind == TODAY and before != now
