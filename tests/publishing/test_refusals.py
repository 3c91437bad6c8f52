"""Each refusal names a way out, and the way works: here they are taken at their word."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.publishing.deploy import PublishOptions, deploy, rollback
from explainers.publishing.errors import PublishError
from tests.publishing.synthetic import SITE, World, edited_record, site_files, target_in, write_site


class Desk:
    """A target on which one release is live."""

    def __init__(self, place: Path) -> None:
        self.place, self.base, self.world = place, place / "www", World()
        self.publish("first", "b" * 40)

    def publish(self, name: str, commit: str, url: str = "https://news.example", **options: object) -> str:
        pages = 30 if name == "first" else 2 if name == "small" else 29
        files = site_files(pages=pages, url=url, edits={"index": name})
        site = write_site(self.place / name, files, commit, url=url)
        gone = [f"story-{number}/index.html" for number in range(pages, 30)]
        site = edited_record(site.root, gone=gone if name != "less" else [])
        made = PublishOptions(**options)  # type: ignore[arg-type]
        return deploy(target_in(self.base), site, made, self.world.around()).action


# What is tried; what the refusal says; and what it says to do.
WAYS: dict[str, tuple[tuple[str, str], dict[str, object], str, dict[str, object]]] = {
    "older": (("old", "a" * 40), {}, "--allow-older", {"allow_older": True}),
    "small": (("small", "c" * 40), {}, "--allow-shrink", {"allow_shrink": True}),
    "moved": (("moved", "c" * 40), {"url": "https://desk.example"}, "--new-address", {"new_address": True}),
    "too much goes": (("new", "c" * 40), {"max_remove": 0}, "--max-remove", {"max_remove": 1}),
}


@pytest.mark.parametrize(("what", "asked", "said", "way"), WAYS.values(), ids=WAYS)
def test_the_option_that_a_refusal_names_is_the_way_out(
    tmp_path: Path, what: tuple[str, str], asked: dict[str, object], said: str, way: dict[str, object]
) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(PublishError) as caught:
        desk.publish(*what, **asked)  # type: ignore[arg-type]
    told = caught.value.message + "".join(problem.message for problem in caught.value.problems)
    assert said in told
    assert desk.publish(*what, **{**asked, **way}) == "deployed"  # type: ignore[arg-type]


def test_a_changed_live_file_comes_back_by_the_option_or_by_the_sources(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    page = desk.base / "current/story-1/index.html"
    page.write_bytes(b"by hand")
    with pytest.raises(PublishError, match="--overwrite-hotfix"):
        desk.publish("new", "c" * 40)
    assert desk.publish("new", "c" * 40, overwrite_hotfix=True) == "deployed"


def test_a_page_that_vanished_may_be_gone_for_good(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(PublishError) as caught:
        desk.publish("less", "c" * 40)
    assert "PUBLISH_REDIRECTS, or 'gone'" in caught.value.problems[0].message
    assert desk.publish("new", "c" * 40) == "deployed"


def test_with_one_release_the_way_back_is_another_deployment(tmp_path: Path) -> None:
    desk = Desk(tmp_path)
    with pytest.raises(PublishError, match="deploy another one first"):
        rollback(target_in(desk.base), SITE, None, desk.world.around())
    assert desk.publish("new", "c" * 40) == "deployed"
    assert rollback(target_in(desk.base), SITE, None, desk.world.around()).action == "rolled-back"


def test_what_a_person_must_judge_is_told_once_and_refuses_nothing(tmp_path: Path) -> None:
    url, world = "https://news.fr", World()
    files = site_files(url=url)
    files |= {
        f"{name}.js": b"'https://mirador.example/method/'" for name in ("one", "two")
    }  # what new site writes as the address of its method, where it isn't told the site's
    site = write_site(tmp_path / "site", files, url=url)
    assert deploy(target_in(tmp_path / "www"), site, PublishOptions(), world.around()).action == "deployed"
    (told,) = [text for phase, text in world.told if "mirador.example" in text]
    assert told.endswith("(one.js and 1 more)")
