"""The pipeline reads, checks, makes and writes; an error in the content stops it with nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from explainers.exit_codes import ExitCode
from explainers.ownership import LIST_NAME
from explainers.pipeline import ContentErrors, Pipeline, ReadSite, SiteParts, Workers
from explainers.setting_types import SettingsError
from explainers.settings import SiteFolders
from explainers.site_settings import Security, ServerSettings, SiteNames, SiteSettings
from explainers.urls import Urls
from tests.building_sites import ROOT, edit, site_copy, tree

DAY = "2026-09-17"


def pipeline(site: Path, *, expires: str = "") -> Pipeline:
    """Return the pipeline of a copy of the minimal site."""
    folders = SiteFolders(
        root=site,
        content=site / "content",
        theme=ROOT / "theme",
        output=site / "output",
        store=site / ".cache/explainers/store",
    )
    settings = SiteSettings(Urls(("en",), "https://a.example"), {"en": SiteNames("A")})
    servers = ServerSettings(Security("mailto:a@b.example", expires) if expires else None)
    made = Pipeline(SiteParts(settings, servers, folders), DAY)
    made.workers = Workers(jobs=1)
    return made


def test_the_steps_come_in_order_and_pages_are_written_last(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    made, steps = pipeline(site), []

    def read(content: Any) -> bool:
        steps.append("read")
        return not content.failed

    def before(known: ReadSite) -> None:
        assert not (site / "output/index.html").exists()
        steps.append("known")

    made.run(read, before, lambda page: steps.append("page"), lambda: steps.append("after"))
    assert steps[:2] == ["read", "known"]
    assert set(steps[2:-1]) == {"page"}
    assert steps[-1] == "after"
    assert set(made.files) == tree(site / "output").keys() - {LIST_NAME}
    assert "index.html" in made.files


def test_a_second_run_writes_nothing_and_knows_the_same_files(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    first, second = pipeline(site), pipeline(site)
    first.run()
    times = {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*.html")}
    second.run()
    assert {path: path.stat().st_mtime_ns for path in (site / "output").rglob("*.html")} == times
    assert sorted(second.files) == sorted(first.files)


def test_an_error_in_the_content_stops_it_with_nothing_written(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    page = next((site / "content/explainers").glob("*.md"))
    edit(site, page.relative_to(site).as_posix(), "\ndate:", "\ndat:")
    made = pipeline(site)
    with pytest.raises(ContentErrors) as stopped:
        made.run()
    assert stopped.value.exitcode == ExitCode.PROBLEMS
    assert made.reading is not None
    assert {one.code for one in made.reading.problems} == {"unknown-key"}
    assert (made.built, made.files) == (None, ())
    assert not (site / "output").exists()


def test_a_run_that_is_not_to_go_on_ends_after_checking(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    made = pipeline(site)
    made.run(lambda content: False)
    assert made.reading is not None
    assert made.built is None
    assert not (site / "output").exists()


def test_an_address_for_reports_that_has_expired_is_told_before_anything_is_read(tmp_path: Path) -> None:
    made = pipeline(site_copy("minimal", tmp_path), expires="2026-09-16")
    with pytest.raises(SettingsError):
        made.run()
    assert made.reading is None


def test_how_content_is_read_follows_from_the_settings() -> None:
    made = pipeline(Path("/nowhere"))
    made.drafts = True
    wanted = made.wanted
    assert (wanted.languages, wanted.day, wanted.by_date, wanted.drafts) == (("en",), DAY, False, True)
