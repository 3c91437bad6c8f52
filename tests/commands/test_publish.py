"""The command: what it prints, and the number that it ends with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.commands.publish import run
from explainers.publishing.targets.disk import Disk
from tests.commands.publish_office import URL, Office, Printed
from tests.publishing.synthetic import site_files, target_in, write_site


def test_build_check_and_deploy_end_well_and_say_so_in_a_line_a_phase(office: Office, capsys: Printed) -> None:
    assert office.run("build") == 0
    assert office.run("check") == 0
    assert office.run("deploy", office.target) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split()[0] for line in lines] == [
        "built", "15", "note", "lock", "gates", "stage", "verify", "switch", "served", "outside",
        "release",
    ]  # fmt: skip
    assert lines[-1].split(f" live at {URL}: ")[1].startswith("15 sent, 0 kept, 0 removed, 0 carried, 15 verified")


def test_the_same_again_is_unchanged_and_ends_well(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    assert office.run("build") == 0
    assert office.run("deploy", office.target) == 0
    assert "unchanged" in capsys.readouterr().out.splitlines()[-1]


def test_a_target_whose_first_deployment_failed_has_no_release_to_list(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    folder = Path(office.target[4:])
    for made in (folder / "current", *(folder / ".publish/manifests").iterdir()):
        made.unlink()
    assert office.run("releases", office.target) == 2
    assert "nothing was ever published" in capsys.readouterr().err


def test_releases_lists_and_rollback_goes_back(office: Office, capsys: Printed) -> None:
    ids = []
    for design in ("plain", "bold"):
        office.files = site_files(design)
        office.run("build")
        assert office.run("deploy", office.target) == 0
        ids.append(target_in(Path(office.target[4:])).live_id())
    capsys.readouterr()
    assert office.run("releases", office.target) == 0
    assert {tuple(line.split()[:2]) for line in capsys.readouterr().out.splitlines()} == {
        ("live", ids[1]),
        ("kept", ids[0]),
    }
    assert office.run("rollback", office.target) == 0
    assert f"release {ids[0]} live again at {URL}, in place of {ids[1]}" in capsys.readouterr().out
    assert office.run("rollback", office.target, str(ids[1])) == 0
    assert target_in(Path(office.target[4:])).live_id() == ids[1]


def test_where_the_link_to_what_is_live_is_spoilt_a_rollback_by_id_brings_a_release_back(
    office: Office, capsys: Printed
) -> None:
    office.run("build")
    office.run("deploy", office.target)
    live, current = target_in(Path(office.target[4:])).live_id(), Path(office.target[4:]) / "current"
    current.unlink()
    current.symlink_to("/nowhere")
    capsys.readouterr()
    assert office.run("releases", office.target) == 4
    assert "leads to '/nowhere', which isn't a release: remove this link" in capsys.readouterr().err
    current.unlink()
    assert office.run("releases", office.target) == 0
    assert f"kept     {live}" in capsys.readouterr().out
    assert office.run("rollback", office.target, str(live), "--dry-run") == 0
    assert office.run("rollback", office.target, str(live)) == 0
    printed = capsys.readouterr().out
    assert f"release {live} would be live again at {URL}; nothing was changed" in printed
    assert f"release {live} live again at {URL}: 0 carried" in printed


def test_json_is_one_object_a_line_and_nothing_else(office: Office, capsys: Printed) -> None:
    office.run("build", "--format", "json")
    office.run("deploy", office.target, "--format", "json")
    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert [line["event"] for line in lines] == [
        "summary", "note", "lock", "gates", "stage", "verify", "switch", "served", "outside",
        "summary",
    ]  # fmt: skip
    assert (lines[-1]["action"], lines[-1]["sent"], lines[-1]["id"]) == ("deployed", 15, lines[0]["id"])


def test_problems_are_printed_with_file_and_line_and_end_with_one(office: Office, capsys: Printed) -> None:
    office.files = site_files() | {"x/index.html": b"<p>\n<a href='/no/'>x</a>"}
    office.run("build")
    assert office.run("check") == 1
    assert office.run("deploy", office.target) == 1
    error = capsys.readouterr().err
    assert "x/index.html:2: error: '/no/' leads nowhere" in error
    assert not Path(office.target[4:], "current").exists()
    assert office.run("check", "--format", "json") == 1
    first, last = map(json.loads, capsys.readouterr().out.splitlines())
    assert (first["event"], first["path"], first["line"]) == ("problem", "x/index.html", 2)
    assert (last["event"], last["exit_code"]) == ("failure", 1)


def test_where_github_asks_for_it_each_command_adds_how_it_ended_to_the_summary_of_the_step(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    summary = tmp_path / "summary.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(summary))
    assert office.run("build") == 0
    assert office.run("check", "no-such-folder") == 2
    headings = [line for line in summary.read_text("utf-8").splitlines() if line.startswith("###")]
    assert headings == ["### publish.py build: done", "### publish.py check: not done (exit code 2)"]
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(tmp_path))
    assert office.run("check") == 0  # that nobody can read of it changes nothing
    assert "GitHub is not told how this step ended" in capsys.readouterr().err


def test_a_build_has_to_be_the_release_that_it_is_said_to_be(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Printed
) -> None:
    monkeypatch.setenv("GITHUB_OUTPUT", str(tmp_path / "output"))
    office.run("build")
    name, release = (tmp_path / "output").read_text("utf-8").strip().split("=")
    assert (name, office.run("check", "--release", release)) == ("release", 0)
    assert office.run("check", "--release", "0" * 20) == 1
    assert f"this is release {release}, not {'0' * 20}: " in capsys.readouterr().err


def test_code_scanning_gets_the_problems_of_the_built_site(office: Office, capsys: Printed) -> None:
    office.files = site_files() | {"x/index.html": b"<p>\n<a href='/no/'>x</a>"}
    office.run("build")
    capsys.readouterr()
    assert office.run("check", "--format", "sarif") == 1
    results = json.loads(capsys.readouterr().out)["runs"][0]["results"]
    assert [result["ruleId"] for result in results] == ["broken-reference"]


def test_a_site_built_for_another_address_or_another_site_is_not_published(office: Office) -> None:
    office.run("build")
    assert office.run("deploy", office.target, "--site-url", "https://other.example") == 2
    assert office.run("deploy", office.target, "--site-url", f"{URL}/") == 0
    write_site(office.root / "output", site_files(), site="sports")
    assert office.run("deploy", office.target) == 2


@pytest.mark.parametrize(
    "command", [("deploy",), ("deploy", "--dry-run"), ("plan",), ("doctor",), ("preview", "--name", "x")]
)
@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("output/www", "the target folder lies inside the output folder"),
        ("content/www", "the target folder lies inside the content folder"),
        (".git/www", "the target folder lies inside the .git folder"),
        (".", "the target folder is the site's own folder"),
        ("www", "write /www/ into .gitignore"),
    ],
)
def test_a_target_among_the_sources_is_refused(
    office: Office, capsys: Printed, command: tuple[str, ...], target: str, said: str
) -> None:
    subprocess.run(("git", "init", "-q", str(office.root)), check=True)
    office.project = replace(office.project, folders={"content": office.root / "content"})
    office.run("build", *(("--site-url", f"{URL}/previews/x") if "preview" in command else ()))
    folder = office.root / target
    before = sorted(office.root.rglob("*"))
    assert office.run(command[0], f"dir:{folder}", *command[1:]) == 2
    assert said in capsys.readouterr().err
    assert sorted(office.root.rglob("*")) == before


def test_nothing_is_built_into_the_sources_or_into_what_is_live(office: Office, capsys: Printed) -> None:
    office.project = replace(office.project, folders={"content": office.root / "content"})
    office.run("build")
    office.run("deploy", office.target)
    live = Path(office.target[4:])
    before = sorted([*office.root.rglob("*"), *live.rglob("*")])
    for place in (
        office.root / "content" / "out",
        office.root / ".git" / "out",
        live / "current/out",
        live / "staging/out",
    ):
        capsys.readouterr()
        assert office.run("build", "--output", str(place)) == 2
        assert "choose another place" in capsys.readouterr().err
    assert sorted([*office.root.rglob("*"), *live.rglob("*")]) == before


def test_a_target_in_the_repository_may_be_where_git_ignores_it(office: Office) -> None:
    subprocess.run(("git", "init", "-q", str(office.root)), check=True)
    (office.root / ".gitignore").write_text("/www/\n")
    office.run("build")
    assert office.run("deploy", f"dir:{office.root / 'www'}", "--allow-dirty") == 0
    assert office.run("verify", f"dir:{office.root / 'www'}") == 3


def test_the_address_asked_for_is_the_one_the_site_is_built_for(office: Office, capsys: Printed) -> None:
    assert office.run("build", "--site-url", "https://desk.example/", "--output", str(office.root / "b")) == 0
    assert b"https://desk.example/story-1/" in (office.root / "b" / "index.html").read_bytes()
    assert "https://desk.example" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("url", "doubt"),
    [
        ("https://bearings.example", True),
        ("https://www.example.org/news", True),
        ("http://localhost:8000", True),
        ("https://myexample.com", False),
        ("https://example.press", False),
    ],
)
def test_a_placeholder_for_an_address_never_goes_live(office: Office, capsys: Printed, url: str, doubt: bool) -> None:
    said = f"built for {url}, which nobody can reach: put its own address into publish.py"
    assert office.run("build", "--site-url", url) == 0
    assert said not in capsys.readouterr().out
    assert office.run("deploy", office.target) == (2 if doubt else 0)
    assert (said in capsys.readouterr().err) is doubt
    assert Path(office.target[4:]).exists() is not doubt
    tried = office.run("deploy", office.target, "--allow-private")
    assert tried == (2 if doubt and "example" in url else 0)  # one's own machine may be tried, an example can't


@pytest.mark.parametrize(
    ("address", "told"), [("mailto:desk@example.org", True), ("mailto:desk@news.fr", False), ("", False)]
)
def test_an_address_for_errors_that_reaches_nobody_is_told_before_a_site_is_live(
    office: Office, capsys: Printed, address: str, told: bool
) -> None:
    office.project = replace(office.project, reports_to=address)
    (office.root / "pelicanconf.py").write_text("EXPLAINER_REPORT = None\n", encoding="utf-8")
    assert office.run("build") == 0
    for command in (("check",), ("deploy", office.target)):
        capsys.readouterr()
        assert office.run(*command) == 0
        note = f"{address}, which reaches nobody: put an address of yours into EXPLAINER_REPORT in pelicanconf.py"
        assert (note in capsys.readouterr().out) is told


def test_files_that_no_commit_has_are_refused_when_they_go_live(
    office: Office, capsys: Printed, history: Callable[..., None]
) -> None:
    assert office.run("build") == 0
    assert office.run("build") == 0, "the folder that was built is nobody's to commit"
    assert office.run("deploy", office.target) == 0
    assert "since the last commit" not in capsys.readouterr().out
    (office.root / "draft.md").write_text("x", encoding="utf-8")
    assert office.run("deploy", office.target) == 0
    assert "1 file changed since the last commit (draft.md): not in this build" in capsys.readouterr().out
    office.files = site_files("bold")
    assert office.run("build") == 0
    capsys.readouterr()
    assert office.run("deploy", office.target) == 1
    assert "1 file that no commit has (draft.md): commit first, then build again" in capsys.readouterr().err
    assert office.run("deploy", office.target, "--allow-dirty") == 0


def test_a_build_that_is_older_than_the_sources_is_refused(
    office: Office, capsys: Printed, history: Callable[..., None]
) -> None:
    office.run("build")
    history("commit", "-q", "--allow-empty", "-m", "Second")
    assert office.run("deploy", office.target) == 1
    assert "run 'python3 publish.py build'" in capsys.readouterr().err
    assert office.run("build") == 0
    assert office.run("deploy", office.target) == 0


def test_a_rollback_to_another_sites_address_is_refused(office: Office) -> None:
    for design in ("plain", "bold"):
        office.files = site_files(design)
        office.run("build")
        office.run("deploy", office.target)
    assert office.run("rollback", office.target, "--site-url", "https://other.alt") == 2
    assert office.run("rollback", office.target, "--site-url", URL, "--dry-run") == 0
    assert len(target_in(Path(office.target[4:])).log()) == 2
    assert office.run("rollback", office.target, "--site-url", URL) == 0
    assert office.run("gc", office.target, "--dry-run") == 0


def test_pages_that_moved_lead_on(office: Office, capsys: Printed) -> None:
    office.project = replace(office.project, redirects={"/old/": "/older/", "/older/": "/story-1/", "/x/": "gone"})
    assert office.run("build") == 0
    assert office.run("deploy", office.target) == 0
    page = (Path(office.target[4:]) / "current/old/index.html").read_text("utf-8")
    assert f"0; url={URL}/story-1/" in page
    assert (office.root / "output/_redirects").read_text("utf-8") == ("/old/ /story-1/ 301\n/older/ /story-1/ 301\n")
    office.project = replace(office.project, redirects={"/a/": "/b/", "/b/": "/a/"})
    assert office.run("build") == 1
    assert "PUBLISH_REDIRECTS:1: error: '/a/' leads back to itself" in capsys.readouterr().err


def test_a_move_that_can_not_be_is_told_at_its_line_of_the_settings(office: Office, capsys: Printed) -> None:
    moves = {"/old/": "/story-1/", "/a/": "/b/", "/b/": "/a/"}
    office.project = replace(office.project, redirects=moves)
    lines = (f"    {old!r}: {new!r}," for old, new in moves.items())
    written = "\n".join(("PUBLISH_REDIRECTS: dict[str, str] = {", *lines, "}"))
    (office.root / "publish.py").write_text(written, encoding="utf-8")
    assert office.run("build") == 1
    told = capsys.readouterr().err.splitlines()
    assert told[0] == "publish.py:3: error: '/a/' leads back to itself [unfit-redirect]"
    assert told[1] == "publish.py:4: error: '/b/' leads back to itself [unfit-redirect]"


def test_other_ends_have_their_numbers(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.run("build")
    base = Path(office.target[4:])
    with target_in(base).locked():
        assert office.run("deploy", office.target) == 75
    assert office.run("deploy", office.target) == 0
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795000000")
    office.files = site_files("bold")
    office.run("build")
    assert office.run("deploy", office.target) == 5
    assert office.run("deploy", office.target, "--dry-run", "--allow-older") == 0
    assert office.run("deploy", office.target, "--allow-older") == 0
    (base / "current").unlink()
    (base / "current").mkdir()
    assert office.run("deploy", office.target) == 4


def test_a_disk_that_fails_ends_with_three(office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
    office.run("build")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Disk, "copy", full)
    assert office.run("deploy", office.target) == 3


def test_an_interruption_ends_with_its_number_and_no_traceback(office: Office, capsys: Printed) -> None:
    def interrupted(*_: object) -> int:
        raise KeyboardInterrupt

    assert run(("build",), office.project, interrupted) == 130
    assert "Interrupted" in capsys.readouterr().err


def test_nothing_printed_names_a_folder_of_this_machine(office: Office, capsys: Printed, tmp_path: Path) -> None:
    office.run("check")
    office.run("build")
    office.run("deploy", office.target)
    office.run("releases", office.target)
    office.run("rollback", office.target)
    (Path(office.target[4:]) / "current").unlink()
    (Path(office.target[4:]) / "current").write_text("x")
    office.run("deploy", office.target)
    printed = capsys.readouterr()
    assert printed.err
    assert str(tmp_path) not in printed.out + printed.err


def test_in_ci_the_bare_command_builds_checks_and_publishes_to_the_one_target(
    office: Office, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert office.run() == 2
    said = capsys.readouterr().err
    assert ("usage" in said, "and it is empty: put the target there" in said) == (True, True)
    office.project = replace(office.project, targets={"production": {"url": office.target}})
    assert office.run() == 0
    assert (Path(office.target[4:]) / "current/index.html").is_file()
    monkeypatch.delenv("CI")
    assert office.run() == 2
    monkeypatch.setenv("CI", "true")
    office.files = site_files() | {"index.html": b"<a href='/no/'>x</a>"}
    assert office.run() == 1


def test_on_github_the_bare_command_folds_its_phases_and_annotates_problems(
    office: Office, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    office.project = replace(office.project, targets={"production": {"url": office.target}})
    assert office.run() == 0
    lines = capsys.readouterr().out.splitlines()
    opened, closed = lines.index("::group::publish.py deploy"), lines.index("::endgroup::")
    assert [line.split()[0] for line in lines[:opened]] == ["built", "15", "::notice::built"]
    assert [line.split()[0] for line in lines[opened + 1 : closed]] == [
        "lock", "gates", "stage", "verify", "switch", "served", "outside",
    ]  # fmt: skip
    assert [line.split()[0] for line in lines[closed + 1 :]] == ["release"]
    assert office.run("releases", office.target, "--format", "github") == 0
    assert capsys.readouterr().out.startswith("live ")
    office.files = site_files() | {"index.html": b"<a href='/no/'>x</a>"}
    assert office.run() == 1
    assert "::error file=index.html,line=1" in capsys.readouterr().out


def test_a_second_build_has_to_give_the_same_bytes(office: Office, capsys: Printed) -> None:
    assert office.run("build", "--check-reproducible") == 0
    assert "a second build gave the same 15 files" in capsys.readouterr().out
    engine, count = office.engine, [0]

    def by_chance(arguments: Sequence[str], environment: Mapping[str, str]) -> int:
        count[0] += 1
        office.files = site_files(edits={"story-1": str(count[0])})
        return engine(arguments, environment)

    assert run(("build", "--check-reproducible"), office.project, by_chance) == 1
    assert "a second build gave other bytes (story-1/index.html)" in capsys.readouterr().err


def test_every_way_to_move_a_page_makes_a_site_that_is_fit_to_be_published(office: Office) -> None:
    moves = {"/old/": "/story-1/", "/moved/": "https://elsewhere.alt/", "/closed/": "gone"}
    office.project = replace(office.project, redirects=moves)
    assert office.run("build") == 0
    assert office.run("check") == 0


def test_a_rollback_to_another_address_is_told_what_to_do_without_a_build(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    office.run("build", "--site-url", "https://news.press")
    assert office.run("deploy", office.target, "--new-address") == 0
    assert office.run("rollback", office.target) == 4
    said = capsys.readouterr().err
    assert "Add --new-address to go back to that address too" in said
    assert "Build it" not in said
    assert office.run("rollback", office.target, "--new-address") == 0
