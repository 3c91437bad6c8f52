"""How to cite an explainer: a line for people, and files for their programs (BibTeX, RIS, CSL JSON).

The formats are written by bibtexparser, rispy and msgspec, which are imported when a file is made; see
docs/decisions/citing.md.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final

import msgspec
from msgspec import Struct

from explainers.model import Explainer, ExplainerText
from explainers.pages.page_context import PageContext
from explainers.pages.view_parts import Link
from explainers.seldom import seldom
from explainers.urls import beside, relative

if TYPE_CHECKING:
    from pylatexenc.latexencode import UnicodeToLatexEncoder

__all__ = ["FileBeside", "cite_files", "cite_line", "cite_links"]

_FILES: Final = (("BibTeX", "cite.bib"), ("RIS", "cite.ris"), ("CSL JSON", "cite.json"))
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
# Braces count in BibTeX even behind a backslash, so a single one would swallow the rest of the file.
_LATEX: Final = {ord("{"): r"\lbrace", ord("}"): r"\rbrace", 0xA0: "~", 0x202F: r"\,"}


_LINE_ENDS: Final = seldom(r"[\s\x00-\x1f\x7f]*[\r\n\t\v\f\x00-\x1f\x7f\x85\u2028\u2029][\s\x00-\x1f\x7f]*")


class FileBeside(Struct, frozen=True):
    """A file beside a page: its name, what it says (of equal values equal bytes are made), and what makes its bytes of
    that.
    """

    name: str
    source: Any
    make: Callable[[Any], bytes]


class _Work(Struct, frozen=True):
    """What there is to say of a page to someone who cites it; `date` is an ISO day, `url` may be empty."""

    key: str
    title: str
    summary: str
    site: str
    date: str
    url: str
    language: str


def cite_line(context: PageContext, record: Explainer) -> str:
    """Return how to cite an explainer, as a line of plain text."""
    text, _ = context.chosen(record.texts, record.language)
    words = context.say(
        "“%(title)s”, %(site)s, %(date)s.",
        title=text.title,
        site=context.site_names.name,
        date=context.date(record.modified or record.date),
    )
    return f"{words} {context.absolute_address}".strip()


def cite_links(context: PageContext) -> tuple[Link, ...]:
    """Return the links to the files for an explainer, by the names of their formats."""
    return tuple(Link(name, relative(context.address, beside(context.address, file))) for name, file in _FILES)


def cite_files(context: PageContext, record: Explainer) -> tuple[FileBeside, ...]:
    """Return the files for an explainer, in UTF-8."""
    work, makers = _work(context, record), (_bibtex, _ris, _csl)
    return tuple(
        FileBeside(beside(context.address, file), work, make) for (_, file), make in zip(_FILES, makers, strict=True)
    )


def _work(context: PageContext, record: Explainer) -> _Work:
    text: ExplainerText
    text, language = context.chosen(record.texts, record.language)
    date = record.modified or record.date
    return _Work(
        f"{_ascii(record.slug)}-{date[:4]}",
        _in_one_line(text.title),
        _in_one_line(text.summary),
        _in_one_line(context.site_names.name),
        date,
        context.absolute_address,
        language or context.language,
    )


def _in_one_line(text: str) -> str:
    return (text if text.isprintable() else _LINE_ENDS.sub(" ", text)).strip()


def _ascii(slug: str) -> str:
    """Return a slug as a key for all programs: letters without accents, digits, hyphens."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "explainer"


# ---- formats ---------------------------------------------------------------------------------------------


def _bibtex(work: _Work) -> bytes:
    from bibtexparser.entrypoint import write_string
    from bibtexparser.library import Library
    from bibtexparser.model import Entry, Field

    year, month, _ = work.date.split("-")
    values = {
        "title": f"{{{{{_latex(work.title)}}}}}",  # twice, so that no style changes its capitals
        "author": f"{{{{{_latex(work.site)}}}}}",
        "year": f"{{{year}}}",
        "month": _MONTHS[int(month) - 1],
        "date": f"{{{work.date}}}",
        "url": f"{{{work.url}}}" if work.url else "",
        "language": f"{{{work.language}}}",
    }
    fields = [Field(name, value) for name, value in values.items() if value]
    return str(write_string(Library([Entry("misc", work.key, fields)]), unparse_stack=[])).encode()


def _latex(text: str) -> str:
    return " ".join(map(_word_in_latex, text.split(" ")))


@lru_cache(maxsize=4096)
def _word_in_latex(word: str) -> str:
    if word.isascii() and word.isalnum():  # nothing in it means anything to LaTeX; the encoder makes a class for it
        return word
    return str(_encoder().unicode_to_latex(word))


@lru_cache(maxsize=1)
def _encoder() -> UnicodeToLatexEncoder:
    """Return what writes any text as LaTeX; characters that LaTeX has no command for stay as they are, in UTF-8."""
    from pylatexenc.latexencode import RULE_DICT, UnicodeToLatexConversionRule, UnicodeToLatexEncoder

    return UnicodeToLatexEncoder(
        conversion_rules=[UnicodeToLatexConversionRule(RULE_DICT, _LATEX), "defaults"],
        replacement_latex_protection="braces-after-macro",
        unknown_char_policy="keep",
        unknown_char_warning=False,
    )


@lru_cache(maxsize=1)
def _ris_writer() -> Any:
    from rispy.writer import RisWriter

    class Writer(RisWriter):  # type: ignore[misc]
        """Writes one reference, with the line ends of the format and without a number before it."""

        NEWLINE = "\r\n"

        def set_header(self, count: int) -> str:
            """Return nothing."""
            del count
            return ""

    return Writer()


def _ris(work: _Work) -> bytes:
    reference: Mapping[str, Any] = {
        "type_of_reference": "ELEC",
        "title": work.title,
        "authors": [work.site],
        "publisher": work.site,
        "year": work.date[:4],
        "date": f"{work.date.replace('-', '/')}/",
        "abstract": work.summary,
        "language": work.language,
        "urls": [work.url] if work.url else [],
    }
    return str(_ris_writer().formats([dict(reference)])).encode()


def _csl(work: _Work) -> bytes:
    item = {
        "id": work.key,
        "type": "webpage",
        "title": work.title,
        "container-title": work.site,
        "author": [{"literal": work.site}],
        "issued": {"date-parts": [[int(part) for part in work.date.split("-")]]},
        "abstract": work.summary,
        "language": work.language,
        "URL": work.url,
    }
    filled = {name: value for name, value in item.items() if value}
    return msgspec.json.format(msgspec.json.encode([filled]), indent=1) + b"\n"
