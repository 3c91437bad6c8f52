"""`explainers serve` shows what was saved, says what is wrong, and gives nothing away."""

from __future__ import annotations

import shutil
import socket
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.building_sites import run, site_copy, tree
from tests.preview.serving import Preview, previewed, until

pytestmark = pytest.mark.server
TEXT = "content/explainers/herring-talks.md"
PAGE = "/herring-talks/"
FILE = "herring-talks/index.html"
OLD = "Norway, Sweden and Denmark"


@pytest.fixture(scope="module")
def standing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Preview]:
    """A preview of the complete site, for tests that change nothing."""
    with previewed(site_copy("complete", tmp_path_factory.mktemp("standing"))) as running:
        yield running


@pytest.fixture
def preview(tmp_path: Path) -> Iterator[Preview]:
    """A preview of the complete site."""
    with previewed(site_copy("complete", tmp_path)) as running:
        yield running


def errors_in(told: dict[str, Any]) -> list[dict[str, Any]]:
    return [problem for problem in told["problems"] if problem["severity"] == "error"]


def test_a_save_shows_and_the_page_is_told_to_load_itself_again(preview: Preview) -> None:
    with preview.news(FILE) as told, preview.news("countries/finland/index.html") as other:
        assert not told.get(timeout=600)["reload"]
        assert not other.get(timeout=600)["reload"]
        preview.edit(TEXT, preview.heading(TEXT), "Was that all?")
        assert told.get(timeout=600)["reload"]
        assert not other.get(timeout=600)["reload"]
    assert "Was that all?" in preview.get(PAGE)[1]


def test_errors_are_told_over_the_last_good_version_and_vanish_when_mended(preview: Preview) -> None:
    before = tree(preview.output)
    heading = preview.heading(TEXT)
    with preview.news(FILE) as told:
        told.get(timeout=600)
        preview.edit(TEXT, f"## {heading}", f"## {heading}\n\nNobody says where this is from.\n\n## And?")
        wrong = told.get(timeout=600)
        assert any(error["path"] == TEXT and "[uncited]" in error["words"] for error in errors_in(wrong))
        assert tree(preview.output) == before
        preview.edit(TEXT, f"## {heading}\n\nNobody says where this is from.\n\n## And?", f"## {heading}")
        mended = told.get(timeout=600)
        assert errors_in(mended) == []
        assert not mended["reload"]


def test_drafts_show_and_are_listed_and_stand_in_no_published_folder(standing: Preview) -> None:
    status, page = standing.get("/unfinished/")
    assert status == 200
    assert "This is a draft." in page
    with standing.news("index.html") as told:
        assert [draft["address"] for draft in told.get(timeout=600)["drafts"]] == ["/unfinished/"]
    assert not (standing.site / "output").exists()


def test_the_script_is_in_what_is_served_and_in_no_file(standing: Preview) -> None:
    assert "/-preview/script.js" in standing.get(PAGE)[1]
    files = tree(standing.output)
    assert FILE in files
    assert [file for file, data in files.items() if b"-preview/" in data] == []


def test_a_path_that_leads_nowhere_gets_the_sites_own_page(standing: Preview) -> None:
    status, page = standing.get("/nothing/here/")
    assert status == 404
    assert "There is no page here" in page
    assert "/-preview/script.js" in page


def test_a_page_that_was_not_there_shows_when_it_is_made(preview: Preview) -> None:
    with preview.news("new/index.html", "404.html") as told:
        told.get(timeout=600)
        shutil.copy(preview.site / "content/explainers/quiet-year.md", preview.site / "content/explainers/new.md")
        until(lambda: told.get(timeout=600)["reload"])
    assert preview.get("/new/")[0] == 200


@pytest.mark.parametrize(
    "path",
    ["/../store.sqlite", "/..%2fstore.sqlite", "/%2e%2e/store.sqlite", "//etc/passwd",
     "/herring-talks/../../store.sqlite", "/..%5cstore.sqlite", "/%00", "/link"],
)  # fmt: skip
def test_no_path_leads_out_of_the_site(standing: Preview, path: str) -> None:
    secret, link = standing.site / "secret.txt", standing.output / "link"
    secret.write_text("a secret", encoding="utf-8")
    link.unlink(missing_ok=True)
    link.symlink_to(secret)
    status, page = standing.get(path)
    assert status in (400, 404)
    assert "SQLite" not in page
    assert "a secret" not in page


def test_other_names_that_lead_here_are_not_answered(standing: Preview) -> None:
    assert standing.get(PAGE, Host="elsewhere.example")[0] == 400


def test_the_preview_is_for_this_machine_only(standing: Preview) -> None:
    assert standing.address.startswith("http://127.0.0.1:")


def test_broken_settings_are_told_and_the_site_stays(preview: Preview) -> None:
    with preview.news(FILE) as told:
        told.get(timeout=600)
        preview.edit("pelicanconf.py", "SITENAME", "SITENAME = = ")
        assert "pelicanconf.py can't be used" in until(lambda: told.get(timeout=600)["trouble"])
        assert preview.get(PAGE)[0] == 200
        preview.edit("pelicanconf.py", "SITENAME = = ", "SITENAME")
        until(lambda: told.get(timeout=600)["trouble"] == "")


def test_settings_that_change_show(preview: Preview) -> None:
    settings = preview.site / "pelicanconf.py"
    settings.write_text(
        settings.read_text(encoding="utf-8") + 'SITENAME = "Another name"\nEXPLAINER_NAMES = {}\n', encoding="utf-8"
    )
    until(lambda: "Another name" in preview.get(PAGE)[1])


def test_a_broken_template_is_told_with_its_line_and_mending_it_shows(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    settings = (site / "pelicanconf.py").read_text(encoding="utf-8")
    theme = settings.partition("THEME = ")[2].splitlines()[0].strip("'\"")
    shutil.copytree(theme, site / "own-theme")
    (site / "pelicanconf.py").write_text(settings.replace(theme, "own-theme"), encoding="utf-8")
    with previewed(site) as preview, preview.news("fishing/index.html") as told:
        told.get(timeout=600)
        preview.edit("own-theme/templates/explainer.html", "{% block main %}", "{% block main %}{% if %}")
        assert "explainer.html, line " in until(lambda: told.get(timeout=600)["trouble"])
        preview.edit("own-theme/templates/explainer.html", "{% block main %}{% if %}", "{% block main %}<p>Mended</p>")
        assert until(lambda: told.get(timeout=600)["reload"])
        assert "Mended" in preview.get("/fishing/")[1]


def test_a_deleted_output_folder_comes_back(preview: Preview) -> None:
    shutil.rmtree(preview.output)
    until(lambda: preview.get(PAGE)[0] == 200, "the page is made again")


def test_a_content_folder_that_is_replaced_is_still_watched(preview: Preview) -> None:
    content = preview.site / "content"
    shutil.copytree(content, preview.site / "other")
    content.rename(preview.site / "former")
    (preview.site / "other").rename(content)
    preview.edit(TEXT, preview.heading(TEXT), "Was it the same?")
    until(lambda: "Was it the same?" in preview.get(PAGE)[1])
    preview.edit(TEXT, "Was it the same?", "Was it the same again?")
    until(lambda: "Was it the same again?" in preview.get(PAGE)[1])


def test_ctrl_c_ends_it_with_130_while_pages_listen(preview: Preview) -> None:
    with preview.news(FILE) as told:
        told.get(timeout=600)
        assert preview.interrupt() == 130
    assert "Traceback" not in preview.said


def test_a_port_in_use_is_told_in_a_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = run(site_copy("minimal", tmp_path), "explainers.cli", "serve", "--port", str(port))
    assert ended.returncode == 3
    assert f"port {port} is in use" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_site_with_errors_from_the_start_waits_for_them_to_be_mended(tmp_path: Path) -> None:
    site = site_copy("minimal", tmp_path)
    text = site / "content/explainers/fishing.md"
    good = text.read_text(encoding="utf-8")
    text.write_text(good.replace("[@gazette]", "[@gazett]"), encoding="utf-8")
    with previewed(site) as preview:
        status, page = preview.get("/fishing/")
        assert status == 404
        assert "/-preview/script.js" in page
        text.write_text(good, encoding="utf-8")
        until(lambda: preview.get("/fishing/")[0] == 200)
