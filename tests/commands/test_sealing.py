"""A source is sealed by its text, and what comes of it is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.cli import main
from tests.commands.conftest import tree


def _seal(capsys: pytest.CaptureFixture[str]) -> tuple[int, str]:
    code = main(["source", "seal", "wire", "--text", "texts/wire.txt"])
    told = capsys.readouterr()
    return code, told.out + told.err


def test_sealing_again_changes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site)
    code, told = _seal(capsys)
    assert code == 0
    assert "(unchanged)" in told
    assert tree(site) == before


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


def test_a_block_quotation_says_by_its_caption_who_speaks(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with (site / "content/explainers/neutral-zone.md").open("a", encoding="utf-8") as file:
        file.write("\n> “calm on both sides … all was signed”\n>\n> — The ministry, in Oslo [@wire, para. 5]\n")
    code, told = _seal(capsys)
    assert code == 0
    assert "para. 5, “calm on both sides … all was signed”, by The ministry" in told
    assert "    speaker: The ministry\n" in (site / "content/sources/wire.yaml").read_text(encoding="utf-8")


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
