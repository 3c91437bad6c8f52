"""The manual of what reading finds in the structure of a page."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

__all__ = ["PAGE_CODES", "SOURCE_CODES"]

SOURCE_CODES: Final[Mapping[str, str]] = {
    "uncited": """
    A paragraph, list item, table row, key point or quotation does not end with a citation.

    Every statement has a source. A citation stands for the words since the one before it, or since the block's
    beginning, so the last one must stand at the end. A lead-in that ends with a colon belongs to what follows. In a
    paragraph, a sentence that only leads on to the next needs none: "Here is what is known.", "What happened next?"
    These are recognised by their wording, in English, French, Spanish and German; whatever states something needs a
    citation.

    What to do: cite what it rests on; for the editors' own thought, write `[analysis]`.

    Wrong (body):

        The envoys met in Karlstad.

    Wrong (body):

        The envoys met in Karlstad [@wire, para. 1]. They agreed.

    Right (body):

        The envoys met in Karlstad [@wire, para. 1].
    """,
}

PAGE_CODES: Final[Mapping[str, str]] = {
    "heading-skipped": """
    A level of headings is left out.

    Readers who listen to a page find their way by the levels of its headings.

    What to do: write as many # as the message shows.

    Wrong (body):

        #### Who met?

        The envoys met [@wire, para. 1].

    Right (body):

        ## Who met?

        The envoys met [@wire, para. 1].
    """,
    "second-h1": """
    A heading in the text has the level of the page's title.

    The title is the page's first heading.

    What to do: write ## for the headings in the text.

    Wrong (body):

        # Who met?

        The envoys met [@wire, para. 1].

    Right (body):

        ## Who met?

        The envoys met [@wire, para. 1].
    """,
    "image-without-alt": """
    A picture has no words for those who can't see it, or no credit and licence.

    What to do: write what the picture shows between the brackets, and credit and licence in quotation marks after the
    address.

    Wrong (body):

        ![](images/border.png "Own picture, CC0")

    Right (body):

        ![A stone on the border](images/border.png "Own picture, CC0")
    """,
    "raw-html": """
    HTML, or an attribute in braces, stands in a text.

    Texts may come from strangers; HTML in them could do anything on a page. Markdown has what an explainer needs.

    What to do: write it in Markdown; for a plain < write \\<.

    Wrong (body):

        The envoys <b>met</b> [@wire, para. 1].

    Right (body):

        The envoys **met** [@wire, para. 1].
    """,
    "unread-markdown": """
    Something looks like Markdown, but would be published as words that run together.

    Markdown has many dialects. A list needs a blank line above it, a list in a list four spaces, a table as many
    columns in its second row as in its first. Footnotes, tick boxes, words struck through and tables of contents are
    not known here. Fenced code is. What else is wrong with the words behind it, in the same block, is reported once it
    can be read.

    What to do: write it as the message shows. Where the characters are meant as they are, a backslash before the first
    makes them words: \\- for a hyphen, 1\\. for a number, \\# for a hash at the beginning of a line.

    Wrong (body):

        The envoys met in these towns:
        - Karlstad [@wire, para. 1].

    Wrong (body):

        - The envoys met in Karlstad [@wire, para. 1].
          - They met in Karlstad [@wire, para. 1].

    Right (body):

        The envoys met in these towns:

        - Karlstad [@wire, para. 1].

    Right (body):

        - The envoys met in Karlstad [@wire, para. 1].
            - They met in Karlstad [@wire, para. 1].
    """,
    "unsafe-link": """
    A link leads somewhere other than the web, an email address or this site.

    What to do: begin it with https://, mailto: or {filename}.

    Wrong (body):

        The [envoys](javascript:alert) met [@wire, para. 1].

    Right (body):

        The [envoys](https://www.example.org/envoys) met [@wire, para. 1].
    """,
    "summary-too-long": """
    A summary has more than 200 characters.

    It stands in lists, in feeds and under links, where there is no room for more.

    What to do: say less, or say it more briefly.

    Wrong (front matter, ¤ standing for 25 times "Envoys met. "):

        summary: ¤

    Right (front matter):

        summary: How the border was kept quiet in 1905.
    """,
}
