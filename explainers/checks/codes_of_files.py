"""The manual of what reading finds in a file as such, and in what it refers to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["FILE_CODES", "REFERENCE_CODES"]

FILE_CODES: Final[Mapping[str, str]] = {
    "not-utf-8": """
    A file is not saved in UTF-8.

    Other encodings turn é or “ into something else on the way. Nothing of such a file is read.

    What to do: save the file as UTF-8; every editor can.

    Wrong (body, saved as Latin-1):

        Un accord a été signé [@wire, para. 3].

    Right (body):

        An agreement was signed [@wire, para. 3].
    """,
    "control-character": """
    An invisible character stands in a file.

    Control characters, marks that turn the direction of writing, and other invisible characters can make a text look
    other than it is. They mostly come with pasted text.

    What to do: take the character out; the message says which it is and where.

    Wrong (body, ¤ standing for U+202E):

        The envoys met in ¤Karlstad [@wire, para. 1].

    Right (body):

        The envoys met in Karlstad [@wire, para. 1].
    """,
    "too-large": """
    A file, a paragraph or a table is larger than what is read.

    A file has up to 1,000,000 bytes, a paragraph up to 20,000 characters. More isn't text that a person wrote or could
    check.

    What to do: split it into several files or paragraphs.

    Wrong (body, 3,000 times over):

        The envoys met.

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "too-deep": """
    Something is nested deeper than what is read.

    Lists and quotations in each other are read up to twelve levels, YAML up to twenty.

    What to do: make it flatter.

    Wrong (body):

        > > > > > > > > > > > > > The envoys met [@wire, para. 1].

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "yaml-syntax": """
    Front matter or a data file isn't YAML.

    It is told where the trouble begins, where a quotation mark or a bracket opens, not where the file ends.

    What to do: put a text with a colon, or one that begins with a mark such as * or @, into quotation marks; close what
    is open.

    Wrong (front matter):

        title: "Why a neutral zone?

    Right (front matter):

        title: "Why a neutral zone?"
    """,
    "merge-conflict": """
    Two versions of a file stand in it one below the other, as git leaves them where it could not merge them.

    Nothing else is told of such a file: it may be half of one and half of the other.

    What to do: keep the words that are right, and take out the lines with `<<<<<<<`, `=======` and `>>>>>>>`.

    Wrong (body):

        <<<<<<< HEAD
        The envoys met [@wire, para. 1].
        =======
        The two envoys met [@wire, para. 1].
        >>>>>>> main

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "duplicate-key": """
    A key stands twice in the same place.

    Only one of the two could be taken, and nobody would see which.

    What to do: take one of them out.

    Wrong (front matter):

        title: Why a neutral zone?
        title: Why was there a neutral zone?

    Right (front matter):

        title: Why was there a neutral zone?
    """,
    "unknown-key": """
    A key is not one of those that are known there.

    Mostly it is mistyped, or stands in a translation although it comes from the original.

    What to do: take the key that is suggested, or take the line out.

    Wrong (front matter):

        titel: Why a neutral zone?

    Right (front matter):

        title: Why a neutral zone?
    """,
    "missing-key": """
    A key that must be there is missing.

    What to do: write it.

    Wrong (explainers/neutral-zone.md):

        ---
        title: Why a neutral zone?
        date: 2023-11-24
        countries: [NO, SE]
        ---

        The envoys met [@wire, para. 1].

    Right (front matter):

        summary: How the border was kept quiet in 1905.
    """,
    "empty-value": """
    A key has no value, or a heading, a link or a list has no words.

    What to do: write what is missing, or take the key out.

    Wrong (front matter):

        summary:

    Right (front matter):

        summary: How the border was kept quiet in 1905.
    """,
    "wrong-type": """
    A value is of another kind than what is expected: a list for a text, a text for a list.

    What to do: write it in the form that the message shows.

    Wrong (front matter):

        countries: NO

    Right (front matter):

        countries: [NO]
    """,
    "unknown-value": """
    A value is none of those that are possible there.

    What to do: take one of the words that the message lists.

    Wrong (relations/norway-sweden.md):

        status: friendly

    Right (relations/norway-sweden.md):

        status: closer
    """,
    "unlikely-value": """
    Something can be read, and can't be what was meant.

    A marker that does not stand in its country mostly has latitude and longitude exchanged, or has lost a sign. A
    title that ends before a # was cut off: YAML takes what follows for a remark. U+FFFD stands where a program
    could not read a character, which is lost, and `Ã©` where one took an é for two others.

    What to do: take what is suggested; put a text with # into quotation marks; write the character that was lost.

    Wrong (countries/norway.md):

        marker: [10.75, 59.91]

    Right (countries/norway.md):

        marker: [59.91, 10.75]

    Wrong (front matter):

        title: Why was it the #1 zone?

    Right (front matter):

        title: "Why was it the first zone?"
    """,
    "bad-date": """
    A date can't be read, or there is no such day.

    A page's own dates are days (2026-11-24). Dates of events and sources are EDTF: 1905, 1905-09, 1905-09-23~,
    1905-09/...

    What to do: write year, month and day in this order, with two digits for month and day.

    Wrong (front matter):

        date: 24.11.2023

    Right (front matter):

        date: 2023-11-24
    """,
    "duplicate-slug": """
    Two pages would have the same address, two files are about the same country, or an id stands twice.

    What to do: rename one of them.

    Wrong (events.yaml, ¤ standing for the whole file once more):

        ¤

    Right (events.yaml):

        id: zone-agreed
    """,
}

REFERENCE_CODES: Final[Mapping[str, str]] = {
    "unknown-country": """
    A country's code does not exist, or there is no file for that country.

    Codes are those of ISO 3166-1, two capital letters. Each country that is named by code has a file in `countries/`.

    What to do: correct the code, or run `explainers new country CODE`.

    Wrong (front matter):

        countries: [NO, SX]

    Right (front matter):

        countries: [NO, SE]
    """,
    "unknown-source": """
    A citation names a source that is not there.

    A source's key is the name of its file in `sources/`.

    What to do: correct the key, or run `explainers new source KEY`.

    Wrong (body):

        The envoys met [@wier, para. 1].

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "unknown-paragraph": """
    A citation names a paragraph that the source does not have.

    What to do: count again; the message says how many there are.

    Wrong (body):

        The envoys met [@wire, para. 99].

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "bad-citation": """
    Something looks like a citation and can't be read as one, or stands where none can.

    What to do: write `[@key]`, `[@key, para. 4]`, `[@key, paras. 4–5]` or `[@key, para. 4, pledged]`.

    Wrong (body):

        The envoys met [@wire, page 1].

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "unknown-term": """
    The glossary does not have a term that a page links to.

    What to do: correct the id between the brackets, or write the term into `glossary.yaml`.

    Wrong (body):

        They agreed on a [[neutral-zonne|zone]], the ministry said [@wire, para. 2].

    Right (body):

        They agreed on a [[neutral-zone|zone]], the ministry said [@wire, para. 2].
    """,
    "broken-link": """
    A link leads to a page, an original or a picture that is not there.

    What to do: take the address that is suggested, or take the link out.

    Wrong (body):

        The [envoys]({filename}envoys.md) met [@wire, para. 1].

    Right (body):

        The [envoys]({filename}neutral-zone.md) met [@wire, para. 1].
    """,
    "unpublished-link": """
    A published page links to one that is a draft, waits for its day, or is hidden; or it rests on a country or a source
    that is a draft.

    Readers would find nothing there, or what nobody is to find. A draft may link to anything. Where the site publishes
    by date (Pelican's setting WITH_FUTURE_DATES is False), a page of a later date can be linked to from its day on.

    What to do: publish the other file first, or take the link out.

    Wrong (body, where later.md is a draft):

        The [envoys]({filename}later.md) met [@wire, para. 1].

    Right (body):

        The [envoys]({filename}neutral-zone.md) met [@wire, para. 1].
    """,
    "unknown-heading": """
    A link leads to a heading that the page does not have.

    A heading's id is made of its words: small letters, hyphens for spaces. From a translation, a link leads to the
    translation of the other page, if there is one, and to a heading of that.

    What to do: take the id that is suggested.

    Wrong (body):

        ## Who met?

        [The envoys]({filename}neutral-zone.md#who-meets) met [@wire, para. 1].

    Right (body):

        ## Who met?

        [The envoys]({filename}neutral-zone.md#who-met) met [@wire, para. 1].
    """,
    "same-pair-twice": """
    Two files are about the same pair of countries, or a pair is a country with itself.

    The order of the two under `between` does not matter.

    What to do: put both into one file.

    Wrong (relations/norway-sweden.md):

        between: [NO, NO]

    Right (relations/norway-sweden.md):

        between: [NO, SE]
    """,
}
