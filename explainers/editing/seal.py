"""Sealing a source: its quotations are looked up in its text, and what is kept of the text is written down.

Only `quotations` (new ones, and each one's `seal`) and `sealed` of the source's file are changed; nothing else in it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from explainers.checks.book import NameBook
from explainers.checks.evidence import sealed_facts
from explainers.checks.page import Page
from explainers.checks.quotation_verdicts import QuotationVerdict, language_name, verdicts
from explainers.checks.site import CheckedSite
from explainers.checks.word_for_word import nearest_words, stands_in
from explainers.editing.yaml_edits import YamlFile, flow_list, flow_map, scalar
from explainers.locales import base_language
from explainers.model import KEPT_BY_PARAGRAPH, Sealed, Source
from explainers.plurals import counted
from explainers.reading.documents import Document
from explainers.reading.openings import Openings, openings
from explainers.reading.seals import seal

__all__ = ["Printed", "Sealing", "other_document", "printed_quotations", "sealed_record"]


class Printed(Struct, frozen=True):
    """A quotation on a page: where (path and line), its words, its language, the paragraphs cited for it (none: the
    whole source), and whether it is on record in its language; `speaker`, who speaks by the line below it (or empty).
    """

    where: str
    words: str
    language: str
    paragraphs: tuple[int, ...]
    on_record: bool
    speaker: str = ""


class Sealing(Struct, frozen=True):
    """What sealing comes to: the file's new bytes; what was kept of the text; how many quotations are sealed; those
    added, as paragraph, words and the speaker as YAML (empty: nobody is named); what an editor has to look at, in plain
    sentences; how many quotations on record the text doesn't have: with any of them, nothing may be written; the
    paragraphs that begin like something else in the text, so that no words are kept that open the source at them;
    whether pages quote the source, and the text has nothing like any of these words.
    """

    data: bytes
    sealed: Sealed
    quotations: int
    added: tuple[tuple[int, str, str], ...]
    wrong: tuple[str, ...]
    missing: int = 0
    ambiguous: tuple[int, ...] = ()
    is_strange: bool = False


def other_document(before: Sealed | None, after: Sealed) -> tuple[int, int] | None:
    """Return how many of the figures and names that are sealed a text has, and how many there are, if it has fewer than
    half of them: it is the text of another document then. They count wherever they stand, since paragraphs may have
    been added.
    """
    if before is None or before.digest == after.digest:
        return None
    sealed, found = (
        {(kind, value) for kind, listed in (("figure", one.figures), ("name", one.names)) for values in listed.values()
         for value in values}
        for one in (before, after)
    )  # fmt: skip
    there = len(sealed & found)
    return (there, len(sealed)) if 2 * there < len(sealed) else None


def printed_quotations(documents: Iterable[Document], site: CheckedSite, key: str) -> tuple[Printed, ...]:
    """Return the quotations in all files of a site that are cited to a source."""
    return tuple(
        _printed(page.document.path, one, key)
        for page in (Page(document, site) for document in documents)
        for one in verdicts(page)
        if key in one.keys and one.verdict not in ("open", "empty")
    )


def _printed(path: str, one: QuotationVerdict, key: str) -> Printed:
    cited = [citation.paragraphs for citation in one.citations if citation.source == key]
    paragraphs = () if () in cited else tuple(sorted({number for numbers in cited for number in numbers}))
    on_record = one.verdict in ("sealed", "unsealed")
    speaker = one.caption.partition(",")[0].strip()
    return Printed(f"{path}:{one.place.line}", one.words, one.language, paragraphs, on_record, speaker)


def sealed_record(
    key: str,
    data: bytes,
    paragraphs: Sequence[str],
    printed: Iterable[Printed],
    book: NameBook,
    record: Source | None = None,
) -> Sealing:
    """Return a source's file with its seals. `paragraphs` are those of its text; `record`, the source as it was read
    from the file: without it, no words are kept that open the source at a paragraph.

    Raises `ValueError` where the file can't be edited.
    """
    return _Sealer(key, YamlFile(data), paragraphs, book, record).sealing(printed)


class _Sealer:
    def __init__(
        self, key: str, file: YamlFile, paragraphs: Sequence[str], book: NameBook, record: Source | None
    ) -> None:
        self.key, self.file, self.text = key, file, paragraphs
        self.language = self._value(file.root, "language") or "en"
        opens = _openings(paragraphs, record) if record else Openings({}, ())
        self.sealed = replace(sealed_facts(paragraphs, self.language, book), opens=opens.found)
        self.ambiguous = opens.ambiguous
        self.count = 0
        self.added: list[tuple[int, str, str]] = []
        self.new: list[tuple[int, list[tuple[str, str]]]] = []
        self.wrong: list[str] = []
        self.missing = 0
        self.looked_up: set[bool] = set()  # of what pages quote: whether the text has something like it

    def sealing(self, printed: Iterable[Printed]) -> Sealing:
        """Seal what is on record, then add what pages quote and is not."""
        listed = list(self._listed())
        for number, (node, para, words) in enumerate(listed, start=1):
            self._seal(node, number, para, words)
        self._add_all(printed, listed)
        if self.new:
            self.file.append("quotations", [pairs for _, pairs in sorted(self.new)])
        self.file.set_block("sealed", _lines(self.sealed))
        return Sealing(
            self.file.result(),
            self.sealed,
            self.count,
            tuple(self.added),
            tuple(self.wrong),
            self.missing,
            self.ambiguous,
            self.looked_up == {False},
        )

    def _add_all(self, printed: Iterable[Printed], listed: Sequence[tuple[Any, int, str]]) -> None:
        """Add what pages quote and is not on record."""
        known = [(para, words) for _, para, words in listed]
        speakers = {para: self._speaker(node) for node, para, _ in listed}
        for one in printed:
            if one.on_record:
                continue
            if base_language(one.language) != base_language(self.language):
                language = language_name(one.language)
                self.wrong.append(
                    f"{one.where}: this quotation is in {language}: write under its original, in quotations, "
                    f"translations: {{{base_language(one.language)}: {json.dumps(one.words, ensure_ascii=False)}}}"
                )
                continue
            found = self._paragraph(one)
            if found and not any(para == found and stands_in(one.words, words) for para, words in known):
                known.append((found, one.words))
                self._add(found, one.words, speakers.get(found) or (scalar(one.speaker) if one.speaker else ""))

    def _listed(self) -> Iterator[tuple[Any, int, str]]:
        """Return the quotations on record: node, paragraph (0 where it isn't a number), words."""
        node = self.file.node(self.file.root, "quotations")
        for one in node.value if node is not None and isinstance(node.value, list) else ():
            para = self._value(one, "para")
            yield one, int(para) if para.isdecimal() else 0, self._value(one, "text")

    def _value(self, parent: Any, key: str) -> str:
        node = self.file.node(parent, key)
        return str(node.value).strip() if node is not None and isinstance(node.value, str) else ""

    def _speaker(self, quotation: Any) -> str:
        """Return who is named as the speaker, as YAML: by language, where it is so on record."""
        node = self.file.node(quotation, "speaker")
        if node is None or not isinstance(node.value, list):
            speaker = self._value(quotation, "speaker")
            return scalar(speaker) if speaker else ""
        pairs = [pair for pair in node.value if isinstance(pair, tuple)]
        return flow_map({str(key.value): str(value.value).strip() for key, value in pairs})

    def _seal(self, node: Any, number: int, para: int, words: str) -> None:
        if not words or not 1 <= para <= len(self.text):
            self.missing += 1
            self.wrong.append(
                f"quotation {number}: its 'para' is beyond the text, of {counted(len(self.text), 'paragraph')}"
                if words
                else f"quotation {number} has no words"
            )
            return
        if stands_in(words, self.text[para - 1]):
            self.file.set(node, "seal", seal(self.sealed.digest, para, words))
            self.count += 1
            return
        self.missing += 1
        self.wrong.append(f"quotation {number}: {self._not_there(words, (para,))}")

    def _not_there(self, words: str, cited: Sequence[int]) -> str:
        there = [number for number, text in enumerate(self.text, start=1) if stands_in(words, text)]
        where = f"paragraph {cited[0]} does" if len(cited) == 1 else "what is cited does"
        if there:
            return f"{where} not have these words, paragraph {there[0]} has them"
        near = nearest_words(words, [self.text[number - 1] for number in cited if number <= len(self.text)])
        if near:
            return f"{where} not have these words; it has: {near}"
        near = nearest_words(words, self.text)
        number = next((number for number, text in enumerate(self.text, start=1) if near and near in text), None)
        return f"{where} not have these words" + (f"; paragraph {number} has: {near}" if number else "")

    def _paragraph(self, one: Printed) -> int | None:
        """Return the paragraph that a page's quotation is from."""
        cited = one.paragraphs or tuple(range(1, len(self.text) + 1))
        found = [number for number in cited if number <= len(self.text) and stands_in(one.words, self.text[number - 1])]
        if not found:
            self.wrong.append(f"{one.where}: {self._not_there(one.words, cited)}")
        self.looked_up.add(bool(found) or nearest_words(one.words, self.text) is not None)
        return found[0] if found else None

    def _add(self, para: int, words: str, speaker: str) -> None:
        plain = words.rstrip(",.") if not words.endswith("...") else words
        pairs = [
            ("para", str(para)),
            ("text", scalar(plain)),
            ("speaker", speaker),
            ("seal", seal(self.sealed.digest, para, plain)),
        ]
        self.new.append((para, pairs))
        self.added.append((para, plain, speaker))
        self.count += 1


def _openings(paragraphs: Sequence[str], record: Source) -> Openings:
    return openings(paragraphs, record.absent, record.cut, record.title)


def _lines(sealed: Sealed) -> list[str]:
    """Return what is kept of a text as lines of YAML."""
    lines = [f"digest: {sealed.digest}", f"count: {sealed.count}"]
    for name in KEPT_BY_PARAGRAPH:
        kept: Mapping[int, tuple[str, ...]] | None = getattr(sealed, name)
        if kept:
            lines.append(f"{name}:")
            in_yaml = _in_quotes if name == "figures" else flow_list
            lines += [f"  {number}: {in_yaml(listed)}" for number, listed in sorted(kept.items())]
        elif name == "rounded" and kept is not None:  # that nothing is rounded is known, too
            lines.append("rounded: {}")
    return lines


def _in_quotes(values: Sequence[str]) -> str:
    quoted = (f'"{value}"' for value in values)
    return f"[{', '.join(quoted)}]"
