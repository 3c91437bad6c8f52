"""Between publications: what is gone or about to expire fails, what can't be reached is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from explainers.commands.publish import run
from explainers.commands.publish_call import Project
from tests.publishing.servers import free_port
from tests.publishing.synthetic import SITE, site_files, write_site

Printed = pytest.CaptureFixture[str]


@pytest.fixture
def others(tmp_path: Path, serve_folder: Callable[..., str]) -> str:
    """The address of another site, with a page and a file."""
    folder = tmp_path / "others"
    folder.mkdir()
    (folder / "page.html").write_text("<p>x", encoding="utf-8")
    (folder / "paper.pdf").write_bytes(b"%PDF")
    return serve_folder(folder)


def linking_to(folder: Path, *addresses: str) -> Project:
    page = "".join(f"<p>\n<a href='{address}'>x</a>" for address in addresses)
    write_site(folder / "output", site_files() | {"x/index.html": page.encode()})
    return Project(folder, "publish.py", "output", SITE, "https://news.alt", "test 1")


def test_a_link_whose_page_is_gone_fails_with_its_place_and_the_others_are_counted(
    tmp_path: Path, others: str, capsys: Printed
) -> None:
    nobody = f"http://127.0.0.1:{free_port()}/"
    project = linking_to(tmp_path, f"{others}page.html", f"{others}paper.pdf", f"{others}gone.html", nobody)
    assert run(["links"], project) == 1
    out, err = capsys.readouterr()
    assert f"x/index.html:4: error: {others}gone.html answers with 404" in err
    assert "4 links to other sites: 2 there, 1 gone, 1 not reached" in err
    assert out.startswith(f"unknown  {nobody} can't be reached")


def test_links_that_are_all_there_end_well_and_no_network_is_no_verdict(
    tmp_path: Path, others: str, capsys: Printed
) -> None:
    assert run(["links"], linking_to(tmp_path, f"{others}page.html")) == 0
    assert capsys.readouterr().out == "1 link to other sites: 1 there, 0 gone, 0 not reached\n"
    assert run(["links"], linking_to(tmp_path, f"http://127.0.0.1:{free_port()}/")) == 3
    assert "Is there a network?" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "code", "said"),
    [
        ("Expires: 2000-01-01T00:00:00Z", 1, "it holds until 2000-01-01, under 30 days from now"),
        ("Expires: 9000-01-01T00:00:00Z", 0, "nothing of"),
        (None, 0, "security.txt isn't there (404)"),
    ],
)
def test_the_live_site_is_asked_what_expires(
    tmp_path: Path, serve_folder: Callable[..., str], capsys: Printed, text: str | None, code: int, said: str
) -> None:
    (tmp_path / "live" / ".well-known").mkdir(parents=True)
    if text:
        (tmp_path / "live" / ".well-known" / "security.txt").write_text(text, encoding="utf-8")
    project = Project(tmp_path, "publish.py", "output", SITE, "https://news.alt", "test 1")
    assert run(["expiries", "--site-url", serve_folder(tmp_path / "live")], project) == code
    assert said in "".join(capsys.readouterr())


def test_a_site_where_nobody_answers_is_no_verdict(tmp_path: Path, capsys: Printed) -> None:
    project = Project(tmp_path, "publish.py", "output", SITE, f"https://127.0.0.1:{free_port()}", "test 1")
    assert run(["expiries"], project) == 3
    assert "can't be asked: Connection refused. Look at the address and the network" in capsys.readouterr().err
