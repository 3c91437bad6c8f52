"""Changes to a site's content such as slips of the pen make them, each with what should be told of it.

A mutant is a file with one change. `must`: it has to be told, at its line. The others may pass, for the reason that
`MAY_PASS` gives: what they change, a program that compares words can't see, or not always.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from explainers.checks.evidence import support_of
from explainers.checks.page import Page, Statement
from explainers.checks.site import CheckedSite
from explainers.reading.documents import Document
from explainers.reading.names import starts_sentence

MAY_PASS = {
    "another paragraph": "the other paragraph has the figures, names and speakers of the claim, and allows its word",
    "a word that is quoted": "the paragraph's sealed quotation has this word, so that it may stand in quotation marks",
    "another allowed word": "the paragraph's notes allow the word, and no word of the claim is watched",
    "a name at the start of a sentence": "every word has a capital there; only names that are listed are seen",
    "a not": "a program does not understand what is denied",
    "another verb": "a program compares names and numbers, not what is said of them",
    "another status": "how two countries stand is a judgement; --against tells that it was changed",
    "another kind of event": "the kind is the citation's word, and the paragraph's notes allow it",
}


class Mutant(NamedTuple):
    """A changed file: kind of change, path below the content folder, line, whether it must be told, new bytes."""

    kind: str
    path: str
    line: int
    must: bool
    data: bytes
    shown: str


Change = Callable[["Subject"], Iterator[tuple[int, int, str, str, bool]]]  # start, end, new, kind, must


class Subject(NamedTuple):
    """A file that is to be changed."""

    document: Document
    site: CheckedSite
    text: str

    @property
    def body(self) -> int:
        """Where the front matter ends."""
        return self.text.find("\n---", 3) + 4 if self.document.path.endswith(".md") else 0


def mutants(documents: Iterable[Document], site: CheckedSite, seed: int) -> list[Mutant]:
    """Return all mutants of a site, in an order that the seed decides."""
    found = []
    for document in documents:
        subject = Subject(document, site, document.data.decode())
        for change in CHANGES:
            for start, end, new, kind, must in change(subject):
                if subject.text[start:end] != new:
                    found.append(_made(subject, start, end, new, kind, must))
    chance = random.Random(seed)
    chance.shuffle(found)
    return found


def _made(subject: Subject, start: int, end: int, new: str, kind: str, must: bool) -> Mutant:
    text = subject.text
    changed = f"{text[:start]}{new}{text[end:]}"
    line = text.count("\n", 0, start) + 1
    shown = f"{text[max(0, start - 20) : start]}[{text[start:end]}→{new}]{text[end : end + 20]}".replace("\n", "⏎")
    return Mutant(kind, subject.document.inner_path, line, must, changed.encode(), shown)


# ---- what is changed -------------------------------------------------------------------------------------


def _matches(subject: Subject, pattern: str, group: int = 0, start: int = 0) -> Iterator[re.Match[str]]:
    return re.compile(pattern).finditer(subject.text, start)


def _is_page(subject: Subject) -> bool:
    return subject.document.kind in ("explainer", "country", "relation")


def quotations(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A word of a quotation is another, is missing, or stands twice; a word is put into quotation marks."""
    if not _is_page(subject):
        return
    for quoted in _matches(subject, r"(?<=“)[^”]+(?=”)|(?<=« )[^»]+(?= »)"):
        words = list(re.finditer(r"\w+", quoted[0]))
        for word in words[1:-1:3]:
            at = quoted.start() + word.start()
            yield at, at + len(word[0]), "perhaps", "a word of a quotation", True
            yield at, at + len(word[0]) + 1, "", "a word of a quotation", True
            yield at, at, f"{word[0]} ", "a word of a quotation", True
    for word in _matches(subject, r"(?<= )[a-zé]{6,}(?= [a-z])", start=subject.body):
        if word.start() % 7 == 0 and _in_prose(subject, word.start()):
            kind = "a word that is quoted" if _is_sealed(subject, word[0]) else "a word in quotation marks"
            yield word.start(), word.end(), f"“{word[0]}”", kind, kind != "a word that is quoted"


def _is_sealed(subject: Subject, word: str) -> bool:
    sources = subject.site.corpus.sources.values()
    quoted = [
        text for source in sources for one in source.quotations for text in (one.text, *one.translations.values())
    ]
    return any(re.search(rf"\b{word}\b", text) for text in quoted)


def _in_prose(subject: Subject, at: int) -> bool:
    """Whether an offset is in plain words: in no quotation, link or citation."""
    line_start = subject.text.rfind("\n", 0, at) + 1
    line = subject.text[line_start : subject.text.find("\n", at) % (len(subject.text) + 1)]
    inside = re.finditer(r"“[^”]*”|«[^»]*»|\[\[.*?\]\]|\[[^\]]*\]\([^)]*\)|\[[^\]]*\]", line)
    return not line.startswith(("#", "|", ">")) and not any(
        one.start() <= at - line_start < one.end() for one in inside
    )


def figures(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A digit is another."""
    if subject.document.kind not in ("explainer", "country", "relation", "events"):
        return
    for number in _matches(subject, r"(?<![\w.@–-])\d[\d,. ]*\d(?![\w–-])|(?<=since: )\S+|(?<=when: )\S+"):
        before = subject.text[subject.text.rfind("\n", 0, number.start()) + 1 : number.start()]
        if re.search(r"\[@[^\]]*$|(?:date|modified|review_by|as_of|marker|code):|\($", before):
            continue
        digits = [place for place, sign in enumerate(number[0]) if sign.isdigit()]
        for place in {digits[0], digits[-1]}:
            digit = "7" if number[0][place] != "7" else "4"
            at = number.start() + place
            yield at, at + 1, digit, "a digit", True


def citations(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """The key, the paragraph or the word of a citation is another; the last citation of a block is missing."""
    if subject.document.kind == "unknown":
        return
    for key in _matches(subject, r"(?<=\[@)[\w-]+"):
        yield key.start(), key.end(), key[0][::-1], "a source's key", True
    for number in _matches(subject, r"(?<=, para\. )\d+"):
        if number.start() % 2:
            yield number.start(), number.end(), str(int(number[0]) % 15 + 1), "another paragraph", False
        else:
            yield number.start(), number.end(), "99", "a paragraph that is not there", True
    for last in _matches(subject, r"( \[@[^\[\]]*\])(?=\.?\n)", start=subject.body):
        if _is_page(subject) and not _line(subject, last.start()).startswith(("|", ">")):
            yield last.start(), last.end(), "", "a citation that is missing", True
    yield from _words(subject)


def _line(subject: Subject, at: int) -> str:
    start = subject.text.rfind("\n", 0, at) + 1
    return subject.text[start : subject.text.find("\n", at)]


def _words(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    for cite in _matches(subject, r"\[@(?P<key>[\w-]+), para\. (?P<number>\d+), (?P<how>\w+)\]"):
        evidence = subject.site.evidence(cite["key"])
        allowed = evidence.note(int(cite["number"])).how if evidence else ()
        for how in ("stated", "said", "pledged", "denied", "disputed"):
            if how == cite["how"]:
                continue
            span = cite.start("how"), cite.end("how")
            if allowed and how not in allowed:
                yield *span, how, "a word that is not allowed", True
            elif how in allowed:
                yield *span, how, "another allowed word", False


def references(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A page, a heading, a term, a country's code is one that is not there."""
    for link in _matches(subject, r"(?<=\{filename\})[\w-]+"):
        yield link.start(), link.end(), link[0][:-1], "a page's slug", True
    for heading in _matches(subject, r"(?<=\.md#)[\w-]+"):
        yield heading.start(), heading.end(), heading[0][1:], "a heading's id", True
    for term in _matches(subject, r"(?m)^(?!#).*?\[\[([\w-]+)"):
        yield term.start(1), term.end(1), f"{term[1]}x", "a term's id", True
    for listed in _matches(subject, r"(?:countries|between): \[(.+)\]"):
        for code in re.finditer(r"[A-Z]{2}", listed[1]):
            at = listed.start(1) + code.start()
            yield at, at + 2, "QX", "a country's code", True
            yield at, at + 2, "SE", "a country without a file", True


def keys(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A key is mistyped, or a value is none of those that are possible."""
    for key in _matches(subject, r"(?m)^(?:- |  )?(?!fr|en)(\w{4,})(?=:)"):
        if subject.body == 0 or key.end() < subject.body:
            yield key.start(1), key.end(1), key[1][:-1], "a key", True
    for value in _matches(subject, r"(?m)^(?:  )?(?:status|kind): (\S+)"):
        yield value.start(1), value.end(1), value[1][:-1], "a value", True
    for status in _matches(subject, r"(?m)^status: (\S+)"):
        if subject.document.kind == "relation":
            yield status.start(1), status.end(1), "strained", "another status", False
    for kind in _matches(subject, r"(?m)^  kind: (\S+)"):
        yield kind.start(1), kind.end(1), "denied", "an event's kind", True


def names(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A name or a country is another."""
    if subject.document.kind not in ("explainer", "country", "relation", "events"):
        return
    page = Page(subject.document, subject.site)
    others = {"Mali": "Niger", "France": "Spain", "Russia": "China", "Russie": "Chine", "Ukraine": "Georgia"}
    for statement, name in ((statement, one) for statement, its in page.with_names for one in its):
        place = statement.block.place_of(name.start, name.end)
        at = _offset(subject.text, place.line, place.column)
        if subject.text[at : at + len(name.text)] != name.text or _unchecked(subject.site, statement):
            continue
        if name.text in others:
            yield at, at + len(name.text), others[name.text], "another country", True
        elif name.text in ("Shoigu", "Kassoum Coulibaly", "Choïgou", "Yevgeny Prigozhin", "Wagner", "Moscow", "Moscou"):
            first = starts_sentence(statement.block.text, name.start)
            kind = "a name at the start of a sentence" if first else "another name"
            yield at, at + len(name.text), "Lavrov", kind, not first


def _unchecked(site: CheckedSite, statement: Statement) -> bool:
    return bool(support_of(statement.citations, site.evidence).unchecked)


def _offset(text: str, line: int, column: int) -> int:
    lines = text.split("\n")
    return sum(len(one) + 1 for one in lines[: line - 1]) + column - 1


def words(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A word that dates nothing, HTML, an invisible sign is put in; a *not* is; a verb is another."""
    if not _is_page(subject):
        return
    french = subject.document.language == "fr"
    for number, word in enumerate(_matches(subject, r"(?<=[a-z]) (?=[a-z]+ )", start=subject.body)):
        if number % 29 or not _in_prose(subject, word.start()):
            continue
        yield word.start(), word.start(), " récemment" if french else " recently", "a word without a date", True
        yield word.start(), word.start(), " <b>", "HTML", True
        yield word.start(), word.start(), "\u202e", "an invisible sign", True
    for verb in _matches(subject, r"(?<= )(?:was|were|had|est|était|avait)(?= )", start=subject.body):
        if verb.start() % 3 == 0:
            yield verb.end(), verb.end(), " pas" if french else " not", "a not", False
    for verb in _matches(subject, r"\b(?:met|agreed|discussed|recruited)\b", start=subject.body):
        yield verb.start(), verb.end(), "quarrelled", "another verb", False


def seals(subject: Subject) -> Iterator[tuple[int, int, str, str, bool]]:
    """A digit of a seal, a word or the paragraph of a sealed quotation, the source's digest is another."""
    if subject.document.kind != "source":
        return
    for digit in _matches(subject, r"(?<=    seal: )[0-9a-f]"):
        yield digit.start(), digit.end(), "0" if digit[0] != "0" else "1", "a seal", True
    for text in _matches(subject, r"(?m)^    text: (.+)$"):
        for word in list(re.finditer(r"\w+", text[1]))[::2]:
            at = text.start(1) + word.start()
            yield at, at + len(word[0]), "perhaps", "a word of a sealed quotation", True
    for para in _matches(subject, r"(?<=  - para: )\d+"):
        yield para.start(), para.end(), str(int(para[0]) + 4), "a sealed quotation's paragraph", True


CHANGES: tuple[Change, ...] = (quotations, figures, citations, references, keys, names, words, seals)

Texts = Mapping[str, bytes]
