"""What editors type, and what happens to their files: `check`, `source`, `new`."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.cli import main

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "tests/checks/site"
DAY = ("--today", "2024-01-01")
Run = Callable[..., int]


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the example site, as the folder where commands are typed."""
    folder = tmp_path / "site"
    shutil.copytree(SITE, folder)
    settings = (folder / "pelicanconf.py").read_text(encoding="utf-8")
    theme = repr(str(ROOT / "theme"))
    (folder / "pelicanconf.py").write_text(settings.replace('"../../../theme"', theme), encoding="utf-8")
    monkeypatch.chdir(folder)
    monkeypatch.setattr("sys.dont_write_bytecode", True)  # settings files are Python
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1704067200")  # 2024-01-01
    return folder


def _tree(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


# ---- check -----------------------------------------------------------------------------------------------


def test_check_passes_and_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _tree(site)
    assert main(["check", "--source-text", "texts"]) == 0
    assert _tree(site) == before
    told = capsys.readouterr()
    assert told.out == "checked content/: 3 warnings\n"
    assert "unchecked: the text of 'gazette'" in told.err
    assert "Traceback" not in told.err


def test_strict_fails_on_warnings(site: Path) -> None:
    assert main(["check"]) == 0
    assert main(["check", "--strict"]) == 1


def test_an_error_fails_and_stops_the_build(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "content/explainers/neutral-zone.md"
    page.write_text(page.read_text(encoding="utf-8").replace("15 kilometres", "25 kilometres"), encoding="utf-8")
    assert main(["check"]) == 1
    told = capsys.readouterr().err
    assert "content/explainers/neutral-zone.md:12:39: error: '25' is not in paragraph 2 of 'wire', only 10, 15" in told
    assert main(["build"]) == 1
    assert not (site / "output").exists()


@pytest.mark.parametrize("form", ["json", "sarif", "github"])
def test_each_form_goes_to_standard_output(site: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["check", "--format", form]) == 0
    told = capsys.readouterr().out
    if form == "github":
        assert all(line.startswith("::") for line in told.splitlines())
    else:
        assert isinstance(json.loads(told), dict)
    assert "translation-missing" in told


def test_json_lists_what_is_unchecked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "content/countries/norway.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nThey met on 23 September 1905 [@gazette].\n")
    assert main(["check", "--format", "json"]) == 0
    value = json.loads(capsys.readouterr().out)
    assert [one["what"] for one in value["unchecked"]] == [
        "content/countries/norway.md, line 9: what is cited to 'gazette'"
    ]


@pytest.mark.parametrize(
    ("option", "word"), [(("--source-text", "nowhere"), "nowhere"), (("--against", "no-such"), "git")]
)
def test_what_there_is_nothing_to_compare_with_is_wrong_usage(
    site: Path, option: tuple[str, str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *option]) == 2
    assert word in capsys.readouterr().err


def _git(site: Path, *arguments: str) -> None:
    identity = {"GIT_AUTHOR_NAME": "desk", "GIT_AUTHOR_EMAIL": "desk@example.org"}
    identity |= {
        "GIT_COMMITTER_NAME": "desk",
        "GIT_COMMITTER_EMAIL": "desk@example.org",
        "GIT_CONFIG_GLOBAL": os.devnull,
    }
    subprocess.run(["git", *arguments], cwd=site, check=True, capture_output=True, env={**os.environ, **identity})


def test_check_tells_what_changed_against_a_commit(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    _git(site, "init", "--quiet")
    _git(site, "add", ".")
    _git(site, "commit", "--quiet", "--message", "published")
    _git(site, "tag", "published")
    assert main(["check", "--against", "published"]) == 0
    for name, zone in (("neutral-zone.md", "15 kilometres"), ("neutral-zone.fr.md", "15 kilomètres")):
        page = site / "content/explainers" / name
        page.write_text(page.read_text(encoding="utf-8").replace(zone, zone.replace("15", "10")), encoding="utf-8")
    (site / "content/explainers/été.md").write_text(
        (site / "content/explainers/neutral-zone.md").read_text(encoding="utf-8"), encoding="utf-8"
    )
    assert main(["check"]) == 0
    assert main(["check", "--against", "published"]) == 1
    told = capsys.readouterr().err
    assert "content/explainers/neutral-zone.md:12:39: error: this was 15 when it was last published" in told
    assert told.count("change-unlisted") == 1


@pytest.mark.parametrize("reference", ["--output=x", "-h", "HEAD:content", "published..HEAD", ""])
def test_no_reference_is_taken_for_an_option(site: Path, reference: str) -> None:
    _git(site, "init", "--quiet")
    _git(site, "add", ".")
    _git(site, "commit", "--quiet", "--message", "published")
    outcome = main(["check", f"--against={reference}"])
    assert outcome == (2 if reference else 0)
    assert not (site / "x").exists()


# ---- source ----------------------------------------------------------------------------------------------


def _seal(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["source", "seal", "wire", "--text", "texts/wire.txt"])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_sealing_again_changes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = _tree(site)
    code, told = _seal(capsys)
    assert code == 0
    assert "(unchanged)" in told
    assert _tree(site) == before


def test_a_quotation_that_a_page_prints_is_looked_up_and_added(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "content/explainers/neutral-zone.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nThe ministry called for “calm on both sides … all was signed” [@wire, para. 5].\n")
    record = site / "content/sources/wire.yaml"
    before = record.read_text(encoding="utf-8")
    assert main(["check"]) == 1
    code, told = _seal(capsys)
    assert code == 0
    assert "added to quotations: para. 5, “calm on both sides … all was signed”: name its speaker" in told
    after = record.read_text(encoding="utf-8")
    added = [line for line in after.splitlines() if line not in before.splitlines()]
    assert added[:3] == ["  - para: 5", "    text: calm on both sides … all was signed", "    speaker:"]
    assert after.replace("\n".join([*added, ""]), "") == before
    record.write_text(after.replace("    speaker:\n", "    speaker: the ministry\n"), encoding="utf-8")
    assert _seal(capsys)[0] == 0
    assert main(["check", "--source-text", "texts"]) in (0, 1)  # the translation lacks the new paragraph
    assert "unsealed-quotation" not in capsys.readouterr().err


def test_a_quotation_from_a_paragraph_on_record_has_its_speaker_as_on_record(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "content/explainers/neutral-zone.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nThe ministry saw “lasting peace” there and “An agreement” [@wire, para. 3].\n")
    record = site / "content/sources/wire.yaml"
    for written, added in (
        ("the ministry", "the ministry"),
        ("\n      en: the ministry # in full\n      fr: 'le ministère'", "{en: the ministry, fr: le ministère}"),
        ('{en: "the ministry, Oslo", fr: le ministère}', '{en: "the ministry, Oslo", fr: le ministère}'),
    ):
        before = record.read_text(encoding="utf-8")
        text = before.replace("speaker: the ministry\n", f"speaker: {written}\n")
        record.write_text(text, encoding="utf-8")
        code, told = _seal(capsys)
        assert (code, "name its speaker" in told) == (0, False)
        after = record.read_text(encoding="utf-8")
        assert f"    text: An agreement\n    speaker: {added}\n" in after
        assert after.count("seal: 5a63a92a76b5f3de0c2d6c10e1358b5f68ec92280322ead76f05f98cbe4fecbf") == 1
        record.write_text(before, encoding="utf-8")


def test_a_quotation_that_is_not_in_the_text_is_told_with_what_is(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site / "content/explainers/neutral-zone.md"
    with page.open("a", encoding="utf-8") as file:
        file.write("\nThe ministry saw “a step to lasting peace” and “calm on both sides” [@wire, para. 3].\n")
    before = (site / "content/sources/wire.yaml").read_bytes()
    code, told = _seal(capsys)
    assert code == 1
    assert "neutral-zone.md:14: paragraph 3 does not have these words; it has: a step towards lasting peace" in told
    assert "neutral-zone.md:14: paragraph 3 does not have these words, paragraph 5 has them" in told
    assert (site / "content/sources/wire.yaml").read_bytes() == before


def test_a_changed_record_gets_no_seal(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    record = site / "content/sources/wire.yaml"
    text = record.read_text(encoding="utf-8").replace("a step towards lasting", "a leap towards lasting")
    record.write_text(text, encoding="utf-8")
    code, told = _seal(capsys)
    assert code == 1
    assert "quotation 1: paragraph 3 does not have these words" in told
    assert "Nothing was written" in told
    assert record.read_text(encoding="utf-8") == text
    assert main(["check"]) == 1
    assert "seal-broken" in capsys.readouterr().err


def test_another_document_seals_nothing_unless_that_is_asked_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = site / "content/sources/wire.yaml"
    text = record.read_text(encoding="utf-8")
    bare = text[: text.index("quotations:")] + text[text.index("sealed:") :]
    record.write_text(bare, encoding="utf-8")
    (site / "texts/other.txt").write_text("Ten ships left Bergen in May.\nNobody saw them.\n", encoding="utf-8")
    seal = ["source", "seal", "wire", "--text", "texts/other.txt"]
    assert main(seal) == 1
    told = capsys.readouterr().err
    assert "looks like another document: it has 1 of the 8" in told
    assert "add --replace. Nothing was written" in told
    assert record.read_text(encoding="utf-8") == bare
    assert main([*seal, "--replace"]) in (0, 1)  # pages quote the first one
    assert "count: 2" in record.read_text(encoding="utf-8")


def test_nothing_of_the_text_is_kept_but_figures_names_and_quotations(site: Path) -> None:
    record = (site / "content/sources/wire.yaml").read_text(encoding="utf-8")
    for word in ("customs", "houses", "border", "hidden", "kilometres", "met"):
        assert word not in record


@pytest.mark.parametrize(
    ("arguments", "word"),
    [(("wier", "--text", "texts/wire.txt"), "gazette, wire"), (("wire", "--text", "texts/none.txt"), "none.txt")],
)
def test_a_wrong_key_or_file_is_wrong_usage(
    site: Path, arguments: tuple[str, ...], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["source", "seal", *arguments]) == 2
    assert word in capsys.readouterr().err


def test_a_key_leads_out_of_no_folder(site: Path) -> None:
    (site / "other.yaml").write_text("a: 1\n", encoding="utf-8")
    assert main(["source", "seal", "../../other", "--text", "texts/wire.txt"]) == 2
    assert (site / "other.yaml").read_text(encoding="utf-8") == "a: 1\n"


def test_status_tells_what_is_sealed_used_and_unused(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", "status"]) == 0
    told = capsys.readouterr().out
    assert "wire: sealed, 6 paragraphs, cited in" in told
    assert "gazette: not sealed, cited nowhere" in told
    assert "para. 3, sealed: a step towards lasting peace (unused)" in told
    with (site / "content/countries/norway.md").open("a", encoding="utf-8") as file:
        file.write("\nThe ministry saw “lasting peace” [@wire, para. 3].\n")
    assert main(["source", "status", "--format", "json"]) == 0
    wire = json.loads(capsys.readouterr().out)["sources"][1]
    assert wire["quotations"][0]["used"] == ["content/countries/norway.md:9"]
    assert (wire["key"], wire["sealed"], wire["paragraphs"]) == ("wire", True, 6)


# ---- new -------------------------------------------------------------------------------------------------


def _new(*arguments: str) -> int:
    return main(["new", *arguments])


def test_a_new_explainer_has_its_front_matter_filled_in(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert _new("explainer", "Who’s next: a zone?", "--countries", "NO, SE", *DAY) == 0
    made = site / "content/explainers/whos-next-a-zone.md"
    text = made.read_text(encoding="utf-8")
    assert "date: 2024-01-01\nreview_by: 2024-07-01\ncountries: [NO, SE]\nstatus: draft" in text
    assert main(["check"]) == 1
    told = capsys.readouterr().err
    assert {line.rpartition("[")[2] for line in told.splitlines() if "error:" in line} == {"empty-value]"}
    finished = text.replace("summary:  #", "summary: What comes next.  #") + "They met in Karlstad [@wire, para. 1].\n"
    made.write_text(finished, encoding="utf-8")
    assert main(["check"]) == 0


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
    before = _tree(site)
    assert _new(*arguments) in (0, 1, 2)
    assert _tree(site) == before


def test_a_new_country_and_relation_are_called_by_slugs(site: Path) -> None:
    assert _new("country", "DK") == 0
    country = site / "content/countries/denmark.md"
    assert "code: DK\n" in country.read_text(encoding="utf-8")
    filled = (
        country.read_text(encoding="utf-8")
        .replace("capital:", "capital: Copenhagen")
        .replace("marker:", "marker: [55.68, 12.57]")
    )
    country.write_text(f"{filled}\nNobody speaks of it [@wire, para. 1, unknown].\n", encoding="utf-8")
    assert _new("relation", "SE", "DK") == 0
    text = (site / "content/relations/denmark-sweden.md").read_text(encoding="utf-8")
    assert "between: [DK, SE]\nstatus: not-stated" in text


def test_a_country_that_is_not_filled_in_yet_may_be_written_about(site: Path) -> None:
    assert _new("country", "DK") == 0
    assert _new("explainer", "Who fishes?", "--countries", "DK,NO") == 0
    assert _new("relation", "DK", "NO") == 0
    assert (site / "content/relations/denmark-norway.md").is_file()


@pytest.mark.parametrize(
    ("arguments", "word"),
    [
        (("explainer", "X", "--countries", ""), "--countries"),
        (("explainer", "X", "--countries", "DK"), "new country DK"),
        (("explainer", "?!", "--countries", "NO"), "letters"),
        (("country", "QX"), "QX"),
        (("relation", "NO", "NO"), "itself"),
        (("relation", "NO", "DK"), "new country DK"),
        (("source", "../x"), "small letters"),
        (("source", "Wire"), "wire"),
        (("translation", "explainers/none", "fr"), "none.md"),
        (("translation", "explainers/neutral-zone", "de"), "fr"),
        (("translation", "../../etc/passwd", "fr"), "no page"),
    ],
)
def test_what_can_not_be_made_is_said_in_a_sentence(
    site: Path, arguments: tuple[str, ...], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    before = _tree(site)
    assert _new(*arguments) == 2
    told = capsys.readouterr().err
    assert word in told
    assert "Traceback" not in told
    assert _tree(site) == before


def test_a_new_translation_has_the_originals_words_and_is_told_until_they_are_translated(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _new("translation", "content/countries/norway.md", "fr") == 0
    made = site / "content/countries/norway.fr.md"
    text = made.read_text(encoding="utf-8")
    assert text.startswith("---\ncapital: Oslo\ntranslated_from: ")
    assert "code:" not in text
    assert "Norway sent envoys to Karlstad [@wire, para. 1]." in text
    assert main(["check"]) == 1
    assert "this is not translated" in capsys.readouterr().err
    made.write_text(text.replace("Norway sent envoys", "La Norvège a envoyé des émissaires"), encoding="utf-8")
    assert main(["check"]) == 0
    assert "countries/norway" not in capsys.readouterr().err


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
