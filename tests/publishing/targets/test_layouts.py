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
from tests.publishing.synthetic import World, site_files, write_site

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
