"""Where a source's paragraphs stand, for readers: on the page behind its link, at these words; in another report; or in
our copy only.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from typing import Final
from urllib.parse import quote

from explainers.model import Elsewhere, Source
from explainers.pages.page_context import PageContext
from explainers.pages.view_parts import Link, Whereabouts

__all__ = ["locator", "make_up", "opened_at", "whereabouts"]

_MOST: Final = 3  # paragraphs; more are cited only for what none of them says, and silence stands nowhere


def opened_at(source: Source, paragraphs: Iterable[int]) -> str:
    """Return the address that opens a source at some of its paragraphs: its own with a text fragment (WICG Scroll to
    Text Fragment); nothing where no words are on record by which a browser finds them, or where so many paragraphs are
    meant that it is the whole that counts. Browsers that know no text fragments open the page. The address of an
    archived copy is left as it is: archives add to pages, and what they add may have the same words.
    """
    paragraphs = tuple(paragraphs)
    opens = source.sealed.opens if source.sealed else {}
    there = (number for number in paragraphs if number in opens and number not in source.absent)
    known = [opens[number][: 1 if number in source.cut else 2] for number in there]
    if not known or len(paragraphs) > _MOST:
        return ""
    directives = "&".join(f"text={','.join(map(_encoded, ends))}" for ends in known)
    return f"{source.url}{'' if '#' in source.url else '#'}:~:{directives}"


def _encoded(words: str) -> str:
    """Return words for a text directive, in which a hyphen, a comma and an ampersand have a meaning of their own."""
    return quote(words, safe="").replace("-", "%2D")


def whereabouts(
    context: PageContext,
    source: Source,
    paragraphs: tuple[int, ...],
    *,
    inside: bool = False,
    dated: bool = True,
) -> tuple[Whereabouts, ...]:
    """Return where those of a source's paragraphs stand that don't stand behind its link; nothing where so many are
    meant that it is the whole that counts. `inside`: links lead to the other source on the page of sources, not to the
    report itself; `dated`: reports are named with their dates.
    """
    if len(paragraphs) > _MOST:
        return ()
    return tuple(
        _whereabouts(
            context,
            entry,
            here,
            "" if here == paragraphs else locator(context, here),
            inside=inside,
            dated=dated,
        )
        for entry, here in source.elsewhere_of(paragraphs)
    )


def _whereabouts(
    context: PageContext, entry: Elsewhere, here: tuple[int, ...], which: str, *, inside: bool, dated: bool
) -> Whereabouts:
    part = context.called(entry.part) if entry.part else ""
    which = context.say("%(which)s (%(part)s)", which=which, part=part) if which and part else which or part
    note = context.localised(entry.note)[0]
    if not entry.source:
        return Whereabouts(_only_here(context, which), None, note)
    words = context.say("%(paragraphs)s in:", paragraphs=which) if which else ""
    words = words or context.say_count("stands in:", "stand in:", len(here))
    other = context.site.source(entry.source)
    named = _named(context, other) if dated else _publisher(context, other)
    return Whereabouts(words, Link(named, f"#{other.key}" if inside else other.url), note)


def _only_here(context: PageContext, which: str) -> str:
    return (
        context.say("%(paragraphs)s in our copy only", paragraphs=which) if which else context.say("in our copy only")
    )


def _named(context: PageContext, source: Source) -> str:
    date = context.date(source.published)
    return context.say("%(publisher)s, %(date)s", publisher=_publisher(context, source), date=date)


def _publisher(context: PageContext, source: Source) -> str:
    return context.called(source.short_name)


def make_up(context: PageContext, source: Source) -> str:
    """Return which paragraphs of our copy of a source stand behind its link, and where the others do, in a sentence or
    two; nothing where all of them stand there.
    """
    if not source.elsewhere:
        return ""
    count = source.sealed.count if source.sealed else 0
    there = tuple(number for number in range(1, count + 1) if number not in source.absent)
    others: dict[str, list[str]] = {}
    for entry in source.elsewhere:
        others.setdefault(entry.source, []).append(_which(context, entry))
    places = [
        _in_other(context, key, ", ".join(its)) for key, its in sorted(others.items(), key=lambda one: not one[0])
    ]
    every = reduce(lambda first, second: context.say("%(first)s; %(second)s", first=first, second=second), places)
    made_up = context.say("Elsewhere: %(list)s.", list=every)
    if there:
        first = context.say("On the page behind the link: %(paragraphs)s.", paragraphs=locator(context, there))
        made_up = f"{first} {made_up}"
    return made_up


def _in_other(context: PageContext, key: str, paragraphs: str) -> str:
    if not key:
        return _only_here(context, paragraphs)
    other = _named(context, context.site.source(key))
    return context.say("%(paragraphs)s in %(source)s", paragraphs=paragraphs, source=other)


def _which(context: PageContext, entry: Elsewhere) -> str:
    which = locator(context, entry.paras)
    return context.say("%(which)s (%(part)s)", which=which, part=context.called(entry.part)) if entry.part else which


def locator(context: PageContext, paragraphs: tuple[int, ...]) -> str:
    """Return paragraphs in words: *para. 4*, *paras. 4–5*, *paras. 2, 10*, *the report*."""
    if not paragraphs:
        return context.say("the report")
    runs: list[list[int]] = []
    for number in paragraphs:
        if runs and runs[-1][-1] + 1 == number:
            runs[-1].append(number)
        else:
            runs.append([number])
    shown = ", ".join(str(run[0]) if len(run) == 1 else f"{run[0]}–{run[-1]}" for run in runs)
    if len(paragraphs) == 1:
        return context.say("para. %(number)s", number=shown)
    return context.say("paras. %(numbers)s", numbers=shown)
