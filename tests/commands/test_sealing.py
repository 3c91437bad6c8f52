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
        file.write("\nThe ministry saw “calm on all sides of the border” [@wire, para. 1].\n")
    before = (site / "content/sources/wire.yaml").read_bytes()
    code, told = _seal(capsys)
    assert code == 1
    assert "neutral-zone.md:14: paragraph 3 does not have these words; it has: a step towards lasting peace" in told
    assert "neutral-zone.md:14: paragraph 3 does not have these words, paragraph 5 has them" in told
    assert "neutral-zone.md:16: paragraph 1 does not have these words; paragraph 5 has: calm on both sides" in told
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
    assert "add --replace to explainers source seal wire --text texts/other.txt. Nothing was written" in told
    assert record.read_text(encoding="utf-8") == bare
    assert main([*seal, "--replace"]) in (0, 1)  # pages quote the first one
    assert "count: 2" in record.read_text(encoding="utf-8")


def test_nothing_of_the_text_is_kept_but_figures_names_and_quotations(site: Path) -> None:
    record = (site / "content/sources/wire.yaml").read_text(encoding="utf-8")
    for word in ("customs", "houses", "border", "hidden", "kilometres", "met"):
        assert word not in record


def _unsealed(site: Path, *, quotes: bool = False) -> Path:
    """Let the source be one that was never sealed, and pages quote it, or nothing."""
    record = site / "content/sources/wire.yaml"
    text = record.read_text(encoding="utf-8")
    record.write_text(text[: text.index("quotations:")], encoding="utf-8")
    if quotes:
        with (site / "content/explainers/neutral-zone.md").open("a", encoding="utf-8") as page:
            page.write("\nThe ministry called for “calm on both sides of the border” [@wire, para. 5].\n")
    return record


BROKEN = "Envoys of the two countries met in a small\ntown near the border, where\nmost of them had been\nbefore.\n"


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"%PDF-1.7\n", "'text' is a PDF: copy the words into a file of plain text, a paragraph a line"),
        (b"PK\x03\x04word/", "'text' is a packed file, as Word documents are: save it as plain text in UTF-8"),
        (b"<html>\n<p>Envoys met.</p>\n<p>So.</p>\n", "'text' is a page in HTML: open it in a browser"),
        (b"", "'text' is empty"),
        (BROKEN.encode(), "the lines of 'text' are broken as those of a PDF, 3 of 4 go on in the next"),
    ],
)
def test_what_is_no_text_seals_nothing(site: Path, data: bytes, told: str, capsys: pytest.CaptureFixture[str]) -> None:
    record = _unsealed(site)
    before = record.read_bytes()
    (site / "text").write_bytes(data)
    assert main(["source", "seal", "wire", "--text", "text"]) == 1
    error = capsys.readouterr().err
    assert told in error
    assert "Nothing was written" in error
    assert record.read_bytes() == before


def test_lines_that_are_paragraphs_however_they_end_can_be_sealed(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = _unsealed(site)
    (site / "text").write_text(BROKEN, encoding="utf-8")
    assert main(["source", "seal", "wire", "--text", "text", "--as-is"]) == 0
    assert "count: 4" in record.read_text(encoding="utf-8")
    assert main(["source", "seal", "wire", "--text", "text"]) == 0, "by the text that it is sealed by"
    assert main(["renew", "--source-text", "."]) == 0
    capsys.readouterr()
    (site / "wire.txt").write_text(f"{BROKEN}It was\nlate.\n", encoding="utf-8")
    assert main(["renew", "--source-text", "."]) == 1
    assert "add --as-is to explainers source seal wire --text wire.txt. It stays" in capsys.readouterr().err


def test_a_first_text_that_has_nothing_of_what_pages_quote_seals_nothing(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = _unsealed(site, quotes=True)
    before = record.read_bytes()
    (site / "other.txt").write_text("Ten ships left Bergen in May.\nNobody saw them.\n", encoding="utf-8")
    assert main(["source", "seal", "wire", "--text", "other.txt"]) == 1
    told = capsys.readouterr().err
    assert "paragraph 5 does not have these words" in told
    assert "'other.txt' has nothing like what pages quote of 'wire'" in told
    assert record.read_bytes() == before
    _seal(capsys)
    assert "text: calm on both sides of the border" in record.read_text(encoding="utf-8")


def test_a_first_text_that_has_nearly_what_pages_quote_is_the_sources(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = _unsealed(site, quotes=True)
    page = site / "content/explainers/neutral-zone.md"
    page.write_text(page.read_text(encoding="utf-8").replace("calm on both", "calm at both"), encoding="utf-8")
    code, told = _seal(capsys)
    assert code == 1
    assert "paragraph 5 does not have these words; it has: calm on both sides of the border" in told
    assert "sealed:" in record.read_text(encoding="utf-8")


def test_a_folder_is_no_text(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["source", "seal", "wire", "--text", "texts"]) == 2
    assert "'texts' is a folder: name the file in it that has the source's text" in capsys.readouterr().err


def test_the_text_behind_a_wrong_seal_is_taken_where_that_is_asked_for(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    record = _unsealed(site)
    (site / "other.txt").write_text("Ten ships of Iceland left Bergen in May 1902.\n", encoding="utf-8")
    assert main(["source", "seal", "wire", "--text", "other.txt"]) == 0
    code, told = _seal(capsys)
    assert code == 1
    assert "because it has changed or another one was sealed before, add --replace" in told
    assert main(["source", "seal", "wire", "--text", "texts/wire.txt", "--replace"]) in (0, 1)
    assert "count: 6" in record.read_text(encoding="utf-8")


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
