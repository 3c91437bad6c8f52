"""Causes are told first and alone, each with the next step."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.checks.causes import without_consequences
from explainers.cli import main
from explainers.problems import Place, Problem, in_order
from tests.building_sites import edit
from tests.commands.conftest import site

__all__ = ["site"]

ZONE = "content/explainers/neutral-zone"
QUOTING = "\nThe zone was “a step towards lasting peace”, the ministry said [@wire, para. 3].\n"


def problem(path: str, code: str, severity: str = "error") -> Problem:
    return Problem(path, Place(1, 1, 1, 1), code, "", severity=severity)  # type: ignore[arg-type]


def told(capsys: pytest.CaptureFixture[str]) -> list[str]:
    """Return the lines of errors that `check` prints."""
    main(["check", "--today", "2024-01-01"])
    return [line for line in capsys.readouterr().err.splitlines() if ": error: " in line]


def test_an_original_comes_before_its_translations_and_these_before_other_pages() -> None:
    paths = ["c/explainers/a.fr.md", "c/explainers/a.md", "c/explainers/a-b.md", "c/explainers/a.de.md", "c/a.yaml"]
    ordered = [one.path for one in in_order(problem(path, "x") for path in paths)]
    assert ordered == ["c/a.yaml", "c/explainers/a.md", "c/explainers/a.de.md", "c/explainers/a.fr.md",
                       "c/explainers/a-b.md"]  # fmt: skip


def test_a_paragraph_that_is_not_there_has_no_consequences(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / f"{ZONE}.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nIn 1998, 77 envoys of Finland met in Stockholm [@wire, para. 33].\n")
    lines = [line for line in told(capsys) if "neutral-zone.md" in line]
    assert [line.rpartition("[")[2] for line in lines] == ["unknown-paragraph]"]


MISNAMED = {
    "sources/wire.yaml": ("sources/wire.yml", "rename it"),
    "countries/norway.md": ("countries/Norway.MD", "rename it"),
    "explainers/neutral-zone.md": (
        "countries/neutral-zone.md",
        "this is an explainer, and is read in explainers/ alone",
    ),
    "explainers/neutral-zone.md ": ("neutral-zone.md", "this is an explainer, and is read in explainers/"),
    "explainers/neutral-zone.md  ": ("explainers/neutral-zone.md.txt", "rename it"),
    "names.yaml": ("names.yml", "its name or its folder is another one"),
    "events.yaml": ("event.yaml", "its name or its folder is another one"),
    "glossary.yaml": ("glossary.yaml.txt", "its name or its folder is another one"),
}


@pytest.mark.parametrize("name", MISNAMED)
def test_a_file_that_has_another_name_is_told_there_alone(
    site: Path, capsys: pytest.CaptureFixture[str], name: str
) -> None:
    other, message = MISNAMED[name]
    (site / "content" / name.strip()).rename(site / "content" / other)
    lines = told(capsys)
    assert [line.partition(":")[0] for line in lines] == [f"content/{other}"]
    assert message in lines[0]


SLIPS = {
    "a date to come": ("date: 2023-11-24", "date: 2031-11-24\nreview_by: 2024-05-24", "this day has not come yet"),
    "a change that is a sentence": (
        "date: 2023-11-24",
        "date: 2023-11-24\nchanges:\n  - It was wrong.",
        "keys and values are expected here: date: …, kind: …, now: … [wrong-type]",
    ),
    "changes that are a sentence": (
        "date: 2023-11-24", "date: 2023-11-24\nchanges: It was wrong.", "a list is expected here [wrong-type]"
    ),
    "a change under its day": (
        "date: 2023-11-24",
        "date: 2023-11-24\nchanges:\n  - 2023-12-01: It was wrong.",
        "there is no key '2023-12-01' here; the keys are date, kind, now, was",
    ),
    "a slip in a paragraph": ("@wire, para. ", "@wire, para. 9", "the source 'wire' has"),
    "a slip in a source": ("@wire", "@wrie", "no source is called 'wrie'"),
    "a folded list": ("key_points: |", "key_points: >", "a | is expected after the key: a > makes one line"),
    "a mistyped summary": ("summary:", "sumary:", "there is no key 'sumary' here"),
}  # fmt: skip


@pytest.mark.parametrize("name", SLIPS)
def test_a_slip_in_front_matter_is_told_once(site: Path, capsys: pytest.CaptureFixture[str], name: str) -> None:
    before, after, message = SLIPS[name]
    page = site / f"{ZONE}.md"
    page.write_text(page.read_text(encoding="utf-8").replace(before, after, 1), encoding="utf-8")
    lines = told(capsys)
    assert [line.partition(":")[0] for line in lines] == [f"{ZONE}.md"]
    assert message in lines[0]


def test_a_paragraph_that_no_source_has_is_told_where_it_stands_alone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, "content/sources/wire.yaml", "- para: 3", "- para: 30")
    assert [line.rpartition("[")[2] for line in told(capsys)] == ["unknown-paragraph]"]


def test_a_mistyped_digest_of_the_original_is_not_missing_too(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, f"{ZONE}.fr.md", "translated_from:", "translated_form:")
    main(["check", "--today", "2024-01-01"])
    assert "[translation-stale]" not in capsys.readouterr().err


def test_an_id_that_is_none_is_told_without_those_who_name_it(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, "content/glossary.yaml", "- id: ", "- id: The ")
    assert ["[unknown-value]" in line for line in told(capsys)] == [True]


def test_what_a_misnamed_file_was_to_have_is_missed_when_that_is_gone(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    source = site / "content/sources/wire.yaml"
    misnamed = source.rename(source.with_suffix(".yml"))
    assert main(["build", "--today", "2024-01-01"]) == 1
    assert "[unknown-source]" not in capsys.readouterr().err
    misnamed.unlink()
    assert main(["build", "--today", "2024-01-01"]) == 1
    assert "no source is called 'wire'" in capsys.readouterr().err


def test_names_that_can_not_be_read_make_no_other_problems() -> None:
    broken, unknown = problem("content/names.yaml", "yaml-syntax"), problem("content/a.md", "name-not-in-source")
    other = problem("content/a.md", "uncited")
    assert without_consequences([unknown, broken, other]) == (broken, other)
    warned = problem("content/names.yaml", "unknown-key", "warning")
    assert without_consequences([unknown, warned]) == (unknown, warned)
    elsewhere = problem("content/pages/names.yaml", "unknown-value")
    assert without_consequences([unknown, elsewhere]) == (unknown, elsewhere)


def test_what_has_markdown_in_it_that_isnt_read_is_not_said_to_lack_a_citation() -> None:
    html = Problem("content/a.md", Place(2, 5, 2, 8), "raw-html", "")
    around, behind = (Problem("content/a.md", Place(2, column, 4, 9), "uncited", "") for column in (1, 9))
    assert without_consequences([around, html, behind]) == (html, behind)


UNREAD = {
    "html": "The ministry <b>of Finland met 77 others, and “said so”</b>",
    "an attribute of html": 'The ministry <p class="red">met 77 Finns',
    "a comment": "The ministry met <!-- 77 Finns, “so it said” -->",
    "a list": "1) In 1998 the Finns met\n2) “so it said” now",
    "a list below words": "The ministry asked for:\n- 77 ships of Finland\n- much “so it said”",
    "a table": "| Who | How many |\n| Finns | 77 |",
    "a table below words": "The ministry asked for:\n| Who | How many |\n|---|---|\n| Finns | 77 |",
    "a picture": "![Finns] (images/77.png) of the 77 “ships”",
}


@pytest.mark.parametrize("name", UNREAD)
@pytest.mark.parametrize("cited", ["", " [@wire, para. 2]."])
def test_what_isnt_read_as_it_looks_is_told_alone(
    site: Path, capsys: pytest.CaptureFixture[str], name: str, cited: str
) -> None:
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{UNREAD[name]}{cited}\n")
    codes = {line.rpartition("[")[2] for line in told(capsys)}
    assert codes in ({"raw-html]"}, {"unread-markdown]"})


def test_words_before_what_isnt_read_and_in_other_blocks_are_told_too(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write("\nIn 1998 <b>so</b> it was [@wire, para. 1].\n\nIt was so in 1999 [@wire, para. 1].\n")
    assert [line.rpartition("[")[2] for line in told(capsys)] == [
        "figure-not-in-source]", "raw-html]", "raw-html]", "figure-not-in-source]"
    ]  # fmt: skip


@pytest.mark.parametrize("unread", [(".md",), (".fr.md",)])
def test_a_list_that_is_none_makes_no_difference_between_languages(
    site: Path, capsys: pytest.CaptureFixture[str], unread: tuple[str, ...]
) -> None:
    items = {".md": ("They met [@wire, para. 1].", "They talked [@wire, para. 1]."),
             ".fr.md": ("Ils se rencontrèrent [@wire, para. 1].", "Ils parlèrent [@wire, para. 1].")}  # fmt: skip
    for ending, listed in items.items():
        sign = "{})" if ending in unread else "{}."
        with (site / f"{ZONE}{ending}").open("a", encoding="utf-8") as page:
            page.write("\n" + "".join(f"{sign.format(number)} {one}\n" for number, one in enumerate(listed, start=1)))
    assert [(line.partition(":")[0], line.rpartition("[")[2]) for line in told(capsys)] == [
        (f"{ZONE}{ending}", "unread-markdown]") for ending in unread
    ]


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("It was “a step towards lasting peace”", ["speaker-missing]"]),
        ("It was “a step towards lasting peace”, Stockholm said", ["speaker-missing]"]),
        ("It was calm", ["attribution-missing]"]),
    ],
)
def test_who_has_to_be_named_for_a_quotation_is_asked_for_once(
    site: Path, capsys: pytest.CaptureFixture[str], words: str, codes: list[str]
) -> None:
    edit(site, "content/sources/wire.yaml", "paragraphs:\n", "paragraphs:\n  3: {how: [said], by: [ministry]}\n")
    edit(site, "content/sources/wire.yaml", "    3: [the ministry]\n", "    3: [the ministry, Stockholm]\n")
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write(f"\n{words} [@wire, para. 3].\n")
    assert [line.rpartition("[")[2] for line in told(capsys)] == codes


def test_a_claim_is_asked_for_its_own_source_where_a_quotation_has_another(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, "content/sources/wire.yaml", "paragraphs:\n", "paragraphs:\n  3: {how: [said], by: [Stockholm]}\n")
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write("\nIt was “a step towards lasting peace” [@wire, para. 3].\n")
    assert [line.rpartition("[")[2] for line in told(capsys)] == ["attribution-missing]", "speaker-missing]"]


def test_a_citation_that_cant_be_read_is_told_and_not_that_there_is_none() -> None:
    bad = Problem("content/a.md", Place(4, 9, 4, 20), "bad-citation", "")
    around, below = (Problem("content/a.md", Place(line, 1, 4, 21), "uncited", "") for line in (3, 5))
    assert without_consequences([around, bad, below]) == (bad, below)


def test_a_name_that_nobody_knows_is_told_beside_no_broken_names(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, f"{ZONE}.md", "Envoys met in Karlstad", "Envoys of the Swedes met in Karlstad")
    (site / "content/names.yaml").write_text("- [\n", encoding="utf-8")
    assert [line.partition(":")[0] for line in told(capsys)] == ["content/names.yaml"]


def test_an_unknown_name_says_to_list_it_and_to_seal_again(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, f"{ZONE}.md", "in Karlstad", "in Bergen")
    (site / f"{ZONE}.fr.md").unlink()
    (line,) = told(capsys)
    assert line.endswith(
        "'Bergen' is not named in paragraph 1 of 'wire'; if the source has it in another form, list both in "
        "names.yaml as - {id: bergen, forms: {en: […, Bergen]}}, then run explainers source seal wire --text FILE "
        "[name-not-in-source]"
    )


@pytest.mark.parametrize("broken", ["speaker:", "speaker: {}", "speaker: [a]", "speker: the ministry"])
def test_a_source_that_can_not_be_read_makes_no_quotation_unknown(
    site: Path, capsys: pytest.CaptureFixture[str], broken: str
) -> None:
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write(QUOTING)
    edit(site, "content/sources/wire.yaml", "speaker: the ministry", broken)
    found = told(capsys)
    assert found
    assert {line.partition(":")[0] for line in found} == {"content/sources/wire.yaml"}


def test_a_quotation_from_a_source_that_is_not_there_has_one_problem(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write(QUOTING.replace("@wire", "@xyzzy"))
    (line,) = told(capsys)
    assert line.endswith("no source is called 'xyzzy': run explainers new source xyzzy [unknown-source]")


def test_a_quotation_that_nobody_said_is_still_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (site / f"{ZONE}.fr.md").unlink()
    with (site / f"{ZONE}.md").open("a", encoding="utf-8") as page:
        page.write(QUOTING.replace("a step towards lasting peace", "nothing of the kind"))
    (line,) = told(capsys)
    assert line.endswith("[unsealed-quotation]")


def test_differences_of_a_stale_translation_are_told_once_at_their_cause(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, f"{ZONE}.md", "15 kilometres", "10 kilometres")
    edit(site, f"{ZONE}.md", "Envoys met in Karlstad", "The envoys of Norway met in Karlstad")
    (line,) = told(capsys)
    assert line.startswith(f"{ZONE}.fr.md:8:18: error: the original has changed since this was translated, and lines ")
    assert line.endswith(
        " no longer say the same: bring this in line with it, then run explainers new translation "
        "explainers/neutral-zone fr [translation-differs]"
    )


@pytest.mark.parametrize("unread", [(".fr.md",), (".md",), (".md", ".fr.md")])
def test_a_sum_that_cant_be_read_is_told_where_it_stands_and_not_as_a_difference_of_languages(
    site: Path, capsys: pytest.CaptureFixture[str], unread: tuple[str, ...]
) -> None:
    halves = {
        ".md": "The wider zone had 5 kilometres more, the ministry said",
        ".fr.md": "La zone la plus large avait 5 kilomètres de plus, selon le ministère",
    }
    for ending, words in halves.items():
        with (site / f"{ZONE}{ending}").open("a", encoding="utf-8") as page:
            page.write(f"\n{words} [@wire, para. 2, calculated: 15 {'÷ ÷' if ending in unread else '-'} 10].\n")
    assert [line.partition(":")[0] for line in told(capsys)] == [f"{ZONE}{ending}" for ending in unread]


def test_differences_of_a_translation_that_is_up_to_date_are_told_where_they_are(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(site, f"{ZONE}.fr.md", "15 kilomètres", "10 kilomètres")
    assert {line.split(": ")[0] for line in told(capsys)} == {f"{ZONE}.fr.md:11:1", f"{ZONE}.fr.md:11:58"}


@pytest.mark.parametrize("code", ["se", "Se", "SE"])
def test_a_code_in_small_letters_is_understood(site: Path, capsys: pytest.CaptureFixture[str], code: str) -> None:
    assert main(["new", "country", code]) == 2
    assert "is about Sweden" in capsys.readouterr().err
    assert main(["new", "explainer", "A title", "--countries", f"{code},no"]) == 0
    assert "countries: [SE, NO]" in (site / "content/explainers/a-title.md").read_text(encoding="utf-8")


def test_the_next_step_is_named_where_it_works(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "explainer", "A title", "--countries", "dk"]) == 2
    assert "make it: explainers new country DK" in capsys.readouterr().err
    assert main(["new", "explainer", "A title", "--countries", "zz"]) == 2
    assert "no country has the code 'ZZ'" in capsys.readouterr().err


def test_a_build_says_once_and_in_one_line_what_was_unchecked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    edit(site, f"{ZONE}.md", "[@wire, para. 1].", "[@wire, para. 1; @gazette, para. 1].")
    (site / f"{ZONE}.fr.md").unlink()
    assert main(["build"]) == 0
    assert [line for line in capsys.readouterr().err.splitlines() if "unchecked" in line] == [
        "unchecked: 1 thing: explainers check says which, and why"
    ]
    assert main(["build"]) == 0
    assert "unchecked" not in capsys.readouterr().err
    assert main(["check"]) == 0
    told = (
        "unchecked: what is cited to 'gazette' (content/explainers/neutral-zone.md, line 7): this source is not sealed"
    )
    assert told in capsys.readouterr().err
