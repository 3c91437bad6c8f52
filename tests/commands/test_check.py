"""`explainers check`: what is told, in which form, and with which exit code."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from explainers.build import incremental
from explainers.build.analysis import Analysis, analysed
from explainers.cli import main
from tests.commands.conftest import DAY, tree
from tests.repositories import git


def test_check_passes_and_writes_nothing(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = tree(site)
    assert main(["check", "--source-text", "texts"]) == 0
    assert tree(site) == before
    told = capsys.readouterr()
    assert told.out == "checked content/: 3 warnings\n"
    assert "unchecked: the text of 'gazette'" in told.err
    assert "Traceback" not in told.err


def test_files_that_nobody_wrote_for_the_site_are_not_read_and_named_if_asked(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (site / "content/explainers/Thumbs.db").write_bytes(b"\xff")
    (site / "content/explainers/~$neutral-zone.md").write_bytes(b"\xff")
    assert main(["check"]) == 0
    assert "Thumbs.db" not in capsys.readouterr().err
    assert main(["check", "--verbose"]) == 0
    told = capsys.readouterr().err.splitlines()
    reason = "not read: a desktop, an editor or a sync program left it there"
    assert told[:2] == [
        f"content/explainers/Thumbs.db: {reason}", f"content/explainers/~$neutral-zone.md: {reason}",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        ('EXPLAINER_LOOK = {"light": {"accent": "#aaccbb"}}', "accent #aaccbb can't be read on #e3efe9 in light"),
        ('EXPLAINER_LOOK = {"dark": {"shine": "#aaccbb"}}', "the theme has no --shine for dark pages"),
        ('EXPLAINER_SECURITY = {"contact": "mailto:a@b.example", "expires": "2023-12-31"}', "2023-12-31"),
    ],
)
def test_settings_that_no_build_takes_are_refused_by_check_in_the_same_words(
    site: Path, capsys: pytest.CaptureFixture[str], setting: str, said: str
) -> None:
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(f"{setting}\n")
    assert main(["check"]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert main(["build"]) == 2
    assert capsys.readouterr().err == told


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


def test_after_a_build_what_is_as_it_was_is_not_read_again(
    site: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[str] = []

    def noting(kind: str, slug: str, *others: Any, **options: Any) -> Analysis:
        read.append(slug)
        return analysed(kind, slug, *others, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(incremental, "analysed", noting)

    def told() -> tuple[int, str]:
        read.clear()
        capsys.readouterr()
        return main(["check", "--format", "json"]), capsys.readouterr().out

    def told_from_nothing() -> tuple[int, str]:
        (site / ".cache").rename(site / ".kept")
        try:
            return told()
        finally:
            (site / ".kept").rename(site / ".cache")

    assert main(["build"]) == 0
    before, anew = tree(site), told_from_nothing()
    assert "neutral-zone" in read
    assert (told(), read) == (anew, [])
    assert tree(site) == before
    page = site / "content/explainers/neutral-zone.md"
    page.write_text(page.read_text(encoding="utf-8").replace("15 kilometres", "25 kilometres"), encoding="utf-8")
    wrong = told()
    assert (wrong[0], read) == (1, ["neutral-zone"])
    assert wrong == told_from_nothing()
    store = site / ".cache/explainers/store.sqlite"
    store.write_bytes(store.read_bytes()[:5000] + b"junk" * 5000)
    assert told() == told_from_nothing()


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
    assert [(one["what"], one["where"]) for one in value["unchecked"]] == [
        ("what is cited to 'gazette'", [{"path": "content/countries/norway.md", "lines": [9]}])
    ]


def test_what_is_unchecked_is_listed_by_place_if_asked(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for name in ("norway", "sweden"):
        with (site / f"content/countries/{name}.md").open("a", encoding="utf-8") as file:
            file.write("\nThey met on 23 September 1905 [@gazette].\n")
    assert main(["check"]) == 0
    told = [line for line in capsys.readouterr().err.splitlines() if "gazette" in line or "--verbose" in line]
    assert [line.partition(":")[0] for line in told] == ["unchecked", "    explainers check --verbose lists where"]
    assert main(["check", "--verbose"]) == 0
    assert "    content/countries/sweden.md, line 9" in capsys.readouterr().err.splitlines()


@pytest.mark.parametrize(
    ("option", "word"), [(("--source-text", "nowhere"), "nowhere"), (("--against", "no-such"), "git")]
)
def test_what_there_is_nothing_to_compare_with_is_wrong_usage(
    site: Path, option: tuple[str, str], word: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["check", *option]) == 2
    assert word in capsys.readouterr().err


def test_check_tells_what_changed_against_a_commit(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    git(site, "init", "--quiet")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message", "published")
    git(site, "tag", "published")
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
    git(site, "init", "--quiet")
    git(site, "add", ".")
    git(site, "commit", "--quiet", "--message", "published")
    outcome = main(["check", f"--against={reference}"])
    assert outcome == (2 if reference else 0)
    assert not (site / "x").exists()


def test_fix_writes_what_is_certain_shows_it_and_checks(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    page = site / "content/explainers/neutral-zone.md"
    text = page.read_text(encoding="utf-8")
    page.write_text(text.replace("[@wire, para. 2]", "[wire, para 2]"), encoding="utf-8")
    assert main(["check", "--fix", *DAY]) == 0
    assert page.read_text(encoding="utf-8") == text
    out = capsys.readouterr().out
    assert "mended 1 problem in content/explainers/neutral-zone.md:" in out
    assert "+Norway and Sweden agreed on a zone of 15 kilometres, the ministry said [@wire, para. 2]." in out
    assert main(["check", "--fix", *DAY]) == 0
    assert "mended" not in capsys.readouterr().out
