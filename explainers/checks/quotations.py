"""Rules for what stands in quotation marks: word for word, sealed, and said by somebody who is named."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from explainers.checks.book import called_forms, folded
from explainers.checks.page import Page
from explainers.checks.quotation_verdicts import MOST, QuotationVerdict, cited_as, language_name, verdicts
from explainers.model import Called, called
from explainers.problems import Place, Problem
from explainers.prose import Citation
from explainers.reading.seals import seal_state

__all__ = ["misquoted", "seal_broken", "speaker_missing", "unnamed", "unsealed_quotation"]


def misquoted(page: Page) -> Iterator[Problem]:
    """What stands in quotation marks is not, word for word, what the cited paragraph says.

    Quotation marks are a promise: these are the words. Spaces, the form of quotation marks, a capital at the beginning
    and a comma or full stop at the end may differ; a part may be quoted, and … marks what is left out. Nothing else
    passes, not even a better translation. A quotation belongs to the source that it is cited to: another outlet may
    print the same words differently. In a block quotation every word counts except those of the speaker's line,
    whatever marks stand among them; each of its paragraphs is looked up separately.

    What to do: use the suggested words, or say what was meant without quotation marks.

    Wrong (body):

        The ministry called the zone “a step to lasting peace” [@wire, para. 3].

    Right (body):

        The ministry called the zone “a step towards lasting peace” [@wire, para. 3].
    """
    for one in verdicts(page):
        if one.verdict in ("elsewhere", "near"):
            yield page.problem("misquoted", one.place, *_misquoted(one))


def _misquoted(one: QuotationVerdict) -> tuple[str, str | None]:
    assert one.there is not None, "the paragraph of what is near, or elsewhere"
    paragraph = cited_as((one.there,))
    if one.verdict == "elsewhere" and one.wide:
        return f"these words are in {paragraph}, which this page does not cite", None
    if one.verdict == "elsewhere":
        message = f"these words are in {paragraph}, not in what is cited for them"
        return message, f"[@{one.there.source}, para. {one.there.paragraphs[0]}]"
    message = f"these are not the words of {one.cited_as}"
    is_cited = any(_holds(citation, one.there) for citation in one.citations)
    return message if is_cited else f"{message}; the nearest are in {paragraph}", one.nearest


def _holds(citation: Citation, paragraph: Citation) -> bool:
    """Whether a citation stands for a paragraph too, which another one names."""
    is_whole = not citation.paragraphs
    return citation.source == paragraph.source and (is_whole or {*paragraph.paragraphs} <= {*citation.paragraphs})


def unsealed_quotation(page: Page) -> Iterator[Problem]:
    """What stands in quotation marks is not on record among the sealed quotations of the cited source.

    A quotation is printed only if somebody has looked it up in the source's text: `source seal` does that and writes it
    down. A source that is not sealed can't be quoted. On a page in another language than the source's, the translation
    must be on record beside the original. A quotation mark without a partner quotes nothing that could be looked up,
    and quotation marks are never used to keep a word at arm's length.

    What to do: run `explainers source seal KEY --text FILE`; for a translation, write it under `translations` of the
    quotation; for a word that nobody said, remove the marks.

    Wrong (body):

        It was a “historic” agreement, the ministry said [@wire, para. 3].

    Right (body):

        It was a historic agreement, the ministry said [@wire, para. 3].
    """
    for one in verdicts(page):
        if one.verdict in ("unknown", "unsealed", "open", "empty", "untranslated", "too-many"):
            yield page.problem("unsealed-quotation", one.place, _unsealed(one))


def _unsealed(one: QuotationVerdict) -> str:
    key = one.found[0] if one.found else (one.keys[0] if one.keys else "KEY")
    command = f"run explainers source seal {key} --text FILE"
    if one.verdict == "open":
        return f"this quotation mark has no partner{'' if one.wide else ' in its paragraph'}"
    if one.verdict == "too-many":
        return f"this page has more than {MOST:,} quotations: split it into several pages"
    if one.verdict == "empty":
        return "nothing stands between these quotation marks"
    if one.verdict == "untranslated":
        language = language_name(one.language)
        record = f"write it beside the original in sources/{key}.yaml: translations: {{{one.language}: …}}"
        return f"no {language} translation of this quotation is on record: {record}"
    if one.verdict == "unsealed":
        return f"these words are on record in sources/{key}.yaml, but not sealed: {command}"
    if not one.keys:
        return "a quotation needs a source: nothing is cited for it"
    lacking = f"no quotation on record for {one.cited_as} has these words"
    if one.wide:
        return f"{lacking}: quote them in the text first, with what is cited for them, or take the marks away"
    return f"{lacking}: {command}"


def seal_broken(page: Page) -> Iterator[Problem]:
    """A sealed quotation, its paragraph or the source's digest was changed after it was sealed.

    A seal is a digest over the source's text, the paragraph and the words. It no longer fits if one of the three has
    changed: by accident, or because somebody "improved" a quotation. Where the text itself is at hand
    (`--source-text`), a text other than the one that was sealed is reported too.

    What to do: undo the change; or, if the source's text has changed, look the quotation up again and run
    `explainers source seal KEY --text FILE`. Never write a seal by hand.

    Wrong (sources/wire.yaml, "towards lasting peace" made "to lasting peace"):

        text: a step to lasting peace

    Right (sources/wire.yaml):

        text: a step towards lasting peace
    """
    if page.kind != "source":
        return
    evidence = page.evidence(page.document.slug)
    if evidence is None:
        return
    for block in page.blocks:
        if block.kind != "sealed-quotation":
            continue
        quotation = evidence.source.quotations[int(block.name) - 1]
        is_there = evidence.has(Citation(page.document.slug, (quotation.para,)))  # else that is told, and is why
        if is_there and seal_state(evidence.source, quotation) == "broken":
            message = "the seal does not fit these words: they, their paragraph or the source's text have changed"
            yield page.problem("seal-broken", block.place, message)


def speaker_missing(page: Page) -> Iterator[Problem]:
    """A quotation does not name who said it.

    Readers must see who speaks, in the same paragraph, list item or block quotation (for a quotation after a
    lead-in, the lead-in counts). Any form of the speaker's name that `names.yaml` lists will do.

    What to do: name the speaker beside the quotation.

    Wrong (body):

        The zone was “a step towards lasting peace” [@wire, para. 3, stated].

    Right (body):

        The zone was “a step towards lasting peace”, the ministry said [@wire, para. 3].
    """
    for one in page.hold(unnamed):
        message = f"who said this? {called(one.speaker, page.language)} is not named beside the quotation"
        yield page.problem("speaker-missing", one.place, message)


class Unnamed(NamedTuple):
    """A quotation whose speaker is not named beside it: where it stands, who it is, and all that names them."""

    place: Place
    speaker: Called
    forms: frozenset[str]


def unnamed(page: Page) -> tuple[Unnamed, ...]:
    """Return the quotations of a page without the one who said it, for `Page.hold`."""
    return tuple(_unnamed(page))


def _unnamed(page: Page) -> Iterator[Unnamed]:
    for one in verdicts(page):
        if one.verdict == "sealed" and one.found:
            speaker = one.found[1].speaker
            forms = frozenset(form for name in called_forms(speaker) for form in page.site.book.called(name))
            if not named_in(forms, one.around):
                yield Unnamed(one.place, speaker, forms)


def named_in(forms: Collection[str], text: str) -> bool:
    """Return whether one of several names stands in a text, as whole words."""
    if text.isascii() and any(form and form in text and _alone(form).search(text) for form in forms):
        return True  # as it is listed, so that nothing has to be folded
    searched = folded(text)
    return any(form in searched and _alone(form).search(searched) for form in map(folded, forms))


@lru_cache(maxsize=4096)
def _alone(form: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){re.escape(form)}(?!\w)")
