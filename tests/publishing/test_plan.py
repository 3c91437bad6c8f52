"""The plan of a release: what is sent, kept and carried, and for how long."""

from __future__ import annotations

from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from explainers.publishing.manifest import (
    VERSION,
    Manifest,
    Scanned,
    entries_of,
    list_digest,
    release_id,
)
from explainers.publishing.plan import GRACE, carried_into, plan_of, with_carried
from tests.publishing.synthetic import NOON, SITE, URL, hashed


def release(contents: dict[str, str]) -> Manifest:
    """A release whose files hold these texts; the names of assets are hashed from them."""
    files: dict[str, Scanned] = {}
    for name, text in contents.items():
        path = hashed(name, text.encode()) if name.endswith((".css", ".js")) else name
        digest = hashed("x.y", text.encode()).split(".")[1].ljust(64, "0")
        files[path] = Scanned(digest, len(text))
    digest = list_digest(files)
    entries = entries_of(files)
    return Manifest(VERSION, release_id(digest), SITE, URL, "", NOON, 0, "test", entries)


def asset(name: str, text: str) -> str:
    return hashed(name, text.encode())


def test_a_first_release_sends_everything_and_carries_nothing() -> None:
    plan = plan_of(release({"index.html": "one", "a.css": "red"}), None, NOON)
    assert plan.sent == (asset("a.css", "red"), "index.html")
    assert (plan.kept, plan.removed, plan.carried) == ((), (), {})


def test_one_edit_sends_one_file_and_keeps_the_others() -> None:
    before = release({"index.html": "one", "map/index.html": "map", "a.css": "red"})
    plan = plan_of(release({"index.html": "two", "map/index.html": "map", "a.css": "red"}), before, NOON)
    assert plan.sent == ("index.html",)
    assert plan.kept == (asset("a.css", "red"), "map/index.html")


def test_a_page_that_is_gone_is_removed_and_an_asset_that_is_gone_is_carried() -> None:
    before = release({"index.html": "one", "old.html": "old", "a.css": "red"})
    plan = plan_of(release({"index.html": "one"}), before, NOON)
    assert plan.removed == ("old.html",)
    assert list(plan.carried) == [asset("a.css", "red")]
    assert plan.carried[asset("a.css", "red")].dropped == NOON


def test_carrying_an_asset_on_does_not_lengthen_its_stay() -> None:
    red = asset("a.css", "red")
    live = release({"index.html": "0", "a.css": "red"})
    stays = []
    for day in range(1, 41):
        now = NOON + timedelta(days=day)
        new = release({"index.html": str(day), "a.css": "blue"})
        live = with_carried(new, plan_of(new, live, now).carried)
        stays.append(red in live.served)
    assert stays == [True] * (1 + GRACE.days) + [False] * (40 - 1 - GRACE.days)


def test_an_asset_that_was_live_again_is_dropped_anew() -> None:
    red, now = asset("a.css", "red"), NOON
    first, second = release({"a.css": "red"}), release({"a.css": "blue"})
    live = first
    for new in (second, first, second):
        now += timedelta(days=20)
        live = with_carried(new, carried_into(new, live, now))
    assert live.carried[red].dropped == now


def test_a_folder_in_the_place_of_an_asset_leaves_no_room_for_it() -> None:
    red = asset("a.css", "red")
    before = release({"a.css": "red"})
    assert carried_into(release({f"{red}/index.html": "x"}), before, NOON) == {}
    assert carried_into(release({"assets": "x"}), before, NOON) == {}


designs = st.lists(
    st.tuples(
        st.sampled_from(("red", "blue", "green", "black")),
        st.sampled_from(("fast", "slow")),
        st.integers(0, 20),
    ),
    min_size=1,
    max_size=12,
)


@given(designs)
def test_no_page_that_was_live_in_the_last_thirty_days_names_an_asset_that_is_missing(
    deploys: list[tuple[str, str, int]],
) -> None:
    now, live = NOON, None
    manifests: dict[str, Manifest] = {}
    ended: list[tuple[datetime, frozenset[str]]] = []
    for css, js, days in deploys:
        now += timedelta(days=days)
        new = release({"index.html": css + js, "a.css": css, "a.js": js})
        new = manifests.get(new.id, new)  # a release that comes back is the one that was there
        if live:
            ended.append((now, frozenset(path for path, entry in live.files.items() if entry.kind == "asset")))
        live = with_carried(new, carried_into(new, live, now)) if not live or live.id != new.id else live
        manifests[live.id] = live
        for until, assets in ended:
            assert now - until > GRACE or assets <= live.served.keys()


@given(designs)
def test_a_plan_covers_each_file_once_and_never_drops_a_file_of_the_release(
    deploys: list[tuple[str, str, int]],
) -> None:
    live = None
    for css, js, _ in deploys:
        new = release({"index.html": css, "a.css": css, "a.js": js})
        plan = plan_of(new, live, NOON)
        assert sorted((*plan.sent, *plan.kept)) == sorted(new.files)
        assert new.files.keys().isdisjoint(plan.carried.keys() | set(plan.removed))
        live = with_carried(new, plan.carried)
