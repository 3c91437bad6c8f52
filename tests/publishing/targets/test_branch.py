"""A branch of a git repository as a target: it moves in one push, and never over what others have pushed."""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import Outcome, PublishOptions, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.history import LogLine
from explainers.publishing.manifest import Manifest
from explainers.publishing.targets.address import open_target, target_record
from explainers.publishing.targets.branch import Branch
from tests.publishing.servers import sshd
from tests.publishing.synthetic import SITE, World, site_files, tree, write_site


class Desk:
    def __init__(self, place: Path) -> None:
        self.place, self.world, self.remote = place, World(), place / "pages.git"
        self.git("init", "-q", "--bare", str(self.remote))

    def git(self, *words: str, folder: Path | None = None) -> str:
        named = ("-c", "user.name=x", "-c", "user.email=x@x.example", "-c", "init.defaultBranch=main")
        place = ("-C", str(folder)) if folder else ()
        done = subprocess.run(("git", *place, *named, *words), capture_output=True, check=True, text=True)
        return done.stdout.strip()

    def target(self) -> Branch:
        return Branch(str(self.remote), "pages", dict(os.environ))

    def deploy(self, name: str, commit: str, target: Branch | None = None, **of: object) -> Outcome:
        site = write_site(self.place / name, site_files(**of), commit)  # type: ignore[arg-type]
        return deploy(target or self.target(), site, PublishOptions(), self.world.around())

    def pushed(self, files: Mapping[str, bytes]) -> None:
        """Let somebody else push files to the branch."""
        clone = self.place / "clone"
        if not clone.exists():
            self.git("clone", "-q", "-b", "pages", str(self.remote), str(clone))
        self.git("pull", "-q", folder=clone)
        for path, data in files.items():
            (clone / path).write_bytes(data)
        self.git("add", "-A", folder=clone)
        self.git("commit", "-q", "-m", "By hand", folder=clone)
        self.git("push", "-q", folder=clone)

    def shown(self) -> dict[str, bytes]:
        out = self.place / "out"
        subprocess.run(("rm", "-rf", str(out)), check=True)
        self.git("clone", "-q", "-b", "pages", str(self.remote), str(out))
        return {
            path: data
            for path, data in tree(out).items()
            if not path.startswith((".git/", "_publish/")) and path != ".nojekyll"
        }


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_releases_go_live_change_and_go_back_as_commits(desk: Desk) -> None:
    first = desk.deploy("plain", "a" * 40)
    assert desk.shown() == tree(desk.place / "plain")
    desk.world.now += timedelta(hours=1)
    second = desk.deploy("bold", "b" * 40, design="bold")
    assert (second.previous, second.carried) == (first.id, 3)
    assert tree(desk.place / "bold").items() <= desk.shown().items()
    assert desk.deploy("again", "b" * 40, design="bold").action == "unchanged"
    assert rollback(desk.target(), SITE, None, desk.world.around()).id == first.id
    assert tree(desk.place / "plain").items() <= desk.shown().items()
    assert len(desk.git("log", "--format=%H", "pages", folder=desk.remote).split()) == 3


def test_the_same_release_is_the_same_commit(tmp_path: Path) -> None:
    commits = set()
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        desk = Desk(tmp_path / name)
        desk.deploy("plain", "a" * 40)
        commits.add(desk.git("rev-parse", "pages", folder=desk.remote))
    assert len(commits) == 1


def test_what_others_put_there_stays_and_a_foreign_branch_is_left_alone(desk: Desk) -> None:
    desk.deploy("plain", "a" * 40)
    desk.pushed({"CNAME": b"news.example\n"})
    desk.deploy("bold", "b" * 40, design="bold")
    assert desk.shown()["CNAME"] == b"news.example\n"
    other = write_site(desk.place / "other", site_files(), "c" * 40, site="sports")
    with pytest.raises(PublishError) as caught:
        deploy(desk.target(), other, PublishOptions(), desk.world.around())
    assert caught.value.code == ExitCode.UNSUITABLE
    main = Branch(str(desk.remote), "main", dict(os.environ))
    desk.git("push", "-q", "origin", "HEAD:main", folder=desk.place / "clone")
    desk.git("rm", "-q", "-r", "_publish", folder=desk.place / "clone")
    desk.git("commit", "-q", "-m", "Mine", folder=desk.place / "clone")
    desk.git("push", "-q", "origin", "HEAD:main", folder=desk.place / "clone")
    with pytest.raises(PublishError, match="has other things in it"):
        desk.deploy("next", "c" * 40, main)


def test_a_file_of_others_in_the_branch_is_not_written_over(desk: Desk) -> None:
    desk.deploy("plain", "a" * 40)
    desk.pushed({"words.txt": b"others'"})
    site = write_site(desk.place / "more", site_files("bold") | {"words.txt": b"Words."}, "b" * 40)
    with pytest.raises(PublishError, match=r"others have put something .*\(words\.txt\)") as caught:
        deploy(desk.target(), site, PublishOptions(), desk.world.around())
    assert (caught.value.code, desk.shown()["words.txt"]) == (ExitCode.UNSUITABLE, b"others'")


def test_what_lies_in_the_branch_is_compared_with_the_release(desk: Desk) -> None:
    desk.deploy("plain", "a" * 40)
    live = desk.target()
    assert live.check_owner(SITE)
    manifest = live.live()
    assert manifest
    assert desk.target().wrong(manifest) == ()
    desk.pushed({"CNAME": b"news.example\n", "index.html": b"fixed at night"})
    assert desk.target().wrong(manifest) == ("index.html",)


def test_a_hot_fix_in_the_branch_is_named_and_refused(desk: Desk) -> None:
    desk.deploy("plain", "a" * 40)
    desk.pushed({"index.html": b"fixed at night"})
    with pytest.raises(PublishError, match=r"index\.html") as caught:
        desk.deploy("bold", "b" * 40, design="bold")
    assert (caught.value.code, "commit " in caught.value.message) == (ExitCode.UNSUITABLE, True)


def test_a_push_in_between_is_never_overwritten(desk: Desk) -> None:
    desk.deploy("plain", "a" * 40)

    class Slow(Branch):
        def switch(self, new: Manifest | None, line: LogLine | None = None) -> None:
            desk.pushed({"CNAME": b"news.example\n"})
            super().switch(new, line)

    with pytest.raises(PublishError) as caught:
        desk.deploy("bold", "b" * 40, Slow(str(desk.remote), "pages", dict(os.environ)), design="bold")
    assert caught.value.code == ExitCode.BUSY
    assert desk.shown() == tree(desk.place / "plain") | {"CNAME": b"news.example\n"}


def test_a_remote_that_is_not_there_is_a_fault_outside_that_tells_no_password(tmp_path: Path) -> None:
    target = Branch("https://desk:hunter2@localhost:1/x.git", "pages", dict(os.environ))
    site = write_site(tmp_path / "site", site_files())
    with pytest.raises(PublishError) as caught:
        deploy(target, site, PublishOptions(), World().around())
    assert (caught.value.code, "hunter2" in caught.value.message) == (ExitCode.OUTSIDE, False)


@pytest.mark.parametrize(
    ("remote", "branch", "code", "words"),
    [
        ("{place}/nothing.git", "pages", ExitCode.USAGE, "there is no git repository that we may see at that address"),
        ("{place}", "pages", ExitCode.USAGE, "there is no git repository"),
        ("origin", "pages", ExitCode.USAGE, "there is no git repository"),
        ("htps://pages.example/x.git", "pages", ExitCode.USAGE, "git knows no address of that kind"),
        ("{remote}", "pa..ges", ExitCode.USAGE, "'pa..ges' can't be the name of a branch"),
        ("ssh://localhost:1/x.git", "pages", ExitCode.OUTSIDE, "Connection refused"),  # it may answer the next time
    ],
)
def test_an_address_that_no_other_try_makes_better_says_what_is_wrong(
    desk: Desk, remote: str, branch: str, code: ExitCode, words: str
) -> None:
    target = Branch(remote.format(place=desk.place, remote=desk.remote), branch, dict(os.environ))
    with pytest.raises(PublishError, match=re.escape(words)) as caught:
        desk.deploy("plain", "a" * 40, target)
    assert (caught.value.code, "try again" in caught.value.message) == (code, code == ExitCode.OUTSIDE)


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("ssh: Could not resolve hostname githb.com: Name or service not known", ExitCode.USAGE, "no machine is known"),
        ("ssh: Could not resolve hostname github.com: Temporary failure in name resolution", ExitCode.OUTSIDE, "again"),
        ("fatal: unable to access 'https://h/x/': Could not resolve host: h", ExitCode.USAGE, "no machine is known"),
        ("ERROR: Repository not found.", ExitCode.USAGE, "there is no git repository"),
        (
            "remote: Repository not found.\nfatal: repository 'https://h/x/' not found",
            ExitCode.USAGE,
            "no git repository",
        ),
        ("ERROR: Permission to desk/pages.git denied to deploy.", ExitCode.UNSUITABLE, "doesn't let us do that"),
        (
            "fatal: unable to access 'https://h/x/': The requested URL returned error: 403",
            ExitCode.UNSUITABLE,
            "let us do",
        ),
        ("git@h: Permission denied (publickey).", ExitCode.UNSUITABLE, "doesn't let us in without a question"),
        ("fatal: the remote end hung up unexpectedly", ExitCode.OUTSIDE, "safe to try again"),
    ],
)
def test_what_git_says_of_a_host_or_of_us_has_its_own_end(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, said: str, code: ExitCode, words: str
) -> None:
    real = subprocess.run

    def run(command: tuple[str, ...], **how: Any) -> subprocess.CompletedProcess[bytes]:
        if "ls-remote" in command:
            return subprocess.CompletedProcess(command, 128, b"", said.encode())
        return real(command, **how)

    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(PublishError, match=words) as caught:
        desk.deploy("plain", "a" * 40)
    assert caught.value.code == code


def test_a_repository_that_takes_no_push_is_told_apart_from_one_that_was_pushed_to(desk: Desk) -> None:
    hook = desk.remote / "hooks" / "pre-receive"
    hook.write_text("#!/bin/sh\nexit 1\n")
    hook.chmod(0o755)
    with pytest.raises(PublishError, match="takes no push to 'pages' \\(pre-receive hook declined\\)") as caught:
        desk.deploy("plain", "a" * 40)
    assert caught.value.code == ExitCode.UNSUITABLE


def test_a_folder_is_written_as_in_a_shell(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(desk.place)
    target = open_target(target_record(f"git:{desk.remote.name}#pages", {}), dict(os.environ))
    assert not target.check_owner(SITE)


@pytest.mark.server
def test_a_branch_behind_ssh_moves_as_one_here_and_an_unknown_host_is_refused(desk: Desk) -> None:
    with sshd(desk.place / "etc") as (_, config):
        ssh = {"GIT_SSH_COMMAND": f"ssh -F {config} -o BatchMode=yes"}
        far = f"desk:{desk.remote}"
        first = desk.deploy("plain", "a" * 40, Branch(far, "pages", os.environ | ssh))
        desk.deploy("bold", "b" * 40, Branch(f"ssh://desk{desk.remote}", "pages", os.environ | ssh), design="bold")
        assert rollback(Branch(far, "pages", os.environ | ssh), SITE, None, desk.world.around()).id == first.id
        assert tree(desk.place / "plain").items() <= desk.shown().items()
        (config.parent / "known_hosts").write_bytes(b"")
        with pytest.raises(PublishError, match="isn't known here") as caught:
            desk.deploy("next", "c" * 40, Branch(far, "pages", os.environ | ssh))
        assert caught.value.code == ExitCode.UNSUITABLE
