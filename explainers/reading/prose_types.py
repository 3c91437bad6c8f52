"""The types of what is Markdown in front matter and data files: lists of prose, a paragraph, a citation; and what a
citation stands beside.
"""

from __future__ import annotations

from collections.abc import Mapping

from explainers.prose import Citation, Cite, Prose
from explainers.reading.blocks import BlockKind
from explainers.reading.citations import BadCitation, cited
from explainers.reading.findings import Findings, Places, Stretch, stretch_of
from explainers.reading.nodes import Scalar
from explainers.reading.prose import line, listed
from explainers.reading.schema import MISSING, Fields, Missing
from explainers.reading.values import TextType

__all__ = ["Citations", "ProseLine", "ProseList", "cite_span", "note_values"]


class ProseList(TextType, frozen=True):
    """A literal block that holds a Markdown list; its value is one prose an item."""

    expected = "a literal block (| after the key, the list in the lines below)"
    kind: BlockKind = "key-point"

    def of(self, node: Scalar, text: str, found: Findings) -> tuple[Prose, ...] | Missing:  # noqa: ARG002
        """Return the items, and note them as blocks."""
        if node.style == ">":
            message = "a | is expected after the key: a > makes one line of the list below, and one item of it"
            found.report("wrong-type", (node.start, node.end), message)
            return MISSING
        return listed(found, stretch_of(found.file, node), self.kind) or MISSING


class ProseLine(TextType, frozen=True):
    """A paragraph; its value is the node, since what it has to cite depends on the keys beside it."""

    def of(self, node: Scalar, text: str, found: Findings) -> Scalar:  # noqa: ARG002
        """Return the node."""
        return node

    @staticmethod
    def prose(node: Scalar, found: Findings, kind: BlockKind, *, cited: bool) -> Prose:
        """Return the paragraph, and note it as a block."""
        return line(found, stretch_of(found.file, node), kind, cited=cited)


class Citations(TextType, frozen=True):
    """A citation by itself, in quotation marks: "[@key, para. 4, stated]"."""

    expected = 'a citation, such as "[@key, para. 4]",'
    pattern = r"^\s*\[@.*\]\s*$"

    def of(self, node: Scalar, text: str, found: Findings) -> Cite | Missing:
        """Return the citation, and note the sources that it names."""
        stretch = stretch_of(found.file, node)
        start = len(stretch.text) - len(stretch.text.lstrip())
        citations: tuple[Citation, ...] = ()
        try:
            if not (text.startswith("[") and text.endswith("]") and text.count("[") == 1):
                bare = text.strip("[]")
                message = 'a citation stands in square brackets and quotation marks here: "[@key, para. 4]"'
                raise BadCitation(
                    message,
                    (0, len(text)),
                    f'"[{bare}]"' if bare.startswith("@") and not set(bare) & set("[]") else None,
                )
            citations = found.cite(cited(text, found.language), Places(found.file, stretch), start)
            if not any(one.source for one in citations):
                raise BadCitation("a source has to stand behind this: [@key, para. 4]", (0, len(text)))
        except BadCitation as bad:
            span = stretch.span(start + bad.span[0], start + bad.span[1])
            found.report("bad-citation", span, bad.message, bad.suggestion)
            found.cite(bad.named, Places(found.file, stretch), start)
            return MISSING
        return Cite(citations)


def note_values(values: Fields, names: Mapping[str, str], found: Findings) -> None:
    """Note dates and words of a mapping as blocks that its citation stands for; `names`: what a block is called, by the
    key that it stands under.
    """
    cite: Cite = values.get("cite", Cite(()))
    for key, name in names.items():
        value = values.get(key)
        if value is not None:
            stretch = value if isinstance(value, Stretch) else Stretch(value, (0,), (values.span(key)[0],))
            found.words("value", stretch, name=name, citations=cite.citations, cite_span=cite_span(values))


def cite_span(values: Fields) -> tuple[int, int] | None:
    """Return where the citation of a mapping stands in the file; `None` where it has none."""
    return values.span("cite") if "cite" in values.nodes else None
