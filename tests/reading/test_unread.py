"""What looks like Markdown and is none is told at its line; what journalists write as words stays words."""

from __future__ import annotations

import re

import pytest

from explainers.problems import Problem
from explainers.reading.documents import read_document
from tests.reading.texts import LANGUAGES, body_of, explainer, marked, shown

PAGE = "---\ntitle: About\nsummary: Who.\n---\n"


def problems(text: str) -> list[tuple[str, str]]:
    document = read_document("content/pages/about.md", (PAGE + text).encode(), LANGUAGES)
    return [(problem.code, marked(PAGE + text, problem.place)) for problem in document.problems]


TOLD = {
    # lists that are none
    "right below words": ("Bring:\n- bread\n- milk\n", "- bread"),
    "with a star": ("Bring:\n* bread\n", "* bread"),
    "with a plus": ("Bring:\n+ bread\n", "+ bread"),
    "indented below words": ("Bring:\n   - bread\n", "- bread"),
    "after a heading's words": ("## Bring\nThese:\n- bread\n", "- bread"),
    "in a quotation": ("> Bring:\n> - bread\n", "- bread"),
    "in an item": ("1. Bring:\n- bread\n", "- bread"),
    "numbered": ("Bring:\n1. bread\n2. milk\n", "1. bread"),
    "numbered, with one item": ("Bring:\n1. bread\n", "1. bread"),
    "numbered with brackets": ("1) bread\n2) milk\n", "1) bread"),
    "numbered without a space": ("1.bread\n2.milk\n", "1.bread"),
    "numbered in brackets": ("Bring (1) bread,\n(2) milk,\n(3) salt.\n", "(2) milk,"),
    "lettered with full stops": ("Bring:\na. bread\nb. milk\n", "a. bread"),
    "lettered": ("Bring:\na) bread\nb) milk\n", "a) bread"),
    "with a no-break space": ("-\u00a0bread\n", "-\u00a0bread"),
    "with a narrow no-break space": ("*\u202fbread\n", "*\u202fbread"),
    "without a space": ("-bread\n-milk\n", "-bread"),
    "with a word processor's bullets": ("• bread\n• milk\n", "• milk"),
    "with arrows": ("→ bread\n→ milk\n", "→ milk"),
    "with boxes": ("☐ bread\n☑ milk\n", "☑ milk"),
    "with dashes": ("– bread\n– milk\n", "– bread"),
    # lists in lists
    "nested by two spaces": ("- bread\n  - rye\n", "- rye"),
    "nested by three spaces, numbered": ("1. bread\n   1. rye\n", "1. rye"),
    "nested by two spaces further in": ("- bread\n    - rye\n      - dark\n", "- dark"),
    "back by too little": ("- bread\n    - rye\n  - milk\n", "- milk"),
    "nested after a blank line": ("- bread\n\n  - rye\n", "- rye"),
    "nested by no-break spaces": ("- bread\n\u00a0\u00a0\u00a0\u00a0- rye\n", "- rye"),
    "nested in a quotation": ("> - bread\n>   - rye\n", "- rye"),
    "a paragraph that leaves its item": ("- bread\n\n  It is dear.\n\n- milk\n", "It is dear."),
    # code
    "a fence that is not closed": ("```\nbread\n", "```"),
    "a fence that ends with its quotation": ("> ~~~\n> bread\n\nMilk\n", "~~~"),
    "a paragraph that was pasted with spaces": ("    Bread is dear.\n    - so is milk\n", "Bread is dear."),
    "one with a tab, below another": ("Milk.\n\n\tBread is dear.\n", "Bread is dear."),
    "one in an item": ("- milk\n\n        bread\n", "bread"),
    "code in a line that is not closed": ("Bread is `dear.\n", "`dear."),
    # tables
    "right below words ": ("Prices:\n| a | b |\n|---|---|\n| 1 | 2 |\n", "|---|---|"),
    "with too few columns in its second row": ("| a | b |\n|---|\n| 1 | 2 |\n", "|---|"),
    "with too many columns in its second row": ("a | b\n--- | --- | ---\n1 | 2\n", "--- | --- | ---"),
    "without its second row": ("| a | b |\n| 1 | 2 |\n", "| a | b |"),
    "a row that is longer than its header": ("| a | b |\n|---|---|\n| 1 | 2 | 3 |\n", "| 1 | 2 | 3 |"),
    "lines behind pipes": ("| Bread is dear,\n| milk is not.\n", "| Bread is dear,"),
    "a frame": ("+---+---+\n| a | b |\n+---+---+\n", "+---+---+"),
    "words right below": ("| a | b |\n|---|---|\n| 1 | 2 |\nSo much.\n", "So much."),
    # headings
    "indented": (" ## Bread\n", "## Bread"),
    "indented by a no-break space": ("\u00a0## Bread\n", "## Bread"),
    "with seven signs": ("## Bread\n\n####### Rye\n", "####### Rye"),
    "without its space": ("#Bread\n\nMilk.\n", "#Bread"),
    "underlined below two lines": ("Bread\nand milk\n===\n", "==="),
    # what other dialects know
    "a list of contents": ("[TOC]\n\n## Bread\n", "[TOC]"),
    "a list of contents in small letters": ("[toc]\n", "[toc]"),
    "boxes to tick": ("- [ ] bread\n", "[ ] bread"),
    "boxes that are ticked": ("* [x] bread\n* [X] milk\n", "[x] bread"),
    "boxes in a loose list": ("- [ ] bread\n\n- milk\n", "[ ] bread"),
    "definitions": ("Bread\n:   made of rye\n", ":   made of rye"),
    "a box": ("!!! note\n    Bread is dear.\n", "!!! note"),
    "a box in a quotation": ("> [!WARNING]\n> Bread is dear.\n", "[!WARNING]"),
    "a box between colons": (":::note\nBread\n:::\n", ":::note"),
    "an abbreviation": ("*[EU]: European Union\n", "*[EU]: European Union"),
    "struck through": ("Bread is ~~dear~~ cheap.\n", "Bread is ~~dear~~ cheap."),
    "highlighted": ("Bread is ==dear==.\n", "Bread is ==dear==."),
    "a link with a space": ("See [bread] (https://bread.example/).\n", "See [bread] (https://bread.example/)."),
    "a link to a page with a space": ("See [bread] (bread.md).\n", "See [bread] (bread.md)."),
    "a link with a colon": ("See [bread]: (bread.md) so.\n", "See [bread]: (bread.md) so."),
    "a link with a colon alone": ("See [bread]: https://bread.example/.\n", "See [bread]: https://bread.example/."),
    "a link without its brackets": ("See [bread]{filename}bread.md so.\n", "See [bread]{filename}bread.md so."),
    "a picture with a space": ("![bread]  (images/bread.png)\n", "![bread]  (images/bread.png)"),
    "a picture by its name": ("![bread] (bread.png)\n", "![bread] (bread.png)"),
    "a link to a page the wrong way round": ("See (bread)[bread.md#rye].\n", "See (bread)[bread.md#rye]."),
    "a picture the wrong way round": ("!(bread) [images/bread.png]\n", "!(bread) [images/bread.png]"),
    "a link to a page that is not closed": ("See [bread](bread.md so.\n", "See [bread](bread.md so."),
    "a link the wrong way round": ("See (bread)[https://bread.example/].\n", "See (bread)[https://bread.example/]."),
    "a line broken by a backslash": ("Bread\\\nand milk\n", "Bread\\"),
    "underlined": ("Bread is ++dear++.\n", "Bread is ++dear++."),
    "raised": ("The 2^nd^ bread.\n", "The 2^nd^ bread."),
    "lowered": ("Much CO~2~ in it.\n", "Much CO~2~ in it."),
    "a note between the lines": ("Bread is dear^[since May] now.\n", "Bread is dear^[since May] now."),
    "a template": ("Bread costs {{ price }} now.\n", "Bread costs {{ price }} now."),
    "a tag of a template": ("{% include bread.html %}\n", "{% include bread.html %}"),
    "a short code": ("{{< figure src=bread >}}\n", "{{< figure src=bread >}}"),
    "a comment": ("Bread is %%really?%% dear.\n", "Bread is %%really?%% dear."),
    "a formula": ("$$\nb = 2\n$$\n", "$$"),
    "an emoji's name": ("Bread :thumbs_up: is dear.\n", "Bread :thumbs_up: is dear."),
    "a link that is not closed": ("See [bread]({filename}a.md so.\n", "See [bread]({filename}a.md so."),
    "a link that leads nowhere": ("See [bread][b].\n", "[bread][b]."),
    "emphasis that is not closed": ("Bread is *dear.\n", "*dear."),
    "emphasis by an underscore": ("Bread is _dear.\n", "_dear."),
    "bold that is not closed": ("Bread is **dear.\n", "**dear."),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_looks_like_markdown_and_is_none_is_told_at_its_line(name: str) -> None:
    text, line = TOLD[name]
    assert ("unread-markdown", line) in problems(text)
    assert {code for code, _ in problems(text)} == {"unread-markdown"}


def test_all_that_is_wrong_with_a_line_is_told_there() -> None:
    text = "Much CO~2~ is ==dear== and ~~bad~~.\n"
    assert problems(text) == [("unread-markdown", text.strip())] * 3


def test_the_same_line_in_two_blocks_is_told_in_each() -> None:
    text = "Prices:\n| a | b |\n|---|---|\n\n| a | b |\n| 1 | 2 |\n\nPrices:\n| a | b |\n|---|---|\n"
    document = read_document("content/pages/about.md", (PAGE + text).encode(), LANGUAGES)
    assert [one.place.line for one in document.problems] == [7, 9, 14]


def test_footnotes_are_told_as_citations_that_are_none() -> None:
    assert problems("Bread[^1].\n\n[^1]: Of rye.\n") == [("bad-citation", "^1"), ("bad-citation", "^1")]


def test_each_list_is_told_once_and_the_same_list_in_each_place() -> None:
    text = "- bread\n- milk\n\nBring:\n- bread\n- milk\n\nBring:\n- bread\n- milk\n"
    document = read_document("content/pages/about.md", (PAGE + text).encode(), LANGUAGES)
    assert [(one.place.line, one.place.column) for one in document.problems] == [(9, 1), (13, 1)]


WORDS = [
    "- Yes, said the envoy.\n- No, said the other.\n",
    "– Yes, said the envoy.\n\n– No, said the other.\n",
    "The zone – as agreed\n– was 15 kilometres wide.\n",
    "They met on\n1. May in Karlstad.\n",
    "1. May is a holiday.\n",
    "Number\n#1 of the charts.\n",
    "#1 of the charts is a song about bread\n",
    "#MeToo began in 2017.\n",
    "The #1 and the ##2 of the charts.\n",
    "Bread is dear * milk is not.\n\n\\* In euros\n",
    "The price* rose.\n",
    "3 * 4 * 5 is 60, and a_b_c is a name.\n",
    "He said f**k, and s***.\n",
    "It is -5 degrees\n-6 in the north.\n",
    "A. Holm and\nB. Berg met.\n",
    "One | two, and a || b.\n",
    "Words (see above) [and below].\n",
    "See www.bread.example and https://bread.example/.\n",
    "\\- no list\n\\- no list\n",
    "Bring:\n1\\. bread\n2\\. milk\n",
    "\\[TOC]\n",
    "- \\[ ] bread\n",
    "\\## Bread\n",
    "Bread is \\~~dear~~ and \\==rye==, **bold** and `**code` and `~~code~~`.\n",
    "Bread is \\*\\*dear.\n",
    "A path: C:\\\\\nand more.\n",
    "- bread\n    - rye\n        - dark\n- milk\n",
    " - bread\n - milk\n",
    "1. bread\n\n    It is dear.\n\n2. milk\n",
    "- bread\n  of rye\n- milk\n",
    "> Bread.\n>\n> — A baker\n",
    "## Bread ##\n\n### C# and F#\n\nWords.\n",
    "Bread\n---\n\nMilk\n\n---\n\nSalt\n\n* * *\n",
    "| a | b |\n|---|:-:|\n| 1 |\n| 2 | 3 \\| 4 |\n",
    "a | b\n--- | ---\n1 | 2\n",
    "Le ministre\n: « oui ».\n",
    "Bread is 5 % dearer, milk {2} and 5 $, {so} it is: a^2, 100%.\n",
    "`{{ price }}` and \\{{ price }}, \\%%so\\%%.\n",
    "12:30 they left,\n12:45 they came.\n",
    "Bread costs 1 = 2 == 3.\n",
    "Bread (a) and\nb. that is all.\n",
    "C++ and a ++ b ++ c, x^2 and 3 ~ 4 ~ 5, 10:30:15, 5 :1: 2.\n",
    "Bread is \\:dear:, \\`dear, \\_dear, \\*dear and snake_case_, *it is*, _so_ and `_code`.\n",
    "[bread][b] and [milk][].\n\n[b]: https://b.example\n[milk]: https://m.example\n",
    "It is [sic] \\[so\\][b].\n",
    "Bread [sic] (of rye), [of wheat]: (so) they say, (dear) [as it is], [a]: here (and there) [e.g. rye].\n",
    "Bread [v. 1.2] (p. 3.4), (see) [3/4] and [bread]{rye}, [sic] (etc.), at bread.md (or rye.md).\n",
    "\\[bread] (bread.md) and `[bread] (bread.md)`, [bread\\] (bread.md) and [bread] \\(bread.md).\n",
    "Bread [analysis] (rye.md) and (rye) [@a] (bread.md).\n",
]


@pytest.mark.parametrize("text", WORDS)
def test_what_is_meant_as_words_or_is_markdown_is_not_told(text: str) -> None:
    assert problems(text) == []


def rendered(text: str) -> str:
    document = explainer(text)
    assert [problem for problem in document.problems if problem.code != "uncited"] == []
    return re.sub(r"\n", "⏎", shown(body_of(document)))


FENCED = {
    "```\na\n```\n": "<pre><code>a⏎</code></pre>",
    "```yaml\ntitle: x\n```\n": "<pre><code>title: x⏎</code></pre>",
    "~~~~ {.yaml}\n~~~\na\n~~~~\n": "<pre><code>~~~⏎a⏎</code></pre>",
    "```\na\n\n\n  b\n```\n": "<pre><code>a⏎⏎⏎  b⏎</code></pre>",
    "```\n# a\n- [@b <c>\n\n| d |\n```\n": "<pre><code># a⏎- [@b &lt;c&gt;⏎⏎| d |⏎</code></pre>",
    "a\n```\nb\n```\nc\n": "<p>a</p>⏎<pre><code>b⏎</code></pre>⏎<p>c</p>",
    "- a\n\n    ```\n    b\n      c\n    ```\n": "<ul>⏎<li><p>a</p>⏎<pre><code>b⏎  c⏎</code></pre>⏎</li>⏎</ul>",
    "- a\n    ```\n    b\n    ```\n- c\n": (
        "<ul>⏎<li><p>a</p>⏎<pre><code>b⏎</code></pre>⏎</li>⏎<li><p>c</p>⏎</li>⏎</ul>"
    ),
    "> ```\n> a\n> ```\n": "<blockquote>⏎<pre><code>a⏎</code></pre>⏎</blockquote>",
    "```\na\n```\n```\nb\n```\n": "<pre><code>a⏎</code></pre>⏎<pre><code>b⏎</code></pre>",
    "```code``` in words\n": "<p><code>code</code> in words</p>",
}


@pytest.mark.parametrize("text", FENCED)
def test_fenced_code_is_shown_as_it_was_typed(text: str) -> None:
    assert rendered(text) == FENCED[text]


def test_a_bracket_in_code_does_not_reach_beyond_it() -> None:
    assert rendered("```\nx [see @y\n```\n\nWords [@a].\n") == "<pre><code>x [see @y⏎</code></pre>⏎<p>Words.{a}</p>"


def test_problems_below_code_have_their_places() -> None:
    text = "```\nWords\n```\n\nWords [@].\n"
    assert problems(text) == [("bad-citation", "@")]
    document = read_document("content/pages/about.md", (PAGE + text).encode(), LANGUAGES)
    assert document.problems[0].place.line == 9


@pytest.mark.parametrize(
    ("typed", "words", "id"),
    [
        ("## C#", "C#", "c"),
        ("### F# and C# ###", "F# and C#", "f-and-c"),
        ("## A ##  ", "A", "a"),
        ("## A \\#", "A #", "a"),
        ("## #1", "#1", "1"),
    ],
)  # fmt: skip
def test_a_heading_keeps_the_hash_at_its_end(typed: str, words: str, id: str) -> None:
    text = f"## B\n\n{typed}\n" if typed.startswith("###") else f"{typed}\n"
    heading = body_of(explainer(text)).headings[-1]
    assert (heading.text, heading.id) == (words, id)


@pytest.mark.parametrize("sign", list("!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~"))
def test_each_sign_behind_a_backslash_is_itself(sign: str) -> None:
    document = explainer(f"One \\{sign} two [@a].\n")
    assert document.problems == ()
    assert document.blocks[-1].text == f"One {sign} two."


def test_no_problem_is_lost_where_there_are_very_many() -> None:
    text = "".join(f"Bring {number}:\n- bread\n\n" for number in range(400))
    found: list[Problem] = list(read_document("content/pages/about.md", (PAGE + text).encode(), LANGUAGES).problems)
    assert [one.place.line for one in found] == [6 + 3 * number for number in range(400)]
