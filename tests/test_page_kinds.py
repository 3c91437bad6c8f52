"""Each kind of page is planned, addressed, documented, and settable both with Pelican and without."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pelican.settings import DEFAULT_CONFIG, read_settings

from explainers.page_kinds import PAGE_KINDS, PELICAN_DEFAULTS, SETTINGS, PageKind
from explainers.pages.plan import _MAKERS
from explainers.settings import defaults, site_settings
from explainers.site_file import PLAIN, is_plain, plain_settings
from tests.building_sites import build, site_copy

ROOT = Path(__file__).resolve().parents[1]
SETTABLE = [pytest.param(name, kind, id=name) for name, kind in SETTINGS.items()]


def other(kind: PageKind) -> str:
    return f"elsewhere/{kind.name}" + ("/{slug}.html" if kind.one_for == "subject" else ".html")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return site_copy("minimal", tmp_path_factory.mktemp("kinds"))


def test_kinds_differ_in_name_and_setting() -> None:
    assert len({kind.name for kind in PAGE_KINDS}) == len(PAGE_KINDS)
    assert len(SETTINGS) == len([kind for kind in PAGE_KINDS if kind.setting])


def test_each_kind_has_a_maker_and_each_maker_a_kind() -> None:
    assert set(_MAKERS) == {kind.name for kind in PAGE_KINDS} | {"method"}


def test_pelicans_defaults_are_pelicans() -> None:
    assert {name: DEFAULT_CONFIG[name] for name in SETTINGS if name in DEFAULT_CONFIG} == PELICAN_DEFAULTS


def test_the_table_of_addresses_is_documented_as_it_is() -> None:
    text = (ROOT / "docs/settings.md").read_text(encoding="utf-8").partition("## Addresses")[2]
    rows = re.findall(r"^\| `([A-Z_]+)` \| `([^`]+)` \| (\S+) \|$", text, re.MULTILINE)
    assert rows == [(name, kind.address or "none", kind.name) for name, kind in SETTINGS.items()]


@pytest.mark.parametrize(("name", "kind"), SETTABLE)
def test_an_address_can_be_set_with_pelican_and_without(site: Path, name: str, kind: PageKind) -> None:
    file = site / f"{name.lower()}.py"
    text = (site / "pelicanconf.py").read_text(encoding="utf-8")
    file.write_text(f"{text}\n{name} = {other(kind)!r}\n", encoding="utf-8")
    plain, pelicans = plain_settings(str(file), {}), read_settings(str(file))
    assert is_plain(plain)
    for settings in (plain, pelicans):
        assert site_settings(settings).urls.patterns[kind.name] == other(kind)


@pytest.mark.parametrize(("said", "address"), [("", "{slug}/"), ('ARTICLE_URL = "{slug}.html"', "{slug}.html")])
def test_an_address_that_is_pelicans_own_counts_where_it_is_said(site: Path, said: str, address: str) -> None:
    file = site / f"said_{bool(said)}.py"
    file.write_text(f"{(site / 'pelicanconf.py').read_text(encoding='utf-8')}\n{said}\n", encoding="utf-8")
    plain, pelicans = plain_settings(str(file), {}), read_settings(str(file))
    ways = ({**plain, **defaults(PLAIN, plain)}, {**pelicans, **defaults(DEFAULT_CONFIG, pelicans)})
    assert [site_settings(settings).urls.patterns["explainer"] for settings in ways] == [address] * 2


def test_a_build_with_every_address_set_is_quick_where_nothing_has_changed(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.writelines(f"{name} = {other(kind)!r}\n" for name, kind in SETTINGS.items())
    first = build(site)
    assert first.returncode == 0, first.stderr
    assert (site / "output/elsewhere/data.html").is_file()
    kept = next((site / ".cache/explainers").glob("unchanged-*"))
    before = kept.stat().st_ino
    again = build(site)
    assert "0 rendered" in again.stdout, again.stderr
    assert kept.stat().st_ino == before
