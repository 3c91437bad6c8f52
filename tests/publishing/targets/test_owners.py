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


@pytest.mark.parametrize(
    "inside",
    ["staging/x", "releases/x", "releases/90feb1df/x", ".publish/x", "current/x", "releases", "staging", ".publish"],
)
def test_a_folder_in_what_another_target_sweeps_or_shows_is_refused(target: Releases, inside: str) -> None:
    nested = target_in(target.base / inside)
    part, _, below = inside.partition("/")
    said = f"this is {'in ' if below else ''}'{part}' of the target '{target.base.name}'"
    for _ in range(2):  # whether it is there or not, and whatever it has in it
        error = refused(lambda: nested.check_owner(SITE))
        assert (error.code, said in error.message) == (ExitCode.UNSUITABLE, True)
        nested.base.mkdir(parents=True, exist_ok=True)
        (nested.base / "page.html").write_bytes(b"")


def test_the_link_to_what_is_live_is_no_target_and_leads_to_one(target: Releases) -> None:
    release = target.releases / "90feb1df90feb1df90fe"
    release.mkdir()
    (release / "index.html").write_bytes(b"")
    target.current.symlink_to(f"releases/{release.name}")
    error = refused(lambda: target_in(target.current).check_owner(SITE))
    assert f"this is 'current' of the target '{target.base.name}'" in error.message
    assert f"name '{target.base.name}' itself" in error.message


def test_a_folder_that_has_a_target_in_it_names_that_one_if_it_is_the_sites(target: Releases) -> None:
    around = target_in(target.base.parent)
    said = f"Did you mean '{target.base.name}' in it, a target of this site?"
    assert said in refused(lambda: around.check_owner(SITE)).message
    assert "Did you mean" not in refused(lambda: around.check_owner("other")).message


def test_a_folder_beside_what_another_target_shows_and_a_preview_may_be_one(target: Releases) -> None:
    assert not target_in(target.base / "beside").check_owner(SITE)
    assert not target.preview("map").check_owner(SITE)
