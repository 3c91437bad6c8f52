"""No two pages have the same address, whatever settings say."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.building_sites import build, site_copy


@pytest.mark.parametrize(
    ("settings", "said"),
    [
        ('TIMELINE_URL = "map/"', "'map/' is the address of two pages: map and timeline"),
        ('COUNTRY_URL = "{slug}/"\nARTICLE_URL = "{slug}/"\n', "two pages would be 'norway/index.html'"),
        ('SOURCES_URL = "fishing/"', "two pages would be 'fishing/index.html'"),
    ],
)
def test_settings_that_give_two_pages_one_address_are_refused(tmp_path: Path, settings: str, said: str) -> None:
    site = site_copy("minimal", tmp_path)
    file = site / "pelicanconf.py"
    file.write_text(f"{file.read_text(encoding='utf-8')}\n{settings}\n", encoding="utf-8")
    if "COUNTRY_URL" in settings:
        article = site / "content" / "explainers" / "fishing.md"
        article.rename(article.with_name("norway.md"))
    ended = build(site)
    assert ended.returncode == 2, ended
    assert said in ended.stderr
    assert not (site / "output").exists()


@pytest.mark.parametrize("long", ["a" * 240, "語" * 79])
def test_addresses_longer_than_disks_take_are_refused_before_anything_is_written(tmp_path: Path, long: str) -> None:
    site = site_copy("minimal", tmp_path)
    file = site / "pelicanconf.py"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}\nARTICLE_URL = '{long}-{{slug}}.html'\n", encoding="utf-8")
    ended = build(site, "--finish")
    assert ended.returncode == 2, ended
    assert "the address of explainer 'fishing' has a part of 25" in ended.stderr
    assert not (site / "output").exists()
