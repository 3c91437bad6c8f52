"""The site that is measured with is a valid one, always the same, and other programs get the same text."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bench.corpus import made_site, write_site
from bench.edits import body_edit, quiet_pages, source_edit, template_edit, title_edit
from bench.report import report
from bench.stock import write_stock
from explainers.build.content import Wanted
from explainers.build.whole_site import Sought, read_site
from explainers.problems import has_errors
from tests.building_sites import ROOT, tree

COUNT = 20
HOW = Wanted(("en",), "2026-09-17")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made site, with its texts and those for other programs."""
    made = tmp_path_factory.mktemp("made")
    site = made_site(COUNT)
    write_site(site, made)
    write_stock(site, made / "stock")
    return made


def test_nothing_is_wrong_with_it_even_beside_its_sources_texts(folder: Path) -> None:
    reading = read_site(folder / "content", HOW, Sought(folder / "texts"))
    assert [problem for problem in reading.problems if problem.severity == "error"] == []
    assert len(reading.corpus.explainers) == COUNT
    assert len(reading.corpus.relations) >= 8
    assert len(reading.corpus.events) >= 4
    for source in reading.corpus.sources.values():
        assert source.sealed is not None


def test_the_same_number_makes_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    site = made_site(COUNT)
    write_site(site, tmp_path)
    write_stock(site, tmp_path / "stock")
    assert tree(tmp_path) == tree(folder)


def test_explainers_have_about_six_hundred_words_besides_their_citations(folder: Path) -> None:
    for path in (folder / "content/explainers").glob("*.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        assert 450 <= len(re.sub(r"\[@[^\]]*\]", "", body).split()) <= 750


def test_other_programs_get_the_same_words(folder: Path) -> None:
    for path in (folder / "content/explainers").glob("*.md"):
        body = path.read_text(encoding="utf-8").split("---\n", 2)[2]
        words = re.sub(r"\[\[(?:[^\]|]*\|)?([^\]]*)\]\]", r"\1", body).strip()
        assert words in (folder / "stock/pelican/content" / path.name).read_text(encoding="utf-8")
        hugos = (folder / "stock/hugo/content/posts" / path.name).read_text(encoding="utf-8")
        assert re.sub(r"\{filename\}([\w-]+)\.md", r"/posts/\1/", words) in hugos


def test_no_two_explainers_have_the_same_name_or_title() -> None:
    pages = made_site(600).pages
    assert len({page.slug for page in pages}) == len({page.title for page in pages}) == 600


def test_edits_leave_it_valid(folder: Path) -> None:
    site = made_site(COUNT)
    page = folder / "content/explainers" / f"{quiet_pages(site)[0].slug}.md"
    source = folder / "content/sources" / f"{site.sources[0].key}.yaml"
    before = page.read_text(encoding="utf-8")
    body_edit(page)
    title_edit(page)
    source_edit(source)
    assert page.read_text(encoding="utf-8") != before
    assert not has_errors(read_site(folder / "content", HOW).problems)
    body_edit(page)
    title_edit(page)
    source_edit(source)
    assert page.read_text(encoding="utf-8") == before


def test_a_template_can_be_edited_again_and_again(tmp_path: Path) -> None:
    template = tmp_path / "explainer.html"
    original = (ROOT / "theme/templates/explainer.html").read_text(encoding="utf-8")
    template.write_text(original, encoding="utf-8")
    template_edit(template, 1)
    once = template.read_text(encoding="utf-8")
    template_edit(template, 2)
    assert template.read_text(encoding="utf-8") == once.replace(" 1 ", " 2 ").replace(">1<", ">2<") != original


def test_the_report_says_what_is_reached_and_what_is_not() -> None:
    about = {"day": "2026-09-17", "cores": 2, "load": 0.1, "rounds": 3, "python": "3.11", "programs": ["one 1"]}
    ours = {"cold": {"cpu": 9.0, "wall": 9.0}, "nothing changed": {"cpu": 0.1, "wall": 0.1, "written": 0}}
    others = {"cold": {"cpu": 10.0, "wall": 10.0}}
    told = report({"1000": {"about": about, "explainers": ours, "stock Pelican": others, "Hugo": others}})
    assert (
        "| nothing changed, CPU | Hugo's full build, CPU | ≤ 0.03 | ≤ 0.015 | 0.010 | reached, and the aim too |"
        in told
    )
    assert "| cold, CPU | stock Pelican, CPU | ≤ 1.5 | ≤ 1.0 | 0.900 | reached, and the aim too |" in told
    assert "| peak memory, all processes | Hugo | ≤ 0.5 | ≤ 0.3 | not measured |  |" in told
