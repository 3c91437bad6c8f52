"""A bucket keeps to the layout that was published to it first."""

from __future__ import annotations

from pathlib import Path

import pytest

from explainers.exit_codes import ExitCode
from explainers.publishing.deploy import PublishOptions, deploy
from explainers.publishing.errors import PublishError
from explainers.publishing.targets.objects import Objects
from explainers.publishing.targets.prefixed import PrefixedObjects
from explainers.publishing.targets.store import Store
from tests.publishing.synthetic import SITE, World, site_files, write_site

obstore = pytest.importorskip("obstore")


@pytest.mark.parametrize("layouts", [(Objects, PrefixedObjects), (PrefixedObjects, Objects)])
def test_a_bucket_in_one_layout_is_refused_by_the_other(
    tmp_path: Path, layouts: tuple[type[Objects], type[Objects]]
) -> None:
    inner, world = obstore.store.MemoryStore(), World()
    sites = [write_site(tmp_path / name, site_files(name), name[0] * 40) for name in ("a", "b")]
    first, other = (of(Store(inner), "desk-1") for of in layouts)
    deploy(first, sites[0], PublishOptions(), world.around())
    before = Store(inner).found()
    with pytest.raises(PublishError, match=f"in the layout '{first.layout}', not '{other.layout}'") as caught:
        deploy(other, sites[1], PublishOptions(), world.around())
    assert (caught.value.code, Store(inner).found()) == (ExitCode.UNSUITABLE, before)
    assert deploy(first, sites[1], PublishOptions(), world.around()).action == "deployed"


@pytest.mark.parametrize("layout", [Objects, PrefixedObjects])
def test_a_bucket_that_has_a_target_below_a_prefix_names_that_one_if_it_is_the_sites(
    tmp_path: Path, layout: type[Objects]
) -> None:
    store = Store(obstore.store.MemoryStore())
    site = write_site(tmp_path / "a", site_files("a"))
    deploy(layout(store.below("desk/news/"), "desk-1"), site, PublishOptions(), World().around())
    for other in (Objects, PrefixedObjects):
        with pytest.raises(PublishError, match=r"other things in it .* Did you mean 'desk/news/' in it") as caught:
            other(store, "desk-1").check_owner(SITE)
        assert caught.value.code == ExitCode.UNSUITABLE
        with pytest.raises(PublishError, match=r"name an empty bucket, or a prefix in it$"):
            other(store, "desk-1").check_owner("other")
