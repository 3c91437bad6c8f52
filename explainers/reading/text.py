"""A file's bytes as text: one Unicode form, one kind of line end, nothing invisible, and the place of each
character.

The text that the other modules read is in NFC, with ``\\n`` at the end of lines, without a byte order mark;
characters that are refused stand in it as U+FFFD, so that reading goes on behind them. Places are those of the
file as it is.
"""

from __future__ import annotations

import codecs
import math
import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from itertools import islice
from typing import Final

from explainers.problems import START, Place, Problem, Severity
from explainers.seldom import seldom

__all__ = ["IN_UTF_16", "LARGEST", "FileText", "file_text"]

LARGEST: Final = 1_000_000
"""How many bytes a file of content may have."""

IN_UTF_16: Final = "in UTF-16, which some editors call Unicode: save it as UTF-8"
"""What a file is that begins with the marks of that encoding, and what to do."""

# Controls (but for tab and line end), characters that turn or hide text, line separators that only some programs
# know, private characters (which stand for citations while Markdown is read), and what isn't a character at all.
_REFUSED: Final = seldom(
    "[\0-\x08\x0b-\x1f\x7f-\x9f\xad\u180e\u200b\u2028-\u202e\u2060-\u2069\ue000-\uf8ff\ufdd0-\ufdef\ufeff"
    "\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)
# Cyrillic letters, and Greek ones that look like Latin ones: neither μm nor kΩ.
_FOREIGN: Final = re.compile(
    "[\u0400-\u04ff\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7\u03bd\u03bf\u03c1]"
)
_ALIKE: Final = seldom(rf"[A-Za-z\u00c0-\u024f]{_FOREIGN.pattern}|{_FOREIGN.pattern}[A-Za-z\u00c0-\u024f]")
_USUAL: Final = bytes((*range(ord(" "), ord("~") + 1), ord("\n")))
# Signs that are in NFC whatever stands beside them: letters with accents, dashes, quotation marks.
_COMPOSED: Final = re.compile("[\0-\u02ff\u2010-\u2027\u202f\u20ac]*+")
_MOST_REFUSED: Final = 20
_LONGEST_EXCERPT: Final = 1000


class FileText:
    """A file's text, its lines, and the places of offsets in it.

    `path` is the file's path as problems show it, `text` the text (see the module); `rare`, what of it is neither ASCII
    that can be printed nor a line end: a few characters, in which what most texts don't have is looked for first.
    """

    __slots__ = ("_as_typed", "_from", "_line", "_starts", "_until", "path", "rare", "text")

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        self._as_typed: list[str] | None = None
        rare = _rare(text)
        if not _COMPOSED.fullmatch(rare) and not unicodedata.is_normalized("NFC", text):
            self._as_typed = text.split("\n")
            text = unicodedata.normalize("NFC", text)
            rare = _rare(text)
        self.text, self.rare = text, rare
        self._starts: list[int] | None = None
        # The line that was looked for last, from 1, and where it and the next one start: most offsets come in order.
        self._line = self._from = 0
        self._until: float = 0

    def with_text(self, text: str) -> FileText:
        """Return the same file with another text of the same length and lines."""
        other = FileText(self.path, text)
        other._as_typed = self._as_typed
        return other

    def line_column(self, offset: int) -> tuple[int, int]:
        """Return line and column, both from 1, of an offset in the text."""
        if not self._from <= offset < self._until:
            self._go_to(offset)
        column = offset - self._from
        return self._line, (self._typed_column(self._line - 1, column) if self._as_typed else column) + 1

    def _go_to(self, offset: int) -> None:
        starts = self._line_starts()
        self._line = bisect_right(starts, offset)
        self._from = starts[self._line - 1]
        self._until = starts[self._line] if self._line < len(starts) else math.inf

    def _line_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = [0, *(match.end() for match in re.finditer("\n", self.text))]
        return self._starts

    def _typed_column(self, line: int, column: int) -> int:
        """Return how many characters stand before a column in the file, where they are more than in NFC (but
        not in lines that are too long to be shown).
        """
        typed = (self._as_typed or [""])[line]
        if len(typed) > _LONGEST_EXCERPT:
            return column
        lengths = range(len(typed))
        return bisect_left(lengths, column, key=lambda end: len(unicodedata.normalize("NFC", typed[:end])))

    @property
    def counts_columns(self) -> bool:
        """Whether columns are counted from the start of a line of the text: the file is in NFC."""
        return self._as_typed is None

    def row(self, offset: int) -> tuple[int, int]:
        """Return the number of the line in which an offset stands, and where it starts."""
        starts = self._line_starts()
        number = bisect_right(starts, offset)
        return number, starts[number - 1]

    def line_at(self, offset: int) -> tuple[int, int, float]:
        """Return the number of the line in which an offset stands, and where it and the next one start. Where columns
        can't be counted from its start (it isn't in NFC), both are the same.
        """
        if not self._from <= offset < self._until:
            self._go_to(offset)
        return self._line, self._from, self._from if self._as_typed else self._until

    def place(self, start: int, end: int) -> Place:
        """Return the place of a stretch of the text."""
        if not self._from <= start < self._until:
            self._go_to(start)
        if start <= end < self._until and not self._as_typed:  # as nearly all: within a line
            line, before = self._line, self._from - 1
            return Place(line, start - before, line, end - before)
        return Place(*self.line_column(start), *self.line_column(max(start, end)))

    def excerpt(self, line: int) -> str:
        """Return a line of the file, by its number from 1; nothing where it is too long to be shown."""
        if self._as_typed:
            shown = self._as_typed[line - 1]
        else:
            starts = self._line_starts()
            start = starts[line - 1]
            end = starts[line] - 1 if line < len(starts) else len(self.text)
            shown = self.text[start:end]
        return shown if len(shown) <= _LONGEST_EXCERPT else ""

    def problem(
        self,
        code: str,
        span: tuple[int, int],
        message: str,
        suggestion: str | None = None,
        severity: Severity = "error",
    ) -> Problem:
        """Return a problem at a stretch of the text, given by its start and end."""
        place = self.place(*span)
        return Problem(self.path, place, code, message, suggestion, severity, self.excerpt(place.line))


def _rare(text: str) -> str:
    return text.encode("utf-8", "surrogatepass").translate(None, _USUAL).decode("utf-8", "surrogatepass")


def file_text(path: str, data: bytes) -> tuple[FileText | None, tuple[Problem, ...]]:
    """Return a file's text and what is wrong with its bytes; no text where it can't be read at all."""
    if len(data) > LARGEST:
        message = f"the file has more than {LARGEST:,} bytes: split it into several files"
        return None, (Problem(path, START, "too-large", message),)
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        return None, (_not_utf8(path, data, error.start),)
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    if "\r" in text and "\n" not in text:
        message = "the lines of this file end as those of very old Macs (CR): save it with Unix line ends (LF)"
        return None, (Problem(path, START, "control-character", message),)
    text = text.removeprefix("\ufeff")
    typed = FileText(path, text)
    alike = (*_letters_alike(typed), *_misdecoded(typed))
    refused = [] if typed.rare.isprintable() else list(_REFUSED.finditer(text))  # none of them is printable
    lost = typed.rare.count("\N{REPLACEMENT CHARACTER}")
    if not refused and not lost:
        return typed, alike
    shown = refused[:_MOST_REFUSED]
    # Placed before they are replaced: the excerpt shows the line as it is, and lengths do not change.
    problems = [_refused_sign(typed, match, len(refused)) for match in shown]
    problems += (*_lost_signs(typed, lost), *alike)
    return FileText(path, _REFUSED.sub("\N{REPLACEMENT CHARACTER}", text)), tuple(problems)


def _not_utf8(path: str, data: bytes, offset: int) -> Problem:
    before = data[:offset].removeprefix(b"\xef\xbb\xbf").decode("utf-8").replace("\r\n", "\n")
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    rest = data[offset : offset + 200].split(b"\n")[0]
    excerpt = before[before.rfind("\n") + 1 :] + rest.decode("utf-8", errors="replace").rstrip("\r")
    message = f"the file is not in UTF-8: byte 0x{data[offset]:02x} isn't a character; save it as UTF-8"
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        message, excerpt = f"the file is {IN_UTF_16}", ""
    place = Place(line, column, line, column + 1)
    return Problem(path, place, "not-utf-8", message, excerpt=excerpt)


def _lost_signs(file: FileText, count: int) -> Iterator[Problem]:
    """Yield a problem for each character that a program has lost, up to a number of them."""
    message = "a character was lost here when the text was copied or converted: write it again"
    if count > _MOST_REFUSED:
        message += f" (there are {count} in this file)"
    for match in islice(re.finditer("\N{REPLACEMENT CHARACTER}", file.text), _MOST_REFUSED):
        yield file.problem("unlikely-value", match.span(), message)


# UTF-8 that was read as Windows' Latin characters: no language has any of these beside each other.
_MISDECODED: Final = re.compile("â€[™œ“”˜¦¢]|Ã[©¨§ª´¼¹³±¶¯¤¥¦¢¡®]|Â[«»°·§£©®]")


def _misdecoded(file: FileText) -> Iterator[Problem]:
    """Yield a problem for each character that a program has taken for two or three others, up to a number of them."""
    if _MISDECODED.search(file.rare) is None:
        return
    for match in islice(_MISDECODED.finditer(file.text), _MOST_REFUSED):
        meant = match[0].encode("cp1252").decode("utf-8")
        message = "these characters were another one before the text was copied or converted"
        yield file.problem("unlikely-value", match.span(), message, meant)


def _letters_alike(file: FileText) -> Iterator[Problem]:
    """Yield a problem for words in which a letter of another script passes for a Latin one, up to a number of them:
    nobody would find such a word, and no source has it.
    """
    if _FOREIGN.search(file.rare) is None:
        return
    for match in islice(_ALIKE.finditer(file.text), _MOST_REFUSED):
        start = next(at for at in range(match.start(), match.end()) if _FOREIGN.match(file.text, at))
        name = unicodedata.name(file.text[start]).capitalize()
        message = f"this letter only looks like a Latin one: U+{ord(file.text[start]):04X} ({name}); type it again"
        yield file.problem("unlikely-value", (start, start + 1), message)


def _refused_sign(file: FileText, match: re.Match[str], count: int) -> Problem:
    character = match[0]
    name = unicodedata.name(character, "").capitalize() or _kind(character)
    message = f"an invisible character stands here: U+{ord(character):04X} ({name}); take it out"
    if count > _MOST_REFUSED:
        message += f" (there are {count} such characters in this file)"
    start = len(unicodedata.normalize("NFC", match.string[: match.start()]))
    return file.problem("control-character", (start, start + 1), message)


def _kind(character: str) -> str:
    return {"Cc": "a control character", "Co": "for private use"}.get(unicodedata.category(character), "unassigned")
