"""Tags have pages where a site says where; else nothing leads to any."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building_sites import build, site_copy


def tagged(folder: Path, setting: str) -> Path:
    site = site_copy("minimal", folder)
    [explainer] = (site / "content/explainers").glob("*.md")
    text = explainer.read_text(encoding="utf-8")
    explainer.write_text(text.replace("\ncountries:", "\ntags: [Fishing grounds, talks]\ncountries:"), encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write(setting)
    return site


def test_a_tag_has_a_page_that_its_explainers_the_index_and_the_sitemap_lead_to(tmp_path: Path) -> None:
    site = tagged(tmp_path, 'TAG_URL = "tag/{slug}/"\n')
    told = build(site)
    assert told.returncode == 0, told.stderr
    output = site / "output"
    page = (output / "tag/fishing-grounds/index.html").read_text(encoding="utf-8")
    [explainer] = (site / "content/explainers").glob("*.md")
    assert "<h1>Fishing grounds</h1>" in page
    assert f'href="../../{explainer.stem}/"' in page
    assert '<a href="../tag/fishing-grounds/">Fishing grounds</a>\u00a0· <a href="../tag/talks/">talks</a>' in (
        output / explainer.stem / "index.html"
    ).read_text(encoding="utf-8")
    assert "../tag/talks/" in (output / "search/index.html").read_text(encoding="utf-8")
    explainer.write_text(explainer.read_text(encoding="utf-8").replace(", talks]", "]"), encoding="utf-8")
    assert build(site).returncode == 0
    assert not (output / "tag/talks").exists()


@pytest.mark.parametrize("setting", ["", "TAG_URL = None\n"])
def test_without_the_setting_tags_have_no_pages(setting: str, tmp_path: Path) -> None:
    site = tagged(tmp_path, setting)
    assert build(site).returncode == 0
    assert not (site / "output/tag").exists()
    assert not [file for file in (site / "output").rglob("*.html") if "Topics:" in file.read_text(encoding="utf-8")]
