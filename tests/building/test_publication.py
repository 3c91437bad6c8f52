"""A page is published if its status says so and its day has come: everywhere, and nowhere before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.building_sites import Outcome, build, run, site_copy, tree

LATER = "2027-03-01"


def built(site: Path, day: str, *options: str) -> Outcome:
    """Build a site as on a day."""
    epoch = str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
    ended = build(site, *options, SOURCE_DATE_EPOCH=epoch)
    assert ended.returncode == 0, ended.stderr
    return ended


def waiting_site(folder: Path) -> Path:
    """Return a site that publishes by date, with an explainer of a day to come."""
    site = site_copy("minimal", folder)
    page = (site / "content/explainers").glob("*.md")
    text = next(page).read_text(encoding="utf-8").replace("2025-03-02", LATER).replace("Who may fish", "Who will fish")
    (site / "content/explainers/later.md").write_text(text, encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write("WITH_FUTURE_DATES = False\n")
    return site


def naming(site: Path) -> list[str]:
    """Return the files of the output that tell of the explainer."""
    return [file for file, data in tree(site / "output").items() if b"Who will fish" in data or file[:5] == "later"]


def test_a_page_waits_for_its_day_everywhere(tmp_path: Path) -> None:
    site = waiting_site(tmp_path)
    built(site, "2027-02-28")
    assert naming(site) == []


def test_a_build_on_its_day_publishes_a_page_as_a_build_from_nothing_does(tmp_path: Path) -> None:
    site = waiting_site(tmp_path)
    built(site, "2027-02-28")
    before = tree(site / "output")
    built(site, LATER)
    incremental = tree(site / "output")
    assert {"later/index.html", "index.html", "feeds/all.atom.xml"} <= set(naming(site))
    assert b"/later/" in incremental["sitemap.xml"]
    built(site, LATER, "--full")
    assert tree(site / "output") == incremental
    built(site, "2027-02-28")
    assert tree(site / "output") == before


def test_pelican_does_not_publish_a_page_before_its_day(tmp_path: Path) -> None:
    site = waiting_site(tmp_path)
    ended = run(site, "pelican", "content", "-s", "pelicanconf.py", "-o", "output", SOURCE_DATE_EPOCH="1803686400")
    assert ended.returncode == 0, ended.stderr
    assert naming(site) == []


def linked(site: Path) -> Path:
    """Return a site in which a published page links to the one that waits."""
    (site / "content/pages").mkdir()
    (site / "content/pages/about.md").write_text(
        "---\ntitle: About\nsummary: Who writes.\n---\n\nSee [it]({filename}/explainers/later.md).\n", encoding="utf-8"
    )
    return site


def test_a_link_to_a_page_that_waits_is_an_error_until_its_day(tmp_path: Path) -> None:
    site = linked(waiting_site(tmp_path))
    early = build(site, "--today", "2027-02-28")
    assert early.returncode == 1
    assert "content/pages/about.md:6:" in early.stderr
    assert "explainers/later.md is not published before 2027-03-01" in early.stderr
    assert build(site, "--today", LATER).returncode == 0
    back = build(site, "--today", "2027-02-28")
    assert (back.returncode, back.stderr) == (1, early.stderr)


def test_a_page_that_comes_to_be_published_must_not_link_to_one_that_is_not(tmp_path: Path) -> None:
    site = waiting_site(tmp_path)
    page = site / "content/explainers/later.md"
    text = page.read_text(encoding="utf-8")
    (page.parent / "draft.md").write_text(text.replace("countries:", "status: draft\ncountries:"), encoding="utf-8")
    page.write_text(text.replace("They agreed to talk", "They [agreed]({filename}draft.md) to talk"), encoding="utf-8")
    assert build(site, "--today", "2027-02-28").returncode == 0
    on_its_day = build(site, "--today", LATER)
    assert on_its_day.returncode == 1
    assert "explainers/draft.md is a draft, and this page is published" in on_its_day.stderr


def test_a_country_without_a_file_is_told_with_the_command_that_makes_it(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    page = next((site / "content/explainers").glob("*.md"))
    page.write_text(page.read_text(encoding="utf-8").replace("[NO, SE]", "[NO, NL]"), encoding="utf-8")
    told = build(site).stderr
    assert "run explainers new country NL [unknown-country]" in told
    assert "Did you mean" not in told
