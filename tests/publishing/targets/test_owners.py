"""Whose a folder is: marked as a site's, nobody's yet, or others'."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.targets import owners
from explainers.publishing.targets.releases import Releases
from tests.publishing.refusing import refused
from tests.publishing.synthetic import SITE, target_in


def test_a_folder_is_ours_once_it_is_marked(tmp_path: Path) -> None:
    target = target_in(tmp_path / "www")
    assert not target.check_owner(SITE)
    target.base.mkdir()
    assert not target.check_owner(SITE)
    with target.locked():
        assert not target.check_owner(SITE)
        target.claim(SITE)
    assert target.check_owner(SITE)
    assert (target.live_id(), target.live(), target.complete(), target.log()) == (None, None, (), ())


def test_a_folder_that_is_marked_while_it_is_looked_at_is_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target, faster = target_in(tmp_path / "www"), target_in(tmp_path / "www")
    target.base.mkdir()
    (target.base / "lost+found").mkdir()  # so that there is something to look at
    look = owners._foreign

    def meanwhile(target: Releases) -> Iterator[str]:
        with faster.locked():
            faster.claim(SITE)
        return look(target)

    monkeypatch.setattr(owners, "_foreign", meanwhile)
    assert target.check_owner(SITE)


def test_what_is_anothers_is_refused_and_says_why(target: Releases, tmp_path: Path) -> None:
    error = refused(lambda: target.check_owner("other"))
    assert (error.code, error.message) == (
        ExitCode.UNSUITABLE, f"the target belongs to another site, '{SITE}', not to 'other'",
    )  # fmt: skip
    full = target_in(tmp_path / "full")
    for name in "dcba":
        (full.base / name).mkdir(parents=True)
    assert "('a', 'b', 'c' and 1 more)" in refused(lambda: full.check_owner(SITE)).message
    (tmp_path / "disk/lost+found").mkdir(parents=True)
    assert not target_in(tmp_path / "disk").check_owner(SITE)
    (target.private / "owner").write_bytes(b"\xff\xfe")
    assert "belongs to another site" in refused(lambda: target.check_owner(SITE)).message
    (tmp_path / "file").write_bytes(b"")
    assert "is a file" in refused(lambda: target_in(tmp_path / "file").check_owner(SITE)).message


def test_a_current_that_is_a_folder_is_refused(target: Releases) -> None:
    target.current.mkdir()
    assert "'current' in the target isn't a link" in refused(lambda: target.check_owner(SITE)).message


@pytest.mark.parametrize("inside", ["staging/x", "releases/x", "releases/90feb1df/x", ".publish/x", "current/x"])
def test_a_folder_in_what_another_target_sweeps_or_shows_is_refused(target: Releases, inside: str) -> None:
    nested = target_in(target.base / inside)
    error = refused(lambda: nested.check_owner(SITE))
    assert (error.code, f"'{inside.partition('/')[0]}' of another one" in error.message) == (ExitCode.UNSUITABLE, True)
    nested.base.mkdir(parents=True)
    assert refused(lambda: nested.check_owner(SITE)).code == ExitCode.UNSUITABLE


def test_a_folder_beside_what_another_target_shows_and_a_preview_may_be_one(target: Releases) -> None:
    assert not target_in(target.base / "beside").check_owner(SITE)
    assert not target.preview("map").check_owner(SITE)
