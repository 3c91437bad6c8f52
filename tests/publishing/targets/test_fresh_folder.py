"""A folder that isn't there yet becomes a target where its address is likely meant, and only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.disk import Disk
from explainers.publishing.targets.fresh_folder import refuse_mistyped
from tests.publishing.synthetic import SITE, target_in


@pytest.fixture
def srv(tmp_path: Path) -> Path:
    """A folder with a target of the site in www/news, and one of another site in www/blog."""
    for name, site in (("news", SITE), ("blog", "other")):
        target = target_in(tmp_path / "srv/www" / name)
        target.base.mkdir(parents=True)
        with target.locked():
            target.claim(site)
    return tmp_path / "srv"


@pytest.mark.parametrize("place", ["www/nwes", "www/new", "www/News", "ww/news", "wwww/news"])
def test_an_address_like_that_of_a_target_is_taken_for_a_slip(srv: Path, place: str) -> None:
    with pytest.raises(PublishError) as refused:
        target_in(srv / place).check_owner(SITE)
    assert refused.value.code == ExitCode.USAGE
    gone, there, meant = (place[4:], "www", "news") if place.startswith("www/") else (place, "srv", "www/news")
    assert refused.value.message == (
        f"there is no folder '{gone}' in '{there}'. Did you mean '{meant}', which is a target of this site? "
        "If not, make the folder of a new target first, with mkdir -p"
    )


def test_a_folder_that_was_made_by_hand_is_meant(srv: Path) -> None:
    (srv / "www/nwes").mkdir()
    assert not target_in(srv / "www/nwes").check_owner(SITE)


@pytest.mark.parametrize("place", ["www/archive", "www/blog2", "fresh/news", "www/news-test"])
def test_an_address_of_its_own_is_a_new_target(srv: Path, place: str) -> None:
    assert not target_in(srv / place).check_owner(SITE)


@pytest.mark.parametrize(("place", "there"), [("a/b/news", "srv"), ("www/a/b/news", "www")])
def test_no_more_than_the_last_two_folders_are_made(srv: Path, place: str, there: str) -> None:
    with pytest.raises(PublishError, match=f"there is no folder 'a/b/news' in '{there}', nor 'a': look") as refused:
        target_in(srv / place).check_owner(SITE)
    assert refused.value.code == ExitCode.USAGE


@pytest.mark.parametrize("place", ["/no-such-folder", "/no-such-folder/news"])
def test_no_folder_is_made_at_the_top_of_the_disk(place: str) -> None:
    with pytest.raises(PublishError, match="look at the target's address"):
        refuse_mistyped(Disk(), Path(place), SITE)


def test_a_relative_address_as_ssh_has_it_begins_in_the_home(srv: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(srv)
    refuse_mistyped(Disk(), Path("fresh"), SITE)
    with pytest.raises(PublishError, match="Did you mean 'news'"):
        refuse_mistyped(Disk(), Path("www/nwes"), SITE)


def test_a_preview_may_have_a_name_like_anothers(srv: Path) -> None:
    target = target_in(srv / "www/news")
    with target.preview("map-1").locked():
        target.preview("map-1").claim(SITE)
    assert not target.preview("map-2").check_owner(SITE)
