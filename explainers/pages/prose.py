"""Prose for one page: its HTML with the page's receipts, terms, links and checked quotations filled in."""

from __future__ import annotations

from collections import defaultdict

from markupsafe import Markup, escape

from explainers.checks.word_for_word import checked_on_record, is_translated
from explainers.pages.numbered import Numbered
from explainers.pages.page_context import PageContext
from explainers.pages.pictures import download_address, picture_html
from explainers.pages.prose_html import ClaimEnd, Hole, OwnThought, Spoken, html_of
from explainers.pages.receipts import Receipts
from explainers.pages.view_parts import Checked, Marks, Original, TermRef, Text
from explainers.prose import Attribution, Body, FileLink, PageLink, Picture, Prose, TermLink

__all__ = ["text_of"]


def text_of(
    context: PageContext,
    receipts: Receipts | None,
    prose: Prose | Body,
    *,
    default: Attribution | None = None,
    margin: bool = False,
) -> Text:
    """Return prose as the page shows it; where it has no receipts, what is cited is left out.

    `default`: the word of citations without one. `margin`: whether receipts stand in the margin too (once a
    paragraph for each; never in tables).
    """
    texts, holes = html_of(prose)
    margins: defaultdict[int, set[int]] = defaultdict(set)  # the numbers in the margin, by line
    parts: list[Markup | Numbered[Marks] | TermRef | Checked] = []
    html = ""
    filled: Numbered[Marks] | TermRef | Checked | str
    for before, hole in zip(texts, holes, strict=False):
        html += before
        if type(hole) is ClaimEnd:
            beside = margins[hole.line] if margin and hole.line else None
            filled = receipts.marks(hole.cite, default=default, margin=beside) if receipts else ""
        else:
            filled = _filled(context, receipts, hole)
        if isinstance(filled, str):
            html = f"{html}{filled!s}"  # a picture's `Markup` would escape what it is added to
            continue
        if html:
            parts.append(_safe(html))
            html = ""
        parts.append(filled)
    html += texts[-1]
    return (*parts, _safe(html)) if html else tuple(parts)


def _filled(context: PageContext, receipts: Receipts | None, hole: Hole) -> Numbered[Marks] | TermRef | Checked | str:
    """Return what stands in a hole that isn't the end of a claim: a part of its own, or HTML."""
    if isinstance(hole, OwnThought):
        return receipts.own(hole.cite) if receipts else ""
    if isinstance(hole, TermLink):
        return TermRef(hole.text, context.link("glossary", fragment=hole.term))
    if isinstance(hole, (PageLink, FileLink)):
        return str(escape(_address(context, hole)))
    if isinstance(hole, Picture):
        return picture_html(context, hole)
    assert isinstance(hole, Spoken), "there are no other holes"
    return _checked(context, hole)


def _safe(html: str) -> Markup:
    # `Markup` would look first whether it is given HTML: `html_of` made it, which escapes.
    return str.__new__(Markup, html)


def _address(context: PageContext, link: PageLink | FileLink) -> str:
    if isinstance(link, PageLink):
        return context.link_to_file(link.path, link.fragment)
    return context.link_to_address(download_address(context.site.download(link.path)))


def _checked(context: PageContext, spoken: Spoken) -> Checked:
    """Return whether all words of a block quotation are sealed in what they are cited to, word for word: the question
    that the rules for quotations ask, of the same words and answered by the same function.
    """
    found = [checked_on_record(one.words, spoken.language, one.citations, context.site.source) for one in spoken.quoted]
    there = [one for one in found if one]
    if not there or len(there) < len(found):
        return Checked(passed=False)
    originals = (
        Original(quotation.text, source.language)
        for (source, quotation), _ in there
        if is_translated(source, spoken.language)
    )
    return Checked(all(seal == "sealed" for _, seal in there), tuple(dict.fromkeys(originals)))
