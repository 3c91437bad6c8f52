"""A file that isn't read is told with the name, or the place, that it is meant to have."""

from __future__ import annotations

import pytest

from explainers.problems import START
from explainers.reading.documents import read_document
from explainers.reading.misplaced import meant_file, misplaced, moved

EXPLAINER = b"---\ntitle: Herring\nsummary: Who fishes?\ndate: 2025-03-02\ncountries: [NO]\n---\n\nThey fish [@wire].\n"
SOURCE = b"title: Wire\npublisher: Wire\npublished: 1905-09-23\nurl: https://wire.example\nlanguage: en\n"


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("explainers/herring.md.txt", "explainers/herring.md"),
        ("explainers/herring.markdown", "explainers/herring.md"),
        ("explainers/herring.MD", "explainers/herring.md"),
        ("explainers/Her ring.fr.MD", "explainers/her-ring.fr.md"),
        ("explainers/herring.fr.md.txt", "explainers/herring.fr.md"),
        ("explainers/herring", "explainers/herring.md"),
        ("explainers/v1.2.txt", "explainers/v1-2.md"),
        ("explainers/north/herring.md", "explainers/herring.md"),
        ("explainer/herring.md", "explainers/herring.md"),
        ("sources/wire.yml", "sources/wire.yaml"),
        ("sources/wire.yaml.txt", "sources/wire.yaml"),
        ("sources/Wire.YAML", "sources/wire.yaml"),
        ("Sources/wire.yaml", "sources/wire.yaml"),
        ("events.yml", "events.yaml"),
        ("event.yaml", "events.yaml"),
        ("name.yaml", "names.yaml"),
        ("wire.yaml", None),
        ("explainers/herring.docx", None),
        ("drafts/herring.md", None),
    ],
)
def test_a_name_that_is_a_slip_is_told_with_the_one_that_is_meant(path: str, meant: str | None) -> None:
    assert meant_file(f"content/{path}") == meant


@pytest.mark.parametrize(
    ("path", "data", "message", "suggestion"),
    [
        ("sources/wire.yml", SOURCE, "here are only files NAME.yaml; this one is not read: rename it", "wire.yaml"),
        ("explainers/one.docx", b"PK", "here are only files NAME.md; this one is not read", None),
        (
            "herring.md",
            EXPLAINER,
            "this is an explainer, and is read in explainers/ alone: move it there",
            "explainers/herring.md",
        ),
        ("drafts/herring.md", EXPLAINER, "this is an explainer, and is read in", "explainers/herring.md"),
        ("wire.yaml", SOURCE, "this is a source, and is read in sources/ alone: move it there", "sources/wire.yaml"),
        ("event.yaml", b"", "this file is not read: its name or its folder is another one", "events.yaml"),
        (
            "README.md",
            b"title: One\n",
            "this file is not read: content is explainers/, countries/",
            None,
        ),
    ],
)
def test_a_file_that_is_not_read_is_told_where_it_is_meant_to_be(
    path: str, data: bytes, message: str, suggestion: str | None
) -> None:
    problem = misplaced(f"content/{path}", data)
    assert (problem.place, problem.suggestion) == (START, suggestion)
    assert problem.message.startswith(message)


@pytest.mark.parametrize("path", ["countries/herring.md", "relations/herring.md", "pages/herring.md"])
def test_a_page_among_those_of_another_kind_is_told_as_that_alone(path: str) -> None:
    document = read_document(f"content/{path}", EXPLAINER, ("en", "fr"))
    assert [(one.message, one.suggestion) for one in document.problems] == [
        ("this is an explainer, and is read in explainers/ alone: move it there", "explainers/herring.md")
    ]
    assert (document.record, document.references, document.blocks) == (None, (), ())


@pytest.mark.parametrize(
    ("kind", "keys", "translation"),
    [
        ("explainer", {"title", "summary"}, False),  # half done, not a page
        ("page", {"title", "summary", "date"}, False),
        ("country", {"code", "capital", "marker", "titel"}, False),
        ("country", {"capital", "status"}, True),
        ("explainer", {"title", "summary", "translated_from"}, True),
        ("explainer", {"code"}, False),
        ("relation", set(), False),
    ],
)
def test_a_page_that_is_half_done_stands_where_it_belongs(kind: str, keys: set[str], translation: bool) -> None:
    assert moved(f"{kind}s/a.md", kind, keys, translation=translation) is None  # type: ignore[arg-type]


def test_the_translation_of_a_moved_page_is_moved_too() -> None:
    keys = {"title", "summary", "key_points", "translated_from"}
    told = moved("countries/herring.fr.md", "country", keys, translation=True)
    assert told is not None
    assert told[1] == "explainers/herring.fr.md"


TRANSLATION = b"---\ntitle: Hareng\nsummary: Qui le p\xc3\xaache ?\ntranslated_from: abc\n---\n\nIls p\xc3\xaachent.\n"


@pytest.mark.parametrize(
    ("path", "message", "suggestion"),
    [
        ("herring-fr.md", "this is a translation, and its language belongs into its name, NAME.fr.md", "herring.fr.md"),
        ("hareng.md", "this is a translation, and its language belongs into its name, NAME.fr.md", None),
        ("herring.fra.md", "the site has no language 'fra', only en, fr", "herring.fr.md"),
        ("herring.en.md", "an original has no language in its name", "herring.md"),
        ("Herring-FR.md", "a file's name has small letters", "herring-fr.md"),
    ],
)
def test_a_translation_whose_name_does_not_say_its_language_is_told_once(
    path: str, message: str, suggestion: str | None
) -> None:
    document = read_document(f"content/explainers/{path}", TRANSLATION, ("en", "fr"))
    (problem,) = document.problems
    assert problem.message.startswith(message)
    assert (problem.place, problem.suggestion, document.record) == (START, suggestion, None)


def test_what_has_keys_of_an_original_is_one_and_so_is_all_on_a_site_of_one_language() -> None:
    original = EXPLAINER.replace(b"countries:", b"translated_from: abc\ncountries:")
    for data, languages in ((original, ("en", "fr")), (TRANSLATION, ("en",))):
        codes = {one.code for one in read_document("content/explainers/herring.md", data, languages).problems}
        assert "unknown-key" in codes
