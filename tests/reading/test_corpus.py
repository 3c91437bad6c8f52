"""Files are joined into one corpus, and what only shows between them is told."""

from __future__ import annotations

import random

import msgspec
import pytest

from explainers.model import Corpus
from explainers.problems import Problem
from explainers.reading.documents import Document, read_document
from tests.joining import joined
from tests.reading.texts import LANGUAGES, marked

SOURCE = "title: T\npublisher: P\npublished: 2023\nurl: https://x.org\nlanguage: en\n"
SITE = {
    "explainers/one.md": """\
---
title: One
summary: Two
date: 2026-01-01
countries: [BF, RU]
---
## What next?

Text [[rain]] [@afp, para. 2], [b]({filename}/countries/b.md) and [c](#what-next) [@plain].
""",
    "explainers/one.fr.md": """\
---
title: Un
summary: Deux
---
## Et ensuite ?

Texte [@afp, para. 2]. [Ici]({filename}one.md#et-ensuite) [@plain].
""",
    "countries/b.md": "---\ncode: BF\ncapital: O\nmarker: [12, -1]\n---\nText [@afp].\n",
    "countries/a.md": "---\ncode: RU\ncapital: M\nmarker: [55, 37]\n---\n",
    "relations/a-b.md": '---\nbetween: [BF, RU]\nstatus: closer\nas_of: 2023\ncite: "[@afp]"\n---\n',
    "pages/home.md": "---\ntitle: Home\nsummary: Words\nevents: [rain-falls]\n---\n",
    "sources/afp.yaml": SOURCE + "sealed: {digest: a, count: 3}\n",
    "sources/plain.yaml": SOURCE,
    "events.yaml": '- {id: rain-falls, when: 2023, kind: happened, countries: [BF], text: {en: R}, cite: "[@afp]"}\n',
    "glossary.yaml": "- {id: rain, term: {en: rain}, means: {en: water}}\n",
    "names.yaml": "- {id: ann, forms: {en: [Ann Lee, Ann]}}\n",
}


def read(changes: dict[str, str | None]) -> list[Document]:
    texts = {path: text for path, text in {**SITE, **changes}.items() if text is not None}
    return [read_document(f"content/{path}", text.encode(), LANGUAGES) for path, text in texts.items()]


def told(changes: dict[str, str | None], files: tuple[str, ...] = ()) -> list[str]:
    """Return what is told between the files: file, code, the stretch that is marked, what to write instead."""
    documents = read(changes)
    text = {document.path: document.data.decode() for document in documents}
    return [_line(problem, text[problem.path]) for problem in joined(documents, files)[1]]


def _line(problem: Problem, text: str) -> str:
    path = problem.path.removeprefix("content/")
    assert problem.excerpt in text.split("\n")
    line = f"{path} {problem.code} «{marked(text, problem.place)}»"
    return line + (f" → {problem.suggestion}" if problem.suggestion else "")


def edited(path: str, old: str, new: str) -> dict[str, str | None]:
    assert old in SITE[path]
    return {path: SITE[path].replace(old, new)}


def test_a_sound_site_has_nothing_to_tell() -> None:
    assert [problem for document in read({}) for problem in document.problems] == []
    assert told({}) == []


def test_all_records_are_in_the_corpus() -> None:
    found, _ = joined(read({}))
    assert list(found.explainers) == ["one"]
    assert list(found.explainers["one"].texts) == ["en", "fr"]
    assert list(found.countries) == ["BF", "RU"]
    assert list(found.relations) == [("RU", "BF")]
    assert (list(found.sources), list(found.pages)) == (["afp", "plain"], ["home"])
    assert (list(found.events), list(found.terms), list(found.names)) == (["rain-falls"], ["rain"], ["ann"])


def test_the_order_of_documents_does_not_matter() -> None:
    documents = read(edited("explainers/one.md", "para. 2", "para. 9"))
    expected = joined(documents)
    for seed in range(5):
        random.Random(seed).shuffle(documents)
        again = joined(documents)
        assert again[1] == expected[1]
        assert msgspec.msgpack.encode(dict(again[0].explainers)) == msgspec.msgpack.encode(dict(expected[0].explainers))


def test_a_relation_has_its_countries_in_the_order_of_their_slugs() -> None:
    for between in ("[BF, RU]", "[RU, BF]"):
        found, problems = joined(read(edited("relations/a-b.md", "[BF, RU]", between)))
        assert list(found.relations) == [("RU", "BF")]
        assert problems == ()


def test_references_to_what_is_not_there() -> None:
    one = "explainers/one.md"
    assert told(edited(one, "@afp", "@apf")) == [f"{one} unknown-source «apf» → afp"]
    assert told(edited(one, "para. 2", "paras. 2–4")) == [f"{one} unknown-paragraph «paras. 2–4»"]
    assert told(edited(one, "[@plain]", "[@plain, para. 99]")) == []
    assert told(edited(one, "[[rain]]", "[[rian|Rain]]")) == [f"{one} unknown-term «rian» → rain"]
    assert told(edited(one, "/countries/b.md", "/country/b.md")) == [
        f"{one} broken-link «{{filename}}/country/b.md» → {{filename}}/countries/b.md"
    ]
    assert told(edited(one, "/countries/b.md", "/sources/afp.yaml")) == [
        f"{one} broken-link «{{filename}}/sources/afp.yaml»"
    ]
    assert told(edited(one, "/countries/b.md", "/countries/who-pays.md")) == [
        f"{one} broken-link «{{filename}}/countries/who-pays.md»"
    ]
    assert told(edited(one, "/countries/b.md", "/explainers/b.md")) == [
        f"{one} broken-link «{{filename}}/explainers/b.md» → {{filename}}/countries/b.md"
    ]
    assert told(edited(one, "#what-next", "#what-nxt")) == [f"{one} unknown-heading «what-nxt» → what-next"]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("../countries/b.md", " → {filename}../countries/b.md"),
        ("/countries/b/", " → {filename}../countries/b.md"),
        ("b.html", " → {filename}/countries/b.md"),
        ("who-pays.md", ""),
    ],
)
def test_a_link_typed_as_elsewhere_is_told_with_the_page_that_is_meant(typed: str, meant: str) -> None:
    one = "explainers/one.md"
    assert told(edited(one, "{filename}/countries/b.md", typed)) == [f"{one} unsafe-link «{typed}»{meant}"]


def test_the_source_that_paragraphs_stand_in_is_there_and_published() -> None:
    afp, plain = "sources/afp.yaml", "sources/plain.yaml"
    here = {afp: f"{SITE[afp]}elsewhere: [{{paras: [2], source: plian}}, {{paras: [3], source: nowhere}}]\n"}
    assert told(here) == [f"{afp} unknown-source «plian» → plain"]
    there = {afp: here[afp].replace("plian", "plain"), "explainers/one.md": None, "explainers/one.fr.md": None}
    assert told(there) == []
    draft = {**there, plain: f"{SOURCE}status: draft\n"}
    assert told(draft) == [f"{afp} unpublished-link «plain»"]
    assert told({**draft, afp: f"{here[afp].replace('plian', 'plain')}status: draft\n"}) == [
        f"{path} unpublished-link «afp»" for path in ("countries/b.md", "events.yaml", "relations/a-b.md")
    ]


def test_countries_that_are_none_or_have_no_file() -> None:
    one = "explainers/one.md"
    assert told(edited(one, "RU]", "RX]")) == [f"{one} unknown-country «RX» → RU"]
    assert told(edited(one, "RU]", "UK]")) == [f"{one} unknown-country «UK» → GB"]
    assert told(edited(one, "RU]", "FR]")) == [f"{one} unknown-country «FR»"]
    assert told(edited(one, "RU]", "EU]")) == [f"{one} unknown-country «EU»"]
    assert told(edited("events.yaml", "[BF]", "[ML]")) == ["events.yaml unknown-country «ML»"]


def test_the_home_page_names_events_that_are_there() -> None:
    assert told(edited("pages/home.md", "rain-falls", "rain-fall")) == [
        "pages/home.md unknown-value «rain-fall» → rain-falls"
    ]


def test_an_explainer_names_events_that_are_there() -> None:
    path = "explainers/one.md"
    assert told(edited(path, "countries:", "events: [rain-falls]\ncountries:")) == []
    assert told(edited(path, "countries:", "events: [rain-fals]\ncountries:")) == [
        f"{path} unknown-value «rain-fals» → rain-falls"
    ]


def test_a_link_from_a_translation_leads_to_the_translation() -> None:
    path = "explainers/one.fr.md"
    assert told(edited(path, "#et-ensuite", "#what-next")) == [f"{path} unknown-heading «what-next» → et-ensuite"]
    assert told(edited(path, "one.md#et-ensuite", "one.fr.md#et-ensuite")) == []
    assert told({**edited("explainers/one.md", "(#what-next)", "({filename}two.md#trois)"), **_two(fr=False)}) == [
        "explainers/one.md unknown-heading «trois»"
    ]
    assert told({**edited(path, "one.md#et-ensuite", "two.md#three"), **_two(fr=False)}) == []
    assert told({**edited(path, "one.md#et-ensuite", "two.md#three"), **_two(fr=True)}) == [
        f"{path} unknown-heading «three» → trois"
    ]


def _two(*, fr: bool) -> dict[str, str | None]:
    two = SITE["explainers/one.md"].replace("What next?", "Three").replace("#what-next", "#three")
    french = SITE["explainers/one.fr.md"].replace("Et ensuite ?", "Trois").replace("#et-ensuite", "")
    return {"explainers/two.md": two, "explainers/two.fr.md": french if fr else None}


def test_pictures_have_to_be_there() -> None:
    change = edited("explainers/one.md", "Text", '![p](images/a.jpg "C, D")\n\nText')
    assert told(change, ("images/a.jpg",)) == []
    assert told(change, ("images/aa.jpg",)) == ['explainers/one.md broken-link «images/a.jpg "C, D"» → images/aa.jpg']


def test_pairs_that_stand_twice_or_with_themselves() -> None:
    twin = SITE["relations/a-b.md"].replace("[BF, RU]", "[RU, BF]")
    assert told({"relations/b-a.md": twin}) == [
        "relations/b-a.md unknown-value «» → a-b.md",
        "relations/b-a.md same-pair-twice «RU»",
    ]
    assert told(edited("relations/a-b.md", "[BF, RU]", "[BF, BF]")) == ["relations/a-b.md same-pair-twice «BF»"]


def test_the_name_of_a_relation_is_that_of_its_countries() -> None:
    assert told({"relations/a-b.md": None, "relations/a-c.md": SITE["relations/a-b.md"]}) == [
        "relations/a-c.md unknown-value «» → a-b.md"
    ]


@pytest.mark.parametrize("slug", ["map", "countries", "data", "feeds", "fr", "pagefind", "schemas", "search", "theme"])
def test_an_address_that_the_site_takes_itself(slug: str) -> None:
    assert told({f"explainers/{slug}.md": SITE["explainers/one.md"]}) == [f"explainers/{slug}.md duplicate-slug «»"]


def test_an_address_that_two_pages_would_have() -> None:
    page = "---\ntitle: One\nsummary: Two\n---\nText.\n"
    assert told({"pages/one.md": page}) == ["pages/one.md duplicate-slug «»"]


def test_a_country_with_two_files() -> None:
    assert told({"countries/c.md": SITE["countries/b.md"]}) == ["countries/c.md duplicate-slug «BF»"]


def test_a_translation_without_an_original() -> None:
    assert told({"explainers/oen.fr.md": SITE["explainers/one.fr.md"]}) == [
        "explainers/oen.fr.md broken-link «» → one.fr.md"
    ]


def test_a_file_that_could_not_be_read_makes_no_problems_elsewhere() -> None:
    broken = "---\ntitle: 'One\n"
    assert told({"countries/b.md": broken, "relations/a-b.md": None}) == []
    assert told({"glossary.yaml": "- {", "events.yaml": "- {"}) == []
    assert told({"sources/afp.yaml": "title: ["}) == []
    assert told({"explainers/two.md": broken, **edited("explainers/one.md", "#what-next", "{filename}two.md#x")}) == []


def test_an_entry_that_could_not_be_read_still_has_its_id() -> None:
    assert told(edited("events.yaml", "happened", "happend")) == []
    assert told(edited("glossary.yaml", "means: {en: water}", "mean: x")) == []


def test_what_could_not_be_read_is_not_in_the_corpus() -> None:
    found, _ = joined(read(edited("explainers/one.md", "2026-01-01", "soon")))
    assert found.explainers == {}
    assert isinstance(found, Corpus)
