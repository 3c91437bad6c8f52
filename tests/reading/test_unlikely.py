"""Values that can be read and can't be right, and signs that nobody sees: told where they stand."""

from __future__ import annotations

import pytest

from explainers.reading.documents import read_document
from tests.reading.test_wrong import marked
from tests.reading.texts import LANGUAGES

FRONT = "---\ntitle: One\nsummary: Two.\ndate: 2026-01-01\ncountries: [BF]\n---\n\nText [@a].\n"
NBSP = "\u00a0"


def told(text: str, path: str = "content/explainers/one.md") -> list[tuple[int, str, str]]:
    problems = read_document(path, text.encode(), LANGUAGES).problems
    return [(one.place.line, one.code, marked(text, one.place)) for one in problems]


def front(old: str, new: str) -> list[tuple[int, str, str]]:
    assert old in FRONT
    return told(FRONT.replace(old, new, 1))


COUNTRY = "---\ncode: {}\ncapital: A\nmarker: [{}]\n---\n\nText [@a].\n"
MARKERS = [
    ("NO", "10.75, 59.91", "[59.91, 10.75]"),
    ("BF", "-1.52, 12.37", "[12.37, -1.52]"),
    ("BF", "-12.37, -1.52", "[12.37, -1.52]"),
    ("US", "38.9, 77.0", "[38.9, -77]"),
    ("NZ", "41.29, 174.78", "[-41.29, 174.78]"),
    ("AR", "34.6, 58.38", "[-34.6, -58.38]"),
    ("FR", "2.35, 48.86", "[48.86, 2.35]"),
    ("SE", "18.07, 59.33", "[59.33, 18.07]"),
    ("SE", "48.86, 2.35", None),
    ("JP", "0, 0", None),
]


@pytest.mark.parametrize(("code", "marker", "meant"), MARKERS)
def test_a_marker_outside_its_country_is_told(code: str, marker: str, meant: str | None) -> None:
    text = COUNTRY.format(code, marker)
    (problem,) = read_document("content/countries/a.md", text.encode(), LANGUAGES).problems
    assert (problem.code, problem.place.line, problem.suggestion) == ("unlikely-value", 4, meant)
    assert f"km away from the country {code}" in problem.message


@pytest.mark.parametrize(
    ("code", "marker"),
    [("NO", "59.91, 10.75"), ("RU", "66.5, -175"), ("TV", "-8.52, 179.2"), ("FR", "4.9, -52.3"),
     ("PF", "-17.53, -149.57"), ("GI", "36.14, -5.35"), ("XX", "0, 0"), ("SG", "1.29, 103.85")],
)  # fmt: skip
def test_a_marker_in_its_country_or_in_one_without_a_shape_is_not(code: str, marker: str) -> None:
    assert told(COUNTRY.format(code, marker), "content/countries/a.md") == []


@pytest.mark.parametrize(
    ("old", "new", "line", "code", "words"),
    [
        ("title: One", "title: The #1 zone", 2, "unlikely-value", "#1 zone"),
        ("title: One", "title: Why #MeToo matters", 2, "unlikely-value", "#MeToo matters"),
        ("summary: Two.", "summary: Two and\t#three.", 3, "unlikely-value", "#three."),
        ("title: One", "title: #MeToo", 2, "empty-value", "#MeToo"),
        ("date:", "tags:\n  - aid\n  - #MeToo\ndate:", 6, "empty-value", "#MeToo"),
        ("date:", 'tags: [aid, " aid "]\ndate:', 4, "unknown-value", '" aid "'),
        ("date:", 'tags: ["foreign  aid", foreign aid]\ndate:', 4, "unknown-value", "foreign aid"),
        ("date:", 'tags: ["aid\u00a0", aid]\ndate:', 4, "unknown-value", "aid"),
        ("title: One", "title: Caf\ufffd", 2, "unlikely-value", "\ufffd"),
        ("Text", "T\ufffdxt", 8, "unlikely-value", "\ufffd"),
    ],
)
def test_values_that_cannot_be_right_are_told(old: str, new: str, line: int, code: str, words: str) -> None:
    assert front(old, new) == [(line, code, words.replace("\t", "⇥"))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: One", "title: One  # a remark"),
        ("title: One", "title: One ## a remark"),
        ("title: One", 'title: "The #1 zone"'),
        ("title: One", "title: 'C# and F#'"),
        ("title: One", "title: C# and F#"),
        ("date: 2026-01-01", "date: 2026-01-01 #remark"),
        ("date:", "tags: [aid, Aid]\ndate:"),
        ("Text", "The sign &#xFFFD; stands here"),
    ],
)
def test_remarks_and_quoted_signs_are_not_told(old: str, new: str) -> None:
    assert front(old, new) == []


@pytest.mark.parametrize("words", ["The **big** one", "See [this](https://x.org)", "The [[junta]]", "A [[junta|word]]"])
def test_markdown_in_a_title_is_told(words: str) -> None:
    (problem,) = front("title: One", f'title: "{words}"')
    assert problem[:2] == (2, "unread-markdown")


def test_markdown_in_the_text_of_an_event_is_told() -> None:
    text = "- id: a\n  when: 1905\n  kind: happened\n  countries: [NO]\n  text: {en: A **big** one}\n  cite: '[@a]'\n"
    assert told(text, "content/events.yaml") == [(5, "unread-markdown", "**big**")]


@pytest.mark.parametrize("words", ["3 * 4", "f**k and s***", "A [sic] title (so)", "snake_case `tick` {{7*7}}", "x**2"])
def test_signs_in_a_title_are_not_told(words: str) -> None:
    assert front("title: One", f'title: "{words}"') == []


def test_a_query_behind_an_address_of_a_page_is_told() -> None:
    text = FRONT + "\nSee [it]({filename}two.md?x=1#next) [@a].\n"
    (problem,) = read_document("content/explainers/one.md", text.encode(), LANGUAGES).problems
    assert (problem.code, problem.suggestion) == ("broken-link", "{filename}two.md#next")


def test_a_file_full_of_lost_characters_tells_some_and_how_many() -> None:
    problems = read_document("content/explainers/one.md", (FRONT + "\ufffd" * 50).encode(), LANGUAGES).problems
    lost = [one for one in problems if one.code == "unlikely-value"]
    assert len(lost) == 20
    assert "(there are 50 in this file)" in lost[0].message


INVISIBLE = [
    ("title: One", f"title:{NBSP}One", 2),
    ("title: One", f"title: {NBSP}One", 2),
    ("title: One", f"{NBSP}title: One", 2),
    ("title: One", f"title{NBSP}: One", 2),
    ("title: One", "ti\u200dtle: One", 2),
    ("title: One", "\u200etitle: One", 2),
    ("summary: Two.", "summary:\u202fTwo.", 3),
    ("summary: Two.", "summary:\u3000Two.", 3),
    ("---\n\n", f"---{NBSP}\n\n", 6),
    ("---\n\n", f"{NBSP}---\n\n", 6),
    ("---\ntitle", f"---{NBSP}\ntitle", 1),
    ("---\ntitle", f"{NBSP}---\ntitle", 1),
    ("countries: [BF]", f"countries:\n{NBSP}{NBSP}- BF", 6),
    ("countries: [BF]", f"countries:\n  -{NBSP}BF", 6),
    ("date:", f"key_points: |{NBSP}\n  - One [@a].\ndate:", 4),
    ("date:", f"key_points:{NBSP}|\n  - One [@a].\ndate:", 4),
]


@pytest.mark.parametrize(("old", "new", "line"), INVISIBLE)
def test_invisible_signs_in_front_matter_are_named_at_their_line_and_nothing_else_is(
    old: str, new: str, line: int
) -> None:
    found = front(old, new)
    assert {(place, code) for place, code, _ in found} == {(line, "control-character")}
    assert all(not words.isascii() for _, _, words in found)


def test_they_are_named_in_data_files_too() -> None:
    text = f"- id: a\n{NBSP} term: {{en: A}}\n  means: {{en: A.}}\n"
    assert told(text, "content/glossary.yaml") == [(2, "control-character", NBSP)]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: One", f"title: « One{NBSP}»"),
        ("title: One", f"title: 10{NBSP}000 francs"),
        ("summary: Two.", f"summary: Deux\u202f? Trois{NBSP}!"),
        ("date:", f"key_points: |\n  - Remarque{NBSP}: un [@a].\ndate:"),
        ("date:", f"key_points: |\n  - Remarque, « un{NBSP}» : deux [@a].\ndate:"),
        ("title: One", "title: می\u200cخواهم"),
        ("Text", f"{NBSP}Text : « a{NBSP}»"),
    ],
)  # fmt: skip
def test_no_break_spaces_in_words_are_let_be(old: str, new: str) -> None:
    assert [one for one in front(old, new) if one[1] != "misquoted"] == []
