"""What editors write is read as Python-Markdown itself reads it, though some of its patterns are replaced."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path
from unittest.mock import patch
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown

from explainers.reading import markup
from explainers.reading.marks import marked
from explainers.reading.markup import markdown_tree
from tests.reading.texts import body_of, explainer, shown

STOCK = Markdown(extensions=["tables", "sane_lists"])
BODIES = sorted((Path(__file__).parents[2] / "content" / "explainers").glob("*.md"))
OWN = re.compile(r"\s*\[@[^\]]*\]|\s*\[analysis\]|\[\[(?:[^\]|]*\|)?([^\]]*)\]\]")


def skeleton(html: str) -> list[str]:
    """Return the tags and words of HTML, without attributes, spaces and what the site's style draws."""
    html = re.sub(r"</blockquote>\s*<figcaption>(.*?)</figcaption>", r"\1</blockquote>", html)
    html = re.sub(r"<(\w+)\s[^>]*>", r"<\1>", re.sub(r"</?figure[^>]*>|\{[^}]*\}", "", html))
    parts = re.findall(r"</?\w+>|[^<>]+", html)
    words = ["".join(re.findall(r"\w", unescape(part))) if part[0] != "<" else part for part in parts]
    return "".join(word for word in words if word not in ("", "<p>", "</p>")).split(">")


def stock(text: str) -> list[str]:
    STOCK.reset()
    return skeleton(STOCK.convert(text))


@pytest.mark.parametrize("path", BODIES, ids=lambda path: path.name)
def test_the_site_s_own_texts_are_read_as_the_library_reads_them(path: Path) -> None:
    text = OWN.sub(r"\1", path.read_text(encoding="utf-8").split("---\n", 2)[2])
    assert skeleton(shown(body_of(explainer(text)))) == stock(text)


WORDS = st.sampled_from([
    "one ", "two, ", "*three* ", "**four** ", "***five*** ", "_six_ ", "__seven__ ", "`eight *9*` ", "``t`en`` ",
    "[eleven](https://x.org) ", "[*twelve*](https://x.org 't') ", "[thir[te]en](https://x.org/a_b_c) ", "[r], ",
    "[fourteen][r], ", "[R][], ", "\\*fifteen\\* ", "six*tee*n ", "seven_tee_n ", "3 * 4 * 5 ", "[x], ", "a\n", "b  \n",
])  # fmt: skip
LINES = st.lists(WORDS, min_size=1, max_size=6).map("".join)
BLOCKS = st.sampled_from(
    ["{}\n\n", "> {}\n\n", "- {}\n\n", "1. {}\n\n", "- x\n    - {}\n\n", "    {}\n\n", "---\n\n{}\n\n"]
)


PLAIN = st.sampled_from([
    "one", "two\n", "\n\n", "\n\n", "\n", "## ", "###", "# ", " ##", "- ", "\n- ", "* ", "+  ", "1. ", "> ", "\n> ",
    "    ", "  ", "*three* ", "**", "[[a]] ", '"four"', "— ", "####### five", "|a|b|\n|-|-|\n", "===", "---", "[r]: x",
    "5", ":", "```\nsix\n```\n",
])  # fmt: skip


@given(st.lists(PLAIN, max_size=12).map("".join))
def test_blocks_told_by_their_first_characters_are_what_the_library_makes_of_them(text: str) -> None:
    def tree() -> tuple[str, object]:
        read = marked(text)
        assert read is not None
        tree, left = markdown_tree(read)
        return "".join(tostring(block, encoding="unicode") for block in tree if isinstance(block, Element)), left

    with patch.object(markup, "_add_known", return_value=False):
        asked = tree()
    assert tree() == asked


@given(st.lists(st.tuples(BLOCKS, LINES), max_size=5))
def test_ordinary_markdown_is_read_as_the_library_reads_it(parts: list[tuple[str, str]]) -> None:
    text = "".join(block.format(line) for block, line in parts) + "\n\n[r]: https://x.org\n"
    assert skeleton(shown(body_of(explainer(text)))) == stock(text)
