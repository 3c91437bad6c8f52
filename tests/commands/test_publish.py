"""The command: what it prints, and the number that it ends with."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pytest
from msgspec.structs import replace

from explainers.commands.publish import run
from explainers.commands.publish_call import Project
from explainers.publishing.outside import Answer, Asker
from explainers.publishing.targets.disk import Disk
from tests.publishing.synthetic import SITE, site_files, target_in, write_site
from tests.publishing.synthetic import URL as BUILT_FOR

URL = "https://news.alt"  # not for examples (RFC 9476): those are never published
Printed = pytest.CaptureFixture[str]


class Office:
    """A project whose engine makes the synthetic site, and a target."""

    def __init__(self, place: Path) -> None:
        self.root, self.target = place / "project", f"dir:{place / 'www'}"
        self.root.mkdir()
        self.project = Project(self.root, "publish.py", "output", SITE, URL, "test 1")
        self.files = site_files()

    def engine(self, arguments: Sequence[str], environment: Mapping[str, str]) -> int:
        output = Path(arguments[arguments.index("--output") + 1])
        url = environment["SITE_URL"].encode()
        for path, data in self.files.items():
            (output / path).parent.mkdir(parents=True, exist_ok=True)
            (output / path).write_bytes(data.replace(BUILT_FOR.encode(), url))
        return 0

    def run(self, *arguments: str) -> int:
        return run(arguments, self.project, self.engine)


@pytest.fixture
def office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Office:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1795521600")
    monkeypatch.setattr(Asker, "get", lambda *_: Answer(0, {}, b"", "no such host"))
    return Office(tmp_path)


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


@pytest.mark.parametrize(
    "arguments",
    [
        ("publish",),
        ("releases", "dir:{place}/new", "--format", "sarif"),  # it has no problems to tell
        (),
        ("deploy",),
        ("deploy", "www"),
        ("deploy", "dir:"),
        ("deploy", "ftp:x"),
        ("deploy", "dir:{place}/new"),  # nothing was built
        ("check",),
        ("build", "--site-url", "news.example"),
        ("build", "--site-url", "https://news.example/?x"),
        ("build", "--site-url", "https://[news"),
        ("build", "--colour"),
        ("releases", "dir:{place}/new"),
        ("rollback", "dir:{place}/new"),
    ],
    ids=" ".join,
)
def test_wrong_usage_ends_with_two_and_a_sentence(
    office: Office, capsys: Printed, tmp_path: Path, arguments: tuple[str, ...]
) -> None:
    assert office.run(*(each.format(place=tmp_path) for each in arguments)) == 2
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "new").exists()


def test_a_site_built_for_another_address_or_another_site_is_not_published(office: Office) -> None:
    office.run("build")
    assert office.run("deploy", office.target, "--site-url", "https://other.example") == 2
    assert office.run("deploy", office.target, "--site-url", f"{URL}/") == 0
    write_site(office.root / "output", site_files(), site="sports")
    assert office.run("deploy", office.target) == 2


def test_a_target_inside_of_the_built_site_or_around_it_is_refused(office: Office) -> None:
    office.run("build")
    assert office.run("deploy", f"dir:{office.root / 'output' / 'www'}") == 2
    assert office.run("deploy", f"dir:{office.root}") == 2


def test_the_address_asked_for_is_the_one_the_site_is_built_for(office: Office, capsys: Printed) -> None:
    assert office.run("build", "--site-url", "https://desk.example/", "--output", str(office.root / "b")) == 0
    assert b"https://desk.example/story-1/" in (office.root / "b" / "index.html").read_bytes()
    assert "https://desk.example" in capsys.readouterr().out


def test_folders_that_are_typed_begin_where_they_are_typed(
    office: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    monkeypatch.chdir(elsewhere)
    assert office.run("build", "--output", "mine") == 0
    assert (elsewhere / "mine/index.html").is_file()
    assert not (office.root / "mine").exists()
    assert office.run("check", "mine") == 0
    assert office.run("deploy", "--output", "mine", "dir:www") == 0
    assert (elsewhere / "www/current/index.html").is_file()
    assert office.run("build") == 0  # the project's own folder, from anywhere
    assert (office.root / "output/index.html").is_file()


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
    assert office.run("build") == 0
    for command in (("check",), ("deploy", office.target)):
        capsys.readouterr()
        assert office.run(*command) == 0
        assert (f"{address}, which reaches nobody" in capsys.readouterr().out) is told


@pytest.fixture
def history(office: Office) -> Callable[..., None]:
    """Commands of git in the project, which has a first commit."""

    def git(*words: str) -> None:
        named = ("-c", "user.name=x", "-c", "user.email=x@x.example")
        subprocess.run(("git", "-C", str(office.root), *named, *words), check=True)

    git("init", "-q")
    git("commit", "-q", "--allow-empty", "-m", "First")
    return git


def test_files_that_no_commit_has_are_refused_when_they_go_live(
    office: Office, capsys: Printed, history: Callable[..., None]
) -> None:
    assert office.run("build") == 0
    assert office.run("build") == 0, "the folder that was built is nobody's to commit"
    assert office.run("deploy", office.target) == 0
    assert "since the last commit" not in capsys.readouterr().out
    (office.root / "draft.md").write_text("x", encoding="utf-8")
    assert office.run("deploy", office.target) == 0
    assert "1 file changed since the last commit: not in this build" in capsys.readouterr().out
    office.files = site_files("bold")
    assert office.run("build") == 0
    capsys.readouterr()
    assert office.run("deploy", office.target) == 1
    assert "1 file that no commit has: commit first, then build again" in capsys.readouterr().err
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


@pytest.mark.parametrize(
    "arguments",
    [
        ("deploy", "dir:~nosuchuser/x"),
        ("deploy", "dir:/"),
        ("build", "--output", "/"),
        ("build", "--output", ".."),
        ("check", "~nosuchuser/x"),
        ("build", "--site-url", "https://desk:hunter2@news.alt/"),
        ("deploy", "production"),
    ],
    ids=" ".join,
)
def test_odd_words_are_a_sentence_and_no_traceback(office: Office, capsys: Printed, arguments: tuple[str, ...]) -> None:
    assert office.run(*arguments) == 2
    printed = capsys.readouterr().err
    assert printed.count("\n") == 1
    assert "hunter2" not in printed


def test_a_target_may_have_a_name_in_the_settings(office: Office, capsys: Printed) -> None:
    named = replace(office.project, targets={"production": {"url": office.target}, "old": {"path": "x"}})
    office.project = named
    office.run("build")
    assert office.run("deploy", "production") == 0
    assert office.run("deploy", "old") == 2
    assert "PUBLISH_TARGETS['old'] can't be used" in capsys.readouterr().err


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
    assert "'/a/' leads back to itself" in capsys.readouterr().err


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


def test_in_ci_the_bare_command_builds_checks_and_publishes_to_the_one_target(
    office: Office, capsys: Printed, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", "true")
    assert office.run() == 2
    assert "usage" in capsys.readouterr().err
    office.project = replace(office.project, targets={"production": {"url": office.target}})
    assert office.run() == 0
    assert (Path(office.target[4:]) / "current/index.html").is_file()
    monkeypatch.delenv("CI")
    assert office.run() == 2
    monkeypatch.setenv("CI", "true")
    office.files = site_files() | {"index.html": b"<a href='/no/'>x</a>"}
    assert office.run() == 1


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


def test_a_preview_is_hidden_and_beside_what_is_live(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    base = Path(office.target[4:])
    live = target_in(base).live_id()
    assert office.run("preview", office.target, "--name", "b1") == 2
    assert f"--site-url {URL}/previews/b1" in capsys.readouterr().err
    shown = str(base.parent / "shown")
    assert office.run("build", "--site-url", "http://localhost:8000", "--output", shown) == 0
    assert office.run("deploy", office.target, "--output", shown) == 2, "only previews are for loopback"
    assert office.run("preview", office.target, "--output", shown, "--name", "B 1") == 2
    assert "--name b-1" in capsys.readouterr().err
    assert office.run("preview", office.target, "--output", shown, "--name", "b1") == 0
    assert b'content="noindex"' in (base / "previews/b1/current/index.html").read_bytes()
    assert target_in(base).live_id() == live
    assert office.run("gc", office.target) == 0
    place = target_in(base).preview("b1")
    shown_now = place.live()
    assert shown_now
    place.update(replace(shown_now, expires=shown_now.commit_time))
    capsys.readouterr()
    assert office.run("gc", office.target, "--dry-run") == 0
    assert "preview 'b1' would be removed" in capsys.readouterr().out
    assert office.run("gc", office.target) == 0
    assert not (base / "previews/b1").exists()


def test_a_preview_may_come_before_the_first_release(office: Office) -> None:
    office.run("build", "--site-url", "http://localhost:8000")
    assert office.run("preview", office.target, "--name", "first") == 0
    assert office.run("releases", office.target) == 2
    office.run("build")
    assert office.run("deploy", office.target) == 0


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


def test_a_lock_that_ends_by_itself_needs_no_breaking(office: Office, capsys: Printed) -> None:
    office.run("build")
    office.run("deploy", office.target)
    assert office.run("unlock", office.target, "--owner", "x") == 2
    assert "ends with its holder" in capsys.readouterr().err
    assert office.run("doctor", office.target) == 3  # nobody answers there
    assert "MiB are free" in capsys.readouterr().out


@pytest.mark.parametrize("command", [("deploy",), ("plan",), ("snippet", "nginx"), ("releases",), ("verify",)])
def test_a_folder_of_a_user_that_there_is_none_is_a_sentence(
    office: Office, capsys: Printed, command: tuple[str, ...]
) -> None:
    office.run("build")
    assert office.run(*command, "dir:~nobody-has-this-name/x") == 2
    assert "there is no such user on this machine" in capsys.readouterr().err


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
