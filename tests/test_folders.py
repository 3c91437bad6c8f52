"""The folders that travel with the package: a site without `THEME` has its theme, whichever command builds it."""

from __future__ import annotations

from pathlib import Path

from explainers.folders import DOCS_FOLDER
from tests.building_sites import build, pelican, site_copy, tree


def test_the_documentation_is_there_with_its_first_page() -> None:
    assert (Path(DOCS_FOLDER) / "index.md").read_text(encoding="utf-8").startswith("# ")


def test_a_site_without_a_theme_is_built_with_ours_by_both_commands(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    assert build(site).returncode == 0
    with_theme = tree(site / "output")
    settings = site / "pelicanconf.py"
    lines = settings.read_text(encoding="utf-8").splitlines()
    settings.write_text("\n".join(line for line in lines if not line.startswith("THEME")), encoding="utf-8")
    assert build(site).returncode == 0
    assert tree(site / "output") == with_theme
    assert "0 rendered" in pelican(site).stdout  # the same inputs, seen by both
    assert tree(site / "output") == with_theme


def test_overrides_lie_in_the_sites_folder(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    own = site / "own"
    own.mkdir()
    (own / "robots.txt").write_text("Sitemap: {{ sitemap }} # ours\n", encoding="utf-8")
    with (site / "pelicanconf.py").open("a", encoding="utf-8") as settings:
        settings.write('THEME_TEMPLATES_OVERRIDES = ["own"]\n')
    assert build(site).returncode == 0
    assert (site / "output/robots.txt").read_text(encoding="utf-8").endswith("# ours\n")
