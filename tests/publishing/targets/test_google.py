"""Publishing to Google's store, in both layouts, as far as what stands in for it knows it."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from random import Random

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import PublishOptions, collect, deploy, rollback
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.address import open_target, target_record
from explainers.publishing.targets.objects import Objects
from tests.publishing.conftest import made_bucket
from tests.publishing.faulty import Between, between
from tests.publishing.google import AsGoogle, lead_to_google
from tests.publishing.servers import moto
from tests.publishing.synthetic import SITE, World, site_files, tree, write_site


@pytest.fixture(scope="module")
def behind() -> Iterator[str]:
    with moto() as url:
        yield url


@pytest.fixture
def google(behind: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[str, Between]]:
    """The name of a fresh bucket of a store that speaks as Google's, and what is asked of that."""
    with between(behind, AsGoogle) as (url, net):
        lead_to_google(url, monkeypatch)
        yield made_bucket(behind), net


@pytest.mark.server
@pytest.mark.parametrize("layout", ["in-place", "prefix"])
def test_a_site_goes_live_changes_goes_back_and_is_cleared_up(
    tmp_path: Path, google: tuple[str, Between], layout: str
) -> None:
    bucket, net = google
    world = World()
    named = {"cdn": {"url": f"gs://{bucket}/news", "layout": layout}}

    def target() -> Objects:
        made = open_target(target_record("cdn", named), os.environ)
        assert isinstance(made, Objects)
        return made

    def shown() -> dict[str, bytes]:
        live = target().live()
        assert live
        return {path: target().read(live, path) for path in live.own}

    large = {"report.pdf": Random(1).randbytes(11 << 20)}  # in parts
    sites = [
        write_site(tmp_path / "a", site_files() | large, "a" * 40),
        write_site(tmp_path / "b", site_files(edits={"story-1": "New words."}) | large, "b" * 40),
        write_site(tmp_path / "c", site_files("bold", pages=7) | large, "c" * 40),
    ]
    for site in sites:
        assert deploy(target(), site, PublishOptions(), world.around()).action == "deployed"
        assert shown() == tree(site.root)
        world.now += timedelta(days=1)
    before = len(net.asked)
    assert deploy(target(), sites[2], PublishOptions(), world.around()).action == "unchanged"
    assert [method for method, _ in net.asked[before:] if method != "GET"] == []
    for site in reversed(sites[:2]):
        assert rollback(target(), SITE, None, world.around()).id == site.id
        assert shown() == tree(site.root)
        world.now += timedelta(days=1)
    world.now += timedelta(days=60)
    gone = collect(target(), SITE, PublishOptions(keep=1), world.around(), False)
    assert set(gone) == {site.id for site in sites[1:]}
    assert shown() == tree(sites[0].root)


@pytest.mark.server
def test_one_of_two_holds_the_lease_and_previews_come_and_go(tmp_path: Path, google: tuple[str, Between]) -> None:
    bucket, _ = google
    world, site = World(), write_site(tmp_path / "a", site_files())

    def target() -> Objects:
        made = open_target(target_record(f"gs://{bucket}/", {}), os.environ)
        assert isinstance(made, Objects)
        return made

    deploy(target(), site, PublishOptions(), world.around())
    deploy(target().preview("draft"), site, PublishOptions(expires=world.now), world.around())
    assert target().previews() == ("draft",)
    other = target()
    with other.locked():
        other.lease.write()
        edited = write_site(tmp_path / "b", site_files(edits={"story-1": "New words."}), "b" * 40)
        with pytest.raises(PublishError) as caught:
            deploy(target(), edited, PublishOptions(), world.around())
        assert caught.value.code == ExitCode.BUSY
    target().drop_preview("draft")
    assert target().previews() == ()
    assert deploy(target(), edited, PublishOptions(), world.around()).sent == 1
