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
    A file has an invisible character in it.

    Control characters, marks that reverse the direction of writing, and other invisible characters can make a text look
    different from what it is. They usually come with pasted text.

    What to do: delete the character; the message says which it is and where.

    Wrong (body, ¤ standing for U+202E):

        The envoys met in ¤Karlstad [@wire, para. 1].

    Right (body):

        The envoys met in Karlstad [@wire, para. 1].
    """,
    "too-large": """
    A file, a paragraph, a table or a picture is too large to be read.

    A text file may have up to 1,000,000 bytes, a paragraph 20,000 characters, a table 60 columns; anything larger isn't
    something that a person wrote or could check. A picture may have up to 30 MB and 60 million pixels.

    What to do: split it into several files, paragraphs or tables; make a picture smaller.

    Wrong (body, 3,000 times over):

        The envoys met.

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "too-deep": """
    Something is nested too deeply to be read.

    Lists and quotations within one another are read up to twelve levels, YAML up to twenty.

    What to do: use fewer levels.

    Wrong (body):

        > > > > > > > > > > > > > The envoys met [@wire, para. 1].

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "yaml-syntax": """
    Front matter or a data file isn't YAML.

    The message points to where the trouble begins, such as a quotation mark or a bracket that is never closed, not to
    the end of the file.

    What to do: put a text with a colon, or one that begins with a mark such as * or @, in quotation marks; close
    whatever is still open.

    Wrong (front matter):

        title: "Why a neutral zone?

    Right (front matter):

        title: "Why a neutral zone?"
    """,
    "merge-conflict": """
    A file holds two versions of the same lines, one below the other, as git leaves them where it could not merge them.

    Nothing else is reported about such a file: it may be half of one and half of the other.

    What to do: keep the words that are right, and delete the lines with `<<<<<<<`, `=======` and `>>>>>>>`.

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
    A key appears twice in the same place.

    Only one of the two could be used, and nobody would see which.

    What to do: delete one of them.

    Wrong (front matter):

        title: Why a neutral zone?
        title: Why was there a neutral zone?

    Right (front matter):

        title: Why was there a neutral zone?
    """,
    "unknown-key": """
    A key is not one of those that can be used there.

    Usually it is mistyped, or stands in a translation, which takes it from the original.

    What to do: use the suggested key, or delete the line.

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

    What to do: write what is missing, or delete the key.

    Wrong (front matter):

        summary:

    Right (front matter):

        summary: How the border was kept quiet in 1905.
    """,
    "wrong-type": """
    A value is not of the kind that is expected: a list instead of a text, or a text instead of a list.

    What to do: write it in the form that the message shows.

    Wrong (front matter):

        countries: NO

    Right (front matter):

        countries: [NO]
    """,
    "unknown-value": """
    A value is not one of those that are possible there.

    What to do: use one of the words that the message lists.

    Wrong (relations/norway-sweden.md):

        status: friendly

    Right (relations/norway-sweden.md):

        status: closer
    """,
    "unlikely-value": """
    Something can be read, but can't be what was meant.

    A marker outside its country usually has latitude and longitude the wrong way round, or has lost a minus sign. A
    title that ends before a # was cut off: YAML takes what follows for a comment. U+FFFD stands where a program could
    not read a character, which is now lost, and `Ã©` where one mistook an é for two other characters.

    What to do: use what is suggested; put a text with # in quotation marks; type the lost character again.

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
    Two pages would have the same address, two files are about the same country, or an id is used twice.

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

    Codes are those of ISO 3166-1, two capital letters. Each country named by its code needs a file in `countries/`.

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
    Something looks like a citation and can't be read as one, or stands where no citation can.

    What to do: write `[@key]`, `[@key, para. 4]`, `[@key, paras. 4–5]` or `[@key, para. 4, pledged]`.

    Wrong (body):

        The envoys met [@wire, page 1].

    Right (body):

        The envoys met [@wire, para. 1].
    """,
    "unknown-term": """
    A page links to a term that the glossary does not have.

    What to do: correct the id between the brackets, or write the term into `glossary.yaml`.

    Wrong (body):

        They agreed on a [[neutral-zonne|zone]], the ministry said [@wire, para. 2].

    Right (body):

        They agreed on a [[neutral-zone|zone]], the ministry said [@wire, para. 2].
    """,
    "broken-link": """
    A link leads to a page, a file or a picture that is not there, or a translation has no original.

    What to do: use the suggested address, or remove the link.

    Wrong (body):

        The [envoys]({filename}envoys.md) met [@wire, para. 1].

    Right (body):

        The [envoys]({filename}neutral-zone.md) met [@wire, para. 1].
    """,
    "unpublished-link": """
    A published page links to one that is a draft, waits for its day, or is hidden; or it rests on a country or a source
    that is a draft.

    Readers would find nothing there, or something that nobody is meant to find. A draft may link to anything. Where the
    site publishes by date (Pelican's setting WITH_FUTURE_DATES is False), a page of a later date can be linked to from
    its day on.

    What to do: publish the other file first, or remove the link.

    Wrong (body, where later.md is a draft):

        The [envoys]({filename}later.md) met [@wire, para. 1].

    Right (body):

        The [envoys]({filename}neutral-zone.md) met [@wire, para. 1].
    """,
    "unknown-heading": """
    A link leads to a heading that the page does not have.

    A heading's id is made of its words: lower-case letters, with hyphens for spaces. In a translation, a link leads to
    the translation of the other page, if there is one, and so to a heading of that translation.

    What to do: use the suggested id.

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
