"""`explainers source add` and `compare`, against pages on loopback."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from explainers.cli import main
from tests.commands.conftest import tree
from tests.editing.web import PARAGRAPHS, Answer, Web, article, redirection, web

FIRST, QUOTED, BOATS, NETS = PARAGRAPHS
CITING = "\nThe ministers agreed in Oslo, Oslo said [@herring, para. 1].\n"


@pytest.fixture(scope="module")
def served() -> Iterator[Web]:
    with web() as found:
        yield found


def _run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["source", *arguments])
    told = capsys.readouterr()
    return code, told.out + told.err


@pytest.fixture
def added(site: Path, served: Web, capsys: pytest.CaptureFixture[str]) -> str:
    """A source that was added by its page, with its first paragraph cited; the page's address."""
    url = served.put("/herring", article())
    assert _run(capsys, "add", "herring", url)[0] == 0
    with (site / "content/explainers/neutral-zone.md").open("a", encoding="utf-8") as file:
        file.write(CITING)
    return url


# ---- add -------------------------------------------------------------------------------------------------


def test_a_page_becomes_a_source_with_its_record_its_text_and_its_seal(
    site: Path, served: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    url = served.put("/herring", article())
    code, told = _run(capsys, "add", "herring", url)
    assert code == 0, told
    assert "   1  The four fishing ministers of Norway" in told
    record = yaml.safe_load((site / "content/sources/herring.yaml").read_text(encoding="utf-8"))
    sealed = record.pop("sealed")
    assert {name: str(value) for name, value in record.items()} == {
        "title": "Herring talks end",
        "publisher": "The Strait Gazette",
        "published": "2025-03-05",
        "url": url,
        "language": "en",
    }
    assert (sealed["count"], sealed["opens"][1]) == (4, ["The four fishing", "beforehand, Oslo said"])
    text = site / "source-texts/herring.txt"
    assert text.read_text(encoding="utf-8").splitlines() == [*PARAGRAPHS]
    subprocess.run(["git", "init", "--quiet", str(site)], check=True)
    shown = subprocess.run(
        ["git", "status", "--porcelain", "-uall"], cwd=site, capture_output=True, text=True, check=True
    )
    assert "herring.yaml" in shown.stdout
    assert "source-texts" not in shown.stdout


def test_a_page_with_a_list_is_sealed_as_its_paragraphs_are(
    site: Path, served: Web, capsys: pytest.CaptureFixture[str]
) -> None:
    items = ["herring and mackerel from the strait", "nets, as they had asked", "boats of more than ten metres",
             "all that is left of the old quota"]  # fmt: skip
    listed = "".join(f"<li>{item}</li>" for item in items)
    page = article()
    assert f"<p>{NETS}</p>" in page
    url = served.put("/list", page.replace(f"<p>{NETS}</p>", f"<p>{NETS}</p><ul>{listed}</ul>"))
    code, told = _run(capsys, "add", "listed", url)
    assert code == 0, told
    assert items[1] in (site / "source-texts/listed.txt").read_text(encoding="utf-8").splitlines()
    assert _run(capsys, "seal", "listed")[0] == 0


def test_what_a_page_does_not_say_is_asked_for_and_the_source_is_a_draft(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = site.parent / "saved.html"
    text = "".join(f"<p>{paragraph}</p>" for paragraph in PARAGRAPHS)
    page.write_text(f"<html><body><article>{text}</article></body></html>", encoding="utf-8")
    kept = site.parent / "texts/herring.txt"
    code, told = _run(capsys, "add", "herring", "--file", str(page), "--text", str(kept))
    assert code == 0, told
    assert "fill in the record" in told
    record = (site / "content/sources/herring.yaml").read_text(encoding="utf-8")
    assert "url:\n" in record
    assert "status: draft" in record
    assert len(kept.read_text(encoding="utf-8").splitlines()) == 4
    assert not (site / "source-texts").exists()


@pytest.mark.parametrize(
    ("answer", "code", "why"),
    [
        (Answer("<p>No", 404), 2, "answers with 404"),
        (Answer("<p>No", 503), 3, "answers with 503"),
        (Answer(b"%PDF", 200, {"Content-Type": "application/pdf"}), 2, "application/pdf"),
        (Answer("<p>hi"), 1, "no text could be taken out"),
        (redirection("file:///etc/hostname"), 2, "isn't on the web"),
    ],
)
def test_without_a_page_of_text_nothing_is_written(
    site: Path, served: Web, capsys: pytest.CaptureFixture[str], answer: Answer, code: int, why: str
) -> None:
    before = tree(site)
    found, told = _run(capsys, "add", "herring", served.put("/bad", answer))
    assert (found, tree(site)) == (code, before)
    assert why in told
    assert "Nothing was written" in told


def test_wrong_usage_writes_nothing(site: Path, served: Web, capsys: pytest.CaptureFixture[str]) -> None:
    url = served.put("/herring", article())
    subprocess.run(["git", "init", "--quiet", str(site)], check=True)
    before = tree(site / "content")
    theirs = site.parent / "theirs.txt"
    theirs.write_text("Another text.\n", encoding="utf-8")
    for arguments, why in (
        (("add", "herring", url, "--text", str(theirs)), "is there already, with another text"),
        (("add", "herring"), "--file FILE"),
        (("add", "Herring!", url), "small letters"),
        (("add", "wire", url), "is there already"),
        (("add", "herring", url, "--text", "content/herring.txt"), "would be part of the repository"),
        (("add", "herring", "ftp://gazette.example/herring"), "isn't an address on the web"),
        (("add", "herring", "gazette.example/herring"), "isn't an address on the web"),
        (("add", "herring", "--file", "nowhere.html"), "there is no file 'nowhere.html'"),
        (("compare",), "--all"),
        (("compare", "wire", "--all"), "--all"),
        (("compare", "hering"), "there is no source 'hering'"),
        (("compare", "wirre"), "Did you mean 'wire'?"),
        (("compare", "wire", "--save", "wire.txt"), "outside of the repository"),
    ):
        code, told = _run(capsys, *arguments)
        assert (code, why in told) == (2, True), (arguments, told)
    assert tree(site / "content") == before
    assert theirs.read_text(encoding="utf-8") == "Another text.\n"


# ---- compare ---------------------------------------------------------------------------------------------


def _compared(capsys: pytest.CaptureFixture[str], *more: str) -> tuple[int, dict[str, Any]]:
    code = main(["source", "compare", "herring", "--format", "json", *more])
    (one,) = json.loads(capsys.readouterr().out)["sources"]
    return code, one


@pytest.mark.usefixtures("added")
@pytest.mark.parametrize(
    ("answer", "code", "outcome", "states"),
    [
        (article(), 0, "holds", "unchanged unchanged unchanged unchanged"),
        (article(*PARAGRAPHS, "A new paragraph at the end of it, with the words of Ann Lee."), 0, "holds",
         "unchanged unchanged unchanged unchanged"),
        (article(FIRST.replace("4 March", "5 March"), QUOTED, BOATS, NETS), 1, "changed",
         "changed unchanged unchanged unchanged"),
        (article(FIRST, QUOTED, BOATS.replace("12 new", "20 new"), NETS), 0, "holds",
         "unchanged unchanged changed unchanged"),
        (article(QUOTED, BOATS, NETS), 1, "changed", "gone unchanged unchanged unchanged"),
        (article("The mayor opened a pool on Monday, and many came to see it with their children.", title="Pool"), 1,
         "changed", "gone gone gone gone"),
        (Answer("<p>No", 404), 1, "gone", ""),
        (Answer("<p>No", 503), 3, "unreachable", ""),
        (Answer(b"%PDF", 200, {"Content-Type": "application/pdf"}), 1, "unsuitable", ""),
        (Answer("<p>hi"), 1, "unsuitable", ""),
    ],
)  # fmt: skip
def test_a_source_is_compared_with_its_page(
    served: Web, capsys: pytest.CaptureFixture[str], answer: Answer | str, code: int, outcome: str, states: str
) -> None:
    served.put("/herring", answer)
    found, one = _compared(capsys)
    assert (found, one["outcome"]) == (code, outcome)
    assert [paragraph["state"] for paragraph in one["paragraphs"]] == states.split()
    assert bool(one["next"]) is ((code == 1 and outcome != "unsuitable") or code == 3)


def test_without_its_text_a_source_is_compared_by_its_seal(
    site: Path, served: Web, added: str, capsys: pytest.CaptureFixture[str]
) -> None:
    served.put("/herring", article(FIRST.replace("a common quota", "one common quota"), QUOTED, BOATS, NETS))
    code, one = _compared(capsys)
    assert (code, one["compared_with"], one["paragraphs"][0]["differences"]) == (1, "text", ["other words"])
    kept = site / "source-texts/herring.txt"
    kept.write_text("Another text.\n", encoding="utf-8")
    code, one = _compared(capsys)
    assert (code, one["compared_with"]) == (0, "seal")
    assert "the text at hand isn't the sealed one" in one["message"]
    kept.unlink()
    code, one = _compared(capsys)
    assert (code, one["compared_with"], one["same"]) == (0, "seal", False)


def test_the_new_text_is_kept_to_renew_the_seal(
    site: Path, served: Web, added: str, capsys: pytest.CaptureFixture[str]
) -> None:
    changed = FIRST.replace("4 March", "5 March")
    served.put("/herring", article(changed, QUOTED, BOATS, NETS))
    file = site / "source-texts/herring.txt"
    code, told = _run(capsys, "compare", "herring", "--save", str(file))
    assert code == 1
    assert "para. 1 has changed (cited): figures: 4 March 2025 → 5 March 2025" in told
    assert "source seal herring --text source-texts/herring.txt" in told
    assert _run(capsys, "seal", "herring", "--text", str(file))[0] == 0
    assert _run(capsys, "compare", "herring")[0] == 0


def test_a_page_that_has_moved_is_told(served: Web, added: str, capsys: pytest.CaptureFixture[str]) -> None:
    there = served.put("/new/herring", article())
    served.put("/herring", redirection("/new/herring", 301))
    code, one = _compared(capsys)
    assert (code, one["outcome"], one["moved"]) == (0, "holds", there)
    assert there in one["next"][0]


def test_all_sources_are_compared_and_what_cannot_be_had_is_told(
    site: Path, served: Web, added: str, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("wire", "gazette"):
        record = site / f"content/sources/{name}.yaml"
        lines = record.read_text(encoding="utf-8").splitlines(keepends=True)
        nowhere = "http://127.0.0.1:9/gone"
        record.write_text(
            "".join(f"url: {nowhere}\n" if line.startswith("url:") else line for line in lines), encoding="utf-8"
        )
    served.put("/herring", article())
    (site / "content/sources/half.yaml").write_text("title: Half\nstatus: draft\n", encoding="utf-8")
    code, told = _run(capsys, "compare", "--all")
    assert "half: its record can't be read" in told
    assert code == 3
    assert _run(capsys, "compare", "half")[0] == 1
    assert "half: its record can't be read: explainers check says why" in _run(capsys, "status")[1]
    assert "herring: the page has the sealed text, word for word" in told
    assert "wire: http://127.0.0.1:9/gone can't be reached: Connection refused" in told
    served.put("/herring", article(QUOTED, BOATS, NETS))
    code, told = _run(capsys, "compare", "--all", "--format", "github")
    assert code == 1
    errors = [line for line in told.splitlines() if line.startswith("::error")]
    assert len(errors) == 1
    assert "file=content/sources/herring.yaml" in errors[0]
    assert "para. 1 is gone (cited)" in errors[0]
    assert sum(line.startswith("::warning") for line in told.splitlines()) == 3
