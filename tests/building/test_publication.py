"""A page is published if its status says so and its day has come: everywhere, and nowhere before."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from tests.building_sites import Outcome, run, site_copy, tree

LATER = "2027-03-01"


def built(site: Path, day: str, *options: str) -> Outcome:
    """Build a site as on a day."""
    epoch = str(int(datetime.fromisoformat(day).replace(tzinfo=UTC).timestamp()))
    ended = run(site, "explainers.cli", "build", *options, SOURCE_DATE_EPOCH=epoch)
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
