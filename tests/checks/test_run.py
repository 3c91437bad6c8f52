"""What the rules find in a file is found once and in order; what could not be looked at is said by file."""

from __future__ import annotations

from explainers.checks.run import Found, found_in, unchecked
from explainers.problems import Lines, Unchecked
from tests.checks.examples import PAGE, page_of, pages, site_files, with_body

THREE = "The zone was 25 kilometres wide and 25 long, the ministry said [@wire, para. 2]."


def test_problems_are_in_the_order_of_the_file_each_once() -> None:
    problems = found_in(page_of(THREE)).problems
    assert [(one.code, one.place.column) for one in problems if one.code == "figure-not-in-source"] == [
        ("figure-not-in-source", 14), ("figure-not-in-source", 37),
    ]  # fmt: skip
    assert list(problems) == sorted(set(problems))


def test_what_rests_on_a_source_that_nobody_has_looked_at_is_told_by_line() -> None:
    body = "It was quiet [@gazette].\n\nNobody came [@gazette]. It rained, the ministry said [@wire, para. 2]."
    found = found_in(page_of(body))
    assert found.unsealed == (("gazette", Lines("content/explainers/neutral-zone.md", (12, 14))),)


def test_a_source_that_nobody_has_looked_at_is_told_once_an_original_before_its_translation() -> None:
    files = [Lines("content/explainers/a.fr.md", (3,)), Lines("content/explainers/a.md", (4, 9))]
    found = [Found((), (("gazette", lines), ("courier", files[0]))[: 2 - number]) for number, lines in enumerate(files)]
    assert [(one.what, one.where) for one in unchecked(found)] == [
        ("what is cited to 'courier'", (files[0],)), ("what is cited to 'gazette'", (files[1], files[0])),
    ]  # fmt: skip


def test_a_page_that_is_not_about_the_world_has_nothing_unchecked() -> None:
    about = b"---\ntitle: About\nsummary: Who.\n---\n\nAnn said so [@gazette].\n"
    found = found_in(pages({**site_files(), "pages/about.md": about})["pages/about.md"])
    assert (found.unsealed, found.languages) == ((), ())


def test_the_languages_of_a_file_are_those_of_its_words() -> None:
    known = pages(with_body(site_files(), "One [@wire]."))
    assert found_in(known[PAGE]).languages == ("en",)
    assert found_in(known["events.yaml"]).languages == ("en", "fr")


def test_a_language_without_lists_of_words_is_told_once_with_its_files() -> None:
    told = unchecked([Found((), (), ("en", "it")), Found((), (), ("it",)), Found((), (), ("fr",))])
    assert told == (
        Unchecked(
            "words without a date, hedges and numbers in words, in Italian (2 files)",
            "there are no lists of such words for this language",
        ),
    )


def test_in_a_language_where_every_noun_has_a_capital_only_listed_names_are_looked_at() -> None:
    told = unchecked([Found((), (), ("de",))])
    assert [one.what for one in told] == ["names that names.yaml does not list, in German (1 file)"]
