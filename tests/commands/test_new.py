"""`explainers new`: files that are ready to write in, and nothing written over."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from explainers.cli import main
from tests.commands.conftest import DAY, tree


def _new(*arguments: str) -> int:
    return main(["new", *arguments])


def test_a_new_explainer_has_its_front_matter_filled_in(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _new("explainer", "Who’s next: a zone?", "--countries", "NO, SE", *DAY) == 0
    made = site / "content/explainers/whos-next-a-zone.md"
    text = made.read_text(encoding="utf-8")
    assert "date: 2024-01-01\nreview_by: 2024-07-01\ncountries: [NO, SE]\nstatus: draft" in text
    assert main(["check"]) == 0
    told = capsys.readouterr().err
    assert {line.rpartition("[")[2] for line in told.splitlines() if ": draft:" in line} >= {"empty-value]"}
    assert main(["check", "--drafts"]) == 1
    finished = text.replace("summary:  #", "summary: What comes next.  #") + "They met in Karlstad [@wire, para. 1].\n"
    made.write_text(finished, encoding="utf-8")
    assert main(["check", "--drafts"]) == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("explainer", "Neutral zone", "--countries", "NO"),
        ("translation", "explainers/neutral-zone", "fr"),
        ("country", "NO"),
        ("relation", "SE", "NO"),
        ("source", "wire"),
    ],
)
def test_nothing_that_is_there_is_written_over(site: Path, arguments: tuple[str, ...]) -> None:
    before = tree(site)
    assert _new(*arguments) == (0 if arguments[0] == "translation" else 2)
    assert tree(site) == before


def test_a_new_country_and_relation_are_called_by_slugs(site: Path) -> None:
    assert _new("country", "DK") == 0
    country = site / "content/countries/denmark.md"
    assert "code: DK\n" in country.read_text(encoding="utf-8")
    filled = country.read_text(encoding="utf-8")
    assert "capital: Copenhagen\nmarker: [55.68, 12.57]\n" in filled
    country.write_text(f"{filled}\nNobody speaks of it [@wire, para. 1, unknown].\n", encoding="utf-8")
    assert _new("relation", "SE", "DK") == 0
    text = (site / "content/relations/denmark-sweden.md").read_text(encoding="utf-8")
    assert "between: [DK, SE]\nstatus: draft" in text


def test_a_country_that_is_not_filled_in_yet_may_be_written_about(site: Path) -> None:
    assert _new("country", "DK") == 0
    assert _new("explainer", "Who fishes?", "--countries", "DK,NO") == 0
    assert _new("relation", "DK", "NO") == 0
    assert (site / "content/relations/denmark-norway.md").is_file()


def test_a_new_explainer_names_the_pairs_that_no_relation_is_about(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _new("country", "DK") == 0
    capsys.readouterr()
    assert _new("explainer", "Who fishes?", "--countries", "no,dk,se") == 0
    made, hint = capsys.readouterr().out.splitlines()
    assert made.startswith("made content/explainers/who-fishes.md: ")
    assert hint == (
        "no relation is about NO and DK, DK and SE yet, and pages will say that our sources don't cover it: "
        "once a source says how they stand to each other, explainers new relation NO DK"
    )
    for pair in (("NO", "DK"), ("SE", "DK")):
        assert _new("relation", *pair) == 0
    capsys.readouterr()
    assert _new("explainer", "Who sails?", "--countries", "no,dk,se") == 0
    assert len(capsys.readouterr().out.splitlines()) == 1


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("explainer", "X", "--countries", ""), "--countries"),
        (("explainer", "X", "--countries", "DK"), "new country DK"),
        (("explainer", "?!", "--countries", "NO"), "letter"),
        (("country", "QX"), "QX"),
        (("relation", "NO", "NO"), "itself"),
        (("relation", "NO", "DK"), "new country DK"),
        (("source", "../x"), "small letters"),
        (("source", "nowhere"), "stands for no source"),
        (("source", "Wire"), "wire"),
        (("translation", "explainers/none", "fr"), "none.md"),
        (("translation", "explainers/neutralzone", "fr"), "Did you mean explainers/neutral-zone.md?"),
        (("translation", "countries/norwey", "fr"), "Did you mean countries/norway.md?"),
        (("translation", "explainers/neutral-zone", "de"), "fr"),
        (("translation", "../../etc/passwd", "fr"), "no page"),
    ],
)
def test_what_can_not_be_made_is_said_in_a_sentence(
    site: Path, arguments: tuple[str, ...], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = tree(site)
    assert _new(*arguments) == 2
    told = capsys.readouterr().err
    assert word in told
    assert "Traceback" not in told
    assert tree(site) == before


def test_a_new_translation_has_the_originals_words_and_is_told_until_they_are_translated(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _new("translation", "content/countries/norway.md", "fr") == 0
    made = site / "content/countries/norway.fr.md"
    text = made.read_text(encoding="utf-8")
    assert text.startswith("---\ncapital: Oslo\nstatus: draft  # take this line out to publish\ntranslated_from: ")
    assert "code:" not in text
    assert "Norway sent envoys to Karlstad [@wire, para. 1]." in text
    assert main(["check"]) == 0
    assert "this is not translated" in capsys.readouterr().err
    made.write_text(text.replace("status: draft", "status: published"), encoding="utf-8")
    assert main(["check"]) == 1
    assert "this is not translated" in capsys.readouterr().err
    made.write_text(text.replace("Norway sent envoys", "La Norvège a envoyé des émissaires"), encoding="utf-8")
    assert main(["check", "--drafts"]) == 0
    assert "countries/norway" not in capsys.readouterr().err


def test_what_nobody_has_translated_is_told_once_and_is_not_up_to_date(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = site / "content/explainers/neutral-zone.fr.md"
    french = made.read_text(encoding="utf-8")
    made.unlink()
    assert _new("translation", "explainers/neutral-zone", "FR") == 0
    assert _new("translation", "explainers/neutral-zone", "fr") == 0
    assert "stands for the original as it is, but doesn't say the same yet, from line 2 on" in capsys.readouterr().out
    assert main(["check"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "[translation-differs]" in line]
    assert [line.partition(": ")[2] for line in told] == [
        "draft: nothing of this is translated: write over these words [translation-differs]"
    ]
    words = next(line for line in french.splitlines() if line.startswith("summary: "))
    lines = made.read_text(encoding="utf-8").splitlines(keepends=True)
    made.write_text("".join([*lines[:2], f"{words}\n", *lines[3:]]), encoding="utf-8")
    assert main(["check"]) == 0
    assert "this is not translated: it has the original's words" in capsys.readouterr().err
    made.write_text(french, encoding="utf-8")
    assert _new("translation", "explainers/neutral-zone", "fr") == 0
    assert "is up to date with the original" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("language", "why"), [("EN", "not 'EN' (that is the originals' language)"), ("de", "not 'de'")]
)
def test_a_language_that_pages_are_not_translated_into_is_told(
    site: Path, capsys: pytest.CaptureFixture[str], language: str, why: str
) -> None:
    assert _new("translation", "explainers/neutral-zone", language) == 2
    assert capsys.readouterr().err == f"explainers: the site is translated into fr, {why}\n"


@pytest.mark.parametrize("codes", [("NO-DK",), ("no,dk",), ("NO", "DK"), ("NO,", "DK")])
def test_a_pair_is_taken_as_it_is_typed(site: Path, codes: tuple[str, ...]) -> None:
    assert _new("country", "DK") == 0
    assert _new("relation", *codes) == 0
    assert (site / "content/relations/denmark-norway.md").is_file()


@pytest.mark.parametrize("codes", [("NO",), ("NO", "SE", "DK"), ("Norway",)])
def test_a_pair_is_two(site: Path, capsys: pytest.CaptureFixture[str], codes: tuple[str, ...]) -> None:
    before = tree(site)
    assert _new("relation", *codes) == 2
    assert capsys.readouterr().err == "explainers: a relation is between two countries: new relation NO SE\n"
    assert tree(site) == before


@pytest.mark.parametrize(
    ("page", "near"),
    [
        ("neutral-zone", ". Did you mean explainers/neutral-zone.md?"),
        ("explainers/neutral-zone.fr.md", ". Did you mean explainers/neutral-zone.md?"),
        ("sources/wire", ""),
    ],
)
def test_a_page_that_is_not_there_is_told_with_the_one_that_is_meant(
    site: Path, capsys: pytest.CaptureFixture[str], page: str, near: str
) -> None:
    before = tree(site)
    assert _new("translation", page, "French") == 2
    assert capsys.readouterr().err == f"explainers: there is no page {page.removesuffix('.md')}.md in content/{near}\n"
    assert tree(site) == before


def test_codes_and_keys_are_taken_as_people_type_them(site: Path) -> None:
    assert _new("explainer", "Who fishes?", "--countries", "no SE") == 0
    assert "countries: [NO, SE]" in (site / "content/explainers/who-fishes.md").read_text(encoding="utf-8")
    assert _new("source", "content/sources/post.yaml") == 0
    assert _new("source", "tide.yml") == 0
    assert {file.name for file in (site / "content/sources").iterdir()} >= {"post.yaml", "tide.yaml"}


def test_a_translation_is_stale_until_translated_from_is_renewed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "content/explainers/neutral-zone.md"
    page.write_text(page.read_text(encoding="utf-8").replace("agreed on a zone", "settled on a zone"), encoding="utf-8")
    assert main(["check"]) == 0
    assert "[translation-stale]" in capsys.readouterr().err
    translated = site / "content/explainers/neutral-zone.fr.md"
    before = translated.read_text(encoding="utf-8").splitlines()
    assert _new("translation", "explainers/neutral-zone", "fr") == 0
    after = translated.read_text(encoding="utf-8").splitlines()
    assert [line.partition(":")[0] for line, old in zip(after, before, strict=True) if line != old] == [
        "translated_from"
    ]
    assert main(["check"]) == 0
    assert "[translation-stale]" not in capsys.readouterr().err


def test_the_translation_of_a_page_with_changes_leaves_their_dates_out(site: Path) -> None:
    page = site / "content/explainers/neutral-zone.md"
    entry = (
        "changes:\n  - date: 2023-12-01\n    kind: correction\n    was: It had another width.\n"
        "    now: The zone was 15 kilometres wide, the ministry said [@wire, para. 2].\n"
    )
    page.write_text(
        page.read_text(encoding="utf-8").replace("date: 2023-11-24\n", f"date: 2023-11-24\n{entry}"), encoding="utf-8"
    )
    (site / "content/explainers/neutral-zone.fr.md").unlink()
    assert _new("translation", "explainers/neutral-zone", "fr") == 0
    text = (site / "content/explainers/neutral-zone.fr.md").read_text(encoding="utf-8")
    assert "changes:\n  - was: It had another width.\n    now: The zone" in text
    assert "2023-12-01" not in text


class _Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_on_a_terminal_it_asks_for_what_it_was_not_told(
    site: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", _Terminal("Who built the forts?\nno, se\n"))
    assert _new("explainer", *DAY) == 0
    assert "Its title, best a question" in (asked := capsys.readouterr().err)
    assert "Its countries, the main one first (NO, SE)" in asked
    text = (site / "content/explainers/who-built-the-forts.md").read_text(encoding="utf-8")
    assert "title: Who built the forts?\n" in text
    assert "countries: [NO, SE]\n" in text
    monkeypatch.setattr("sys.stdin", _Terminal(""))
    assert _new("explainer", "Who paid?", *DAY) == 2
    assert "name its countries" in capsys.readouterr().err
    monkeypatch.setattr("sys.stdin", io.StringIO("Nobody is asked\n"))
    assert _new("explainer", *DAY) == 2
