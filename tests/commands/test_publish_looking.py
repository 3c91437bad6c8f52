"""Commands that look, print or make a file: what they tell, and that they change nothing."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.publishing.outside import Answer, Asker
from tests.commands.publish_office import URL, Office, Printed
from tests.publishing.synthetic import URL as BUILT_FOR
from tests.publishing.synthetic import site_files, target_in
from tests.publishing.test_outside import Server


def test_looking_commands_change_nothing(office: Office, capsys: Printed, tmp_path: Path) -> None:
    office.run("build")
    assert office.run("plan", office.target) == 0
    assert "15 sent" in capsys.readouterr().out.splitlines()[-1]
    assert office.run("verify", office.target) == 2
    assert office.run("doctor", office.target) == 0
    assert not Path(office.target[4:]).exists()
    office.run("deploy", office.target)
    before = sorted(Path(office.target[4:]).rglob("*"))
    assert office.run("plan", office.target) == 0
    assert office.run("doctor", office.target) == 3
    printed = capsys.readouterr()
    assert "every file is as it was sent" in printed.out
    assert f"{URL} doesn't show release" in printed.err
    assert office.run("verify", office.target) == 3
    assert "nobody answers" in capsys.readouterr().err
    for server in ("nginx", "caddy", "apache"):
        assert office.run("snippet", server, office.target) == 0
        printed = capsys.readouterr().out
        assert f"{office.target[4:]}/current" in printed
        assert "frame-ancestors 'none'" in printed
    assert office.run("pack", "-o", str(tmp_path / "x.tar")) == 0
    assert (tmp_path / "x.tar").stat().st_size > 1000
    assert office.run("pack", "--retain", "-o", str(tmp_path / "y.tar")) == 0
    assert "nothing of what is live is kept" in capsys.readouterr().out
    assert b"_publish/manifest.json" in (tmp_path / "y.tar").read_bytes()
    assert sorted(Path(office.target[4:]).rglob("*")) == before


def test_an_archive_in_a_folder_that_is_not_there_is_a_wrong_word(
    office: Office, capsys: Printed, tmp_path: Path
) -> None:
    office.run("build")
    capsys.readouterr()
    assert office.run("pack", "-o", str(tmp_path / "none" / "x.tar")) == 2
    said = f"there is no folder '{tmp_path / 'none'}' to put the archive into: make it first, or name another place"
    assert said in capsys.readouterr().err


def test_many_wrong_answers_are_told_as_many_and_counted(
    office: Office, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    office.files = site_files(pages=30)
    office.run("build")
    office.run("deploy", office.target)
    capsys.readouterr()
    monkeypatch.setattr(Asker, "get", lambda *_: Answer(403, {}, b""))
    assert office.run("verify", office.target) == 7
    printed = capsys.readouterr()
    lines = [line for line in printed.out.splitlines() if line.startswith("wrong")]
    assert (len(lines), "more (--format json has them all)" in lines[-1]) == (20, True)
    assert "wrong answers): look at the web server, or roll back" in printed.err


@pytest.mark.parametrize("built", [True, False], ids=["built here", "another build here"])
def test_headers_are_verified_as_the_release_has_them_whatever_was_built_since(
    office: Office, capsys: Printed, monkeypatch: pytest.MonkeyPatch, built: bool
) -> None:
    office.project = replace(office.project, targets={"web": {"url": office.target, "serves": ["headers"]}})
    office.files |= {"_headers": b"/*\n  X-Content-Type-Options: nosniff\n"}
    office.run("build")
    office.run("deploy", "web")
    if not built:
        office.files |= {"later.txt": b"later"}
        office.run("build")
    server, sent = Server(Path(office.target[4:])), {"x-content-type-options": "nosniff"}
    monkeypatch.setattr(Asker, "get", lambda _, address, coding: server.get(address.replace(URL, BUILT_FOR), coding))
    capsys.readouterr()
    assert office.run("verify", "web") == 7
    assert "has the header x-content-type-options: none, not nosniff" in capsys.readouterr().out
    server.change = lambda path, answer: Answer(answer.status, {**answer.headers, **sent}, answer.body)
    assert office.run("verify", "web") == 0


def test_verify_tells_what_was_edited_and_what_was_added_at_once(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    live = Path(office.target[4:]) / "current"
    (live / "added.html").write_bytes(b"added")
    assert office.run("verify", office.target) == 7
    assert "publish.py: 1 file that nobody sent was added there, such as added.html. " in capsys.readouterr().err
    (live / "index.html").write_bytes(b"edited")
    assert office.run("verify", office.target) == 7
    said = "1 file on the target isn't as it was sent, such as index.html; 1 file that nobody sent was added there"
    assert said in capsys.readouterr().err
    assert office.run("deploy", office.target, "--overwrite-hotfix", "--no-verify") == 0
    assert office.run("verify", office.target) == 3


def test_a_plan_shows_what_changes_in_texts(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    office.files = site_files(edits={"story-1": "Other words."})
    office.run("build")
    capsys.readouterr()
    assert office.run("plan", office.target, "--diff") == 0
    lines = capsys.readouterr().out.splitlines()
    assert {"--- live/story-1/index.html", "+<p>Other words.</p>", "-<p>Words of story-1.</p>"} <= set(lines)


def test_verify_looks_at_a_release_that_is_not_live(office: Office, capsys: Printed) -> None:
    ids = []
    for design in ("plain", "bold"):
        office.files = site_files(design)
        office.run("build")
        office.run("deploy", office.target)
        ids.append(str(target_in(Path(office.target[4:])).live_id()))
    assert office.run("verify", office.target, "--release", ids[0][:6]) == 0
    assert f"release {ids[0]} isn't live; 15 files lie there" in capsys.readouterr().out
    (Path(office.target[4:]) / "releases" / ids[0] / "index.html").write_bytes(b"x")
    assert office.run("verify", office.target, "--release", ids[0]) == 3
    assert office.run("verify", office.target, "--release", "zzz") == 2
    assert office.run("verify", office.target, "--sample", "3", "--release", ids[1]) == 3  # nobody answers


def test_a_plan_says_what_a_deployment_would_refuse(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    office.files["index.html"] += b'<p><a href="gone/">Gone</a>'
    office.files["hello/index.html"] = office.files["index.html"]
    office.run("build")
    capsys.readouterr()
    expected = office.run("deploy", office.target, "--dry-run")
    problems = [line for line in capsys.readouterr().err.splitlines() if "broken-reference" in line]
    assert (expected, office.run("plan", office.target)) == (1, 1)
    printed = capsys.readouterr()
    assert "index.html (new or changed)" in printed.out
    assert "'deploy' would end with 1: the site is not fit to be published" in printed.err
    assert [line for line in printed.err.splitlines() if "broken-reference" in line] == problems != []


def test_a_first_release_says_where_it_is_and_a_slip_makes_none(office: Office, capsys: Printed) -> None:
    office.run("build")
    for words in (("plan",), ("deploy", "--dry-run"), ("deploy",)):
        assert office.run(words[0], office.target, *words[1:]) == 0
        assert "; the first release in the folder 'www'" in capsys.readouterr().out.splitlines()[-1]
    assert office.run("deploy", office.target) == 0
    assert "first release" not in capsys.readouterr().out
    slip = office.target.replace("/www", "/wwww")
    for command in ("plan", "deploy", "doctor", "releases", "rollback"):
        assert office.run(command, slip) == 2
        assert "Did you mean 'www', which is a target of this site?" in capsys.readouterr().err
    assert not Path(slip.removeprefix("dir:")).exists()


def test_a_branch_is_verified_as_other_targets_are(office: Office, capsys: Printed, tmp_path: Path) -> None:
    subprocess.run(("git", "init", "-q", "--bare", str(tmp_path / "pages.git")), check=True)
    office.run("build")
    target = f"git:{tmp_path}/pages.git#pages"
    assert office.run("deploy", target) == 0
    release = capsys.readouterr().out.rpartition("\nrelease ")[2].split()[0]
    assert office.run("verify", target) == 3
    assert f"On the target, release {release} lies as it was sent" in capsys.readouterr().err
    assert office.run("verify", target, "--release", release[:8]) == 3
