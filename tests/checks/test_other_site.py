"""A site with French as its first language, German beside it, sources in French and Spanish: nothing of the package
knows it, and all rules hold.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.problems import Problem
from tests.building_sites import SITES, build, site_copy
from tests.checks.examples import found, site_files, texts

SITE = SITES / "other"
LANGUAGES, DAY = ("fr", "de"), "2020-09-13"
PAGE, GERMAN = "explainers/cuivre.md", "explainers/cuivre.de.md"


def _told(path: str = "", old: str = "", new: str = "") -> tuple[Problem, ...]:
    files = site_files(SITE)
    if path:
        text = files[path].decode()
        assert text.count(old) == 1, old
        files[path] = text.replace(old, new).encode()
    outcome = found(files, languages=LANGUAGES, translations=True, text=texts(SITE), day=DAY)
    return tuple(one for one in outcome.problems if one.code != "translation-missing")


def test_it_has_no_problems() -> None:
    assert _told() == ()


def test_it_is_built(tmp_path: Path) -> None:
    site = site_copy("other", tmp_path)
    built = build(site)
    assert built.returncode == 0, built.stderr
    page = (site / "output/cuivre/index.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "Bolivie" in page
    assert '<html lang="de"' in (site / "output/de/cuivre/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("path", "old", "new", "codes"),
    [
        (PAGE, "trois mille cinq cents", "trois mille six cents", {"figure-not-in-source", "translation-differs"}),
        (PAGE, "« ne doit plus partir brut »", "« ne peut plus partir brut »", {"misquoted"}),
        (PAGE, "« Nous voulons une fonderie commune »", "« Nous voulons une fonderie »", set()),
        (PAGE, "« Nous voulons une fonderie commune »", "« Nous voulons deux fonderies »", {"misquoted"}),
        (PAGE, ", a dit le ministère [", " [", {"attribution-missing"}),
        (
            PAGE,
            "La Bolivie a salué",
            "L’Équateur a salué",
            {"country-not-in-source", "attribution-missing", "translation-differs"},
        ),
        (PAGE, "se sont vus à Arica", "se sont vus à Cuzco", {"name-not-in-source"}),
        (
            PAGE,
            "3 500 emplois [@courrier, para. 3, pledged]",
            "3 500 emplois [@courrier, para. 3, planned]",
            {"care-needed", "translation-differs"},
        ),
        (PAGE, "Lima prévoyait", "Lima prévoyait récemment", {"undated-word"}),
        (GERMAN, "„soll nicht mehr roh das Land verlassen“", "„soll nie mehr roh das Land verlassen“", {"misquoted"}),
        (GERMAN, "am 12. März 2019", "am 13. März 2019", {"translation-differs"}),
        (GERMAN, "am 12. März 2019", "am 14. März 2019", {"figure-not-in-source", "translation-differs"}),
        (
            GERMAN,
            "Bolivien begrüßte",
            "Ecuador begrüßte",
            {"country-not-in-source", "attribution-missing", "translation-differs"},
        ),
        ("events.yaml", "2019-03-12", "2019-03-11", {"figure-not-in-source"}),
    ],
)
def test_a_slip_is_told_in_each_language(path: str, old: str, new: str, codes: set[str]) -> None:
    told = _told(path, old, new)
    assert {one.code for one in told} - {"translation-stale", "hedge-missing"} == codes, told


def test_a_citation_is_suggested_as_it_is_written_in_its_language() -> None:
    old = "bestreitet das [@courrier, para. 4, disputed]"
    told = _told(GERMAN, old, "bestreitet das [@courrier, Abs. 4]")
    assert "[@courrier, Abs. 4, alleged]" in [one.suggestion for one in told if one.code == "care-needed"]


def test_what_german_hides_is_told_as_unchecked() -> None:
    outcome = found(site_files(SITE), languages=LANGUAGES, translations=True, text=texts(SITE), day=DAY)
    assert [one.what.rpartition(", in ")[2] for one in outcome.unchecked] == ["German (2 files)"]
